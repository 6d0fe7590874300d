{# Rounds, since Spark has no recursion. In each one a record takes the smallest rank over its ties, tells it to the record
   that it points to, and follows that one: the reach doubles. A CTE is read once: engines may repeat it else. #}
{% macro settle_identities(ties, ranks) %}
pointer_ends as (select true as is_own union all select false as is_own),
shared_ties as (select record_id, evidence, count(*) over (partition by tie_key) as record_count from {{ ties }}),
best_ties as (select record_id, substring(min(evidence), 3) as evidence from shared_ties where record_count > 1 group by record_id),
ranks_0 as (
    select tied.record_id, tied.survivor_rank as own_rank, tied.survivor_rank
    from {{ ranks }} as tied inner join best_ties on tied.record_id = best_ties.record_id
),
{%- for round in range(1, (var('identity_rounds') | int) + 1) %}
met_{{ round }} as (
    select ranks_{{ round - 1 }}.*, min(survivor_rank) over (partition by {{ ties }}.tie_key) as met_rank
    from {{ ties }} inner join ranks_{{ round - 1 }} on {{ ties }}.record_id = ranks_{{ round - 1 }}.record_id
),
told_{{ round }} as (
    select record_id, own_rank, min(met_rank) over (partition by case when is_own then own_rank else survivor_rank end) as told_rank
    from met_{{ round }} cross join pointer_ends
),
ranks_{{ round }} as (select record_id, own_rank, min(told_rank) as survivor_rank from told_{{ round }} group by record_id, own_rank),
{%- endfor %}
settled_identities as (
    select alone.record_id, coalesce(survivors.record_id, alone.record_id) as survivor_id,
        case when alone.record_id <> survivors.record_id then best_ties.evidence end as evidence
    from {{ ranks }} as alone
    left join ranks_{{ var('identity_rounds') }} as settled on alone.record_id = settled.record_id
    left join {{ ranks }} as survivors on settled.survivor_rank = survivors.survivor_rank
    left join best_ties on alone.record_id = best_ties.record_id
)
{%- endmacro %}
