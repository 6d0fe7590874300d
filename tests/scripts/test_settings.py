"""Settings that cannot be used: one sentence each, that names the setting and what may stand there."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import drive, run_dbt

BAD = {
    "{as_of_date: '2024-02-30'}": "var as_of_date: '2024-02-30' is not a date",
    "{as_of_date: 1979-12-31}": "var as_of_date: '1979-12-31' is not a day from calendar_start (",
    "{as_of_date: 2999-12-31}": "var as_of_date: '2999-12-31' is not a day from calendar_start (",
    "{calendar_start: null}": "var calendar_start: 'None' is not a day from 1950-01-01 to 2066-12-31",
    "{calendar_start: soon}": "var calendar_start: 'soon' is not a date",
    "{calendar_start: 1850-01-01}": "var calendar_start: '1850-01-01' is not a day from 1950-01-01 to 2066-12-31",
    "{constant_rate_date: 2024}": "var constant_rate_date: '2024' is not a date",
    "{period_grains: null}": "var period_grains: 'None' is not a list of week, month, quarter, year",
    "{period_grains: []}": "var period_grains: '[]' is not a list of week, month, quarter, year",
    "{period_grains: month}": "var period_grains: 'month' is not a list of week, month, quarter, year",
    "{period_grains: [month, month]}": "is not a list of week, month, quarter, year, each once",
    "{judged_grain: week}": "var judged_grain: 'week' is not one of month, quarter, year",
    "{judged_grain: null}": "var judged_grain: 'None' is not one of month, quarter, year",
    "{kpi_slices: segment}": "var kpi_slices: 'segment' is neither cube nor a list of slices",
    "{kpi_slices: null}": "var kpi_slices: 'None' is neither cube nor a list of slices",
    "{kpi_slices: []}": "var kpi_slices: '[]' is neither cube nor a list of slices",
    "{kpi_slices: [segment+colour]}": "var kpi_slices: 'segment+colour' is not total, and not made of",
    "{kpi_slices: [segment+segment]}": "var kpi_slices: 'segment+segment' is not total, and not made of",
    "{slice_member_limit: 0}": "var slice_member_limit: '0' is not a whole number from 1 to 1000000",
    "{unmapped_name_limit: all}": "var unmapped_name_limit: 'all' is not a whole number from 1 to 1000000",
    "{fiscal_year_start_month: 13}": "var fiscal_year_start_month: '13' is not a whole number from 1 to 12",
    "{fiscal_year_start_month: 1.7}": "var fiscal_year_start_month: '1.7' is not a whole number from 1 to 12",
    "{crm_system: pipedrive}": "var crm_system: 'pipedrive' is not one of exports, salesforce, hubspot, or a list of them, each once",
    "{crm_system: [exports, exports]}": "is not one of exports, salesforce, hubspot, or a list of them, each once",
    "{billing_system: []}": "var billing_system: '[]' is not one of exports, stripe, or a list of them",
    "{salesforce_fields: mql}": "var salesforce_fields: 'mql' is not a name per column",
    "{raw_date_format: DD/MM/YYYY}": "var raw_date_format: 'DD/MM/YYYY' is not a format per file",
    "{raw_date_format: {deals: DD/MM/YYYY}}": "var raw_date_format: 'deals' is no table",
    "{reporting_currency: euro}": "var reporting_currency: 'euro' is not a currency code",
    "{reporting_currency: eur}": "var reporting_currency: 'eur' is not a currency code",
    "{reporting_currency: null}": "var reporting_currency: 'None' is not a currency code",
    '{reporting_currency: "E\'R"}': "var reporting_currency: 'E'R' is not a currency code",
    "{max_rate_age_days: -1}": "var max_rate_age_days: '-1' is not a whole number from 0",
    '{max_rate_age_days: "35"}': "var max_rate_age_days: '35' is not a whole number from 0",
    "{max_rate_age_days: null}": "var max_rate_age_days: 'None' is not a whole number from 0",
    "{max_conflicting_duplicates: 1%}": "var max_conflicting_duplicates: '1%' is not a number from 0 to 1",
    "{direct_handling: drop}": "var direct_handling: 'drop' is not one of keep, drop_trailing",
    "{touch_scope: person}": "var touch_scope: 'person' is not one of account, contact_roles",
    "{identity_evidence: none}": "var identity_evidence: 'none' is not one of strict, standard",
    "{identity_rounds: 0}": "var identity_rounds: '0' is not a whole number from 1 to 20",
    "{session_minutes: true}": "var session_minutes: 'True' is not a whole number from 1",
    "{mql_to_sql_window_days: 1.5}": "var mql_to_sql_window_days: '1.5' is not a whole number from 0",
    "{lookback_days: {mql: -1, sql: 1, opportunity_qualified: 1, closed_won: 1}}": "var lookback_days: mql has '-1'",
    "{driver_minimum_periods: 2}": "var driver_minimum_periods: '2' is not a whole number from 6",
    "{driver_lag_quarters: {acquisition: -1}}": "var driver_lag_quarters: acquisition has '-1'",
    "{driver_lag_quarters: 1}": "var driver_lag_quarters: retention has 'None', not a whole number",
    "{driver_normal_quantile: 95%}": "var driver_normal_quantile: '95%' is not a number from 1 to 5",
    "{annualise_short_terms: maybe}": "var annualise_short_terms: 'maybe' is not one of true, false",
    "{true_words: [yes]}": "var true_words: '[True]' is not a list of words",
    "{null_words: none}": "var null_words: 'none' is not a list of words",
    "{company_legal_forms: [s.a.]}": "var company_legal_forms: 's.a.' is not made of letters",
    "{commit_forecast_categories: commit}": "var commit_forecast_categories: 'commit' is not a list of words",
    "{forecast_grace_days: -1}": "var forecast_grace_days: '-1' is not a whole number from 0",
    "{stage_prior_deals: 0}": "var stage_prior_deals: '0' is not a whole number from 1",
    "{new_win_periods: -1}": "var new_win_periods: '-1' is not a whole number from 0",
    "{forecast_normal_quantile: 80%}": "var forecast_normal_quantile: '80%' is not a number from 0.1",
    "{kpi_opportunity_types: new_business}": "var kpi_opportunity_types: 'new_business' is not a list",
    "{contract_opportunity_types: null}": "var contract_opportunity_types: 'None' is not a list",
    '{kpi_opportunity_types: ["it\'s"]}': "var kpi_opportunity_types: 'it's' is not the name of a type",
    "{default_opportunity_type: New Business}": "var default_opportunity_type: 'New Business' is not the name of a type",
    '{raw_schema: "raw; x"}': "var raw_schema: 'raw; x' is not a name",
    "{official_attribution_model: best}": "var official_attribution_model: 'best' is not one of",
}
GOOD = [
    "{}",
    "{kpi_slices: cube, fiscal_year_start_month: 4, as_of_date: 2026-01-31, lookback_days: {mql: 0}}",
    "{kpi_slices: [channel+segment], period_grains: [week], judged_grain: week}",
    """{null_words: ["it's", "[x]", "a\\\\b", "^", "a-b"], kpi_opportunity_types: [up-sell, très_cher]}""",
]


def layers() -> list[dict[str, Any]]:
    """The bad settings in as few runs as they need: no setting twice in one, and bad grains alone."""
    runs: list[dict[str, Any]] = []
    for text in BAD:
        [(name, value)] = yaml.safe_load(text).items()
        free = (run for run in runs if name not in run and "period_grains" not in (name, *run))
        run = next(free, None)
        if run is None:
            runs.append(run := {})
        run[name] = value
    return runs


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bool, str]]:
    root = tmp_path_factory.mktemp("settings")
    runs = {f"bad {place}": yaml.safe_dump(run) for place, run in enumerate(layers())}
    (root / "settings.json").write_text(json.dumps(runs | {text: text for text in GOOD}), encoding="utf-8")
    return drive(Path(__file__).with_name("landing_driver.py"), root)


@pytest.mark.parametrize("settings", BAD)
def test_a_setting_that_cannot_be_used_is_named(results: dict[str, tuple[bool, str]], settings: str) -> None:
    outputs = [
        output for case, (succeeded, output) in results.items() if case.startswith("bad") and not succeeded
    ]
    assert len(outputs) == len(layers())
    assert [output for output in outputs if BAD[settings] in output]


@pytest.mark.parametrize("settings", GOOD)
def test_a_setting_that_can_be_used_is_not(results: dict[str, tuple[bool, str]], settings: str) -> None:
    assert results[settings][0], results[settings][1]


def test_all_settings_are_told_at_once_before_anything_is_built(tmp_path: Path) -> None:
    settings = '{as_of_date: "2024-02-30", kpi_slices: segment, kpi_opportunity_types: null, reporting_currency: euro, null_words: none}'
    done = run_dbt(tmp_path, "run", "--select", "int_as_of", "--vars", settings)
    assert done.exit_code != 0
    for name in ("as_of_date", "kpi_slices", "kpi_opportunity_types", "reporting_currency", "null_words"):
        assert f"var {name}: '" in done.output


def test_words_with_marks_of_a_pattern_are_read_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    words = ["it's", "[x]", "a\\b", "^", "q]", "a-b", "(blank)", "n.a."]
    others = ["x", "its", "ab", "a", "q", "b", "nxax", "other"]
    rows = "".join(f"U{place},{word.upper()}\n" for place, word in enumerate(words + others))
    (tmp_path / "data" / "crm_users.csv").write_text(f"user_id,full_name\n{rows}", encoding="utf-8")
    settings = json.dumps({"null_words": words, "true_words": ["^", "y'"]})
    done = run_dbt(tmp_path, "run", "--select", "stg_crm__users", "--vars", settings, data=tmp_path / "data")
    assert done.exit_code == 0, done.output
    kept = done.rows(
        "select full_name from staging.stg_crm__users where full_name is not null order by user_id"
    )
    assert sorted(name for (name,) in kept) == sorted(word.upper() for word in others)
