"""Plants mutations, one at a time, in a copy of the project: `dbt build` must fail on each."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DBT = Path(sys.executable).with_name("dbt")
COPIED = ("models", "macros", "seeds", "snapshots", "tests", "dbt_packages")
COPIED_FILES = ("dbt_project.yml", "profiles.yml", "packages.yml", "package-lock.yml", ".dbtignore")


@dataclass(frozen=True)
class Mutation:
    """A text that stands once in a file, and what to plant in its place."""

    path: str
    found: str
    planted: str
    select: str | None = None  # what to build; everything where nothing less will do


def of_model(path: str, found: str, planted: str) -> Mutation:
    """A mutation of attribution: only its model and what follows are built."""
    return Mutation(f"{ATTRIBUTION}/{path}.sql", found, planted, f"{path}+")


def of_revenue(path: str, found: str, planted: str) -> Mutation:
    """A mutation of recurring revenue: only its model and what follows are built."""
    return Mutation(f"{REVENUE}/{path}.sql", found, planted, f"{path}+")


def of_pipeline(path: str, found: str, planted: str) -> Mutation:
    """A mutation of the pipeline as it was: only its model and what follows are built."""
    return Mutation(f"{PIPELINE}/{path}.sql", found, planted, f"{path}+")


def of_forecast(path: str, found: str, planted: str) -> Mutation:
    """A mutation of the forecasts: only its model and what follows are built."""
    return Mutation(f"{PIPELINE}/{path}.sql", found, planted, f"{path}+")


def of_macro(path: str, found: str, planted: str) -> Mutation:
    """A mutation of the credits' macros."""
    return Mutation(
        f"macros/credits/{path}.sql", found, planted, "int_touch_credits+ int_data_driven_credits+"
    )


KPIS, FUNNEL = "models/marts/kpis", "models/intermediate/funnel"
PIPELINE, REVENUE = "models/intermediate/pipeline", "models/intermediate/revenue"
ATTRIBUTION = "models/intermediate/attribution"
SALES_MUTATIONS = (
    Mutation(f"{KPIS}/kpi_win_rate.sql", "case when is_won then 1", "case when not is_won then 1"),
    Mutation(f"{KPIS}/kpi_win_rate.sql", "was_engaged\n        and", "1 = 1\n        and"),
    Mutation(f"{KPIS}/kpi_sales_cycle_days.sql", "is_won\n        and", "1 = 1\n        and"),
    Mutation(f"{KPIS}/kpi_average_contract_value.sql", "and annual_contract_value is not null", ""),
    Mutation(f"{KPIS}/kpi_average_selling_price.sql", "reporting_amount > 0", "reporting_amount >= 0"),
    Mutation(f"{FUNNEL}/int_opportunity_outcomes.sql", "where closed_on <= as_of_on", ""),
    Mutation(
        f"{FUNNEL}/int_opportunity_outcomes.sql",
        "'created_on', 'closed_on'",
        "'closed_on', 'created_on'",
    ),
    Mutation(
        f"{FUNNEL}/int_opportunity_outcomes.sql",
        "on account_identities.surviving_account_id = accounts.account_id",
        "on account_identities.account_id = accounts.account_id",
    ),
    Mutation(
        f"{PIPELINE}/int_opportunities.sql",
        "and identities.surviving_opportunity_id = identities.opportunity_id",
        "",
    ),
    Mutation(
        f"{PIPELINE}/int_crm_opportunities_accepted.sql", "where version_rank = 1", "where version_rank <= 2"
    ),
    Mutation(
        f"{REVENUE}/int_exchange_rates.sql", "orient_rates.rate_date desc", "orient_rates.rate_date asc"
    ),
    Mutation(
        "macros/kpis/slice_leaves.sql",
        ".event_on = period_days.calendar_day",
        ".event_on = period_days.period_start",
    ),
)


ATTRIBUTION_MUTATIONS = (
    of_macro("touch_position", "position_offset", "position_offset + 1"),
    of_model("int_journeys", "opened_at < touches.touched_at", "opened_at <= touches.touched_at"),
    of_model(
        "int_journeys",
        "open_windows.converted_at >= touches.touched_at",
        "cast(open_windows.converted_at as date) >= cast(touches.touched_at as date)",
    ),
    of_macro("credit_rows", "and journeys.conversion_id is null", "and 1 = 0"),
    of_macro("share_of_touch", "- {{ whole_quotient(rest ~ '_before)', model ~ '_whole') }}", ""),
    of_macro("holds_alone", "_{{ earlier }} > 0 then 0", "_{{ earlier }} > 0 then 1"),
    of_macro(
        "rule_steps",
        "case when lead_position is null then 0 else {{ model }}_w_lead end",
        "{{ model }}_w_lead",
    ),
    of_model("int_touch_credits", "where outcome = 'converted'\n),", "),"),
    of_model(
        "int_channel_transitions", "when last_outcome = 'converted'", "when last_outcome <> 'converted'"
    ),
    of_model("int_channel_effects", "/ follow_channels.own_visits", ""),
)


REVENUE_MUTATIONS = (
    of_revenue("int_recurring_revenue", "measured_on < live.ended_on", "measured_on <= live.ended_on"),
    of_revenue("int_recurring_revenue", "ended_on > started_on or ended_on is null", "ended_on > started_on"),
    of_revenue("int_revenue_days", "when extract(day from next_day) = 1\n", "when 1 = 0\n"),
    of_revenue("int_recurring_movements", " and has_been_customer = 0", ""),
    of_revenue("int_recurring_movements", "opening > 0 and closing <= 0", "opening > 0 and closing < 0"),
    of_revenue("int_recurring_movements", "where is_month_close", ""),
    of_revenue("int_recurring_accounts", "closed_on asc", "closed_on desc"),
    of_revenue("int_revenue_cohorts", "greatest(revenue.recurring_revenue, 0)", "revenue.recurring_revenue"),
    of_revenue("int_revenue_cohorts", "first_won_on <= periods", "first_won_on < periods"),
    Mutation(
        f"{KPIS}/kpi_gross_revenue_retention.sql", "least(", "greatest(", "kpi_gross_revenue_retention+"
    ),
    Mutation(
        "models/marts/north_star/north_star_arr.sql",
        "movements.month_start = period_days.period_start",
        "movements.month_start >= period_days.period_start",
        "north_star_arr+",
    ),
)


FORECAST_MUTATIONS = (
    of_forecast("int_forecast_periods", "submitted_at desc", "submitted_at asc"),
    of_forecast(
        "int_forecast_periods", "where is_by_segment = case when segment = 'Unknown' then 0 else 1 end", ""
    ),
    of_forecast(
        "int_planning_forecasts_valued",
        "<= place_forecasts.last_day_in_time",
        "< place_forecasts.last_day_in_time",
    ),
    Mutation(
        "macros/calendar/roll_up_periods.sql",
        "has_quarter = 0 and month_count = 3",
        "month_count = 3",
        "int_quota_periods+",
    ),
    Mutation(
        f"{KPIS}/kpi_forecast_accuracy.sql",
        "abs(numerator - denominator)",
        "(numerator - denominator)",
        "kpi_forecast_accuracy+",
    ),
    of_forecast(
        "int_forecast_deals",
        "positions.valid_to >= pipeline_periods.eve_on",
        "positions.valid_to > pipeline_periods.eve_on",
    ),
    of_forecast("int_stage_counts", "look_at_deals.known_on >= recorded_states.valid_from", "1 = 1"),
    of_forecast(
        "int_calibrated_deals", "greatest(periods.period_start, periods.measured_on)", "periods.period_start"
    ),
    of_forecast("int_new_wins", "and due_deals.opportunity_id is null", ""),
    Mutation(
        "models/marts/pipeline/forecast_errors.sql",
        "is_due and eve_seller <> closing_seller then eve_amount",
        "is_due then eve_amount",
        "forecast_errors+",
    ),
)
PIPELINE_MUTATIONS = (
    of_pipeline("int_opportunity_days", "order by change_number desc", "order by change_number asc"),
    of_pipeline("int_opportunity_days", "not opportunities.has_history\n        and", ""),
    of_pipeline("int_opportunity_states", "end_states.close_date > end_states.state_on", "1 = 0"),
    of_pipeline("int_opportunity_states", "coalesce(split_outcomes.is_qualified, false)\n        and", ""),
    of_pipeline("int_pipeline_positions", "where valid_from <= cut_to", ""),
    of_pipeline("int_pipeline_movements", "valid_from >= period_start as", "valid_from > period_start as"),
    of_pipeline("int_pipeline_movements", "and was_open and was_pipeline", "and was_open"),
    of_pipeline("int_pipeline_movements", "goes_out and is_lost", "goes_out"),
    of_pipeline("int_pipeline_movements", "is_inside and valid_to >=", "is_inside and valid_to >"),
    of_pipeline("int_coverage_periods", "period_number <= 3", "period_number <= 2"),
    of_pipeline("int_coverage_leaves", "measured_on <= states.close_date", "measured_on < states.close_date"),
    of_pipeline("int_required_coverage", "when outcomes.is_won then", "when not outcomes.is_won then"),
    Mutation(
        f"{KPIS}/kpi_pipeline_coverage.sql",
        "coalesce(quota_amount, 0) - won_amount",
        "coalesce(quota_amount, 0)",
        "kpi_pipeline_coverage+",
    ),
    Mutation("models/marts/governance/kpi_restatements.sql", "where older.is_final", "", "kpi_restatements+"),
)


def copy_project(folder: Path) -> None:
    """Copy what dbt needs."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name in COPIED_FILES:
        shutil.copy(ROOT / name, folder / name)


def build(folder: Path, select: str | None = None) -> bool:
    """Build and test everything, or what is selected; true where all is well."""
    selection = ["--select", *select.split()] if select else []
    command = [DBT, "--quiet", "build", "--fail-fast", *selection]
    environment = {**os.environ, "KPI_STATE": ":memory:"}
    return (
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0
    )


def survives(folder: Path, mutation: Mutation) -> bool:
    """Plant a mutation, build, and take it out again."""
    path = folder / mutation.path
    original = path.read_text(encoding="utf-8")
    if original.count(mutation.found) != 1:
        raise SystemExit(f"{mutation.path}: '{mutation.found}' does not stand there once; renew the list")
    path.write_text(original.replace(mutation.found, mutation.planted), encoding="utf-8")
    try:
        return build(folder, mutation.select)
    finally:
        path.write_text(original, encoding="utf-8")


def main() -> int:
    """Run the lists that are named, or all; the exit code is the number of survivors."""
    lists = {
        "sales": SALES_MUTATIONS,
        "attribution": ATTRIBUTION_MUTATIONS,
        "pipeline": PIPELINE_MUTATIONS,
        "revenue": REVENUE_MUTATIONS,
        "forecasts": FORECAST_MUTATIONS,
    }
    chosen = [mutation for name in sys.argv[1:] or lists for mutation in lists[name]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder)
        if not build(folder):
            raise SystemExit("the build fails without any mutation")
        survivors = 0
        for number, mutation in enumerate(chosen, 1):
            survived = survives(folder, mutation)
            survivors += survived
            print(
                f"{number:2} {'SURVIVED' if survived else 'caught'}  {mutation.path}: {mutation.found!r}",
                flush=True,
            )
        return survivors


if __name__ == "__main__":
    sys.exit(main())
