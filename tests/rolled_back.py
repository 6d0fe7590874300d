"""The demo company's files as they were at the end of an earlier day, as far as dates can tell."""

from pathlib import Path

import duckdb

HAPPENED = {
    "ads_spend": "spend_date",
    "crm_accounts": "created_at",
    "crm_campaign_members": "responded_at",
    "crm_contacts": "created_at",
    "crm_leads": "created_at",
    "crm_opportunities": "created_at",
    "crm_opportunity_history": "changed_at",
    "finance_costs": "cost_month",
    "finance_exchange_rates": "rate_date",
    "finance_gross_margins": "valid_from",
    "finance_subscriptions": "started_on",
    "planning_forecasts": "submitted_at",
    "planning_target_accounts": "listed_on",
    "web_touches": "occurred_at",
}
"""A row whose date is later did not exist."""

CAME_LATER = {
    "crm_leads": ["mql_at", "sql_at"],
    "crm_opportunities": ["closed_at"],
    "finance_subscriptions": ["ended_on"],
    "planning_target_accounts": ["delisted_on"],
}
"""A date that is later was empty."""

TOLD_BY_HISTORY = ["stage_name", "amount", "close_date", "owner_id"]


def is_later(column: str, day: str) -> str:
    return f"coalesce(try_cast({column} as date) > date '{day}', false)"


def rolled_back_state(day: str) -> str:
    """The opportunities, each with the state of its last change up to the day, if it changed after it."""
    # A history that begins later tells nothing of the day.
    changed_later = f"bool_or(changed_at::date > date '{day}') and bool_or(changed_at::date <= date '{day}')"
    states = ", ".join(
        f"case when {changed_later} then arg_max(history.{column}, changed_at) filter (changed_at::date <= date '{day}') "
        f"else any_value(deals.{column}) end as {column}"
        for column in TOLD_BY_HISTORY
    )
    # A category that no history carries was anything: a lost deal was hardly omitted on the day before.
    states += f", case when not coalesce({changed_later}, false) then any_value(forecast_category) end as forecast_category"
    told = [*TOLD_BY_HISTORY, "forecast_category"]
    return f"""
        with deals as (select *, row_number() over () as row_number from crm_opportunities),
        rolled as (
            select row_number, {states}
            from deals left join crm_opportunity_history as history using (opportunity_id) group by row_number
        )
        select deals.* exclude (row_number, {", ".join(told)}), {", ".join(f"rolled.{column}" for column in told)}
        from deals join rolled using (row_number)
    """


def roll_back(source: Path, folder: Path, day: str) -> Path:
    """Write the files of a folder as they were at the end of a day; deletions and merges carry no date and stay."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for path in source.glob("*.csv"):
            connection.execute(
                f"create table {path.stem} as from read_csv('{path}', header = true, all_varchar = true)"
            )
        connection.execute(f"create or replace table crm_opportunities as {rolled_back_state(day)}")
        for path in source.glob("*.csv"):
            later = ", ".join(
                f"case when not {is_later(column, day)} then {column} end as {column}"
                for column in CAME_LATER.get(path.stem, [])
            )
            happened = is_later(HAPPENED[path.stem], day) if path.stem in HAPPENED else "false"
            connection.execute(
                f"copy (select * {f'replace ({later})' if later else ''} from {path.stem} where not {happened}) "
                f"to '{folder / path.name}' (header)"
            )
    return folder
