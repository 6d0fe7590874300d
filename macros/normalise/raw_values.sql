{#- What a person can be known by stays out of a table that others will read. -#}
{% macro raw_values(table) %}
    {%- set shown = contract_columns(table) | rejectattr("is_personal") | list -%}
    case
        when rejection_reason is not null then nullif(substring(
            {%- for column in shown %}
            case
                when raw_{{ column.name }} is null then ''
                else '; {{ column.name }}=' || {{ mask_email("raw_" ~ column.name) }}
            end{{ " ||" if not loop.last }}
            {%- endfor %},
            3
        ), '')
    end
{%- endmacro %}
