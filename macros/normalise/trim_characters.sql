{% macro trim_characters(text, characters) -%}
    {{- return(adapter.dispatch("trim_characters")(text, characters)) -}}
{%- endmacro %}

{% macro default__trim_characters(text, characters) -%}
    trim({{ text }}, '{{ characters }}')
{%- endmacro %}

{#- Redshift knows this form alone, and Spark takes the arguments of the other the wrong way round. -#}
{% macro postgres__trim_characters(text, characters) -%}
    trim(both '{{ characters }}' from {{ text }})
{%- endmacro %}

{% macro spark__trim_characters(text, characters) -%}
    {{- return(postgres__trim_characters(text, characters)) -}}
{%- endmacro %}
