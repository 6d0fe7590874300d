{#- One query for all such columns of a model; on Spark, which writes slowly, the failed test names the model alone. -#}
{% test always_filled(model, columns) %}

{{ config(store_failures=(target.type != 'spark')) }}

with

count_gaps as (
    select
        {%- for column in columns %}
        sum(case when {{ column }} is null then 1 else 0 end) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ model }}
)

{% for column in columns %}
select
    '{{ model.identifier }}: ' || cast({{ column }} as {{ dbt.type_string() }})
    || ' rows without {{ column }}, which every row has.' as problem
from count_gaps
where {{ column }} > 0
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
