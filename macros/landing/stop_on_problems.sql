{% macro stop_on_problems(problems) %}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error('The input cannot be read:\n  - ' ~ problems | join('\n  - ')) -%}
    {%- endif -%}
{% endmacro %}
