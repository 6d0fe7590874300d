{% macro slice_name() %}
    coalesce(nullif(substring(concat(
        {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
            case when {{ dimension }} = 'All' then '' else '+{{ dimension }}' end{{ ',' if not loop.last }}
        {% endfor %}
    ), 2), ''), 'total')
{% endmacro %}
