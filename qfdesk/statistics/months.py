"""Counts of this month against last, and what moved the deadlines of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import peewee

from qfdesk.model.board import MonthBar
from qfdesk.model.ledger import History, Pause
from qfdesk.model.record import Record
from qfdesk.model.values import Values
from qfdesk.rules.clock import day_start, local
from qfdesk.rules.due import Pausing
from qfdesk.statistics import plainly


def month_start(day: dt.date, back: int = 0) -> dt.date:
    """The first day of the month ``back`` months before the day's."""
    months = day.year * 12 + day.month - 1 - back
    return dt.date(months // 12, months % 12 + 1, 1)


def by_choice(register: type[Record], key: str, now: dt.datetime, most: int = 6) -> list[MonthBar]:
    """Records per choice of a field, this month and last, the commonest first."""
    today = local(now).date()
    this, last = day_start(month_start(today)), day_start(month_start(today, 1))
    field = register.fields()[key]

    def counted(since: dt.datetime, until: dt.datetime) -> dict[str, int]:
        rows = register.select(field, peewee.fn.COUNT(register.id)).where(
            (register.received_at >= since) & (register.received_at < until) & register.voided_at.is_null()
        )
        return dict(rows.group_by(field).tuples())

    here, before = counted(this, now + dt.timedelta(minutes=1)), counted(last, this)
    keys = sorted(here.keys() | before.keys(), key=lambda k: (-here.get(k, 0), -before.get(k, 0), k))[:most]
    return [MonthBar(field.options.get(k, k), before.get(k, 0), here.get(k, 0)) for k in keys]


def pauses(register: type[Record], rows: Sequence[Values]) -> dict[int, list[Pausing]]:
    """{id: its pauses} of the rows; pauses are few, so those of the whole register are read."""
    found: dict[int, list[Pausing]] = {}
    if rows:
        wanted = Pause.select(Pause.entry, Pause.began_at, Pause.ended_at).where(Pause.register == register.key)
        for entry, began, ended in wanted.tuples():
            found.setdefault(entry, []).append(Pausing(began, ended))
    return found


def changes(register: type[Record], rows: Sequence[Values]) -> dict[int, list[tuple[str, dt.datetime]]]:
    """{id: when fields that restart a term were changed, in order}."""
    restarts = sorted({key for deadline in register.deadlines for key in deadline.restarts})
    found: dict[int, list[tuple[str, dt.datetime]]] = {}
    for part in plainly.parts([row["id"] for row in rows] if restarts else []):
        met = (History.register == register.key) & History.entry.in_(part)
        wanted = History.select(History.entry, History.field, History.at).where(met & History.field.in_(restarts))
        for entry, key, at in wanted.order_by(History.seq).tuples():
            found.setdefault(entry, []).append((key, at))
    return found


def moment_of(value: Any) -> dt.datetime:
    """A moment, or the beginning of a day."""
    return value if isinstance(value, dt.datetime) else day_start(value)
