{# On DuckDB the last release is a file of its own; before the first one an empty database stands in for it. #}
{% macro attach_release() %}
    {%- set pattern = sql_path(published_file()) -%}
    {%- set is_there = run_query('select count(*) from glob(' ~ pattern ~ ')').rows[0][0] > 0 -%}
    {%- set file = sql_text(published_file()) ~ ' as released (read_only)' if is_there else "':memory:' as released" -%}
    {%- do run_query('attach if not exists ' ~ file) -%}
{% endmacro %}
