"""The outbox: what was said, to whom, and whether it arrived. Append-only, in the warehouse's state."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kpi_watch.dbt_calls import DbtOptions, Row, run_macro, show
from kpi_watch.incidents import Event, Transition
from kpi_watch.places import Place

QUEUED, SENT, FAILED = "queued", "sent", "failed"


@dataclass(frozen=True)
class Message:
    """What one owner is told on one channel in one run."""

    channel: str
    owner: str
    events: tuple[Event, ...]
    subject: str
    body: str

    @property
    def key(self) -> str:
        """The same for the same news, whichever run tells it."""
        parts = [self.channel, self.owner, *sorted(event.key for event in self.events)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Outbox:
    """All rows, folded."""

    messages: Sequence[Message]
    sent: frozenset[str]

    @property
    def unsent(self) -> list[Message]:
        """Queued, and not known to have arrived, the oldest first."""
        return [message for message in self.messages if message.key not in self.sent]

    @property
    def event_keys(self) -> set[str]:
        """All that was said."""
        return {event.key for message in self.messages for event in message.events}

    def last_events(self) -> dict[str, Event]:
        """Of each KPI and slice the last thing said; a correction is no step of an incident."""
        events = [event for message in self.messages for event in message.events]
        steps = [event for event in events if event.transition is not Transition.RESTATED]
        return {event.fingerprint: event for event in sorted(steps, key=lambda event: event.period)}


def read_outbox(options: DbtOptions, *, debug: bool = False) -> Outbox:
    """Read and fold."""
    rows = show("{{ read_outbox() }}", options, debug=debug, place=Place.STATE)
    rows.sort(key=lambda row: (str(row["recorded_at"]), str(row["message_key"])))
    queued = {str(row["message_key"]): _message(row) for row in rows if row["status"] == QUEUED}
    sent = frozenset(str(row["message_key"]) for row in rows if row["status"] == SENT)
    return Outbox(list(queued.values()), sent)


def _message(row: Row) -> Message:
    events = tuple(
        Event(fingerprint, Transition(transition), date.fromisoformat(period), date.fromisoformat(since))
        for fingerprint, transition, period, since in json.loads(row["events"] or "[]")
    )
    channel, owner, subject, body = (str(row[k]) for k in ("channel", "recipient", "subject", "body"))
    return Message(channel, owner, events, subject, body)


def append(messages: Iterable[Message], status: str, options: DbtOptions, *, debug: bool = False) -> None:
    """Append one row per message; only a queued one carries its words."""
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    rows = [
        {
            "message_key": message.key,
            "channel": message.channel,
            "recipient": message.owner,
            "status": status,
            "recorded_at": now,
            **(_words(message) if status == QUEUED else {"events": "[]", "subject": "", "body": ""}),
        }
        for message in messages
    ]
    if rows:
        run_macro("append_outbox", {"rows": rows}, options, debug=debug)


def _words(message: Message) -> dict[str, str]:
    events = [(e.fingerprint, e.transition, str(e.period), str(e.since)) for e in message.events]
    return {"events": json.dumps(events), "subject": message.subject, "body": message.body}
