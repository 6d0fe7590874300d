{% macro fingerprints_to_build(fingerprints, keys, first_row=none) -%}
    select fingerprints.* from {{ fingerprints }} as fingerprints
    {%- if this is not none and not should_full_refresh() and is_incremental() %}
        left join {{ this }} as kept
            on {% for key in keys %}fingerprints.{{ key }} = kept.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
            {%- if first_row %} and kept.{{ first_row }} = 1{% endif %}
        where kept.{{ keys[0] }} is null
    {%- endif %}
{%- endmacro %}
