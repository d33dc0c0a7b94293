"""Counts of this month against last, and the share of deadlines met in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

import peewee

from qfdesk.model.board import MonthBar
from qfdesk.model.ledger import History, Pause
from qfdesk.model.record import Record
from qfdesk.model.timing import applied
from qfdesk.model.values import Values
from qfdesk.rules.clock import day_start, local
from qfdesk.rules.due import Pausing
from qfdesk.rules.terms import Timetable
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


def on_time(registers: Iterable[type[Record]], now: dt.datetime, known: Timetable | None = None) -> float | None:
    """Of the deadlines met this month, the share met in time; None when none was met.

    ``known``: the terms and the calendar of the house; without it the declared ones.
    """
    since = day_start(month_start(local(now).date()))
    ends = [found for register in registers for found in _ends(register, since, known or Timetable())]
    return None if not ends else sum(met <= due_at for met, due_at in ends) / len(ends)


def _ends(register: type[Record], since: dt.datetime, known: Timetable) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """(when it was met, when it was due) of each deadline of a register that was met since a moment."""
    if not register.deadlines:
        return
    fields = register.fields()
    lately = reduce(or_, (fields[deadline.until] >= since for deadline in register.deadlines))
    rows = plainly.rows(register, plainly.fields_but(register, plainly.WORDS), lately & register.voided_at.is_null())
    stops, later = pauses(register, rows), changes(register, rows)
    for row in rows:
        for deadline in register.deadlines:
            met = row[deadline.until]
            if not met or row[deadline.after] is None or moment_of(met) < since:
                continue
            changed = {key: at for key, at in later.get(row["id"], ()) if at <= moment_of(met)}
            found = applied(register, deadline, row, known, stops.get(row["id"], ()), changed)
            if found is not None:
                yield moment_of(met), found.end.at


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
