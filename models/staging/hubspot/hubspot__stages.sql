{{ config(enabled=is_chosen("hubspot")) }}

with

deal_pipeline_stages as (
    select * from {{ source('hubspot', 'deal_pipeline_stage') }}
),

deal_pipelines as (
    select * from {{ source('hubspot', 'deal_pipeline') }}
),

-- HubSpot allows 100 stages in a pipeline.
positions as (
    {{ dbt.generate_series(100) }}
),

-- Airbyte lists the stages of a pipeline in the pipeline, as JSON.
split_pipelines as (
    select
        deal_pipelines.pipeline_id,
        split_part(
            replace(deal_pipelines.stages, '}, {', '},{'), '},{', cast(positions.generated_number as integer)
        ) as stage_text
    from deal_pipelines
    cross join positions
    where deal_pipelines.stages is not null
),

stack_stages as (
    select
        stage_id,
        pipeline_id,
        label as stage_name,
        probability,
        updated_at,
        {{ any_true(['_fivetran_deleted', 'archived']) }} as is_gone
    from deal_pipeline_stages
    union all
    select
        {{ regex_capture('stage_text', '"(?:stageId|id)" *: *"([^"]+)"') }} as stage_id,
        pipeline_id,
        {{ regex_capture('stage_text', '"label" *: *"([^"]+)"') }} as stage_name,
        {{ regex_capture('stage_text', '"probability" *: *"?([0-9.]+)') }} as probability,
        cast(null as {{ dbt.type_string() }}) as updated_at,
        false as is_gone
    from split_pipelines
    where stage_text <> ''
),

-- A deleted stage still names the deals of its time.
rank_stages as (
    select
        {% for key, rank in {'stage_id': 'id_rank', 'stage_id, pipeline_id': 'stage_rank'}.items() %}
            row_number() over (
                partition by {{ key }}
                order by
                    case when is_gone then 1 else 0 end asc,
                    updated_at desc nulls last,
                    stage_name asc,
                    pipeline_id asc
            ) as {{ rank }},
        {% endfor %}
        stage_id,
        pipeline_id,
        stage_name,
        probability
    from stack_stages
    where {{ first_filled(['stage_name']) }} is not null
),

keep_one_name as (
    select
        stage_id,
        pipeline_id,
        stage_name,
        probability,
        id_rank = 1 as is_first_of_id
    from rank_stages
    where stage_rank = 1
)

select * from keep_one_name
