{{ config(store_failures=true) }}

{% set weights = ['w_first', 'w_lead', 'w_opportunity', 'w_close', 'w_last', 'w_other'] %}
{% set sum_of_weights = weights | join(' + ') %}
{% set rule_kinds = ['positional', 'last_non_direct', 'time_decay'] %}

with attribution_models as (
    select * from {{ ref('attribution_models') }}
),

listed_models (model) as (
    values
    {% for model in attribution_model_names() %}
        ('{{ model }}'){{ ',' if not loop.last }}
    {% endfor %}
),

type_models as (
    select
        model,
        coalesce(kind, 'nothing') as kind,
        {% for weight in weights %}
            coalesce({{ safe_cast_to(weight, 'integer') }}, 0) as {{ weight }},
        {% endfor %}
        {{ safe_cast_to('half_life_days', 'numeric(9, 3)') }} as half_life_days
    from attribution_models
),

find_problems as (
    {% for weight in weights %}
        select concat(model, ': {{ weight }} ''', {{ weight }}, ''' is no whole number of basis points.') as complaint
        from attribution_models
        where {{ weight }} is not null and {{ safe_cast_to(weight, 'integer') }} is null
        union all
        select concat(model, ': {{ weight }} is below 0.') as complaint
        from type_models
        where {{ weight }} < 0
        union all
    {% endfor %}
    select
        concat(
            model, ': its weights add up to ', cast({{ sum_of_weights }} as {{ dbt.type_string() }}), ', not to 10000.'
        ) as complaint
    from type_models
    where kind = 'positional' and {{ sum_of_weights }} <> 10000
    union all
    select concat(model, ': last_non_direct gives all 10000 basis points to w_last.') as complaint
    from type_models
    where kind = 'last_non_direct' and (w_last <> 10000 or {{ sum_of_weights }} <> 10000)
    union all
    select concat(model, ': time_decay needs half_life_days above 0.') as complaint
    from type_models
    where kind = 'time_decay' and coalesce(half_life_days, 0) <= 0
    union all
    select
        concat(model, ': kind ''', kind, ''' is none of {{ rule_kinds | join(", ") }}, data_driven, shapley.')
            as complaint
    from type_models
    where kind not in ({{ quoted_list(rule_kinds + ['data_driven', 'shapley']) }})
    union all
    select concat(model, ': a model of kind ', kind, ' has the same name.') as complaint
    from type_models
    where (kind in ('data_driven', 'shapley') or model in ('data_driven', 'shapley')) and kind <> model
    union all
    select concat(coalesce(model, ''), ': a name is made of lower-case letters and _.') as complaint
    from type_models
    where model is null or not {{ regex_matches('model', '^[a-z_]+$') }}
    union all
    select concat(type_models.model, ' is not in var attribution_models of dbt_project.yml.') as complaint
    from type_models
    left join listed_models
        on type_models.model = listed_models.model
    where listed_models.model is null
    union all
    select concat(listed_models.model, ' is published, but has no row here.') as complaint
    from listed_models
    left join type_models
        on listed_models.model = type_models.model
    where type_models.model is null
    union all
    select concat(model, ': var time_decay_models lists exactly the models of kind time_decay.') as complaint
    from type_models
    where
        case when kind = 'time_decay' then 1 else 0 end
        <> case when model in ({{ quoted_list(var('time_decay_models')) }}) then 1 else 0 end
    {% if var('official_attribution_model') not in attribution_model_names() %}
        union all
        select
            'var official_attribution_model names {{ var("official_attribution_model") }}, which has no row here.'
                as complaint
        from listed_models
        where model = 'shapley'
    {% endif %}
),

name_problems as (
    select concat('seeds/reference/attribution_models.csv: ', complaint, ' Correct the row.') as problem
    from find_problems
)

select * from name_problems
