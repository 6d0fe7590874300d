{% macro check_binary_text(table, file, problems) %}
    {%- for column in table.columns if column.name in file.positions -%}
        {%- set position = file.positions[column.name] -%}
        {%- if file.types[position] == 'BLOB' and run_query('select count(*) from ' ~ parquet_reader(file.path, file.header | length)
            ~ ' where c' ~ position ~ ' is not null and try(decode(c' ~ position ~ ')) is null').columns[0][0] -%}
            {%- do problems.append(file.name ~ ': column ' ~ column.name ~ ' holds bytes that are not UTF-8 text. Write it as text.') -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
