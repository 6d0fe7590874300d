"""Installs dbt-expectations: the real package where dbt's hub answers, else this project's stand-in."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import requests
import yaml
from dbt.clients.registry import DEFAULT_REGISTRY_BASE_URL

STAND_IN = Path("scripts/dbt_expectations_stand_in")
INSTALLED = Path("dbt_packages/dbt_expectations")
PROBE_SECONDS = 2.5


def hub_answers() -> bool:
    """Ask the hub for the package once; a slow answer, name resolution included, is no answer."""
    answers: list[bool] = []

    def probe() -> None:
        url = f"{DEFAULT_REGISTRY_BASE_URL}api/v1/metaplane/dbt_expectations.json"
        try:
            answers.append(requests.get(url, timeout=PROBE_SECONDS).ok)
        except requests.RequestException:
            answers.append(False)

    thread = threading.Thread(target=probe, daemon=True)
    thread.start()
    thread.join(PROBE_SECONDS)
    return any(answers)


def is_stand_in(root: Path) -> bool:
    """Tell the stand-in by its macros, which the real package does not have."""
    return (root / INSTALLED / "macros" / "rows_where_false.sql").exists()


def installed_expectations(root: Path) -> str:
    """Say in words which dbt-expectations is in use, for people."""
    manifest = root / INSTALLED / "dbt_project.yml"
    if not manifest.exists():
        return "dbt-expectations: not installed; run make setup"
    if is_stand_in(root):
        return "dbt-expectations: this project's stand-in"
    return f"dbt-expectations: the real package {_locked_version(root)}".rstrip()


def _locked_version(root: Path) -> str:
    lock = yaml.safe_load((root / "package-lock.yml").read_text(encoding="utf-8"))
    versions = {p.get("name"): str(p.get("version", "")) for p in lock["packages"]}
    return versions.get("dbt_expectations", "")


def _install_stand_in(root: Path) -> None:
    shutil.rmtree(root / INSTALLED, ignore_errors=True)
    shutil.copytree(root / STAND_IN, root / INSTALLED)


def _install_real(root: Path) -> bool:
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run([dbt, "deps", "--quiet"], cwd=root, capture_output=True, check=False)
    return done.returncode == 0 and (root / INSTALLED / "dbt_project.yml").exists()


def install(root: Path) -> str:
    """Make dbt_packages/dbt_expectations usable and say which one it is.

    Returns:
        A line for the terminal. Never raises for a network that is closed.
    """
    if (root / INSTALLED / "dbt_project.yml").exists() and not is_stand_in(root):
        return installed_expectations(root)
    if hub_answers():
        if _install_real(root):
            return installed_expectations(root)
        reason = "dbt's package hub answers, but dbt deps failed"
    else:
        reason = "dbt's package hub cannot be reached"
    _install_stand_in(root)
    return f"{installed_expectations(root)} ({reason})"


if __name__ == "__main__":
    print(install(Path.cwd()))
