{#- What a person can be known by stays out of a table that others will read. -#}
{% macro raw_values(columns, personal=[]) %}
    case
        when rejection_reason is not null then nullif(substring(
            {%- for column in columns | reject("in", personal) %}
            case
                when raw_{{ column }} is null then ''
                else '; {{ column }}=' || {{ mask_email("raw_" ~ column) }}
            end{{ " ||" if not loop.last }}
            {%- endfor %},
            3
        ), '')
    end
{%- endmacro %}
