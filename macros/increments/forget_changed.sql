{% macro forget_changed(fingerprints, keys) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as kept
        where not exists (
            select 1 from {{ fingerprints }} as fingerprints
            where fingerprints.fingerprint = kept.fingerprint
            {%- for key in keys %} and fingerprints.{{ key }} = kept.{{ key }}{% endfor %}
        )
    {%- endif -%}
{%- endmacro %}
