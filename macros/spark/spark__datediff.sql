{# dbt-spark's own form repeats each argument three times. #}
{% macro spark__datediff(first_date, second_date, datepart) -%}
    {%- if datepart != 'day' -%}{{ return(dbt.spark__datediff(first_date, second_date, datepart)) }}{%- endif -%}
    datediff(cast({{ second_date }} as date), cast({{ first_date }} as date))
{%- endmacro %}
