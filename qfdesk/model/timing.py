"""Deadlines worked out from a declaration and values, and what the desk tells of pauses and terms; no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qfdesk.model.declare import Deadline, Values
from qfdesk.model.record import Record
from qfdesk.rules.clock import day_start
from qfdesk.rules.due import Due, Pausing, Term, due
from qfdesk.rules.terms import TermVersion, Timetable


@dataclass(frozen=True)
class Paused:
    """A time in which a record's clocks stood still; one without end still lasts. ``waits_for``: see ``WAITS_FOR``."""

    register: str
    id: int
    number: str
    waits_for: str
    reason: str
    since: dt.datetime
    by: str
    until: dt.datetime | None = None
    resumed_by: str = ""


@dataclass(frozen=True)
class TermLine:
    """A term as the house has it now: ``declared`` is what the program came with, ``rule`` the source.

    ``since``, ``who`` and ``why``: of the last change; nothing as long as version 1 is in force.
    """

    register: str
    deadline: Deadline
    version: int
    term: Term
    declared: Term
    rule: str
    since: dt.datetime | None = None
    who: str = ""
    why: str = ""


@dataclass(frozen=True)
class Running:
    """A deadline that runs for a record: when it ends, and under which version of its term."""

    deadline: Deadline
    end: Due
    version: TermVersion


def running(
    register: type[Record],
    values: Values,
    known: Timetable,
    stops: Sequence[Pausing] = (),
    changes: Mapping[str, dt.datetime] | None = None,
) -> list[Running]:
    """The deadlines that run for a record with these values, nearest first; none once it is closed or void.

    ``stops``: its pauses; ``changes``: when each field was last changed.
    """
    if values.get("voided_at") or values.get("closed_at"):
        return []
    found = [
        one
        for deadline in register.deadlines
        if not values.get(deadline.until) and (one := applied(register, deadline, values, known, stops, changes))
    ]
    return sorted(found, key=lambda one: one.end.at)


def applied(
    register: type[Record],
    deadline: Deadline,
    values: Values,
    known: Timetable,
    stops: Sequence[Pausing] = (),
    changes: Mapping[str, dt.datetime] | None = None,
) -> Running | None:
    """A deadline as it runs, or ran, for a record; None when it has not begun or does not concern the record."""
    begun = begin(deadline, values, changes or {})
    if begun is None or (deadline.when and not deadline.when(values)):
        return None
    version = known.at(f"{register.key}.{deadline.key}", deadline.term, begun)
    return Running(deadline, due(begun, version.term, known.schedule, stops if deadline.pausable else ()), version)


def begin(deadline: Deadline, values: Values, changes: Mapping[str, dt.datetime]) -> dt.datetime | None:
    """When the term began: at its field's moment, or anew with the last change of a field that restarts it."""
    start = values.get(deadline.after)
    if start is None:
        return None
    begun = start if isinstance(start, dt.datetime) else day_start(start)
    if not changes:
        return begun
    return max([begun, *(changes[key] for key in deadline.restarts if key in changes)])
