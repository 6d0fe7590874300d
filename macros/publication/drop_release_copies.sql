{# Three releases are kept, each with the copies that it shows, however old. #}
{% macro drop_release_copies() %}
    {%- set kept = [] -%}
    {%- for release_id in released_ids()[-3:] -%}
        {%- for row in released_rows(release_id) -%}
            {%- do kept.append(release_copy(row['relation'], row['release_id'])) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for table in run_query('show tables in releases') if not table['isTemporary'] and 'releases.' ~ table['tableName'] not in kept -%}
        {%- do run_query('drop table releases.' ~ table['tableName']) -%}
    {%- endfor -%}
{% endmacro %}
