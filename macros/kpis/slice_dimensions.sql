{% macro slice_dimensions(dimensions) %}
    {%- set all_dimensions = ['segment', 'industry', 'seller', 'channel'] -%}
    {%- set wanted = [] -%}
    {%- if var('kpi_slices') == 'cube' -%}
        {%- for mask in range(16) -%}
            {%- set members = [] -%}
            {%- for dimension in all_dimensions -%}
                {%- if (mask // (2 ** loop.index0)) % 2 == 1 -%}{%- do members.append(dimension) -%}{%- endif -%}
            {%- endfor -%}
            {%- do wanted.append(members) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for slice in ['total'] + (var('kpi_slices') if is_list(var('kpi_slices')) else []) -%}
            {%- do wanted.append(all_dimensions | select('in', (slice | string).split('+')) | list) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set kept = [] -%}
    {%- for members in wanted if members not in kept and members | reject('in', dimensions) | list == [] -%}
        {%- do kept.append(members) -%}
    {%- endfor -%}
    {{ return(kept) }}
{% endmacro %}
