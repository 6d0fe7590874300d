{# Rows are exchanged and tables are not: a reader takes no notice, while a view or table made anew would have to wait for it.
   Only a table whose columns changed is made anew. #}
{% macro exchange_table() -%}
execute format('create schema if not exists %I', mart.place);
select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) into wanted
from pg_attribute where attrelid = to_regclass(format('%I.%I', home, mart.name)) and attnum > 0 and not attisdropped;
select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) into found
from pg_attribute where attrelid = to_regclass(format('%I.%I', mart.place, mart.name)) and attnum > 0 and not attisdropped;
if found is distinct from wanted then
    execute format('drop table if exists %I.%I', mart.place, mart.name);
    execute format('create table %I.%I as select * from %I.%I', mart.place, mart.name, home, mart.name);
else
    execute format('delete from %I.%I', mart.place, mart.name);
    execute format('insert into %I.%I select * from %I.%I', mart.place, mart.name, home, mart.name);
end if;
if role_name is not null then
    execute format('grant usage on schema %I to %I', mart.place, role_name);
    execute format('grant select on %I.%I to %I', mart.place, mart.name, role_name);
end if;
{%- endmacro %}
