{# In the order of names and words: threads end, and rows stand, in none. #}
{% macro print_problems(results) %}
    {%- if execute -%}
        {%- set failed = [] -%}
        {%- for result in results if result.status in ['fail', 'warn'] and result.node.relation_name -%}
            {%- do failed.append((result.node.relation_name, result.failures)) -%}
        {%- endfor -%}
        {%- for relation_name, failure_count in failed | sort -%}
            {%- set problems = run_query('select * from ' ~ relation_name ~ ' limit 0') -%}
            {%- if 'problem' in problems.column_names -%}
                {%- for row in run_query('select problem from ' ~ relation_name ~ ' order by problem limit 5') -%}
                    {%- do print('PROBLEM ' ~ row[0]) -%}
                {%- endfor -%}
                {%- if failure_count > 5 -%}
                    {%- do print('PROBLEM and ' ~ (failure_count - 5) ~ ' more in ' ~ relation_name) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
