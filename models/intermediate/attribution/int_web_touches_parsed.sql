{# A value of the export comes before the one in the address: somebody may have mended it. #}
{% set utm_names = ['utm_source', 'utm_medium', 'utm_campaign'] %}
{% set click_ids = [
    'gclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'dclid', 'fbclid', 'li_fat_id', 'ttclid', 'twclid',
] %}

with touches as (
    select * from {{ ref('int_web_touches_accepted') }}
),

internal_domains as (
    select * from {{ ref('internal_domains') }}
),

bot_patterns as (
    select * from {{ ref('bot_patterns') }}
),

find_bots as (
    select touches.touch_id
    from touches
    inner join bot_patterns
        on {{ matches_pattern('lower(touches.user_agent)', 'bot_patterns.pattern') }}
    group by touches.touch_id
),

read_addresses as (
    select
        *,
        {{ url_query('page_url') }} as url_query,
        {{ as_domain('page_url') }} as page_domain,
        {{ as_domain('referrer_url') }} as referrer_domain
    from touches
),

find_parameters as (
    select
        *,
        {% for name in utm_names %}
            {{ url_parameter('url_query', name) }} as {{ name }}_text,
        {% endfor %}
        case
            {% for name in click_ids %}
                when {{ url_parameter('url_query', name) }} is not null then '{{ name }}'
            {% endfor %}
        end as click_id
    from read_addresses
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
        decode_parameters.touch_id,
        decode_parameters.occurred_at,
        decode_parameters.anonymous_id,
        decode_parameters.email,
        decode_parameters.touch_type,
        decode_parameters.click_id,
        {% for name in utm_names %}
            coalesce(decode_parameters.{{ name }}, {{ as_lower('decode_parameters.' ~ name ~ '_decoded') }})
                as {{ name }},
        {% endfor %}
        case
            when
                decode_parameters.referrer_domain = decode_parameters.page_domain
                or referrer_domains.domain is not null
                then null
            else decode_parameters.referrer_domain
        end as referrer_domain,
        coalesce(
            decode_parameters.referrer_domain = decode_parameters.page_domain or referrer_domains.domain is not null,
            false
        ) as came_from_own_page,
        {{ regex_capture('lower(decode_parameters.page_url)', '^([^?#]+)') }} as page,
        find_bots.touch_id is not null as is_bot,
        coalesce(decode_parameters.is_internal, false) or mail_domains.domain is not null as is_internal
    from decode_parameters
    left join find_bots
        on decode_parameters.touch_id = find_bots.touch_id
    left join internal_domains as referrer_domains
        on decode_parameters.referrer_domain = referrer_domains.domain
    left join internal_domains as mail_domains
        on {{ email_domain('decode_parameters.email') }} = mail_domains.domain
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
