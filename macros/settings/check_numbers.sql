{# Text would do as a number in one place of the SQL and not in another, and half a month would be rounded. #}
{% macro check_numbers(problems) %}
    {%- set limits = {'fiscal_year_start_month': (1, 12), 'identity_rounds': (1, 20), 'session_minutes': (1, 1440),
        'max_channels': (1, 200), 'maturity_history_months': (1, 600), 'maturity_minimum_events': (1, 1000000),
        'cac_cost_lag_months': (0, 120), 'driver_minimum_periods': (6, 1000), 'stage_prior_deals': (1, 1000000),
        'new_win_periods': (0, 100), 'slice_member_limit': (1, 1000000),
        'unmapped_name_limit': (1, 1000000)} -%}
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
    {%- for name, (lowest, highest, example) in {'driver_normal_quantile': (1, 5, '1.96 for 95 %'),
        'forecast_normal_quantile': (0.1, 5, '1.281552 for 80 %'), 'max_conflicting_duplicates': (0, 1, '0.01 for 1 %')}.items() -%}
        {%- if var(name) is not number or var(name) is boolean or not lowest <= var(name) <= highest -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a number from " ~ lowest ~ ' to ' ~ highest ~ ', such as ' ~ example ~ '.') -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
