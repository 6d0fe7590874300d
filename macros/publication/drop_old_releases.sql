{# A reader of an old release keeps it until the next publication. #}
{% macro drop_old_releases() %}
    {%- set sql -%}
do $drop$
declare
    release record;
begin
    set local lock_timeout = '200ms';
    for release in
        select nspname from pg_namespace where nspname ~ '^release_r[0-9_]+$' order by nspname desc offset 3
    loop
        begin
            execute format('drop schema %I cascade', release.nspname);
        exception when lock_not_available then
            raise notice '% is being read: it is dropped with the next publication', release.nspname;
        end;
    end loop;
end
$drop$
    {%- endset -%}
    {{- return(sql) -}}
{% endmacro %}
