{#- What can be read in two ways must be read in none. -#}
with

written_cases (written, expected) as (
    values
    ('0', '0'),
    ('-5', '-5'),
    ('+5', '5'),
    ('007', '7'),
    ('.5', '0.5'),
    ('5.', '5'),
    ('1e3', '1000'),
    ('1.5E-2', '0.015'),
    (' 12 ', '12'),
    ('$22,247.63', '22247.63'),
    ('-$5', '-5'),
    ('$-5', '-5'),
    ('$ 1,200', '1200'),
    ('22 €', '22'),
    ('£3.50', '3.5'),
    ('€ 1 234,56', '1234.56'),
    ('1 234,56 €', '1234.56'),
    ('1 234 567,8', '1234567.8'),
    ('12,5', '12.5'),
    ('0,05', '0.05'),
    ('1.234,56', '1234.56'),
    ('1,234', '1234'),
    ('1,234,567.891', '1234567.891'),
    ('1,117.10K', '1117100'),
    ('2.5M', '2500000'),
    ('1,5 k', '1500'),
    ('$3b', '3000000000'),
    ('(1,200.00)', '-1200'),
    ('($5)', '-5'),
    ('$(5)', '-5'),
    ('(2.5M)', '-2500000'),
    ('12,34,56', null),
    ('1,2345', null),
    ('0,123', null),
    ('1234,567', null),
    ('1 2', null),
    ('1 234 5', null),
    ('12..5', null),
    ('1.234.567', null),
    ('1,234,56', null),
    ('--5', null),
    ('(-5)', null),
    ('(5', null),
    ('5)', null),
    ('5-', null),
    ('$', null),
    ('-', null),
    ('K', null),
    ('5$3', null),
    ('5 USD', null),
    ('50%', null),
    ('abc', null),
    ('NaN', null),
    ('Infinity', null),
    ('0x1F', null),
    ('1_000', null),
    ('1e30', null),
    ('99999999999999999999999', null),
    ('', null)
),

read_cases as (
    select
        written,
        cast(expected as numeric(28, 6)) as expected,
        {{ as_decimal('written') }} as read_as
    from written_cases
),

describe_misreadings as (
    select
        'The amount [' || written || '] is read as '
        || coalesce(cast(read_as as {{ dbt.type_string() }}), 'nothing') as problem
    from read_cases
    where
        read_as <> expected
        or (read_as is null and expected is not null)
        or (read_as is not null and expected is null)
)

select * from describe_misreadings
