{% macro rows_to_build(input, keys) -%}
    select input.*, fingerprints.fingerprint
    from {{ input }} as input
    inner join fingerprints
        on {% for key in keys %}input.{{ key }} = fingerprints.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
{%- endmacro %}
