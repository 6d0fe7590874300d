{# One row per card. The cards are read when the model runs: they are not known while the project is parsed. #}
{% set text_keys = [
    'unit', 'direction', 'owner', 'cadence', 'funnel_stage', 'north_star', 'hypothesis', 'formula', 'scope',
] %}

with
read_cards as (
    {% for name, card in kpi_cards().items() %}
        select
            {{ card_text(name) }} as kpi,
            {{ card_text((card.get('label') or {}).get('en')) }} as label_en,
            {{ card_text((card.get('label') or {}).get('fr')) }} as label_fr,
            {% for key in text_keys %}
                {{ card_text(card.get(key)) }} as {{ 'kpi_owner' if key == 'owner' else key }},
            {% endfor %}
            {{ card_text((card.get('sources') or []) | join(', ')) }} as sources,
            cast({{ card.get('definition_version') | int(0) }} as integer) as definition_version,
            {{ card_text((card.get('actions') or []) | map(attribute='cause') | join(' | ')) }} as action_causes,
            {{ card_text((card.get('actions') or []) | map(attribute='en') | join(' | ')) }} as actions_en,
            {{ card_text((card.get('actions') or []) | map(attribute='fr') | join(' | ')) }} as actions_fr
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from read_cards
