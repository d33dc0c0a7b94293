"""Which records wait for somebody else, for whom and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import peewee

from qfdesk.model.ledger import History, Pause
from qfdesk.model.record import Record

_PART = 500


class Waiting(NamedTuple):
    """A waiting record; ``waits_for`` '' means its stage says so."""

    register: str
    id: int
    waits_for: str
    reason: str
    since: dt.datetime | None


def waiting(registers: Iterable[type[Record]]) -> list[Waiting]:
    """Records that are paused, and those at a stage declared as waiting; the longest first."""
    found: dict[tuple[str, int], Waiting] = {}
    for register in registers:
        for one in (*_paused(register), *_at_stages(register)):
            found.setdefault((one.register, one.id), one)
    return sorted(found.values(), key=lambda one: (one.since is None, one.since, one.register, one.id))


def _paused(register: type[Record]) -> Iterable[Waiting]:
    wanted = (Pause.id, Pause.entry, Pause.waits_for, Pause.reason, Pause.began_at)
    met = (Pause.register == register.key) & Pause.ended_at.is_null()
    rows: list[tuple[Any, ...]] = list(Pause.select(*wanted).where(met).order_by(Pause.id).tuples())
    alive = _alive(register, [row[1] for row in rows])
    return [Waiting(register.key, *row[1:]) for row in rows if row[1] in alive]


def _alive(register: type[Record], ids: list[int]) -> set[int]:
    """Those that are neither void nor closed."""
    met = register.voided_at.is_null() & register.closed_at.is_null()
    return {
        row[0]
        for start in range(0, len(ids), _PART)
        for row in register.select(register.id).where(register.id.in_(ids[start : start + _PART]) & met).tuples()
    }


def _at_stages(register: type[Record]) -> Iterable[Waiting]:
    stages = [stage.key for stage in register.stages if stage.waiting]
    if not stages:
        return []
    met = register.stage.in_(stages) & register.voided_at.is_null()
    received: dict[int, dt.datetime] = dict(register.select(register.id, register.received_at).where(met).tuples())
    since = _stage_since(register.key, list(received))
    return [Waiting(register.key, number, "", "", since.get(number, at)) for number, at in received.items()]


def _stage_since(register: str, ids: list[int]) -> dict[int, dt.datetime]:
    """{id: when it came to its present stage}."""
    found: dict[int, dt.datetime] = {}
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        met = (History.register == register) & History.entry.in_(part) & (History.field == "stage")
        rows = History.select(History.entry, peewee.fn.MAX(History.seq)).where(met).group_by(History.entry)
        last = {seq: entry for entry, seq in rows.tuples()}
        moments = History.select(History.seq, History.at).where(History.seq.in_(list(last))).tuples()
        found.update({last[seq]: at for seq, at in moments})
    return found
