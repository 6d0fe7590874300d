{#- Two engines drop an offset when they cast and one applies it, so it is taken off and subtracted by hand. -#}
{% macro utc_timestamp(text) %}
    {%- set local_time = safe_cast_to(regex_capture(text, "^([0-9-]{10}(?:[T ][0-9:.]+)?)"), "timestamp") -%}
    {%- set utc_offset = regex_capture(text, ":[0-9.]+ ?([-+][0-9:]+)$") -%}
    {%- set minutes = "coalesce(nullif(replace(substring(" ~ utc_offset ~ ", 4), ':', ''), ''), '0')" -%}
    case
        when {{ utc_offset }} is null then {{ local_time }}
        else cast({{ dbt.dateadd(
            "minute",
            "case when " ~ utc_offset ~ " like '-%' then 1 else -1 end * (60 * cast(substring("
            ~ utc_offset ~ ", 2, 2) as integer) + cast(" ~ minutes ~ " as integer))",
            local_time,
        ) }} as timestamp)
    end
{%- endmacro %}
