{% macro check_slices(problems) %}
    {%- set dimensions, slices = ['segment', 'industry', 'seller', 'channel'], var('kpi_slices') -%}
    {%- if slices != 'cube' and not is_list(slices) -%}
        {%- do problems.append("var kpi_slices: '" ~ slices ~ "' is neither cube nor a list of slices, such as [total, segment].") -%}
    {%- endif -%}
    {%- for slice in (slices if is_list(slices) else []) if slice != 'total' -%}
        {%- set members = (slice | string).split('+') -%}
        {%- if members | reject('in', dimensions) | list or members | unique | list != members -%}
            {%- do problems.append("var kpi_slices: '" ~ slice ~ "' is not total, and not made of " ~ dimensions | join(', ')
                ~ ' with + between, each once.') -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
