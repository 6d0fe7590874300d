{# Few deals say little: the prior counts as so many deals more, and carries a stage or segment that has none. #}
{% macro shrunk_rate(won, closed, prior_rate) -%}
    {%- set prior_deals = var('stage_prior_deals') -%}
    cast(round({{ safe_ratio(
        won ~ ' + ' ~ prior_deals ~ ' * cast(round(' ~ prior_rate ~ ', 6) as numeric(9, 6))',
        closed ~ ' + ' ~ prior_deals
    ) }}, 6) as numeric(9, 6))
{%- endmacro %}
