{% macro release_columns() %}
    {%- set text = dbt.type_string() -%}
    {{- return({
        'relation': text, 'kpi': text, 'status': text, 'reason': text, 'release_id': text,
        'released_at': dbt.type_timestamp(), 'as_of': 'date',
    }) -}}
{% endmacro %}
