{#- No engine may round half a thing to a whole one. -#}
with

written_cases (written, expected) as (
    values
    ('0', '0'),
    ('12', '12'),
    ('-12', '-12'),
    ('+12', '12'),
    (' 12 ', '12'),
    ('1,200', '1200'),
    ('1 200', '1200'),
    ('1 200', '1200'),
    ('1200.0', '1200'),
    ('1,200.00', '1200'),
    ('12.', '12'),
    ('9007199254740993', '9007199254740993'),
    ('12.5', null),
    ('1e3', null),
    ('1.200', null),
    ('12,34', null),
    ('0,123', null),
    ('99999999999999999999', null),
    ('twelve', null),
    ('', null)
),

read_cases as (
    select
        written,
        cast(expected as bigint) as expected,
        {{ as_integer('written') }} as read_as
    from written_cases
),

describe_misreadings as (
    select
        'The whole number [' || written || '] is read as '
        || coalesce(cast(read_as as {{ dbt.type_string() }}), 'nothing') as problem
    from read_cases
    where
        read_as <> expected
        or (read_as is null and expected is not null)
        or (read_as is not null and expected is null)
)

select * from describe_misreadings
