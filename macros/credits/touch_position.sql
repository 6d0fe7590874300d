{% macro touch_position(journeys, touches) -%}
    case when {{ journeys }}.is_named_only then {{ touches }}.named_seq else {{ touches }}.seq end - {{ journeys }}.position_offset
{%- endmacro %}
