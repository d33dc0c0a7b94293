"""Running deadlines: computed from the declaration and the values, kept as an index that can be rebuilt."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

import peewee

from qfdesk import __version__
from qfdesk.errors import SurroundingsError
from qfdesk.language import Message, message
from qfdesk.model.declare import Deadline
from qfdesk.model.ledger import History, LedgerInfo, RunningClock
from qfdesk.model.record import Record
from qfdesk.model.timing import Paused, running
from qfdesk.model.values import DueLine, Values
from qfdesk.rules.calendar import Calendar
from qfdesk.rules.due import Due, Pausing, reason
from qfdesk.rules.hours import Hours, read_hours
from qfdesk.rules.schedule import Schedule
from qfdesk.rules.terms import TermVersion, Timetable, table_in, term_text, versions_in
from qfdesk.store import pauses
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import add, asked, asked_of, done
from qfdesk.store.trouble import told

BUILT = "clocks_built_by"
"""The setting that says by what program and which declarations the index was made."""
HOURS = "hours"
CALENDAR, TERM, LAW = "calendar:", "term:", "law:"
"""What the keys of the settings begin with."""


def timetable() -> Timetable:
    """What due dates are counted by, as the ledger's settings have it now."""
    return _read_out(tuple((key, value) for key, value in asked(LedgerInfo, "timetable", _settings) if value))


def _settings() -> peewee.Select:
    key = LedgerInfo.key
    met = (key == HOURS) | key.startswith(CALENDAR) | key.startswith(TERM) | key.startswith(LAW)
    return LedgerInfo.select(key, LedgerInfo.value).where(met).order_by(key)


@lru_cache(maxsize=4)
def _read_out(settings: tuple[tuple[str, str], ...]) -> Timetable:
    """What the settings say; the same settings always say the same."""
    said = dict(settings)
    years = {int(name): table_in(said[CALENDAR + name]) for name in _under(said, CALENDAR) if name.isdecimal()}
    calendar = Calendar({year: table for year, table in years.items() if table})
    return Timetable(
        Schedule(calendar, _hours(said.get(HOURS, ""))),
        {name: versions_in(said[TERM + name]) for name in _under(said, TERM)},
        {name: said[LAW + name] for name in _under(said, LAW)},
    )


def _under(said: dict[str, str], head: str) -> list[str]:
    return [key.removeprefix(head) for key in said if key.startswith(head)]


def _hours(text: str) -> Hours:
    try:
        return read_hours(text)
    except ValueError:
        return Hours()


def last_changes(register: type[Record], number: int) -> dict[str, dt.datetime]:
    """When each field of a record that restarts a term was last changed, by its history."""
    wanted = sorted({key for deadline in register.deadlines for key in deadline.restarts})
    if not wanted:
        return {}
    rows = History.select(History.field, History.at).where(
        (History.register == register.key) & (History.entry == number) & History.field.in_(wanted)
    )
    return dict(rows.order_by(History.seq).tuples())


def write(register: type[Record], number: int, values: Values) -> None:
    """Keeps the running deadlines of a record. Inside a transaction only."""
    done(RunningClock, "stop", _of_record, register.key, number)
    if not register.deadlines or values.get("voided_at") or values.get("closed_at"):
        return
    for row in _rows(register, number, values, timetable(), pauses.of(register.key, number)):
        add(RunningClock, **row)


def _of_record() -> peewee.Delete:
    return RunningClock.delete().where((RunningClock.register == "") & (RunningClock.entry == 0))


def _rows(
    register: type[Record], number: int, values: Values, known: Timetable, stood: Iterable[Paused]
) -> Iterator[dict[str, Any]]:
    """The rows of a record's running deadlines; ``stood``: its pauses."""
    stops = [Pausing(one.since, one.until) for one in stood]
    for one in running(register, values, known, stops, last_changes(register, number)):
        yield {
            "register": register.key,
            "entry": number,
            "number": values["number"],
            "deadline": one.deadline.key,
            "due_at": one.end.at,
            "certain": one.end.certain,
            "moved": one.end.moved,
            "paused": one.end.paused,
            "version": one.version.number,
            "note": _note(one.end),
        }


def _note(end: Due) -> str:
    """What the row's own columns have no room for: the holidays stepped over, and whether a pause put it off."""
    if not end.passed and not end.put_off:
        return ""
    return json.dumps({"passed": list(end.passed), "put_off": end.put_off}, ensure_ascii=False)


def _end(row: Any) -> Due:
    note = json.loads(row.note) if row.note else {}
    return Due(row.due_at, row.certain, tuple(note.get("passed", ())), bool(note.get("put_off")), row.paused)


class _Row(NamedTuple):
    """A row of the index."""

    id: int
    register: str
    entry: int
    number: str
    deadline: str
    due_at: dt.datetime
    certain: bool
    moved: bool
    paused: bool
    version: int
    note: str


def _of_some() -> peewee.Select:
    met = (RunningClock.register == "") & RunningClock.entry.in_([0])
    return RunningClock.select(*(getattr(RunningClock, key) for key in _Row._fields)).where(met)


class _Declared(NamedTuple):
    """What all rows of a deadline have alike."""

    deadline: Deadline
    versions: tuple[TermVersion, ...]
    rule: str
    since: Message


class _Reader:
    """Turns rows of the index into lines; what they need besides is read once, and only when there are rows."""

    def __init__(self, store: Store, rows: Sequence[Any]) -> None:
        self.store, self.rows = store, rows
        self.known = timetable() if rows else Timetable()
        waiting = {(row.register, row.entry) for row in rows if row.paused}
        self.waits_for = {(one.register, one.id): one.waits_for for one in pauses.lasting()} if waiting else {}
        self._declared: dict[tuple[str, str], _Declared | None] = {}

    def lines(self) -> list[DueLine]:
        return [line for row in self.rows if (line := self._line(row)) is not None]

    def _line(self, row: Any) -> DueLine | None:
        place = (row.register, row.deadline)
        if place not in self._declared:
            self._declared[place] = self._declaration(*place)
        known = self._declared[place]
        if known is None:
            return None
        deadline, rule = known.deadline, known.rule
        term = next((v.term for v in known.versions if v.number == row.version), deadline.term)
        waits_for = self.waits_for.get((row.register, row.entry), "")
        why = reason(term, known.since, message(rule), _end(row), row.version, waits_for)
        at, certain, version, paused = row.due_at, row.certain, row.version, row.paused
        return DueLine(row.register, row.entry, row.number, deadline, at, why, certain, version, paused, rule)

    def _declaration(self, register: str, key: str) -> _Declared | None:
        declared = self.store.entries.get(register)
        if declared is None or not issubclass(declared, Record):
            return None
        deadline = next((d for d in declared.deadlines if d.key == key), None)
        if deadline is None:
            return None
        versions = self.known.versions(f"{register}.{key}", deadline.term)
        since = message(declared.fields()[deadline.after].label)
        return _Declared(deadline, versions, rule_of(deadline, self.known), since)


def rule_of(deadline: Deadline, known: Timetable) -> str:
    """The source of a deadline: as the house words it, else as it is declared."""
    return known.sources.get(deadline.law, deadline.rule) if deadline.law else deadline.rule


def read(
    store: Store, before: dt.datetime | None = None, register: str | None = None, entries: Iterable[int] | None = None
) -> list[DueLine]:
    """The running deadlines of a register, of certain entries; nearest first.

    ``before``: only those that end before a moment, so none that stands still.
    """
    rows = RunningClock.select()
    if before is not None:
        rows = rows.where((RunningClock.due_at < before) & ~RunningClock.paused)
    if register is not None:
        rows = rows.where(RunningClock.register == register)
    if entries is not None:
        rows = rows.where(RunningClock.entry.in_(list(entries)))
    # ordered here, so that the index of the ids is taken
    found = sorted(rows.namedtuples(), key=lambda row: (row.due_at, row.id))
    return _Reader(store, found).lines()


def nearest(store: Store, register: str, entries: Iterable[int]) -> dict[int, DueLine]:
    """{id: its deadline that ends first}, for records of a register that have any; one that runs before one paused."""
    rows = [_Row(*row) for row in asked_of(RunningClock, "nearest", _of_some, list(entries), register)]
    first: dict[int, Any] = {}
    for row in sorted(rows, key=lambda row: (row.paused, row.due_at, row.id)):
        first.setdefault(row.entry, row)
    return {line.id: line for line in _Reader(store, list(first.values())).lines()}


def rebuild(store: Store, registers: Iterable[str] | None = None) -> None:
    """Makes the index anew from the records: of some registers, or of all."""
    wanted = [entry for key, entry in store.entries.items() if registers is None or key in registers]
    with store.change():
        known = timetable()
        RunningClock.delete().where(RunningClock.register.in_([entry.key for entry in wanted])).execute()
        for entry in wanted:
            if issubclass(entry, Record) and entry.deadlines:
                stood = pauses.of_all(entry.key)
                alive = entry.closed_at.is_null() & entry.voided_at.is_null()
                for row in entry.select().where(alive).order_by(entry.id):
                    for clock in _rows(entry, row.id, values_of(entry, row), known, stood.get(row.id, ())):
                        add(RunningClock, **clock)


def bring_up_to_date(store: Store) -> None:
    """Makes the index anew when another version of the program made it: a new one declares more and knows more years.

    A ledger that may only be read, or that another seat writes in, stays as it is: the index is no part of its truth.
    """
    with suppress(SurroundingsError), told():
        mark = _mark(store)
        if store.setting(BUILT) != mark:
            with store.change():
                rebuild(store)
                store.set_setting(BUILT, mark)


def _mark(store: Store) -> str:
    """The program's version, and what all deadlines are declared as."""
    declared = [
        (key, d.key, d.after, d.until, term_text(d.term), d.pausable, d.restarts)
        for key, entry in sorted(store.entries.items())
        if issubclass(entry, Record)
        for d in entry.deadlines
    ]
    return f"{__version__} {hashlib.sha256(repr(declared).encode()).hexdigest()[:16]}"
