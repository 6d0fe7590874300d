with customers as (
    select * from {{ ref('int_new_customers') }}
),

gross_margins as (
    select * from {{ ref('int_finance_gross_margins_accepted') }}
),

segments as (
    select * from {{ ref('segments') }}
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
        customers.*,
        name_segments.gross_margin_rate,
        row_number() over (
            partition by customers.parent_account_id
            order by
                name_segments.is_general asc nulls last,
                name_segments.valid_from desc,
                name_segments.gross_margin_rate desc
        ) as margin_rank
    from customers
    left join name_segments
        on
            customers.won_on >= name_segments.valid_from
            and (name_segments.is_general or customers.segment = name_segments.segment)
),

value_customers as (
    select
        parent_account_id,
        opportunity_id,
        won_on,
        segment,
        new_monthly_revenue,
        gross_margin_rate,
        cast(new_monthly_revenue * gross_margin_rate as numeric(28, 6)) as new_monthly_margin
    from rank_margins
    where margin_rank = 1
)

select * from value_customers
