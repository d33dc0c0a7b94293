"""Which periodic duties were done, and what the house changed in them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from qfdesk.model.duties import Done
from qfdesk.model.ledger import DutyDone, History
from qfdesk.rules.clock import local
from qfdesk.store.ledger import Store

KEY = "duties"


def changes(store: Store) -> dict[str, dict[str, Any]]:
    """{duty: {field: value}}, as the house set it."""
    text = store.setting(KEY)
    return json.loads(text) if text else {}


def as_setting(changed: Mapping[str, Mapping[str, Any]]) -> str:
    """The changes as the ledger keeps them."""
    return json.dumps({key: change for key, change in changed.items() if change}, ensure_ascii=False, sort_keys=True)


def done(periods: Iterable[str]) -> dict[tuple[str, str], Done]:
    """{(duty, period): by whom it was done, when, and what proves it}."""
    rows = DutyDone.select().where(DutyDone.period.in_(sorted(set(periods))))
    return {(row.duty, row.period): Done(row.done_at, row.done_by, row.proof, row.note) for row in rows}


def add(duty: str, period: str, what: Done) -> None:
    """Notes a duty as done. Inside a transaction only."""
    DutyDone.insert(
        duty=duty, period=period, done_at=what.at, done_by=what.who, proof=what.proof, note=what.note
    ).execute()


def take_back(duty: str, period: str) -> bool:
    """Takes the note away again; whether there was one. Inside a transaction only."""
    met = (DutyDone.duty == duty) & (DutyDone.period == period)
    return bool(DutyDone.delete().where(met).execute())


def begun_on() -> dt.date | None:
    """The day of the ledger's first line: nobody owed it a duty before."""
    row = History.select(History.at).order_by(History.seq).limit(1).tuples().first()
    return local(row[0]).date() if row else None
