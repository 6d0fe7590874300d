{# Names of metadata become patterns of SQL, and currencies literals. #}
{% macro check_billing(problems) %}
    {%- set fields = var('stripe_fields') or {} -%}
    {%- set known = ['account_id', 'acquisition_opportunity_id'] -%}
    {%- if fields is not mapping -%}
        {%- do problems.append("var stripe_fields: '" ~ fields ~ "' is not a name per column. Write for example {account_id: crm_account}.") -%}
    {%- endif -%}
    {%- for column, key in (fields.items() if fields is mapping else []) -%}
        {%- if column not in known -%}
            {%- do problems.append("var stripe_fields: '" ~ column ~ "' is not one of " ~ known | join(', ') ~ '.') -%}
        {%- elif not modules.re.match('[A-Za-z0-9_ -]+$', key | string) -%}
            {%- do problems.append('var stripe_fields: ' ~ column ~ " has '" ~ key ~ "', not a name of letters, digits, _ and -.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in ['currencies_without_decimals', 'currencies_with_three_decimals'] -%}
        {%- for code in (var(name) if is_list(var(name)) else [var(name)]) if not modules.re.match('[A-Z]{3}$', code | string) -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ code ~ "' is not a currency code of three upper-case letters, such as JPY.") -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}
