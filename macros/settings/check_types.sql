{% macro check_types(problems) %}
    {%- set kinds = ['kpi_opportunity_types', 'contract_opportunity_types'] -%}
    {%- for name in kinds if not is_list(var(name)) -%}
        {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a list. Write for example [new_business].") -%}
    {%- endfor -%}
    {%- for name in kinds + ['default_opportunity_type'] -%}
        {%- for kind in (var(name) if is_list(var(name)) else [var(name)] if name == 'default_opportunity_type' else []) -%}
            {%- if kind is not string or not modules.re.match('[^\\W_][\\w&/+.-]*$', kind) or kind != kind | lower -%}
                {%- do problems.append('var ' ~ name ~ ": '" ~ kind ~ "' is not the name of a type in lower case, such as new_business.") -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}
