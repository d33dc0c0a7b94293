"""Counts of this month against last, and the share of deadlines met in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

import peewee

from qfdesk.model.board import MonthBar
from qfdesk.model.record import Record
from qfdesk.rules.clock import day_start, local
from qfdesk.rules.due import due


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


def on_time(registers: Iterable[type[Record]], now: dt.datetime) -> float | None:
    """Of the deadlines met this month, the share met in time; None when none was met."""
    since = day_start(month_start(local(now).date()))
    met = late = 0
    for register in registers:
        if not register.deadlines:
            continue
        fields = register.fields()
        lately = reduce(or_, (fields[deadline.until] >= since for deadline in register.deadlines))
        for row in register.select().where(lately & register.voided_at.is_null()):
            for deadline in register.deadlines:
                start, end = getattr(row, deadline.after), getattr(row, deadline.until)
                if not (start and end) or _moment(end) < since:
                    continue
                if deadline.when and not deadline.when(row.__data__):
                    continue
                met += 1
                late += _moment(end) > due(_moment(start), deadline.term).at
    return None if not met else 1 - late / met


def _moment(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else day_start(value)
