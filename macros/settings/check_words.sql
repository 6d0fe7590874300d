{% macro check_words(problems) %}
    {%- for name in ['null_words', 'true_words', 'false_words', 'company_legal_forms', 'commit_forecast_categories'] -%}
        {%- set words = var(name) -%}
        {%- if not is_list(words) or words | reject('string') | list or '' in words | map('trim') -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ words ~ "' is not a list of words, each in double quotes.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for word in (var('company_legal_forms') if is_list(var('company_legal_forms')) else []) if not modules.re.match('\\w+$', word | string) -%}
        {%- do problems.append("var company_legal_forms: '" ~ word ~ "' is not made of letters. Write it without dots.") -%}
    {%- endfor -%}
{% endmacro %}
