{% macro spark__kpi_rollback() %}
    {%- set now = (published_rows() | map(attribute='release_id') | list + ['']) | max -%}
    {%- set before = released_ids() | select('lt', now) | list -%}
    {%- if not before -%}
        {%- do exceptions.raise_compiler_error('there is no release before the published one') -%}
    {%- endif -%}
    {%- do show_release(released_rows(before[-1])) -%}
    {%- do print('published again: ' ~ before[-1]) -%}
{% endmacro %}
