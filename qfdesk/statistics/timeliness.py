"""Which deadlines were kept: every deadline is judged once, when it is met or when its term ends unmet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from qfdesk.model.record import Record
from qfdesk.model.timing import applied
from qfdesk.model.values import Values
from qfdesk.rules.clock import day_start, local
from qfdesk.rules.terms import Timetable
from qfdesk.statistics.months import changes, moment_of, month_start, pauses
from qfdesk.statistics.plainly import WORDS, fields_but, parts
from qfdesk.statistics.plainly import rows as plain_rows

_EVERY = 500


class Verdict(NamedTuple):
    """A deadline of a record that was met in time, or whose term ended unmet.

    ``at``: when that was settled; ``met``: when it was met, late or not; ``still_open``: not met when the state is told
    and the record not closed.
    """

    id: int
    deadline: str
    begun: dt.datetime
    due: dt.datetime
    met: dt.datetime | None
    at: dt.datetime
    still_open: bool
    owner: int | None

    @property
    def in_time(self) -> bool:
        return self.met is not None and self.met <= self.due


def this_month(registers: Iterable[type[Record]], now: dt.datetime, known: Timetable) -> tuple[int, int]:
    """(deadlines settled this month up to now, those of them kept in time)."""
    since = day_start(month_start(local(now).date()))
    found = [one.in_time for register in registers for one in verdicts(register, since, now, known)]
    return len(found), sum(found)


def verdicts(
    register: type[Record],
    since: dt.datetime,
    until: dt.datetime,
    known: Timetable,
    only: Collection[int] | None = None,
    looked: Callable[[int], None] | None = None,
) -> Iterator[Verdict]:
    """The verdicts on a register's deadlines from ``since`` to ``until``, as things stood at ``until``.

    A pause holds a clock, and a record closed before its term ends owes nothing any more. ``only``: of these records.
    ``looked`` is told of every few records that they are looked at.
    """
    if not register.deadlines:
        return
    rows = _concerned(register, since, until) if only is None else _called(register, only)
    stops, changed = pauses(register, rows), changes(register, rows)
    moments = [key for key, field in register.fields().items() if field.kind == "moment"]
    for n, row in enumerate(rows):
        if looked and n % _EVERY == 0:
            looked(min(_EVERY, len(rows) - n))
        values = _as_of(row, moments, until)
        for deadline in register.deadlines:
            if values[deadline.after] is None:
                continue
            met = moment_of(values[deadline.until]) if values[deadline.until] else None
            met = met if met is None or met < until else None
            last = met or until
            known_changes = {key: at for key, at in changed.get(row["id"], ()) if at <= last}
            found = applied(register, deadline, values, known, stops.get(row["id"], ()), known_changes)
            if found is None or found.end.paused:
                continue
            one = _judged(row, deadline, found.end.at, met, values["closed_at"])
            if one is not None and since <= one.at < until:
                yield one


def _judged(row: Values, deadline: Any, due: dt.datetime, met: Any, closed: Any) -> Verdict | None:
    owner = row.get("handler") or row.get("recorded_by")
    begun = moment_of(row[deadline.after])
    if met is not None and met <= due:
        return Verdict(row["id"], deadline.key, begun, due, met, met, False, owner)
    if closed is not None and closed <= due:
        return None
    return Verdict(row["id"], deadline.key, begun, due, met, due, met is None and closed is None, owner)


def _as_of(row: Values, moments: Iterable[str], moment: dt.datetime) -> Values:
    """The values with what was filled in later taken out again: only moments and days can be told so."""
    later = [key for key in moments if row[key] is not None and row[key] > moment]
    return {**row, **dict.fromkeys(later)} if later else row


def _called(register: type[Record], ids: Collection[int]) -> list[Values]:
    """The records with these ids."""
    keys = fields_but(register, WORDS)
    return [row for part in parts(ids) for row in plain_rows(register, keys, register.id.in_(part))]


def _concerned(register: type[Record], since: dt.datetime, until: dt.datetime) -> list[Values]:
    """The records whose deadlines may have been settled in that time."""
    fields = register.fields()
    lately = reduce(or_, (fields[deadline.until] >= since for deadline in register.deadlines))
    alive = register.closed_at.is_null() | (register.closed_at >= since)
    met = (register.received_at < until) & register.voided_at.is_null() & (alive | lately)
    return plain_rows(register, fields_but(register, WORDS), met)
