{# Some tools write a table as a folder of parts, which is not read. #}
{% macro find_folders(folder, known) %}
    {%- set folders = [] -%}
    {%- for row in run_query('select file from glob(' ~ sql_path(folder ~ '/') ~ " || '*/*') order by file") -%}
        {%- set name = row[0].replace('\\', '/').split('/')[-2] -%}
        {%- if (name | lower).split('.')[0] in known and name ~ '/' not in folders -%}
            {%- do folders.append(name ~ '/') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(folders) }}
{% endmacro %}
