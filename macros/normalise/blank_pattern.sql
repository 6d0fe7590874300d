{% macro blank_pattern() %}
    {{- return(word_pattern([""] + (var("null_words") if is_list(var("null_words")) else []))) -}}
{% endmacro %}
