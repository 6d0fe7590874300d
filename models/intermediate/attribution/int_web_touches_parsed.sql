{# A value of the export comes before the one in the address: somebody may have mended it. #}
{% set utm_names = ['utm_source', 'utm_medium', 'utm_campaign'] %}
{% set is_own = 'coalesce(referrers.referrer_domain = pages.page_domain or own_domains.domain is not null, false)' %}

{#- Read by name where it is needed: of a CTE that is read four times DuckDB keeps a copy with every column. #}
{% set accepted = ref('int_web_touches_accepted') %}

with internal_domains as (
    select * from {{ ref('internal_domains') }}
),

bot_patterns as (
    select * from {{ ref('bot_patterns') }}
),

-- What many touches share is read once: a browser, a page, a referrer.
list_agents as (
    select lower(user_agent) as agent
    from {{ accepted }}
    group by lower(user_agent)
),

find_bots as (
    select list_agents.agent
    from list_agents
    inner join bot_patterns
        on {{ matches_pattern('list_agents.agent', 'bot_patterns.pattern') }}
    group by list_agents.agent
),

read_referrers as (
    select
        referrer_url,
        {{ as_domain('referrer_url') }} as referrer_domain
    from {{ accepted }}
    group by referrer_url
),

read_pages as (
    select
        page_url,
        {{ url_query('page_url') }} as url_query,
        {{ as_domain('page_url') }} as page_domain,
        {{ regex_capture('lower(page_url)', '^([^?#]+)') }} as page
    from {{ accepted }}
    group by page_url
),

find_parameters as (
    select
        *,
        {% for name in utm_names %}
            {{ url_parameter('url_query', name) }} as {{ name }}_text,
        {% endfor %}
        {{ url_click_id('url_query') }} as click_id
    from read_pages
),

decode_parameters as (
    select
        {% for name in utm_names %}
            substring({{ url_decoded(name ~ '_text') }}, 1, 255) as {{ name }}_decoded,
        {% endfor %}
        *
    from find_parameters
),

describe_addresses as (
    select
        {% for column in ['touch_id', 'occurred_at', 'anonymous_id', 'email', 'touch_type'] %}
            touches.{{ column }},
        {% endfor %}
        pages.click_id,
        {% for name in utm_names %}
            coalesce(touches.{{ name }}, {{ as_lower('pages.' ~ name ~ '_decoded') }}) as {{ name }},
        {% endfor %}
        case when not {{ is_own }} then referrers.referrer_domain end as referrer_domain,
        {{ is_own }} as came_from_own_page,
        pages.page,
        find_bots.agent is not null as is_bot,
        coalesce(touches.is_internal, false) or mail_domains.domain is not null as is_internal
    from {{ accepted }} as touches
    left join decode_parameters as pages
        on touches.page_url = pages.page_url
    left join read_referrers as referrers
        on touches.referrer_url = referrers.referrer_url
    left join find_bots
        on lower(touches.user_agent) = find_bots.agent
    left join internal_domains as own_domains
        on referrers.referrer_domain = own_domains.domain
    left join internal_domains as mail_domains
        on {{ email_domain('touches.email') }} = mail_domains.domain
),

-- As GA4 writes it: (direct), (none) and (not set) stand for what is missing.
name_sources as (
    select
        *,
        coalesce(utm_source, referrer_domain, case when click_id is null then '(direct)' else '(not set)' end)
            as traffic_source,
        coalesce(
            utm_medium,
            case
                when utm_source is not null or click_id is not null then '(not set)'
                when referrer_domain is not null then 'referral'
                else '(none)'
            end
        ) as traffic_medium
    from describe_addresses
),

key_traffic as (
    select
        *,
        'web|' || coalesce(click_id, '') || '|' || traffic_source || '|' || traffic_medium as traffic_key
    from name_sources
)

select * from key_traffic
