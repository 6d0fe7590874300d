{# Aggregate: the first value that is not null in the order of an integer rank (as text). Engines disagree on ignore nulls. #}
{% macro first_known(expression, rank) %}
    substring(min(case when {{ expression }} is not null then
        concat(lpad(cast({{ rank }} as {{ dbt.type_string() }}), 9, '0'), cast({{ expression }} as {{ dbt.type_string() }}))
    end), 10)
{%- endmacro %}
