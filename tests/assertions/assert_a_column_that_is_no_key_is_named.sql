with

digits (digit) as (
    values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
),

hundred_ids as (
    select
        'id ' || cast(tens.digit as {{ dbt.type_string() }}) || cast(ones.digit as {{ dbt.type_string() }}) as user_id,
        tens.digit = 0 and ones.digit = 0 as has_conflicting_versions
    from digits as tens
    cross join digits as ones
),

ten_ids as (
    select
        'id ' || cast(digit as {{ dbt.type_string() }}) as user_id,
        digit > 2 as has_conflicting_versions
    from digits
),

judge_one_in_a_hundred as (
    {{ test_key_is_a_key('hundred_ids', 'user_id', 'crm_users', allowed_share=0.01) }}
),

judge_seven_in_ten as (
    {{ test_key_is_a_key('ten_ids', 'user_id', 'crm_users', allowed_share=0.01) }}
),

all_problems as (
    select problem from judge_one_in_a_hundred
    union all
    select problem from judge_seven_in_ten
),

expected_problem as (
    select
        'crm_users: user_id is not a key: 7 of 10 ids carry rows that differ and no updated_at orders them,'
        || ' for example id 3, id 4, id 5, id 6, id 7. Which column identifies a row?' as sentence
),

find_differences as (
    select
        concat(
            'Expected: ', coalesce(expected_problem.sentence, 'nothing'), ' Found: ',
            coalesce(all_problems.problem, 'nothing')
        ) as problem
    from expected_problem
    full outer join all_problems
        on expected_problem.sentence = all_problems.problem
    where expected_problem.sentence is null or all_problems.problem is null
)

select * from find_differences
