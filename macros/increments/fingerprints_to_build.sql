{% macro fingerprints_to_build(fingerprints, only=none, first_row=none) -%}
    {%- set conditions = ['fingerprints.' ~ only] if only else [] -%}
    select fingerprints.* from {{ fingerprints }} as fingerprints
    {%- if this is not none and not should_full_refresh() and is_incremental() %}
        left join {{ this }} as kept
            on
                fingerprints.fingerprint = kept.fingerprint
                {%- if first_row %} and kept.{{ first_row }} = 1{% endif %}
        {%- do conditions.append('kept.fingerprint is null') -%}
    {%- endif %}
    {%- if conditions %}
    where {{ conditions | join(' and ') }}
    {%- endif %}
{%- endmacro %}
