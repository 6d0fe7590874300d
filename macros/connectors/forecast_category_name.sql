{#- Salesforce keeps the name that people see beside one for programs, and its history holds the latter only. -#}
{% macro forecast_category_name(column) %}
    case lower(trim({{ column }}))
        when 'forecast' then 'Commit'
        when 'bestcase' then 'Best Case'
        when 'mostlikely' then 'Most Likely'
        else {{ column }}
    end
{%- endmacro %}
