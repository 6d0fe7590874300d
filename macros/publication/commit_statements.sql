{# One statement to the server, so that it is one transaction. #}
{% macro commit_statements(statements) %}
    {%- call statement('commit_statements', auto_begin=true) -%}
        {{ statements | join(';\n') }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
{% endmacro %}
