{% macro count_rules(relation, source_table, rules) %}
    {% for rule_name, condition, meaning in rules %}
        select
            '{{ source_table }}' as source_table,
            '{{ rule_name }}' as rule_name,
            sum(case when {{ condition }} then 1 else 0 end) as row_count,
            {{ card_text(meaning) }} as meaning
        from {{ relation }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
{% endmacro %}
