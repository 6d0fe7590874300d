{% macro attribution_model_names() %}
    {%- set models = var('attribution_models') -%}
    {%- if models is string or models is not iterable -%}
        {{ exceptions.raise_compiler_error("var attribution_models: '" ~ models ~ "' is not a list of models.") }}
    {%- endif -%}
    {{ return(models + ['data_driven', 'shapley']) }}
{% endmacro %}
