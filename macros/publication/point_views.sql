{# All views move or none. A reader of several views and this could wait for each other: this gives way, and tries again. #}
{% macro point_views(release_id, tries=1500) %}
    {%- set sql -%}
do $point$
declare
    mart record;
    role_name text := nullif({{ state_text(var('bi_role') or '') }}, '');
    home text := {{ state_text(release_schema(release_id)) }};
begin
    set local lock_timeout = '200ms';
    for attempt in 1..{{ tries }} loop
        begin
            for mart in execute format(
                'select split_part(relation, ''.'', 1) as place, split_part(relation, ''.'', 2) as name '
                'from %I.kpi_release where status <> ''never'' order by relation', home
            ) loop
                {{ point_view() | indent(16) }}
            end loop;
            return;
        exception when lock_not_available or deadlock_detected then
            if attempt = {{ tries }} then raise exception 'the published views are held by a reader: nothing was published'; end if;
        end;
        perform pg_sleep(0.2 * random());
    end loop;
end
$point$
    {%- endset -%}
    {{- return(sql) -}}
{% endmacro %}
