{# All tables change or none. Where one must be made anew, a reader goes first: this gives way, and tries again. #}
{% macro exchange_tables(release_id, tries=600) %}
    {%- set statement -%}
do $exchange$
declare
    mart record; wanted text; found text;
    role_name text := nullif({{ state_text(var('bi_role') or '') }}, '');
    home text := {{ state_text(release_schema(release_id)) }};
begin
    perform pg_advisory_xact_lock(hashtext('kpi_publication'));
    set local lock_timeout = '200ms';
    for attempt in 1..{{ tries }} loop
        begin
            for mart in execute format(
                'select split_part(relation, ''.'', 1) as place, split_part(relation, ''.'', 2) as name '
                'from %I.kpi_release where status <> ''never'' order by relation', home
            ) loop
                {{ exchange_table() | indent(16) }}
            end loop;
            return;
        exception when lock_not_available or deadlock_detected then
            if attempt = {{ tries }} then raise exception 'a published table with new columns is held by a reader: nothing was published'; end if;
        end;
        perform pg_sleep(0.2 * random());
    end loop;
end
$exchange$
    {%- endset -%}
    {{- return(statement) -}}
{% endmacro %}
