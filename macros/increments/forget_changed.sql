{% macro forget_changed(fingerprints) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as kept
        where not exists (
            select 1 from {{ fingerprints }} as fingerprints where fingerprints.fingerprint = kept.fingerprint
        )
    {%- endif -%}
{%- endmacro %}
