{# A view that has other columns than before is made anew. #}
{% macro point_view() -%}
execute format('create schema if not exists %I', mart.place);
begin
    execute format('create or replace view %I.%I as select * from %I.%I', mart.place, mart.name, home, mart.name);
exception when invalid_table_definition then
    execute format('drop view %I.%I', mart.place, mart.name);
    execute format('create view %I.%I as select * from %I.%I', mart.place, mart.name, home, mart.name);
end;
if role_name is not null then
    execute format('grant usage on schema %I to %I', mart.place, role_name);
    execute format('grant select on %I.%I to %I', mart.place, mart.name, role_name);
end if;
{%- endmacro %}
