{# pandas writes whole numbers with gaps as floating point, and some writers store text as bytes. #}
{% macro parquet_text(column, data_type) %}
    {%- if data_type == 'BLOB' -%}
        {{- return('decode(' ~ column ~ ')') -}}
    {%- elif data_type in ['DOUBLE', 'FLOAT'] -%}
        {{- return('case when isnan(' ~ column ~ ') then null when ' ~ column ~ ' = trunc(' ~ column ~ ') and abs(' ~ column
            ~ ') < 1e37 then cast(cast(' ~ column ~ ' as hugeint) as varchar) else cast(' ~ column ~ ' as varchar) end') -}}
    {%- endif -%}
    {{- return('cast(' ~ column ~ ' as varchar)') -}}
{% endmacro %}
