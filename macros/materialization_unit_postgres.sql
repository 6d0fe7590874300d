{# dbt names the table of a unit test like the test: PostgreSQL has 63 characters for a name, and our tests are sentences.
   A number is compared by what it is worth: an expression has no scale here, and 50 is 50.000000. #}
{% materialization unit, adapter='postgres' %}
    {%- set probe = make_temp_relation(api.Relation.create(identifier=local_md5(this.identifier), type='table')) -%}
    {%- do run_query(get_create_table_as_sql(true, probe, get_empty_subquery_sql(sql))) -%}
    {%- set types, quoted, compared = {}, {}, {} -%}
    {%- for column in adapter.get_columns_in_relation(probe) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
        {%- do quoted.update({column.name | lower: column.quoted}) -%}
        {%- set is_number = column.data_type.startswith('numeric') -%}
        {%- do compared.update({column.name | lower: ('trim_scale(' ~ column.quoted ~ ') as ' if is_number else '') ~ column.quoted}) -%}
    {%- endfor -%}
    {%- set rows = config.get('expected_rows') -%}
    {%- set expected = config.get('expected_sql') or get_expected_sql(rows, types, quoted) -%}
    {%- set selected = [] -%}
    {%- for name in (rows[0] if rows else get_columns_in_query(sql)) -%}
        {%- do selected.append(compared[name | lower]) -%}
    {%- endfor -%}
    {%- call statement('main', fetch_result=true) -%}
        {{ get_unit_test_sql(sql, expected, selected) }}
    {%- endcall -%}
    {%- do adapter.drop_relation(probe) -%}
    {{ return({'relations': []}) }}
{% endmaterialization %}
