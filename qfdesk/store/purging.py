"""Taking away records whose time of keeping is over: the one place where the ledger deletes a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from qfdesk.model.corrections import ASKED
from qfdesk.model.ledger import TABLES, Attachment, Correction, History, HistoryText, Tie
from qfdesk.model.masters import Batch
from qfdesk.model.record import Record
from qfdesk.rules.clock import day_start, local
from qfdesk.store import history, search
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store

Place = tuple[str, int]

_STAYING = (History, HistoryText)
"""What outlives a record: what was done to it stays told."""


class Ended(NamedTuple):
    """A record that is closed or void since a day, and when the last batch it speaks of expires."""

    id: int
    number: str
    ended_on: dt.date
    expires: dt.date | None


def ended(register: type[Record], until: dt.date) -> list[Ended]:
    """The records of a register closed or voided on a day or before it, in the order of their numbers."""
    before = day_start(until + dt.timedelta(days=1))
    batches = [k for k, f in register.fields().items() if f.kind == "link" and f.rel_model is Batch]
    days = [k for k in ("expires_on",) if k in register.fields()]
    columns = [getattr(register, key) for key in ("id", "number", "closed_at", "voided_at", *batches, *days)]
    rows = register.select(*columns).where((register.closed_at < before) | (register.voided_at < before))
    found = list(rows.order_by(register.id))
    expiry = _expiries({row.__data__.get(key) for row in found for key in batches})
    return [
        Ended(row.id, row.number, day, _last([expiry.get(row.__data__.get(k)) for k in batches], row, days))
        for row in found
        if (day := _end(row)) <= until
    ]


def _end(row: Any) -> dt.date:
    return max(local(moment).date() for moment in (row.closed_at, row.voided_at) if moment is not None)


def _last(expiries: list[dt.date | None], row: Any, days: list[str]) -> dt.date | None:
    return max((day for day in (*expiries, *(getattr(row, key) for key in days)) if day), default=None)


def _expiries(batches: Iterable[int | None]) -> dict[int | None, dt.date]:
    wanted = [number for number in batches if number]
    rows = Batch.select(Batch.id, Batch.expires_on).where(Batch.id.in_(wanted) & Batch.expires_on.is_null(False))
    return dict(rows.tuples())


def newest(register: type[Record]) -> int:
    """The record entered last. It stays: a database would give its place, and with it its history, to the next."""
    row = register.select(register.id).order_by(register.id.desc()).tuples().first()
    return int(row[0]) if row else 0


def number_of(store: Store, place: Place) -> str:
    """The number of a record."""
    entry: Any = store.entries[place[0]]
    row = entry.select(entry.number).where(entry.id == place[1]).tuples().first()
    return str(row[0]) if row else ""


def ties_of(store: Store, register: str, numbers: Iterable[int]) -> dict[int, list[Place]]:
    """Every record that is tied to one of these or names it in a link, by the id of the latter."""
    wanted = list(numbers)
    found: dict[int, list[Place]] = {number: [] for number in wanted}
    among = store.engine.among
    mine = Tie.select().where((Tie.register == register) & Tie.entry.in_(among(wanted)))
    theirs = Tie.select().where((Tie.other_register == register) & Tie.other_entry.in_(among(wanted)))
    for tie in mine:
        found[tie.entry].append((tie.other_register, tie.other_entry))
    for tie in theirs:
        found[tie.other_entry].append((tie.register, tie.entry))
    for entry in store.entries.values():
        for key, field in entry.fields().items():
            if field.kind == "link" and field.rel_model is store.entries[register]:
                column = getattr(entry, key)
                for number, named in entry.select(entry.id, column).where(column.in_(among(wanted))).tuples():
                    found[named].append((entry.key, number))
    return found


def with_open_request(register: str) -> set[int]:
    """The records whose correction nobody has decided yet."""
    met = (Correction.register == register) & (Correction.state == ASKED)
    return {row[0] for row in Correction.select(Correction.entry).where(met).tuples()}


def take_away(store: Store, register: type[Record], gone: dict[int, str], act: Act) -> list[str]:
    """Removes records {id: number} with all that belongs to them; returns the kept files nobody needs any more.

    The history stays and says of each what was done. Inside a transaction only.
    """
    among, key = store.engine.among(gone), register.key
    files = Attachment.select(Attachment.stored).where((Attachment.register == key) & Attachment.entry.in_(among))
    stored = [row[0] for row in files.tuples()]
    for number in gone:
        search.remove(store, key, number)
    Tie.delete().where((Tie.register == key) & Tie.entry.in_(among)).execute()
    Tie.delete().where((Tie.other_register == key) & Tie.other_entry.in_(among)).execute()
    for table in TABLES:
        fields = table._meta.fields
        if {"register", "entry"} <= fields.keys() and table is not Tie and table not in _STAYING:
            table.delete().where((fields["register"] == key) & fields["entry"].in_(among)).execute()
    for number, title in gone.items():
        history.write(store, act, (key, number, title), [("", "", "")])
    register.delete().where(register.id.in_(among)).execute()
    return stored
