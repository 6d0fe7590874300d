{#- Every column takes part in the order: the survivor may not depend on the order of the file. -#}
{% macro version_rank(key, columns, newest_by=none) %}
    row_number() over (
        partition by {{ key | join(", ") }}
        order by
            {%- if newest_by %}
            {{ newest_by }} desc nulls last,
            {%- endif %}
            {%- for column in columns %}
            {{ column }} desc nulls last{{ "," if not loop.last }}
            {%- endfor %}
    )
{%- endmacro %}
