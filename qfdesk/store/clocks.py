"""Running deadlines: computed from the declaration and the values, kept as an index that can be rebuilt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from qfdesk.language import message
from qfdesk.model.declare import Deadline
from qfdesk.model.ledger import RunningClock
from qfdesk.model.record import Record
from qfdesk.model.values import DueLine, Values
from qfdesk.rules.clock import day_start
from qfdesk.rules.due import Due, due, reason
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import add


def running(register: type[Record], values: Values) -> list[tuple[Deadline, Due]]:
    """The deadlines that run for a record with these values, nearest first; none once it is closed or void."""
    if values.get("voided_at") or values.get("closed_at"):
        return []
    found = []
    for deadline in register.deadlines:
        start = values.get(deadline.after)
        if start is None or values.get(deadline.until) or (deadline.when and not deadline.when(values)):
            continue
        begun = start if isinstance(start, dt.datetime) else day_start(start)
        found.append((deadline, due(begun, deadline.term)))
    return sorted(found, key=lambda pair: pair[1].at)


def write(register: type[Record], number: int, values: Values) -> None:
    """Keeps the running deadlines of a record. Inside a transaction only."""
    RunningClock.delete().where((RunningClock.register == register.key) & (RunningClock.entry == number)).execute()
    for deadline, end in running(register, values):
        add(
            RunningClock,
            register=register.key,
            entry=number,
            number=values["number"],
            deadline=deadline.key,
            due_at=end.at,
            certain=end.certain,
            moved=end.moved,
            paused=False,
            version=1,
            note="",
        )


def _line(store: Store, row: RunningClock) -> DueLine | None:
    declared = store.entries.get(row.register)
    if declared is None or not issubclass(declared, Record):
        return None
    deadline = next((d for d in declared.deadlines if d.key == row.deadline), None)
    if deadline is None:
        return None
    since = message(declared.fields()[deadline.after].label)
    why = reason(deadline.term, since, deadline.rule, row.certain, row.moved)
    return DueLine(row.register, row.entry, row.number, deadline, row.due_at, why, row.certain)


def read(
    store: Store, before: dt.datetime | None = None, register: str | None = None, entries: Iterable[int] | None = None
) -> list[DueLine]:
    """The running deadlines that end before a moment, of a register, of certain entries; nearest first."""
    rows = RunningClock.select()
    if before is not None:
        rows = rows.where(RunningClock.due_at < before)
    if register is not None:
        rows = rows.where(RunningClock.register == register)
    if entries is not None:
        rows = rows.where(RunningClock.entry.in_(list(entries)))
    found = sorted(rows, key=lambda row: (row.due_at, row.id))  # ordered here, so that the index of the ids is taken
    return [line for row in found if (line := _line(store, row)) is not None]


def nearest(store: Store, register: str, entries: Iterable[int]) -> dict[int, DueLine]:
    """{id: its deadline that ends first}, for records of a register that have any running."""
    rows = RunningClock.select().where((RunningClock.register == register) & RunningClock.entry.in_(list(entries)))
    found: dict[int, DueLine] = {}
    for row in sorted(rows, key=lambda row: (row.due_at, row.id)):
        if row.entry not in found and (line := _line(store, row)) is not None:
            found[row.entry] = line
    return found


def rebuild(store: Store) -> None:
    """Makes the index anew from the records."""
    with store.db.atomic():
        RunningClock.delete().execute()
        for entry in store.entries.values():
            if issubclass(entry, Record):
                for row in entry.select().where(entry.closed_at.is_null() & entry.voided_at.is_null()):
                    write(entry, row.id, values_of(entry, row))
