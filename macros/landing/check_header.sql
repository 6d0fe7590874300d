{% macro check_header(table, file, problems, absent_columns) %}
    {%- set separators = {';': 'a semicolon', '\t': 'a tab', '|': 'a bar'} -%}
    {%- if not file.header -%}
        {%- do problems.append(file.name ~ ': the file is empty. Give it a header line, or remove it.') -%}
    {%- elif '\n' in file.header | join or '\r' in file.header | join -%}
        {%- do problems.append(file.name ~ ': a column name of the header holds a line break. Put the header on one line.') -%}
    {%- elif file.header | length == 1 and file.header[0] | select('in', separators) | list -%}
        {%- do problems.append(file.name ~ ': its separator is ' ~ separators[file.header[0] | select('in', separators) | first]
            ~ '. Save it with commas.') -%}
    {%- else -%}
        {%- for name in file.header | unique if name and file.header.count(name) > 1 -%}
            {%- do problems.append(file.name ~ ': column ' ~ name ~ ' appears ' ~ file.header.count(name)
                ~ ' times in the header. Keep one.') -%}
        {%- endfor -%}
        {%- for column in table.columns if column.name not in file.positions -%}
            {%- if column.config.meta.get('required') -%}
                {%- do problems.append(file.name ~ ': required column ' ~ column.name ~ ' is missing. Add it; the file has: '
                    ~ file.header[:12] | join(', ')) -%}
            {%- else -%}
                {%- do absent_columns.append(table.identifier ~ '.' ~ column.name) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
