{# Rounds, since Spark has no recursion; assert_identities_have_settled fails where they are too few. #}
{% macro settle_identities(ties, ranks) %}
{%- for round in range(var('identity_rounds') | int) %}
{%- set before = ranks if loop.first else 'ranks_' ~ (round - 1) %}
tie_ranks_{{ round }} as (
    select {{ ties }}.tie_key, min({{ before }}.survivor_rank) as survivor_rank, count(*) as record_count
    from {{ ties }} inner join {{ before }} on {{ ties }}.record_id = {{ before }}.record_id
    group by {{ ties }}.tie_key
),
ranks_{{ round }} as (
    select {{ ties }}.record_id, min(tie_ranks_{{ round }}.survivor_rank) as survivor_rank,
        substring(min(case when record_count > 1 then {{ ties }}.evidence end), 3) as evidence
    from {{ ties }} inner join tie_ranks_{{ round }} on {{ ties }}.tie_key = tie_ranks_{{ round }}.tie_key
    group by {{ ties }}.record_id
),
{%- if loop.last %}
settled_identities as (
    select ranks_{{ round }}.record_id, {{ ranks }}.record_id as survivor_id,
        case when ranks_{{ round }}.record_id <> {{ ranks }}.record_id then ranks_{{ round }}.evidence end as evidence
    from ranks_{{ round }} inner join {{ ranks }} on ranks_{{ round }}.survivor_rank = {{ ranks }}.survivor_rank
)
{%- endif -%}
{% endfor -%}
{% endmacro %}
