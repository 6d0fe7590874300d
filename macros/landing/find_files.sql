{# Other data files are named, since one may be a misspelt table. #}
{% macro find_files(problems) %}
    {%- set folder = env_var('KPI_DATA', 'seeds/demo').rstrip('/') or '/' -%}
    {%- set known = contract_tables() | map(attribute='identifier') | list -%}
    {%- set files, strangers = {}, [] -%}
    {%- set pattern = sql_text(folder | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]') ~ '/*') -%}
    {%- for row in run_query('select file from glob(' ~ pattern ~ ') order by file') -%}
        {%- set name = row[0].split('/')[-1].split('\\')[-1] -%}
        {%- set table = name.rsplit('.', 1)[0] -%}
        {%- if name.endswith('.csv') or name.endswith('.parquet') -%}
            {%- if table not in known -%}
                {%- do strangers.append(name) -%}
            {%- elif table in files -%}
                {%- do problems.append(name ~ ': ' ~ files[table].name ~ ' holds the same table. Keep one of the two.') -%}
            {%- else -%}
                {%- do files.update({table: {'name': name, 'path': row[0]}}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not files -%}
        {%- do stop_on_problems(['KPI_DATA: ' ~ folder ~ ' is not a folder with at least one file of the source contract '
            ~ '(crm_opportunities.csv, crm_accounts.csv, ...). Name such a folder, or leave KPI_DATA empty for the demo.']) -%}
    {%- elif strangers -%}
        {%- do print('Ignored, no table of the source contract: ' ~ strangers | join(', ')) -%}
    {%- endif -%}
    {{ return(files) }}
{% endmacro %}
