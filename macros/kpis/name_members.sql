{% macro name_members(leaves, dimensions) %}
    select
        {% for dimension in dimensions %}
            coalesce({{ dimension }}_members.shown_name, {{ leaves }}.{{ dimension }}) as {{ dimension }}_member,
        {% endfor %}
        {{ leaves }}.*
    from {{ leaves }}
    {% for dimension in dimensions %}
        left join slice_members as {{ dimension }}_members
            on
                {{ leaves }}.{{ dimension }} = {{ dimension }}_members.member_name
                and {{ dimension }}_members.dimension = '{{ dimension }}'
                and {{ dimension }}_members.member_name <> {{ dimension }}_members.shown_name
    {% endfor %}
{% endmacro %}
