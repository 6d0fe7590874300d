"""What attribution is held against, in SQL: floors that compute nothing, and forms that others write."""

import json
from collections.abc import Mapping
from typing import Any

ELIGIBLE = """journeys.buyer_id = touches.buyer_id
    and touches.seq between journeys.first_seq and journeys.last_seq
    and not (journeys.is_named_only and touches.is_direct)"""
JOURNEYS = "warehouse.intermediate.int_journeys as journeys"
TOUCHES = "warehouse.intermediate.int_touches_sequenced as touches"
CREDITED = f"from {JOURNEYS} inner join {TOUCHES} on {ELIGIBLE} where journeys.outcome = 'converted'"
EVERY = f"from {JOURNEYS} inner join {TOUCHES} on {ELIGIBLE}"

CREDIT_KEYS = (
    "conversion_type, conversion_id, touch_key, touch_position, touched_at, person_id, channel, campaign"
)


def written_again(credits: str, columns: str) -> str:
    """The very rows of a table of credits, joined with their conversions and written: nothing is computed."""
    return f"""
        select conversions.amount, {columns}
        from warehouse.intermediate.{credits}
        inner join warehouse.intermediate.int_conversions as conversions
            using (conversion_type, conversion_id)"""


FLOORS: Mapping[str, str] = {
    # A touch with its buyer: the rows of the sort, unsorted.
    "touches": """
        select touches.buyer_id, touch_key, person_id, touched_at, channel, campaign, is_direct
        from warehouse.intermediate.int_touches as touches
        inner join (select buyer_id from warehouse.intermediate.int_touches group by buyer_id) as buyers
            on touches.buyer_id = buyers.buyer_id""",
    "credits of all rule models": written_again("int_touch_credits", "int_touch_credits.*"),
    "credits of one model": written_again(
        "int_touch_credits", f"{CREDIT_KEYS}, position_based_weight, position_based_credit"
    ),
    "data-driven credits": written_again("int_data_driven_credits", "int_data_driven_credits.*"),
    # A conversion with each touch that counts, without any credit.
    "bare touches of conversions": f"""
        select journeys.conversion_type, journeys.conversion_id, touches.touch_key,
            touches.seq - journeys.position_offset as touch_position, touches.touched_at, touches.person_id,
            touches.channel, touches.campaign
        {CREDITED}""",
    # A journey with each touch that counts, converted or not: what transitions are counted from.
    "touches of journeys": f"""
        select journeys.conversion_type, journeys.outcome, touches.channel, touches.previous_channel,
            touches.seq - journeys.position_offset as touch_position
        {EVERY}""",
}

# One model, half to each end, as it is often written: of text, and of lists.
FORMS: Mapping[str, str] = {
    "path strings": f"""
        with paths as (
            select journeys.conversion_type, journeys.conversion_id, any_value(journeys.amount) as amount,
                string_agg(touches.channel, ' > ' order by touches.seq) as path,
                string_agg(touches.touch_key, ' > ' order by touches.seq) as keys
            {CREDITED} group by all
        ), split as (
            select *, string_split(path, ' > ') as channels, string_split(keys, ' > ') as touch_keys
            from paths
        ), steps as (
            select conversion_type, conversion_id, amount, len(channels) as touch_count,
                unnest(channels) as channel, unnest(touch_keys) as touch_key,
                generate_subscripts(channels, 1) as touch_position
            from split
        )
        select *, 1.0 / touch_count as weight, amount / touch_count as credit from steps""",
    "lists": f"""
        with lists as (
            select journeys.conversion_type, journeys.conversion_id, any_value(journeys.amount) as amount,
                list({{'channel': touches.channel, 'touch_key': touches.touch_key}} order by touches.seq)
                    as steps
            {CREDITED} group by all
        ), steps as (
            select conversion_type, conversion_id, amount, len(steps) as touch_count, unnest(steps) as step,
                generate_subscripts(steps, 1) as touch_position
            from lists
        )
        select *, 1.0 / touch_count as weight, amount / touch_count as credit from steps""",
}


def reading(plan: str) -> str | None:
    """Read the columns of tables that a query reads, by its plan, and do nothing else: a row of checksums.

    Returns:
        None where it reads files, and no table.
    """
    scans: set[tuple[str, str]] = set()
    collect_scans(json.loads(plan)[0], scans)
    tables = sorted({table for table, _ in scans})
    sums = {
        table: " + ".join(f"sum(hash({name}) % 100)" for scanned, name in sorted(scans) if scanned == table)
        for table in tables
    }
    reads = [f"(select {sums[table]} as sum_{place} from {table})" for place, table in enumerate(tables)]
    return f"select * from {', '.join(reads)}" if reads else None


def collect_scans(node: Mapping[str, Any], scans: set[tuple[str, str]]) -> None:
    """Add the tables and columns that a node of a plan and those below it read."""
    about = node.get("extra_info", {})
    columns = about.get("Projections", [])
    for column in [columns] if isinstance(columns, str) else columns:
        if "Table" in about and column.isidentifier():
            scans.add((about["Table"], column))
    for child in node.get("children", []):
        collect_scans(child, scans)
