{# Airbyte wraps a record into {"stream": ..., "data": ...}; a key within a key is a column of its own, joined by _. #}
{% macro read_keys(file) %}
    {%- set wrapped = run_query("select coalesce(bool_and(json_type(line, '$.data') is not distinct from 'OBJECT' and json_exists(line, '$.stream')), false) "
        ~ 'from ' ~ rows_reader(file)).columns[0][0] -%}
    {%- set root = '$."data"' if wrapped else '$' -%}
    {%- set found = run_query("with outer_keys as (select line, unnest(json_keys(line, '" ~ root ~ "')) as name from " ~ rows_reader(file)
        ~ "), inner_keys as (select name, unnest(json_keys(line, '" ~ root ~ ".\"' || name || '\"')) as part from outer_keys "
        ~ "where not contains(name, '\"')), all_keys as (select name, null as part from outer_keys union all select name, part from inner_keys) "
        ~ 'select name, part from all_keys where not contains(name || coalesce(part, \'\'), \'"\') group by name, part order by part nulls first, name') -%}
    {%- set names, paths = [], [] -%}
    {%- for row in found -%}
        {%- do names.append(row[0] ~ ('_' ~ row[1] if row[1] else '')) -%}
        {%- do paths.append(root ~ '."' ~ row[0] ~ '"' ~ ('."' ~ row[1] ~ '"' if row[1] else '')) -%}
    {%- endfor -%}
    {%- do file.update({'paths': paths}) -%}
    {{- return(names) -}}
{% endmacro %}
