{% macro blank_pattern() %}
    {{- return(word_pattern([""] + var("null_words"))) -}}
{% endmacro %}
