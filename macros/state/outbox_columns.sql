{% macro outbox_columns() %}
    {{- return([
        'message_key', 'channel', 'recipient', 'status', 'recorded_at', 'events', 'subject', 'body', 'data_key',
    ]) -}}
{% endmacro %}
