{#- Two engines drop an offset when they cast and one applies it; decimals past the sixth round on one alone. -#}
{% macro utc_timestamp(text) %}
    {%- set local_text = regex_capture(text, "^([0-9-]{10}(?:[T ][0-9:]+(?:[.][0-9]{1,6})?)?)") -%}
    {%- set local_time = safe_cast_to(local_text, "timestamp") -%}
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
