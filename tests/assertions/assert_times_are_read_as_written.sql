{#- What is not ISO to the letter is refused, never guessed. -#}
with

written_cases (written, expected) as (
    values
    ('2017-03-01', '2017-03-01 00:00:00'),
    (' 2017-03-01 ', '2017-03-01 00:00:00'),
    ('2017-03-01 4:30:21', '2017-03-01 04:30:21'),
    ('2017-03-01 04:30', '2017-03-01 04:30:00'),
    ('2017-03-01T04:30:21Z', '2017-03-01 04:30:21'),
    ('2017-03-01T04:30:21.5Z', '2017-03-01 04:30:21.5'),
    ('2017-03-01T04:30:21.123456789', '2017-03-01 04:30:21.123456'),
    ('2017-03-01T00:30:00+02:00', '2017-02-28 22:30:00'),
    ('2017-03-01T00:30:00.000+0000', '2017-03-01 00:30:00'),
    ('2017-03-01 20:30:00-0530', '2017-03-02 02:00:00'),
    ('2017-03-01 20:30:00 +01', '2017-03-01 19:30:00'),
    ('2017-03-01 20:30+01:00', '2017-03-01 19:30:00'),
    ('2017-03-01T23:59:59.9999999', '2017-03-01 23:59:59.999999'),
    ('2016-02-29', '2016-02-29 00:00:00'),
    ('9999-12-31', '9999-12-31 00:00:00'),
    ('9999-12-31 23:59:59', '9999-12-31 23:59:59'),
    ('2017-02-29', null),
    ('2017-02-30 10:00:00', null),
    ('2017-00-01', null),
    ('2017-13-01', null),
    ('2017-03-00', null),
    ('2017-3-1', null),
    ('17-03-01', null),
    ('01/03/2017', null),
    ('2017/03/01', null),
    ('20170301', null),
    ('0000-01-01', null),
    ('12017-03-01', null),
    ('2017-03-01 24:00:00', null),
    ('2017-03-01 12:60', null),
    ('2017-03-01 12:00:60', null),
    ('2017-03-01 12', null),
    ('2017-03-01 4:30 PM', null),
    ('2017-03-01+02:00', null),
    ('2017-03-01T', null),
    ('2017-03-01 10:00:00 CET', null),
    ('1488326400', null),
    ('now', null),
    ('infinity', null),
    ('', null)
),

read_cases as (
    select
        written,
        cast(expected as timestamp) as expected,
        {{ as_timestamp('written', 'no_declared_file') }} as read_as
    from written_cases
),

describe_misreadings as (
    select
        'The time [' || written || '] is read as '
        || coalesce(cast(read_as as {{ dbt.type_string() }}), 'nothing') as problem
    from read_cases
    where
        read_as <> expected
        or (read_as is null and expected is not null)
        or (read_as is not null and expected is null)
)

select * from describe_misreadings
