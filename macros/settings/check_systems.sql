{% macro check_systems(problems) %}
    {%- for system in system_vars().values() -%}
        {%- set chosen = [var(system.name)] if var(system.name) is string else var(system.name) -%}
        {%- set names = chosen if is_list(chosen) else [chosen] -%}
        {%- if names | reject('in', system.choices) | list or names | unique | list | length < names | length -%}
            {%- do problems.append('var ' ~ system.name ~ ": '" ~ var(system.name) ~ "' is not one of " ~ system.choices | join(', ')
                ~ ', or a list of them, each once.') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in ['salesforce', 'hubspot'] -%}
        {%- set fields = var(name ~ '_fields') or {} -%}
        {%- if fields is not mapping -%}
            {%- do problems.append('var ' ~ name ~ "_fields: '" ~ fields ~ "' is not a name per column. Write for example {mql_at: MQL_Date__c}.") -%}
        {%- elif name in chosen_connectors() -%}
            {%- do check_custom_fields(name, fields, problems) -%}
        {%- endif -%}
        {%- if not modules.re.match('[a-z_][a-z0-9_]*$', var(name ~ '_schema') | string) -%}
            {%- do problems.append('var ' ~ name ~ "_schema: '" ~ var(name ~ '_schema') ~ "' is not a name of lower-case letters, digits and _.") -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
