"""dbt-expectations, real or stand-in: the installed one is held to one table of verdicts."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from conftest import DBT, ROOT
from kpi_watch import packages

SUITE = ROOT / "tests" / "fixtures" / "expectations"
STAND_IN = ROOT / packages.STAND_IN / "macros"
CASES: list[dict[str, Any]] = yaml.safe_load((SUITE / "verdicts.yml").read_text(encoding="utf-8"))


def write_tests(folder: Path) -> None:
    """Turn the cases into the data tests of their models."""
    models: dict[str, dict[str, Any]] = {}
    for case in CASES:
        model = models.setdefault(case["model"], {"name": case["model"], "data_tests": [], "columns": []})
        test = {f"dbt_expectations.{case['test']}": {"name": case["name"], "arguments": case["arguments"]}}
        if "column" in case:
            model["columns"].append({"name": case["column"], "data_tests": [test]})
        else:
            model["data_tests"].append(test)
    for model in models.values():
        named: dict[str, dict[str, Any]] = {}
        for column in model["columns"]:
            named.setdefault(column["name"], {"name": column["name"], "data_tests": []})["data_tests"] += (
                column["data_tests"]
            )
        model["columns"] = list(named.values())
    (folder / "models" / "tests.yml").write_text(
        yaml.safe_dump({"models": list(models.values())}), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("parity") / "suite"
    shutil.copytree(SUITE, folder)
    shutil.copytree(Path(os.environ.get("KPI_EXPECTATIONS", ROOT / "dbt_packages")), folder / "dbt_packages")
    write_tests(folder)
    environment = {**os.environ, "PARITY_WAREHOUSE": str(folder / "parity.duckdb")}
    environment.pop("DBT_TARGET_PATH", None)
    done = subprocess.run(
        [DBT, "build", "--profiles-dir", "."],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    found = {result["unique_id"].split(".")[2]: result["status"] for result in results}
    assert found, done.stdout
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_installed_package_gives_the_verdict_of_upstream(
    verdicts: dict[str, str], case: dict[str, Any]
) -> None:
    assert verdicts[case["name"]] == case["verdict"]


def used_tests() -> set[str]:
    files = [
        *ROOT.glob("models/**/*.yml"),
        *ROOT.glob("seeds/**/*.yml"),
        *ROOT.glob("tests/assertions/*.sql"),
    ]
    return {
        name
        for path in files
        for name in re.findall(r"dbt_expectations\.(expect_\w+)", path.read_text(encoding="utf-8"))
    }


def test_the_stand_in_has_just_the_tests_that_the_project_uses() -> None:
    assert {path.stem for path in STAND_IN.glob("expect_*.sql")} == used_tests()


def test_every_test_has_a_passing_and_a_failing_case() -> None:
    for test in used_tests():
        assert {case["verdict"] for case in CASES if case["test"] == test} == {"pass", "fail"}, test


def install(hub: str, root: Path) -> str:
    """Run set-up's installer against a hub, in a copy of the project's packages."""
    shutil.copytree(ROOT / packages.STAND_IN, root / packages.STAND_IN)
    for name in ("packages.yml", "package-lock.yml", "dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, root / name)
    environment = {**os.environ, "DBT_PACKAGE_HUB_URL": hub, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [DBT.with_name("python"), "-m", "kpi_watch.packages"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_a_silent_hub_is_asked_once_and_given_up_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as accepts_and_never_answers:
        said = install(f"http://127.0.0.1:{accepts_and_never_answers.getsockname()[1]}/", tmp_path)
        accepts_and_never_answers.setblocking(False)
        asked, _ = accepts_and_never_answers.accept()
        asked.close()
        with pytest.raises(BlockingIOError):
            accepts_and_never_answers.accept()
    assert said == "dbt-expectations: this project's stand-in (dbt's package hub cannot be reached)\n"
    assert packages.is_stand_in(tmp_path)


def test_a_question_that_hangs_before_its_own_timeout_is_given_up_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_up = threading.Event()

    def answer_late(*_: object, **__: object) -> SimpleNamespace:
        given_up.wait(30)
        return SimpleNamespace(ok=True)

    monkeypatch.setattr(packages, "PROBE_SECONDS", 0.1)
    monkeypatch.setattr(packages.requests, "get", answer_late)
    assert not packages.hub_answers()
    given_up.set()


def test_set_up_waits_for_the_hub_no_longer_than_three_seconds() -> None:
    assert packages.PROBE_SECONDS <= 3


def test_a_closed_hub_costs_one_line(tmp_path: Path) -> None:
    said = install("http://127.0.0.1:9/", tmp_path)
    assert said == "dbt-expectations: this project's stand-in (dbt's package hub cannot be reached)\n"


def test_a_hub_that_answers_nonsense_falls_back_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        said = install(f"http://127.0.0.1:{server.getsockname()[1]}/", tmp_path)
    assert (
        said == "dbt-expectations: this project's stand-in (dbt's package hub answers, but dbt deps failed)\n"
    )


def test_the_package_in_use_is_named(tmp_path: Path) -> None:
    assert packages.installed_expectations(tmp_path) == "dbt-expectations: not installed; run make setup"
    assert packages.installed_expectations(ROOT).startswith("dbt-expectations: ")
