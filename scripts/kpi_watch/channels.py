"""alerts.yml: where alerts go, and what is muted. Secrets stand in the environment and are named here."""

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from kpi_watch.anomalies import Sensitivity
from kpi_watch.errors import UserError
from kpi_watch.labels import Lang

DEFAULT = "default"
"""The recipients of every owner that has none of its own."""

SecretName = Annotated[str, StringConstraints(pattern=r"^DBT_ENV_SECRET_[A-Z0-9_]+$")]
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")]


class Strict(BaseModel):
    """Unknown keys are errors, and no error shows what was written: it may be a secret in the wrong place."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Channel(Strict):
    """What all channels have."""

    name: Name
    lang: Lang = Lang.EN
    owners: tuple[str, ...] = ()

    def takes(self, owner: str) -> bool:
        """Without owners a channel is for all of them."""
        return not self.owners or owner in self.owners

    def names(self) -> set[str]:
        """The owners that the file names for it."""
        return set(self.owners)

    def secrets(self) -> tuple[str, ...]:
        """What it needs from the environment, checked; an error names the variable and never its value."""
        return ()

    def place(self) -> tuple[str, int] | None:
        """Host and port, where they can be told."""
        self.secrets()
        return None


class UrlChannel(Channel):
    """A URL that is a secret, and the hosts that it may name."""

    url_env: SecretName
    hosts: tuple[str, ...] = Field(min_length=1)

    def secrets(self) -> tuple[str]:
        """The URL, if it may be used."""
        url = secret(self.url_env)
        try:
            parts = urlsplit(url)
            is_allowed = parts.scheme == "https" and parts.hostname in self.hosts
        except ValueError:
            is_allowed = False
        if not is_allowed:
            allowed = " or ".join(self.hosts)
            raise UserError(f"channel {self.name}: {self.url_env} is not an https URL of {allowed}")
        return (url,)

    def place(self) -> tuple[str, int]:
        """Where the URL leads."""
        parts = urlsplit(*self.secrets())
        return parts.hostname or "", parts.port or 443


class Slack(UrlChannel):
    """An incoming webhook of Slack."""

    kind: Literal["slack"]
    hosts: tuple[str, ...] = Field(default=("hooks.slack.com",), min_length=1)


class Webhook(UrlChannel):
    """Anything that takes JSON."""

    kind: Literal["webhook"]


class Email(Channel):
    """A mail server that offers TLS."""

    kind: Literal["email"]
    host: str
    port: int = Field(default=587, gt=0, lt=65536)
    sender: Address
    recipients: Mapping[str, tuple[Address, ...]]
    user_env: SecretName | None = None
    password_env: SecretName | None = None

    @field_validator("recipients")
    @classmethod
    def _has_default(cls, given: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if not given.get(DEFAULT):
            raise ValueError(f"name recipients under {DEFAULT}, for owners that have none of their own")
        return given

    def names(self) -> set[str]:
        """The owners with recipients of their own, too."""
        return {*self.owners, *self.recipients} - {DEFAULT}

    @model_validator(mode="after")
    def _login_is_whole(self) -> Self:
        if (self.user_env is None) != (self.password_env is None):
            raise ValueError("name both user_env and password_env, or neither")
        return self

    def secrets(self) -> tuple[str, ...]:
        """User and password, where the server wants them."""
        if self.user_env is None or self.password_env is None:
            return ()
        return secret(self.user_env), secret(self.password_env)

    def place(self) -> tuple[str, int]:
        """The mail server; its login must be there."""
        self.secrets()
        return self.host, self.port


class Apprise(Channel):
    """Every service that apprise knows, by its URL."""

    kind: Literal["apprise"]
    url_env: SecretName

    def secrets(self) -> tuple[str]:
        """The URL, which only apprise can read."""
        return (secret(self.url_env),)


AnyChannel = Annotated[Slack | Webhook | Email | Apprise, Field(discriminator="kind")]


class Mute(Strict):
    """A KPI, or one segment of it, that nobody is told of until a day."""

    kpi: str
    segment: str | None = None
    until: date
    by: str
    why: str

    def covers(self, kpi: str, segment: str, day: date) -> bool:
        """The last day is muted too."""
        return self.kpi == kpi and self.segment in {None, segment} and day <= self.until


class Alerts(Strict):
    """The whole file."""

    channels: tuple[AnyChannel, ...] = ()
    mutes: tuple[Mute, ...] = ()
    report_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    clear_margin: Decimal = Field(default=Decimal("0.25"), ge=0, le=1)
    anomalies: Sensitivity = Sensitivity()

    @field_validator("channels")
    @classmethod
    def _names_differ(cls, channels: tuple[AnyChannel, ...]) -> tuple[AnyChannel, ...]:
        names = [channel.name for channel in channels]
        if len(set(names)) < len(names):
            raise ValueError("two channels have the same name")
        return channels


def secret(name: str) -> str:
    """A secret from the environment."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise UserError(f"{name} is not set: alerts.yml names it as a secret of the environment")
    return value


def read_alerts(path: Path) -> Alerts:
    """Read alerts.yml; no file is a file with nothing in it."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        given = yaml.safe_load(text)
        return Alerts.model_validate({} if given is None else given)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise UserError(f"{path.name} is not YAML{line}: mind the indents and quotes") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read: {type(error).__name__}") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UserError(f"{path.name}: {place}: {first['msg'].removeprefix('Value error, ')}") from None
