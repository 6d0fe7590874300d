{# A file of the contract has the contract's names; a connector's has those of whoever landed it, and of the user's own fields.
   Some loaders write Salesforce's names in small letters, with no mark where a word ends: marks do not count. #}
{% macro match_columns(table, file, problems) %}
    {%- set is_connector = table.connector in chosen_connectors() -%}
    {%- set fields = var(table.source ~ '_fields', {}) if is_connector else {} -%}
    {%- set names, positions = file.header, {} -%}
    {%- if is_connector -%}
        {%- set names = [] -%}
        {%- for name in file.names -%}
            {%- do names.append(snake_case(name) | replace('_', '')) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for column in table.columns -%}
        {%- set custom = fields.get(column.name) if column.config.meta.get('custom') -%}
        {%- set wanted = [snake_case(custom)] if custom else [column.name] + column.config.meta.get('other_names', []) -%}
        {%- set found = (wanted | map('replace', '_', '') if is_connector else wanted) | select('in', names) | list -%}
        {%- if found -%}
            {%- do positions.update({column.name: names.index(found[0])}) -%}
        {%- elif custom and names -%}
            {%- do problems.append(file.name ~ ': column ' ~ custom ~ ', which var ' ~ table.source ~ '_fields names for ' ~ column.name
                ~ ', is missing. Correct the name, or let the connector load the field.') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do file.update({'positions': positions}) -%}
{% endmacro %}
