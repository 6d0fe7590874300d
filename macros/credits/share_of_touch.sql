{#- Two rests of a number below 3 * 10^9 have a product of 64 bits: only above it takes more to divide it. -#}
{% macro share_of_touch(model, total, name, is_divided) -%}
    {%- set rest = '(' ~ model ~ '_' ~ name ~ '_rest * ' ~ model -%}
    {%- set exact = whole_share(total, model ~ '_through', model ~ '_whole') ~ ' - '
        ~ whole_share(total, model ~ '_before', model ~ '_whole') -%}
    {%- if not is_divided -%}
        {{- return(exact) -}}
    {%- endif -%}
    case
        when {{ model }}_whole < 3000000000
            then {{ model }}_{{ name }}_quotient * ({{ model }}_through - {{ model }}_before)
                + {{ whole_quotient(rest ~ '_through)', model ~ '_whole') }}
                - {{ whole_quotient(rest ~ '_before)', model ~ '_whole') }}
        else {{ exact }}
    end
{%- endmacro %}
