{# A run of an earlier day looks at the past: it records nothing. #}
{% macro newer_than_recorded(relation, as_of_on) %}
    {%- if execute and load_relation(relation) is not none -%}
        coalesce(
            (
                select max(recorded.recorded_as_of) from {{ relation }} as recorded
                where recorded.data_key = '{{ data_key() }}'
            ), {{ as_of_on }}
        ) <= {{ as_of_on }}
    {%- else -%}
        true
    {%- endif -%}
{% endmacro %}
