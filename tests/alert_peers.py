"""Real peers for the alerts: an https server and a mail server of this machine, with a certificate of their own."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a key and a certificate of localhost."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificates of the peers, is not on the PATH")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return key, cert


def server_context(key: Path, cert: Path) -> ssl.SSLContext:
    """What a server needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


@dataclass
class Mailbox:
    """What a mail server took, and what it answers before that."""

    answers: list[str] = field(default_factory=list)
    mails: list[Envelope] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: ANN401, N802
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(envelope)
        return "250 OK"

    def login(self, *arguments: Any) -> AuthResult:
        data = arguments[-1]
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"p4ss-word", handled=False)


@contextmanager
def mail_server(box: Mailbox, context: ssl.SSLContext | None) -> Iterator[Mailbox]:
    """A mail server that insists on TLS, or, without a context, offers none."""
    offers: dict[str, Any] = {"require_starttls": True, "tls_context": context} if context else {}
    with socket.create_server(("localhost", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(
        box, hostname="localhost", port=box.port, authenticator=box.login, ready_timeout=120, **offers
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
