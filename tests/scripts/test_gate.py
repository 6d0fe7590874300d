"""Every convention has teeth: a violation of each is planted, and the gate's own settings must catch it."""

import json
import shutil
import subprocess
import sys
import tomllib
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from sqlfluff.core import FluffConfig, Linter

from conftest import ROOT

MACRO = "{%% macro %s %%}%s{%% endmacro %%}"

# Which check must speak, of which node, and what is done to the node: the path to a value, and the value.
PLANTED = [
    ("check_model_names", "model.stg_crm__users", "name", "crm_users"),
    ("check_model_names", "model.int_as_of", "name", "as_of"),
    ("check_model_names", "model.kpi_win_rate", "name", "win_rate"),
    ("check_model_names", "model.north_star_arr", "name", "arr"),
    ("check_model_schema_name", "model.stg_crm__accounts", "schema", "main"),
    ("check_model_schema_name", "model.int_people", "schema", "main"),
    ("check_model_schema_name", "model.kpi_sales_cycle_days", "schema", "main"),
    ("check_model_schema_name", "model.data_quality", "schema", "main"),
    ("check_model_schema_name", "model.channel_activity", "schema", "main"),
    ("check_model_schema_name", "model.mql_to_sql_maturity", "schema", "main"),
    ("check_model_schema_name", "model.pipeline_snapshots", "schema", "main"),
    ("check_model_schema_name", "model.north_star_arr", "schema", "main"),
    ("check_model_directories", "model.int_row_counts", "original_file_path", "models/sandbox/int_row_counts.sql"),
    ("check_model_directories", "model.stg_ads__spend", "original_file_path", "models/staging/erp/stg_ads__spend.sql"),
    ("check_model_property_file_location", "model.int_accounts", "patch_path", "b2b_kpis://models/intermediate/_all.yml"),
    ("check_model_documented_in_same_directory", "model.kpi_values", "patch_path", "b2b_kpis://models/kpi_values.yml"),
    ("check_model_materialization_permitted", "model.stg_crm__accounts", "config.materialized", "table"),
    ("check_model_materialization_permitted", "model.int_opportunities", "config.materialized", "view"),
    ("check_seed_names", "seed.segments", "name", "Segments"),
    ("check_macro_names", "macro.as_date", "name", "as_date_2"),
    ("check_macro_name_matches_file_name", "macro.as_date", "name", "as_date_2"),
    ("check_macro_is_used", "macro.unused", "unique_id", "macro.b2b_kpis.unused"),
    ("check_lineage_permitted_upstream_models", "model.stg_crm__leads", "depends_on.nodes", ["model.b2b_kpis.int_people"]),
    ("check_lineage_permitted_upstream_models", "model.int_people", "depends_on.nodes", ["model.b2b_kpis.kpi_win_rate"]),
    ("check_lineage_permitted_upstream_models", "model.data_quality", "depends_on.nodes", ["model.b2b_kpis.stg_crm__users"]),
    ("check_lineage_source_cannot_be_used", "model.int_sellers", "depends_on.nodes", ["source.b2b_kpis.crm.users"]),
    ("check_source_used_by_models_in_same_directory", "source.crm.users", None, "by int_sellers, above"),
    ("check_source_used_by_only_one_model", "source.crm.users", None, "by int_sellers, above"),
    ("check_lineage_seed_cannot_be_used", "model.stg_crm__contacts", "depends_on.nodes", ["seed.b2b_kpis.segments"]),
    ("check_source_not_orphaned", "source.crm.contacts", None, "by stg_crm__contacts, above"),
    ("check_model_has_no_upstream_dependencies", "model.int_accounts", "depends_on.nodes", []),
    ("check_model_hard_coded_references", "model.int_people", "raw_code", "select lead_id from raw.crm_leads"),
    ("check_model_description_populated", "model.int_people", "description", ""),
    ("check_model_column_description_populated", "model.int_as_of", "columns.as_of_on.description", ""),
    ("check_column_descriptions_are_consistent", "model.int_row_counts", "columns.source_table.description", "Another."),
    ("check_macro_description_populated", "macro.as_id", "description", ""),
    ("check_macro_arguments_description_populated", "macro.as_id", "arguments.0.description", ""),
    ("check_seed_description_populated", "seed.segments", "description", ""),
    ("check_source_description_populated", "source.crm.leads", "description", ""),
    ("check_source_top_level_description_populated", "source.crm.leads", "source_description", ""),
    ("check_source_pii_meta", "source.crm.leads", "columns.email.meta.personal", False),
    ("check_model_has_contracts_enforced", "model.kpi_values", "contract.enforced", False),
    ("check_model_has_unique_test", "model.int_accounts", None, "its unique tests are taken away"),
    ("check_model_has_unit_tests", "model.kpi_win_rate", None, "its unit tests are taken away"),
    ("check_model_has_meta_keys", "model.kpi_win_rate", "meta.kpi", {"label": "Win rate"}),
    ("check_model_has_meta_keys", "model.north_star_arr", "meta.kpi", {"label": "ARR"}),
    ("check_model_code_does_not_contain_regexp_pattern", "model.int_accounts", "raw_code", "select distinct account_id"),
    ("check_model_code_does_not_contain_regexp_pattern", "model.int_as_of", "raw_code", "select cast(1 as varchar)"),
    ("check_macro_code_does_not_contain_regexp_pattern", "macro.slice_name", "macro_sql", MACRO % ("a()", "1\nunion\n2")),
    ("check_macro_code_does_not_contain_regexp_pattern", "macro.kpi_parts", "macro_sql", MACRO % ("a()", "1::integer")),
    ("check_model_code_does_not_contain_regexp_pattern", "model.int_sellers", "raw_code", "select 1 where user_id in (\n  select user_id)"),
    ("check_macro_code_does_not_contain_regexp_pattern", "macro.trimmed", "macro_sql", MACRO % ("a()", "exists (select 1)")),
    ("check_model_code_does_not_contain_regexp_pattern", "model.int_opportunity_milestones", "raw_code", "{{ run_query('select 1') }}"),
    ("check_macro_code_does_not_contain_regexp_pattern", "macro.as_boolean", "macro_sql", MACRO % ("a()", "{% call statement('x') %}1{% endcall %}")),
    ("check_model_max_number_of_lines", "model.kpi_values", "raw_code", "select 1\n" * 121),
    ("check_macro_max_number_of_lines", "macro.as_upper", "macro_sql", MACRO % ("a()", "\n" * 30)),
    ("check_macro_max_number_of_arguments", "macro.as_lower", "macro_sql", MACRO % ("a(b, c, d, e, f)", "1")),
    ("check_model_has_semi_colon", "model.data_quality", "raw_code", "select 1;"),
]  # fmt: skip


def settings() -> dict[str, Any]:
    """The conventions, as the gate reads them."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["dbt-bouncer"]


def unique_id(node: str) -> str:
    """The id under which dbt keeps a node of this project."""
    kind, _, name = node.partition(".")
    return f"{kind}.b2b_kpis.{name}"


def plant(manifest: dict[str, Any]) -> None:
    """Break every convention once."""
    manifest["macros"][unique_id("macro.unused")] = {**manifest["macros"][unique_id("macro.as_id")]}
    nodes = manifest["nodes"] | manifest["macros"] | manifest["sources"]
    for _, node, path, value in PLANTED:
        if path is None:
            continue
        *parents, last = (int(step) if step.isdigit() else step for step in path.split("."))
        reduce(lambda place, step: place[step], parents, nodes[unique_id(node)])[last] = value
    for key, node in list(manifest["nodes"].items()):
        if node.get("attached_node") == unique_id("model.int_accounts"):
            del manifest["nodes"][key]
    for key, test in list(manifest["unit_tests"].items()):
        if test["model"] == "kpi_win_rate":
            del manifest["unit_tests"][key]


def bounce(folder: Path) -> list[dict[str, Any]]:
    """What fails for the manifest of a folder, by the settings of the project."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    place = f'dbt_artifacts_dir = "{settings()["dbt_artifacts_dir"]}"'
    assert place in text
    config, report = folder / "pyproject.toml", folder / "report.json"
    config.write_text(text.replace(place, f'dbt_artifacts_dir = "{folder}"'), encoding="utf-8")
    bouncer = Path(sys.executable).with_name("dbt-bouncer")
    command = [bouncer, "--config-file", config, "--output-file", report]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    return [check for check in json.loads(report.read_text(encoding="utf-8")) if check["outcome"] == "failed"]


@pytest.fixture(scope="module")
def caught(manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What fails once every convention is broken."""
    broken = json.loads(manifest.read_text(encoding="utf-8"))
    plant(broken)
    folder = tmp_path_factory.mktemp("broken")
    (folder / "manifest.json").write_text(json.dumps(broken), encoding="utf-8")
    return bounce(folder)


def test_the_project_keeps_its_conventions(manifest: Path, tmp_path: Path) -> None:
    shutil.copy(manifest, tmp_path)
    assert bounce(tmp_path) == []


@pytest.mark.parametrize(("check", "node"), [case[:2] for case in PLANTED])
def test_a_broken_convention_is_caught(caught: list[dict[str, Any]], check: str, node: str) -> None:
    found_in = {failure["unique_id"] for failure in caught if failure["check_run_id"].startswith(f"{check}:")}
    assert found_in & {unique_id(node), None}  # None: the check speaks of the project


def test_no_convention_is_left_untried(caught: list[dict[str, Any]]) -> None:
    tried = {int(failure["check_run_id"].split(":")[1]) for failure in caught}
    assert [rule for place, rule in enumerate(settings()["manifest_checks"]) if place not in tried] == []


SOUND = """\
with

deals as (
    select
        deal_id,
        amount
    from crm_deals
),

sum_deals as (
    select
        deal_id,
        sum(amount) as total_amount
    from deals
    group by deal_id
)

select * from sum_deals
"""

MISSPELT = {
    "upper-case keyword": ("CP01", "select * from", "SELECT * from"),
    "upper-case name": ("CP02", "        amount\n", "        Amount\n"),
    "upper-case function": ("CP03", "sum(amount)", "SUM(amount)"),
    "upper-case literal": ("CP04", "sum(amount)", "coalesce(sum(amount), NULL)"),
    "upper-case type": ("CP05", "sum(amount)", "cast(sum(amount) as NUMERIC)"),
    "two spaces": ("LT02", "        amount\n", "      amount\n"),
    "leading comma": ("LT04", "deal_id,\n        amount", "deal_id\n        , amount"),
    "comma before from": ("CV03", "        amount\n", "        amount,\n"),
    "long line": ("LT05", "        amount\n", f"        amount -- {'x' * 120}\n"),
    "cast by colons": ("CV11", "sum(amount)", "sum(amount)::numeric"),
    "comparison with null": ("CV05", "from deals", "from deals\n    where amount = null"),
    "subquery": ("ST05", "from crm_deals", "from (select deal_id, amount from crm_deals) as crm_rows"),
    "unused step": (
        "ST03",
        "sum_deals as",
        "spare as (\n    select deal_id from crm_deals\n),\n\nsum_deals as",
    ),
    "ordinal": ("AM06", "group by deal_id", "group by 1"),
    "short alias": ("AL06", "from crm_deals", "from crm_deals as dls"),
    "lone sum without a name": ("AL03", "deal_id,\n        sum(amount) as total_amount", "sum(amount)"),
    "alias without as": ("AL02", "as total_amount", "total_amount"),
    "join of no kind": ("AM05", "from deals", "from deals join rates on deals.deal_id = rates.deal_id"),
    "unnamed columns": ("AM04", "from sum_deals", "from crm_deals"),
    "keyword as a name": ("RF04", "total_amount", "value"),
    "last line with columns": ("CV13", "select * from", "select\n    deal_id,\n    total_amount\nfrom"),
}


@pytest.fixture(scope="module")
def linter() -> Linter:
    """The project's linter, reading plain SQL."""
    return Linter(config=FluffConfig.from_path(str(ROOT / "models"), overrides={"templater": "raw"}))


def codes(linter: Linter, sql: str) -> set[str]:
    """The rules that a text breaks."""
    return {violation.rule_code() for violation in linter.lint_string(sql).get_violations()}


def test_sound_sql_breaks_no_rule(linter: Linter) -> None:
    assert codes(linter, SOUND) == set()


@pytest.mark.parametrize("case", MISSPELT)
def test_misspelt_sql_is_caught(linter: Linter, case: str) -> None:
    code, sound, misspelt = MISSPELT[case]
    assert sound in SOUND
    assert code in codes(linter, SOUND.replace(sound, misspelt, 1))


UNTIDY = """\
import sys
import os
from typing import Optional
def Sum(left: Optional[int], right=[]):
    listed = list([number for number in right])
    try:
        if left == None or right == right or left in listed.keys():
            os.remove("file") \n    except OSError:
        pass
    return [left] + [*listed]
def test_sum():
    assert Sum(1) and Sum(2)
"""


def tool(name: str, *arguments: str | Path, text: str | None = None) -> str:
    """What a tool of the gate says when run by the project's settings."""
    command = [Path(sys.executable).with_name(name), *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False).stdout


def test_untidy_python_is_caught() -> None:
    found = tool("ruff", "check", "--output-format=json", "--stdin-filename=scripts/a.py", "-", text=UNTIDY)
    found_codes = [finding["code"] for finding in json.loads(found)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    families = project["tool"]["ruff"]["lint"]["select"]
    assert [family for family in families if not any(code.startswith(family) for code in found_codes)] == []


def test_untyped_python_is_caught(tmp_path: Path) -> None:
    (tmp_path / "untyped.py").write_text("def twice(number):\n    return number * 2\n", encoding="utf-8")
    assert "[no-untyped-def]" in tool("mypy", "--cache-dir", tmp_path / "cache", tmp_path / "untyped.py")
