{#- No table here has an index: a nested loop can only read its inner side again for every outer row, and PostgreSQL
    chooses one where it expects a single row and finds thousands. Only comparisons that no hash can make still use one;
    they count as dear beyond measure, for which a server that compiles queries would compile this one: minutes where it is long. -#}
{% macro plan_without_loops() -%}
    {%- if target.type == 'postgres' -%}
        set local enable_nestloop = off; set local jit = off
    {%- endif -%}
{%- endmacro %}
