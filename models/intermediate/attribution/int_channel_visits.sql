with transitions as (
    select * from {{ ref('int_channel_transitions') }}
),

count_departures as (
    select
        conversion_type,
        from_state as channel,
        sum(transition_count) as departure_count
    from transitions
    where from_state <> 'start'
    group by conversion_type, from_state
),

place_channels as (
    select
        *,
        row_number() over (partition by conversion_type order by channel asc) as channel_place
    from count_departures
),

pair_channels as (
    select
        leaving.conversion_type,
        leaving.channel as from_channel,
        leaving.channel_place as from_place,
        leaving.departure_count,
        reached.channel as to_channel,
        reached.channel_place as to_place
    from place_channels as leaving
    inner join place_channels as reached
        on leaving.conversion_type = reached.conversion_type
),

-- One less the probabilities of going from channel to channel: its inverse counts the visits that follow.
fill_cells as (
    select
        pair_channels.conversion_type,
        pair_channels.from_channel,
        pair_channels.from_place,
        pair_channels.to_channel,
        pair_channels.to_place,
        cast(case when pair_channels.from_place = pair_channels.to_place then 1 else 0 end as numeric(38, 18))
        - cast(
            1e0 * coalesce(transitions.transition_count, 0) / pair_channels.departure_count as numeric(38, 18)
        ) as cell
    from pair_channels
    left join transitions
        on
            pair_channels.conversion_type = transitions.conversion_type
            and pair_channels.from_channel = transitions.from_state
            and pair_channels.to_channel = transitions.to_state
),

invert_matrix as (
    {{ invert_cells('fill_cells') }} -- noqa: PRS
),

name_visits as (
    select
        fill_cells.conversion_type,
        fill_cells.from_channel,
        fill_cells.to_channel,
        cast(invert_matrix.cell as numeric(38, 18)) as expected_visits
    from fill_cells
    inner join invert_matrix
        on
            fill_cells.conversion_type = invert_matrix.conversion_type
            and fill_cells.from_place = invert_matrix.from_place
            and fill_cells.to_place = invert_matrix.to_place
)

select * from name_visits
