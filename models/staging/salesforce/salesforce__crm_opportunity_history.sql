{{ config(enabled=is_chosen("salesforce")) }}

{%- set states = ['stage_name', 'amount', 'close_date', 'forecast_category', 'probability', 'owner_id'] -%}

with

history as (
    select * from {{ source('salesforce', 'opportunity_history') }}
),

opportunities as (
    select * from {{ source('salesforce', 'opportunity') }}
),

field_states as (
    select * from {{ ref('salesforce__opportunity_field_states') }}
),

-- The history of stages has the id of its deal; a history of versions is that deal's own rows.
stack_histories as (
    select
        opportunity_id,
        created_date as changed_at,
        1 as preference,
        {{ listed(states) }}
    from history
    where
        {{ first_filled(['opportunity_id']) }} is not null
        and not ({{ any_true(['is_deleted', '_fivetran_deleted']) }})
    union all
    select
        opportunity_id,
        changed_at,
        2 as preference,
        {{ listed(states) }}
    from field_states
    union all
    select
        id as opportunity_id,
        _fivetran_start as changed_at,
        3 as preference,
        {{ listed(states) }}
    from history
    where
        {{ first_filled(['opportunity_id']) }} is null
        and {{ first_filled(['_fivetran_start']) }} is not null
    union all
    select
        id as opportunity_id,
        _fivetran_start as changed_at,
        4 as preference,
        {{ listed(states) }}
    from opportunities
    where {{ first_filled(['_fivetran_start']) }} is not null
),

-- Two histories of one deal would tell each change twice: the one that reaches back furthest is taken.
rank_histories as (
    select
        *,
        min(preference) over (partition by opportunity_id) as best_preference
    from stack_histories
),

map_opportunity_history as (
    select
        opportunity_id,
        changed_at,
        stage_name,
        amount,
        close_date,
        {{ forecast_category_name('forecast_category') }} as forecast_category,
        probability,
        owner_id,
        false as is_removed
    from rank_histories
    where preference = best_preference
)

select * from map_opportunity_history
