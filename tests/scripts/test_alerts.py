"""`kpis alert` and `kpis doctor` from the demo to a fake Slack and a fake mailbox, and killed on the way."""

import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from alert_peers import Mailbox, certificate, mail_server, server_context
from conftest import ROOT, Build
from kpi_watch import alerts, delivery
from kpi_watch.channels import Alerts, read_alerts
from kpi_watch.cli import main
from kpi_watch.dbt_calls import DbtOptions, run_macro, show
from kpi_watch.errors import UserError
from kpi_watch.outbox import QUEUED, SENT, Message, Outbox, read_outbox

PROJECT = "{name: small, version: 1.0.0, profile: small, flags: {send_anonymous_usage_stats: false}}"
PROFILE = """
small:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: "{{ env_var('KPI_WAREHOUSE') }}"
      attach: [{path: "{{ env_var('KPI_STATE') }}", alias: state}]
"""
TABLES = ("kpi_deals", "kpi_decisions", "kpi_definitions", "kpi_targets", "kpi_values")
TABLES += ("row_reconciliation", "unmapped_names")
PASSWORD = "p4ss-word"
TOKEN = "T0KEN/B0KEN/s3cret"

Outcome = tuple[int, str, str]
CONFIG = Alerts.model_validate({"channels": [{"name": "c", "kind": "slack", "url_env": "DBT_ENV_SECRET_X"}]})
OPTIONS = DbtOptions()
MUTED = {"until": "2099-01-01", "by": "Sales Ops", "why": "known"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, demo: Build) -> Path:
    """A project of nothing but the macros of the state, over the governance tables of the demo."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE)
    shutil.copytree(ROOT / "macros" / "state", folder / "macros" / "state")
    package = folder / "dbt_packages" / "dbt_expectations"
    package.mkdir(parents=True)
    (package / "dbt_project.yml").write_text("{name: dbt_expectations, version: 1.0.0}")
    (folder / "package-lock.yml").write_text("packages: []")
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute(f"attach '{demo.warehouse}' as demo (read_only)")
        connection.execute("create schema governance")
        for table in TABLES:
            connection.execute(f"create table governance.{table} as select * from demo.governance.{table}")
    return folder


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


@dataclass
class World:
    """One project, its peers, and what came out of it."""

    folder: Path
    slack: HTTPServer
    box: Mailbox
    capture: pytest.CaptureFixture[str]

    def configure(self, *channels: dict[str, Any], **more: object) -> None:
        (self.folder / "alerts.yml").write_text(yaml.safe_dump({"channels": list(channels), **more}))

    def slack_channel(self, **more: object) -> dict[str, Any]:
        return {
            "name": "slack",
            "kind": "slack",
            "url_env": "DBT_ENV_SECRET_SLACK",
            "hosts": ["localhost"],
            **more,
        }

    def mail_channel(self, **more: object) -> dict[str, Any]:
        return {
            **{"name": "mail", "kind": "email", "host": "localhost", "port": self.box.port},
            **{"sender": "kpis@example.com", "recipients": {"default": ["sales@example.com"]}},
            **{
                "user_env": "DBT_ENV_SECRET_MAIL_USER",
                "password_env": "DBT_ENV_SECRET_MAIL_PASSWORD",
                **more,
            },
        }

    def kpis(self, *arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        captured = self.capture.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    def state(self) -> list[dict[str, str | None]]:
        rows = show("{{ read_outbox() }}", OPTIONS, debug=False)
        return sorted(map(dict, rows), key=lambda row: str(row["recorded_at"]))

    def slack_texts(self) -> list[str]:
        return [request.json["text"] for request, _ in self.slack.log if request.json]

    def mails(self) -> list[EmailMessage]:
        contents = [mail.content for mail in self.box.mails]
        return [message_from_bytes(c, policy=policy.default) for c in contents if isinstance(c, bytes)]  # type: ignore[misc]


@pytest.fixture
def world(
    project: Path,
    tls: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[World]:
    for name in ("KPI_DATA", "KPI_DEBUG", "DBT_PROJECT_DIR", "DBT_PROFILES_DIR", "DBT_TARGET_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project)
    shutil.copy(project / "warehouse.duckdb", tmp_path / "warehouse.duckdb")
    with HTTPServer(host="localhost", ssl_context=server_context(*tls)) as slack:
        for name, value in {
            "KPI_WAREHOUSE": tmp_path / "warehouse.duckdb",
            "KPI_STATE": tmp_path / "state.duckdb",
            "REQUESTS_CA_BUNDLE": tls[1],
            "SSL_CERT_FILE": tls[1],
            "DBT_ENV_SECRET_SLACK": slack.url_for(f"/services/{TOKEN}"),
            "DBT_ENV_SECRET_MAIL_USER": "kpis",
            "DBT_ENV_SECRET_MAIL_PASSWORD": PASSWORD,
        }.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setattr(delivery, "sleep", lambda _seconds: None)
        with mail_server(Mailbox(), server_context(*tls)) as box:
            yield World(project, slack, box, capsys)
    (project / "alerts.yml").unlink(missing_ok=True)


def examples() -> tuple[str, str]:
    """The two examples of docs/alerts.md."""
    blocks = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8"), re.S)
    return blocks[0], blocks[1]


def test_alerts_of_the_demo_reach_slack_in_english_and_a_mailbox_in_french_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = "select kpi from governance.kpi_definitions where kpi != 'kpi_win_rate'"
    mutes = [{"kpi": row["kpi"], **MUTED} for row in show(others, OPTIONS, debug=False)]
    world.configure(world.slack_channel(), world.mail_channel(lang="fr", owners=["Sales Ops"]), mutes=mutes)
    world.slack.expect_request(f"/services/{TOKEN}").respond_with_data("ok")
    code, shown, _ = world.kpis("alert", "--dry-run")
    assert (code, world.slack.log, world.box.mails) == (0, [], [])
    code, out, err = world.kpis("alert")
    assert (code, err) == (0, "")
    assert re.search(r"2 sent; \d+ watched: .* \d+ muted$", out.strip())
    (text,) = world.slack_texts()
    (mail,) = world.mails()
    body = mail.get_body(("plain",))
    assert body is not None
    french = body.get_content().replace("\r\n", "\n").strip()
    assert [text, f"{mail['Subject']}\n{french}"] == [example.strip() for example in examples()]
    assert mail["Subject"] in shown
    assert all(line in shown for line in french.splitlines())
    world.slack.clear_log()
    code, out, err = world.kpis("alert")
    assert (code, err) == (0, "")
    assert out.startswith("nothing sent; ")
    assert (world.slack.log, len(world.box.mails)) == ([], 1)
    monkeypatch.setenv("KPI_DATA", "/another/company")
    assert read_outbox(OPTIONS).messages == []
    monkeypatch.delenv("KPI_DATA")
    kept = json.dumps(world.state())
    assert all(secret not in kept for secret in (TOKEN, PASSWORD))


def test_an_alert_does_not_wait_for_its_explanation(world: World) -> None:
    assert "driven by" in world.kpis("alert", "--dry-run")[1]
    with duckdb.connect(os.environ["KPI_WAREHOUSE"]) as connection:
        connection.execute("drop table governance.kpi_deals")
    code, out, _ = world.kpis("alert", "--dry-run")
    assert (code, "driven by" in out, "Win rate" in out) == (0, False, True)


def traces(world: World, outcome: Outcome) -> str:
    """All that a run leaves behind."""
    files = [p for folder in ("logs", "target") for p in (world.folder / folder).rglob("*") if p.is_file()]
    return "\n".join(
        [*outcome[1:], json.dumps(world.state()), *(p.read_text(errors="replace") for p in files)]
    )


def test_what_fails_tells_no_secret_and_goes_out_in_the_next_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.configure(world.slack_channel(owners=["Sales Ops"]), world.mail_channel(owners=["Sales Ops"]))
    headers = {"Location": world.slack.url_for(f"/{TOKEN}/elsewhere")}
    world.slack.expect_request(re.compile(".*")).respond_with_data(TOKEN, 302, headers)
    monkeypatch.setenv("DBT_ENV_SECRET_MAIL_PASSWORD", "wr0ng-word")
    outcome = world.kpis("alert")
    assert outcome[0] == 2
    assert outcome[2] == (
        "kpis: 2 of 2 messages wait for the next run, since mail: the mail server answered 535: check login, sender "
        "and recipients; slack: answered 302: a redirect is refused, correct the URL\n"
    )
    left = traces(world, outcome)
    assert [secret for secret in (TOKEN, "T0KEN", "wr0ng-word") if secret in left] == []
    world.slack.clear()
    world.slack.expect_request(f"/services/{TOKEN}").respond_with_data("ok")
    monkeypatch.setenv("DBT_ENV_SECRET_MAIL_PASSWORD", PASSWORD)
    code, out, err = world.kpis("alert")
    assert code == 0
    assert "no channel of alerts.yml is for Marketing Ops: its news wait for one" in err
    assert "sent to slack: KPI alerts · Sales Ops" in out
    assert (len(world.slack_texts()), len(world.mails())) == (1, 1)
    assert [row["status"] for row in world.state()] == [QUEUED, QUEUED, "failed", "failed", SENT, SENT]


def test_no_secret_is_told_while_debugging(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.configure(world.slack_channel(owners=["Sales Ops"]))
    world.slack.expect_request(re.compile(".*")).respond_with_data(TOKEN, 500)
    with pytest.raises(UserError) as problem, caplog.at_level(logging.DEBUG):
        main(["--debug", "alert"])
    captured = world.capture.readouterr()
    chain = f"{problem.value!r} {problem.value.__cause__!r} {problem.value.__context__!r}"
    left = traces(world, (2, captured.out + chain, captured.err))
    assert [secret for secret in (TOKEN, "T0KEN") if secret in left] == []
    assert [r.name for r in caplog.records if r.name != "werkzeug" and "T0KEN" in r.getMessage()] == []


def test_killed_on_the_way_each_message_goes_out_and_none_more_than_twice(world: World) -> None:
    world.configure(world.slack_channel())
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_second(_request: Request) -> Response:
        if len(world.slack.log) == 1:  # taken, and the sender dies before it hears so
            running[0].send_signal(signal.SIGKILL)
        return Response("ok")

    world.slack.expect_request(f"/services/{TOKEN}").respond_with_handler(kill_at_the_second)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    running.append(subprocess.Popen([sys.executable, "-m", "kpi_watch", "alert"], env=environment))
    assert running[0].wait(120) == -signal.SIGKILL
    assert world.kpis("alert")[1].startswith("sent to slack: ")
    counts = Counter(re.findall(r"`(\w+)`$", text)[0] for text in world.slack_texts())
    assert sorted(counts.values()) == [1, 1, 2]
    assert world.kpis("alert")[1].startswith("nothing sent")


class CrashError(BaseException):
    """Nothing catches it."""


@pytest.mark.parametrize("point", range(14))
def test_a_crash_at_any_point_loses_nothing(monkeypatch: pytest.MonkeyPatch, point: int) -> None:
    """Queue, deliver and write down three messages, and crash at each step of it."""
    rows: list[tuple[str, Message]] = []
    taken: Counter[str] = Counter()
    steps = iter(range(1000))

    def step(action: Callable[[], object]) -> None:
        number = next(steps)
        if number == point // 2 and point % 2 == 0:
            raise CrashError
        action()
        if number == point // 2:
            raise CrashError

    fresh = [Message("c", str(i), (), "s", "b") for i in range(3)]
    monkeypatch.setattr(
        alerts, "append", lambda ms, status, *_, **__: step(lambda: rows.extend((status, m) for m in ms))
    )
    monkeypatch.setattr(alerts, "deliver", lambda _c, m: step(lambda: taken.update([m.owner])))

    def run() -> None:
        queued = [m for status, m in rows if status == QUEUED]
        box = Outbox(queued, frozenset(m.key for status, m in rows if status == SENT))
        news = [] if queued else fresh
        alerts.append(news, QUEUED, OPTIONS, debug=False)
        alerts.send([*box.unsent, *news], CONFIG, OPTIONS, debug=False)

    try:
        run()
    except CrashError:
        run()
    assert set(taken) == {"0", "1", "2"}
    assert max(taken.values()) <= 2
    assert sum(taken.values()) <= 4


def test_hostile_names_are_stored_sent_and_obeyed_by_nobody(world: World) -> None:
    world.configure(world.slack_channel(owners=["Sales Ops"]))
    evil = "O'Brien''; drop table kpi_outbox; -- \\' {{ 1/0 }} <!channel> @here `*x*`" + "y" * 500
    with duckdb.connect(os.environ["KPI_WAREHOUSE"]) as connection:
        for table in ("kpi_values", "kpi_targets"):
            connection.execute(
                f"update governance.{table} set segment = $1 where segment = 'Enterprise'", [evil]
            )
    world.slack.expect_request(f"/services/{TOKEN}").respond_with_data("ok")
    assert world.kpis("alert")[0] == 0
    (text,) = world.slack_texts()
    assert "O'Brien''; drop table kpi_outbox; -- \\' {{ 1/0 }} &lt;!chann" in text
    assert "<!" not in text
    assert "y" * 100 not in text
    events = json.loads(world.state()[0]["events"] or "")
    assert any(evil in json.loads(fingerprint) for fingerprint, *_ in events)
    assert world.kpis("alert")[1].startswith("nothing sent")


@pytest.mark.usefixtures("world")
def test_a_macro_that_fails_says_why() -> None:
    with pytest.raises(UserError, match="could not find a macro with the name 'no_such_macro'"):
        run_macro("no_such_macro", {}, OPTIONS, debug=False)


# Configuration

SLACK = {"name": "a", "kind": "slack", "url_env": "DBT_ENV_SECRET_X"}
MAIL = {"name": "a", "kind": "email", "host": "h", "sender": "a@b.c", "recipients": {"default": ["a@b.c"]}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("channels: [", "alerts.yml is not YAML in line 1: mind the indents and quotes"),
        ("[]", "alerts.yml: the file: Input should be a valid dictionary"),
        ("channel: []", "alerts.yml: channel: Extra inputs are not permitted"),
        ({**SLACK, "kind": "pager"}, "alerts.yml: channels.0: Input tag 'pager'"),
        (
            {**SLACK, "url_env": "https://hooks.slack.com/services/SECRET"},
            "channels.0.slack.url_env: String should match",
        ),
        ({**SLACK, "url": "https://hooks.slack.com/services/SECRET"}, "channels.0.slack.url: Extra inputs"),
        ({**SLACK, "hosts": []}, "channels.0.slack.hosts: Tuple should have at least 1 item"),
        ({**SLACK, "lang": "de"}, "channels.0.slack.lang: Input should be 'en' or 'fr'"),
        (
            {"name": "a", "kind": "webhook", "url_env": "DBT_ENV_SECRET_X"},
            "channels.0.webhook.hosts: Field required",
        ),
        (
            {**MAIL, "recipients": {"Sales Ops": ["a@b.c"]}},
            "channels.0.email.recipients: name recipients under default",
        ),
        ({**MAIL, "sender": "a@b.c\nBcc: x@y.z"}, "channels.0.email.sender: String should match"),
        ({**MAIL, "port": 0}, "channels.0.email.port: Input should be greater than 0"),
        ({**MAIL, "password_env": "hunter2SECRET"}, "channels.0.email.password_env: String should match"),
        (
            {**MAIL, "user_env": "DBT_ENV_SECRET_X"},
            "channels.0.email: name both user_env and password_env, or neither",
        ),
        (
            "mutes: [{kpi: x, until: soon, by: a, why: b}]",
            "alerts.yml: mutes.0.until: Input should be a valid date",
        ),
        ("report_url: 'http://x'", "alerts.yml: report_url: String should match"),
        ("clear_margin: 2", "alerts.yml: clear_margin: Input should be less than or equal to 1"),
    ],
)
def test_each_bad_configuration_has_its_line(tmp_path: Path, text: object, message: str) -> None:
    path = tmp_path / "alerts.yml"
    path.write_text(text if isinstance(text, str) else yaml.safe_dump({"channels": [text]}))
    with pytest.raises(UserError) as problem:
        read_alerts(path)
    assert message in str(problem.value)
    assert "SECRET/" not in f"{problem.value!r}{problem.value.__cause__!r}"
    assert "hunter2" not in str(problem.value)
    assert "\n" not in str(problem.value)


def test_two_channels_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yml"
    path.write_text(yaml.safe_dump({"channels": [SLACK, MAIL]}))
    with pytest.raises(UserError, match="channels: two channels have the same name"):
        read_alerts(path)


def test_the_shipped_file_is_a_valid_one_and_names_no_channel() -> None:
    assert read_alerts(ROOT / "alerts.yml").channels == ()
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8"), re.S)
    assert len(Alerts.model_validate(yaml.safe_load(blocks[0])).channels) == 4


def test_without_a_channel_it_says_so(world: World) -> None:
    assert world.kpis("alert") == (0, f"{alerts.NO_CHANNEL}\n", "")


def test_a_missing_secret_is_told_before_anything_is_queued(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.configure(world.slack_channel())
    monkeypatch.delenv("DBT_ENV_SECRET_SLACK")
    outcome = world.kpis("alert")
    assert outcome == (
        2,
        "",
        "kpis: DBT_ENV_SECRET_SLACK is not set: alerts.yml names it as a secret of the environment\n",
    )
    assert not Path(os.environ["KPI_STATE"]).exists()


def test_the_doctor_does_not_count_a_list_that_is_cut(world: World) -> None:
    with duckdb.connect(os.environ["KPI_WAREHOUSE"]) as connection:
        rest = "insert into governance.unmapped_names values ('channel_rules', 'lead_source', '(7 more names)', 9)"
        connection.execute(rest)
    _, out, _ = world.kpis("doctor", "--as-of", "2026-06-30")
    assert "(governance.unmapped_names): more than 1 that channel_rules.csv lacks" in out


def test_the_doctor_tells_what_is_missing_and_what_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.configure(world.slack_channel(), world.mail_channel())
    code, out, err = world.kpis("doctor", "--as-of", "2026-06-30")
    assert (code, err) == (0, ""), out
    assert "✔ channel slack: localhost answers" in out
    assert "▲ unmapped names (governance.unmapped_names): 1 that channel_rules.csv lacks" in out
    assert "✔ stale on 2026-06-30, since a period closed without data: none" in out
    assert world.slack.log == []
    world.slack.expect_request(f"/services/{TOKEN}").respond_with_data("ok")
    monkeypatch.setenv("DBT_ENV_SECRET_MAIL_PASSWORD", "wr0ng")
    mute = {"kpi": "kpi_wim_rate", **MUTED}
    world.configure(world.slack_channel(), world.mail_channel(), mutes=[mute])
    code, out, err = world.kpis("doctor", "--send")
    assert code == 2
    assert "▲ stale on 2" in out
    assert "✔ channel slack: a test message was sent" in out
    assert "✖ channel mail: the mail server answered 535" in out
    assert "✖ alerts.yml: 'kpi_wim_rate' is no KPI: correct it, or take it out" in out
    assert re.fullmatch(r"kpis: 2 of \d+ checks failed: what to do stands beside each ✖\n", err)
    (text,) = world.slack_texts()
    assert "A test of this channel" in text
