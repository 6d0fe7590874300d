{#- The history of HubSpot tells times as milliseconds since 1970. -#}
{% macro epoch_text(column) %}
    case
        when {{ regex_matches(column, "^[0-9]{11,14}$") }}
            then cast(cast({{ dbt.dateadd(
                "second", "cast(substring(" ~ column ~ ", 1, length(" ~ column ~ ") - 3) as integer)",
                "cast('1970-01-01' as timestamp)",
            ) }} as timestamp) as {{ dbt.type_string() }})
        else {{ column }}
    end
{%- endmacro %}
