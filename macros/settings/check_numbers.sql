{# Text would do as a number in one place of the SQL and not in another, and half a month would be rounded. #}
{% macro check_numbers(problems) %}
    {%- set limits = {'fiscal_year_start_month': (1, 12), 'identity_rounds': (1, 20), 'session_minutes': (1, 1440),
        'max_channels': (1, 200), 'maturity_history_months': (1, 600), 'maturity_minimum_events': (1, 1000000),
        'cac_cost_lag_months': (0, 120), 'driver_minimum_periods': (6, 1000)} -%}
    {%- for name in ['max_rate_age_days', 'mql_to_sql_window_days', 'null_maturity_days', 'abm_engagement_days',
        'abm_engagement_people', 'abm_engagement_points', 'forecast_grace_days'] -%}
        {%- do limits.update({name: (0, 36500)}) -%}
    {%- endfor -%}
    {%- for name, (lowest, highest) in limits.items() -%}
        {%- if var(name) is not integer or not lowest <= var(name) <= highest -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a whole number from " ~ lowest ~ ' to ' ~ highest ~ '.') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name, days in (var('lookback_days') if var('lookback_days') is mapping else {}).items() if days is not integer or not 0 <= days <= 36500 -%}
        {%- do problems.append('var lookback_days: ' ~ name ~ " has '" ~ days ~ "', not a whole number of days from 0 to 36500.") -%}
    {%- endfor -%}
    {%- set lags = var('driver_lag_quarters') if var('driver_lag_quarters') is mapping else {} -%}
    {%- for name in ['acquisition', 'activation', 'conversion', 'expansion', 'retention'] if lags.get(name) is not integer or not 0 <= lags[name] <= 20 -%}
        {%- do problems.append('var driver_lag_quarters: ' ~ name ~ " has '" ~ lags.get(name) ~ "', not a whole number of quarters from 0 to 20.") -%}
    {%- endfor -%}
    {%- set quantile = var('driver_normal_quantile') -%}
    {%- if quantile is not number or quantile is boolean or not 1 <= quantile <= 5 -%}
        {%- do problems.append("var driver_normal_quantile: '" ~ quantile ~ "' is not a number from 1 to 5, such as 1.96 for 95 %.") -%}
    {%- endif -%}
    {%- set share = var('max_conflicting_duplicates') -%}
    {%- if share is not number or share is boolean or not 0 <= share <= 1 -%}
        {%- do problems.append("var max_conflicting_duplicates: '" ~ share ~ "' is not a number from 0 to 1, such as 0.01 for 1 %.") -%}
    {%- endif -%}
{% endmacro %}
