{% macro print_problems(results) %}
    {%- if execute -%}
        {%- for result in results if result.status in ['fail', 'warn'] and result.node.relation_name -%}
            {%- set failures = run_query('select * from ' ~ result.node.relation_name ~ ' limit 6') -%}
            {%- if 'problem' in failures.column_names -%}
                {%- for problem in failures.columns['problem'].values()[:5] -%}
                    {%- do print('PROBLEM ' ~ problem) -%}
                {%- endfor -%}
                {%- if failures.rows | length > 5 -%}
                    {%- do print('PROBLEM and ' ~ (result.failures - 5) ~ ' more in ' ~ result.node.relation_name) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
