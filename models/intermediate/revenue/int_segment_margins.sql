with movements as (
    select * from {{ ref('int_recurring_movements') }}
),

gross_margins as (
    select * from {{ ref('int_finance_gross_margins_accepted') }}
),

segments as (
    select * from {{ ref('segments') }}
),

list_segments as (
    select
        segment,
        measured_on
    from movements
    group by segment, measured_on
),

name_segments as (
    select
        gross_margins.valid_from,
        gross_margins.gross_margin_rate,
        gross_margins.segment is null as is_general,
        coalesce(segments.segment, {{ slice_member('gross_margins.segment') }}) as segment
    from gross_margins
    left join segments
        on lower(gross_margins.segment) = segments.segment_name
),

-- A margin of the segment comes before the general one, however old.
rank_margins as (
    select
        list_segments.segment,
        list_segments.measured_on,
        name_segments.gross_margin_rate,
        row_number() over (
            partition by list_segments.segment, list_segments.measured_on
            order by
                name_segments.is_general asc,
                name_segments.valid_from desc,
                name_segments.gross_margin_rate desc
        ) as margin_rank
    from list_segments
    inner join name_segments
        on
            list_segments.measured_on >= name_segments.valid_from
            and (name_segments.is_general or list_segments.segment = name_segments.segment)
),

keep_margins_in_force as (
    select
        segment,
        measured_on,
        gross_margin_rate
    from rank_margins
    where margin_rank = 1
)

select * from keep_margins_in_force
