{# Against the mean of both: a series that starts from 0 has a change too, and none is beyond 2. #}
{% macro arc_change(before, after) -%}
    case
        when {{ before }} >= 0 and {{ after }} >= 0 and {{ before }} + {{ after }} > 0
            then cast(round(2 * ({{ after }} - {{ before }}) / ({{ after }} + {{ before }}), 9) as numeric(12, 9))
    end
{%- endmacro %}
