{#- Gauss-Jordan in place. Every journey ends, so each pivot of I - Q is positive and none needs exchanging. -#}
{% macro invert_cells(cells) -%}
    {{- return(adapter.dispatch('invert_cells')(cells)) -}}
{%- endmacro %}
