{#- The systems whose tables a connector can fill instead of the user's exports. -#}
{% macro system_vars() %}
    {{- return({
        "crm": {"name": "crm_system", "choices": ["exports", "salesforce", "hubspot"]},
        "ads": {"name": "ads_system", "choices": ["exports", "fivetran_ads"]},
        "finance": {"name": "billing_system", "choices": ["exports", "stripe"]},
    }) -}}
{% endmacro %}
