{# Engines disagree on ignore nulls, so the rank is written in front of the value. #}
{% macro first_known(expression, rank) %}
    substring(min(case when {{ expression }} is not null then
        concat(lpad(cast({{ rank }} as {{ dbt.type_string() }}), 9, '0'), cast({{ expression }} as {{ dbt.type_string() }}))
    end), 10)
{%- endmacro %}
