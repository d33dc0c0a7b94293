"""Pauses: the times in which a record waited for somebody and its clocks stood still."""

from __future__ import annotations

from typing import Any

import peewee

from qfdesk.model.ledger import Pause, SearchEntry
from qfdesk.model.timing import Paused
from qfdesk.store import history
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.rows import add, asked


def of(register: str, number: int) -> list[Paused]:
    """Every pause of a record, the first one first."""
    return [Paused(key, entry, "", *told) for key, entry, *told in asked(Pause, "of", _of, register, number)]


def _of() -> peewee.Select:
    told = (Pause.waits_for, Pause.reason, Pause.began_at, Pause.began_by, Pause.ended_at, Pause.ended_by)
    met = (Pause.register == "") & (Pause.entry == 0)
    return Pause.select(Pause.register, Pause.entry, *told).where(met).order_by(Pause.began_at, Pause.id)


def of_all(register: str) -> dict[int, list[Paused]]:
    """{id: every pause of the record} of a register."""
    found: dict[int, list[Paused]] = {}
    for row in Pause.select().where(Pause.register == register).order_by(Pause.began_at, Pause.id):
        found.setdefault(row.entry, []).append(_paused(row, ""))
    return found


def lasting() -> list[Paused]:
    """Every pause that still lasts, the longest first."""
    rows = Pause.select().where(Pause.ended_at.is_null()).order_by(Pause.began_at, Pause.id)
    found = list(rows)
    numbers = _numbers({(row.register, row.entry) for row in found})
    return [_paused(row, numbers.get((row.register, row.entry), "")) for row in found]


def _numbers(places: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The numbers of records, as the search keeps them for every register alike."""
    found: dict[tuple[str, int], str] = {}
    for register in {key for key, _number in places}:
        ids = [number for key, number in places if key == register]
        rows = SearchEntry.select(SearchEntry.entry, SearchEntry.number).where(
            (SearchEntry.register == register) & SearchEntry.entry.in_(ids)
        )
        found.update({(register, entry): number for entry, number in rows.tuples()})
    return found


def _paused(row: Any, number: str) -> Paused:
    return Paused(
        row.register,
        row.entry,
        number,
        row.waits_for,
        row.reason,
        row.began_at,
        row.began_by,
        row.ended_at,
        row.ended_by,
    )


def begin(store: Store, place: tuple[str, int, str], waits_for: str, act: Act) -> None:
    """Stops a record's clocks; ``place``: register, id, number. Inside a transaction only."""
    register, entry, _number = place
    add(
        Pause,
        register=register,
        entry=entry,
        waits_for=waits_for,
        reason=act.reason,
        began_at=act.at,
        began_by=act.who,
        ended_at=None,
        ended_by="",
    )
    history.write(store, act, place, [("waits_for", "", waits_for)])


def end(store: Store, place: tuple[str, int, str], act: Act) -> bool:
    """Lets a record's clocks run on; False when they run. Inside a transaction only."""
    register, entry, _number = place
    lines = [("waits_for", one.waits_for, "") for one in of(register, entry) if one.until is None]
    if not lines:
        return False
    open_one = (Pause.register == register) & (Pause.entry == entry) & Pause.ended_at.is_null()
    Pause.update(ended_at=act.at, ended_by=act.who).where(open_one).execute()
    history.write(store, act, place, lines)
    return True
