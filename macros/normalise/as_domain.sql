{% macro as_domain(column) %}
    {{- regex_capture(
        as_lower(column),
        "^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?:www[.])?([^/:?#@]+)",
    ) -}}
{% endmacro %}
