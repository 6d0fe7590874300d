{% macro check_settings() %}
    {%- set problems = [] -%}
    {%- do check_dates(problems) -%}
    {%- do check_numbers(problems) -%}
    {%- do check_words(problems) -%}
    {%- do check_types(problems) -%}
    {%- do check_slices(problems) -%}
    {%- do check_date_formats(problems) -%}
    {%- do check_systems(problems) -%}
    {%- do check_billing(problems) -%}
    {%- do check_lake(problems) -%}
    {%- for name, choices in {
        'identity_evidence': ['strict', 'standard'], 'annualise_short_terms': [true, false], 'judged_grain': period_grains(),
        'official_attribution_model': attribution_model_names(), 'touch_scope': ['account', 'contact_roles'],
        'direct_handling': ['keep', 'drop_trailing', 'ignore_unless_only']}.items() if var(name) not in choices -%}
        {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not one of " ~ choices | join(', ') | lower ~ '.') -%}
    {%- endfor -%}
    {%- if not modules.re.match('[A-Z]{3}$', var('reporting_currency') | string) -%}
        {%- do problems.append("var reporting_currency: '" ~ var('reporting_currency')
            ~ "' is not a currency code of three upper-case letters, such as EUR.") -%}
    {%- endif -%}
    {%- if not modules.re.match('[a-z_][a-z0-9_]*$', var('raw_schema') | string) -%}
        {%- do problems.append("var raw_schema: '" ~ var('raw_schema') ~ "' is not a name of lower-case letters, digits and _.") -%}
    {%- endif -%}
    {%- do stop_on_problems(problems) -%}
{% endmacro %}
