"""Delivery to real peers: what they answer, what is tried again, and what is never told."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from alert_peers import Mailbox, certificate, mail_server, server_context
from kpi_watch import delivery
from kpi_watch.channels import Apprise, Email, Slack, Webhook
from kpi_watch.delivery import UndeliveredError, deliver, slack_text
from kpi_watch.errors import UserError
from kpi_watch.incidents import Event, Transition
from kpi_watch.outbox import Message

SECRET = "T0SECRET/B0SECRET/xyzzy"
EVENT = Event('["kpi_x"]', Transition.CRITICAL, date(2026, 4, 1), date(2026, 1, 1))
MESSAGE = Message("team", "Sales Ops", (EVENT,), "1 × alert", "✖ Taux < 20 % & <!channel> <script>\nline two")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(tls: tuple[Path, Path]) -> Iterator[HTTPServer]:
    with HTTPServer(host="localhost", ssl_context=server_context(*tls)) as peer:
        yield peer


@pytest.fixture(autouse=True)
def trust(tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls[1]))
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[1]))


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(delivery, "sleep", taken.append)
    return taken


@pytest.fixture
def slack(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slack]:
    server.clear()
    monkeypatch.setenv("DBT_ENV_SECRET_SLACK", server.url_for(f"/services/{SECRET}"))
    yield Slack(name="team", kind="slack", url_env="DBT_ENV_SECRET_SLACK", hosts=("localhost",))
    server.check_assertions()


def answer(server: HTTPServer, status: int, **headers: str) -> None:
    expected = server.expect_ordered_request(f"/services/{SECRET}", method="POST")
    expected.respond_with_response(Response("no", status, headers))


def refused(channel: Any) -> str:  # noqa: ANN401
    with pytest.raises(UndeliveredError) as problem:
        deliver(channel, MESSAGE)
    assert problem.value.__suppress_context__ or problem.value.__context__ is None
    assert "SECRET" not in repr(problem.value)
    return str(problem.value)


def test_slack_that_is_busy_is_asked_again_when_it_says(
    slack: Slack, server: HTTPServer, pauses: list[float]
) -> None:
    answer(server, 429, **{"Retry-After": "7"})
    answer(server, 503)
    answer(server, 200)
    deliver(slack, MESSAGE)
    assert pauses == [7.0, delivery.PAUSES[1]]
    requests = [request for request, _ in server.log]
    assert len({request.data for request in requests}) == 1
    assert {request.headers["Idempotency-Key"] for request in requests} == {MESSAGE.key}


@pytest.mark.parametrize(
    ("later", "pause"),
    [
        ("3600", delivery.LONGEST_PAUSE),
        ("-5", 0.0),
        ("soon", delivery.PAUSES[0]),
        (format_datetime(datetime.now(UTC) - timedelta(hours=1)), 0.0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=1)), delivery.LONGEST_PAUSE),
    ],
    ids=["seconds", "past seconds", "no number", "past time", "time"],
)
def test_retry_after_is_honoured_up_to_a_minute(
    slack: Slack, server: HTTPServer, pauses: list[float], later: str, pause: float
) -> None:
    answer(server, 429, **{"Retry-After": later})
    answer(server, 200)
    deliver(slack, MESSAGE)
    assert pauses == [pause]


def test_slack_that_stays_busy_waits_for_the_next_run(
    slack: Slack, server: HTTPServer, pauses: list[float]
) -> None:
    for _ in range(4):
        answer(server, 503)
    assert refused(slack) == "still answered 503 at the last try"
    assert pauses == list(delivery.PAUSES)


def test_a_redirect_is_refused_and_not_followed(slack: Slack, server: HTTPServer) -> None:
    answer(server, 302, Location=server.url_for("/elsewhere"))
    assert "302: a redirect is refused" in refused(slack)
    assert len(server.log) == 1


def test_a_wrong_url_is_not_tried_again(slack: Slack, server: HTTPServer, pauses: list[float]) -> None:
    answer(server, 404)
    assert "answered 404" in refused(slack)
    assert pauses == []


def test_a_slow_peer_may_have_taken_it_so_it_is_not_tried_again_at_once(
    slack: Slack, server: HTTPServer, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.setattr(delivery, "TIMEOUT", (60.0, 0.2))

    given_up = threading.Event()

    def dawdle(_request: Request) -> Response:
        given_up.wait()
        return Response("ok")

    server.expect_request(f"/services/{SECRET}").respond_with_handler(dawdle)
    assert refused(slack) == "no answer (ReadTimeout)"
    assert pauses == []
    given_up.set()
    while not server.log:
        time.sleep(0.01)


def test_a_reset_a_closed_port_and_a_bad_certificate_are_told_without_the_url(
    slack: Slack, monkeypatch: pytest.MonkeyPatch, tls: tuple[Path, Path]
) -> None:
    with socket.create_server(("localhost", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("DBT_ENV_SECRET_SLACK", f"https://localhost:{port}/services/{SECRET}")
    assert refused(slack) == "no answer (ConnectionError)"
    with HTTPServer(host="localhost", ssl_context=server_context(*tls)) as other:
        monkeypatch.setenv("DBT_ENV_SECRET_SLACK", other.url_for(f"/services/{SECRET}"))
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        assert refused(slack) == "no answer (SSLError)"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/services/SECRET",
        "https://evil.example/services/SECRET",
        "https://localhost@evil.example/SECRET",
        "https://[SECRET",
        "SECRET",
    ],
)
def test_only_https_to_a_listed_host_is_used(slack: Slack, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DBT_ENV_SECRET_SLACK", url)
    with pytest.raises(UserError) as problem:
        deliver(slack, MESSAGE)
    assert str(problem.value) == "channel team: DBT_ENV_SECRET_SLACK is not an https URL of localhost"


def test_names_from_the_data_write_no_markup_of_slack() -> None:
    text = slack_text(MESSAGE)
    assert "&lt;!channel&gt; &lt;script&gt;" in text
    assert "< 20" not in text
    assert text.endswith(f"`{MESSAGE.key}`")


def test_a_webhook_gets_lines_and_the_key(server: HTTPServer, slack: Slack) -> None:
    hook = Webhook(name="hook", kind="webhook", url_env=slack.url_env, hosts=("localhost",))
    answer(server, 204)
    deliver(hook, MESSAGE)
    assert server.log[0][0].json == {
        "key": MESSAGE.key,
        "owner": "Sales Ops",
        "subject": "1 × alert",
        "lines": MESSAGE.body.splitlines(),
    }


# Mail


def mail_channel(box: Mailbox, **more: Any) -> Email:
    given = {"recipients": {"Sales Ops": ["a@x.org", "b@x.org"], "default": ["all@x.org"]}, **more}
    return Email.model_validate(
        {
            "name": "mail",
            "kind": "email",
            "host": "localhost",
            "port": box.port,
            "sender": "kpis@x.org",
            **given,
        }
    )


def read(box: Mailbox) -> EmailMessage:
    content = box.mails[0].content
    assert isinstance(content, bytes)
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_mail_server_that_is_busy_is_asked_again(tls: tuple[Path, Path], pauses: list[float]) -> None:
    with mail_server(Mailbox(["451 later", "421 later"]), server_context(*tls)) as box:
        deliver(mail_channel(box), MESSAGE)
    assert len(box.mails) == 1
    assert pauses == list(delivery.PAUSES[:2])
    mail = read(box)
    assert mail["Message-ID"] == f"<{MESSAGE.key}@x.org>"
    assert box.mails[0].rcpt_tos == ["a@x.org", "b@x.org"]
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().split() == MESSAGE.body.split()
    assert "&lt;script&gt;" in html.get_content()
    assert "<script>" not in html.get_content()


def test_an_owner_without_recipients_goes_to_the_default(tls: tuple[Path, Path]) -> None:
    with mail_server(Mailbox(), server_context(*tls)) as box:
        deliver(mail_channel(box), Message("mail", "Else", (EVENT,), "s", "b"))
    assert box.mails[0].rcpt_tos == ["all@x.org"]


def test_a_mail_server_without_tls_is_refused() -> None:
    with mail_server(Mailbox(), None) as box:
        assert "offers no TLS" in refused(mail_channel(box))
    assert box.mails == []


def test_a_login_is_sent_under_tls_and_a_wrong_one_told_without_it(
    tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"user_env": "DBT_ENV_SECRET_USER", "password_env": "DBT_ENV_SECRET_PASSWORD"}
    monkeypatch.setenv("DBT_ENV_SECRET_USER", "kpis")
    monkeypatch.setenv("DBT_ENV_SECRET_PASSWORD", "p4ss-word")
    with mail_server(Mailbox(), server_context(*tls)) as box:
        deliver(mail_channel(box, **names), MESSAGE)
        monkeypatch.setenv("DBT_ENV_SECRET_PASSWORD", "SECRET")
        assert refused(mail_channel(box, **names)) == (
            "the mail server answered 535: check login, sender and recipients"
        )
    assert box.logins[0] == (b"kpis", b"p4ss-word")
    assert len(box.mails) == 1


def test_a_mail_that_is_refused_for_good_is_not_tried_again(
    tls: tuple[Path, Path], pauses: list[float]
) -> None:
    with mail_server(Mailbox(["554 no"]), server_context(*tls)) as box:
        assert "answered 554" in refused(mail_channel(box))
    assert pauses == []


def test_no_mail_server_is_told() -> None:
    assert refused(mail_channel(Mailbox(port=1))) == "no answer (ConnectionRefusedError)"


# apprise


class FakeApprise:
    """What is used of apprise."""

    works = True
    told: list[dict[str, str]]

    def add(self, url: str) -> bool:
        return url.startswith("json")

    def notify(self, **text: str) -> bool:
        type(self).told = [text]
        return self.works


def test_everything_else_goes_through_apprise(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = Apprise(name="teams", kind="apprise", url_env="DBT_ENV_SECRET_TEAMS")
    monkeypatch.setenv("DBT_ENV_SECRET_TEAMS", "jsons://SECRET")
    monkeypatch.setitem(sys.modules, "apprise", SimpleNamespace(Apprise=FakeApprise))
    deliver(channel, MESSAGE)
    assert FakeApprise.told == [{"title": MESSAGE.subject, "body": MESSAGE.body}]
    monkeypatch.setattr(FakeApprise, "works", False)
    assert "apprise could not deliver it" in refused(channel)
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(UserError, match="apprise is not installed: pip install"):
        deliver(channel, MESSAGE)
