"""Plants twelve mutations, one at a time, in a copy of the project: `dbt build` must fail on each."""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DBT = Path(sys.executable).with_name("dbt")
COPIED = ("models", "macros", "seeds", "tests", "dbt_packages")
COPIED_FILES = ("dbt_project.yml", "profiles.yml", "packages.yml", "package-lock.yml", ".dbtignore")


@dataclass(frozen=True)
class Mutation:
    """A text that stands once in a file, and what to plant in its place."""

    path: str
    found: str
    planted: str


KPIS, FUNNEL = "models/marts/kpis", "models/intermediate/funnel"
PIPELINE, REVENUE = "models/intermediate/pipeline", "models/intermediate/revenue"
MUTATIONS = (
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


def copy_project(folder: Path) -> None:
    """Copy what dbt needs."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name in COPIED_FILES:
        shutil.copy(ROOT / name, folder / name)


def build(folder: Path) -> bool:
    """Build and test everything; true where all is well."""
    done = subprocess.run(
        [DBT, "--quiet", "build", "--fail-fast"], cwd=folder, capture_output=True, check=False
    )
    return done.returncode == 0


def survives(folder: Path, mutation: Mutation) -> bool:
    """Plant a mutation, build, and take it out again."""
    path = folder / mutation.path
    original = path.read_text(encoding="utf-8")
    if original.count(mutation.found) != 1:
        raise SystemExit(f"{mutation.path}: '{mutation.found}' does not stand there once; renew the list")
    path.write_text(original.replace(mutation.found, mutation.planted), encoding="utf-8")
    try:
        return build(folder)
    finally:
        path.write_text(original, encoding="utf-8")


def main() -> int:
    """Run all mutations; the exit code is the number of survivors."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder)
        if not build(folder):
            raise SystemExit("the build fails without any mutation")
        survivors = 0
        for number, mutation in enumerate(MUTATIONS, 1):
            survived = survives(folder, mutation)
            survivors += survived
            print(
                f"{number:2} {'SURVIVED' if survived else 'caught'}  {mutation.path}: {mutation.found!r}",
                flush=True,
            )
        return survivors


if __name__ == "__main__":
    sys.exit(main())
