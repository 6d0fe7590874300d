{% macro attribution_model_names() %}
    {{ return(var('attribution_models') + ['data_driven', 'shapley']) }}
{% endmacro %}
