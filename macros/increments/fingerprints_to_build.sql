{% macro fingerprints_to_build(fingerprints, first_row=none) -%}
    select fingerprints.* from {{ fingerprints }} as fingerprints
    {%- if this is not none and not should_full_refresh() and is_incremental() %}
        left join {{ this }} as kept
            on
                fingerprints.fingerprint = kept.fingerprint
                {%- if first_row %} and kept.{{ first_row }} = 1{% endif %}
        where kept.fingerprint is null
    {%- endif %}
{%- endmacro %}
