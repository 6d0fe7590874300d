{# Everything else that may be a table is named: misspelt, or in a form that is not read. #}
{% macro find_files(problems) %}
    {%- set folder = (env_var('KPI_DATA', '') or 'seeds/demo').rstrip('/') or '/' -%}
    {%- set known = known_files() -%}
    {%- set files, strangers = {}, [] -%}
    {%- for row in run_query('select file from glob(' ~ sql_path(folder ~ '/') ~ " || '*') order by file") -%}
        {%- set name = row[0].split('/')[-1].split('\\')[-1] -%}
        {%- set table, format = known.get((name | lower).rsplit('.', 1)[0]), (name | lower).split('.')[-1] -%}
        {%- if format in ['csv', 'parquet', 'jsonl'] and table -%}
            {%- if table in files -%}
                {%- do problems.append(name ~ ': ' ~ files[table].name ~ ' holds the same table. Keep one of the two.') -%}
            {%- else -%}
                {%- do files.update({table: {'name': name, 'path': row[0], 'format': format}}) -%}
            {%- endif -%}
        {%- elif format in ['csv', 'parquet'] or (name | lower).split('.')[0] in known -%}
            {%- do strangers.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do strangers.extend(find_folders(folder, known)) -%}
    {%- set ignored = 'Ignored, no .csv or .parquet file of the source contract: ' ~ strangers | join(', ') -%}
    {%- if not files -%}
        {%- do stop_on_problems(['KPI_DATA: ' ~ folder ~ ' is not a folder with at least one file of the source contract '
            ~ '(crm_opportunities.csv, crm_accounts.csv, ...). Name such a folder, or leave KPI_DATA empty for the demo.'] +
            ([ignored] if strangers else [])) -%}
    {%- elif strangers -%}
        {%- do print(ignored) -%}
    {%- endif -%}
    {{ return(files) }}
{% endmacro %}
