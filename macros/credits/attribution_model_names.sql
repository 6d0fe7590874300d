{% macro attribution_model_names() %}
    {%- if not is_list(var('attribution_models')) -%}
        {{ exceptions.raise_compiler_error("var attribution_models: '" ~ var('attribution_models') ~ "' is not a list of models.") }}
    {%- endif -%}
    {{ return(var('attribution_models') + ['data_driven', 'shapley']) }}
{% endmacro %}
