"""The records of a period as plain rows, from which every report counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import peewee

from qfdesk.language import Message, message
from qfdesk.model.fields import Link, Ref
from qfdesk.model.masters import Department, Operator
from qfdesk.model.record import Record
from qfdesk.model.report import Cell
from qfdesk.model.show import title_of
from qfdesk.rules.clock import day_start, local
from qfdesk.rules.duties import MONTH, Period, before, period_of
from qfdesk.rules.periods import length
from qfdesk.rules.terms import Timetable
from qfdesk.statistics.plainly import fields_but, parts, rows
from qfdesk.statistics.timeliness import Verdict, verdicts

Seen = Callable[[str, Mapping[int, dict[str, Any]]], dict[int, dict[str, Any]]]
"""(register, {id: values}) as the person who makes the report may see them."""

INFORMATION = (
    ("complaint", "batch_issue", "visit", "goods_return", "slip", "accident", "capa", "stop_sale", "recall", "adr")
    + ("inspection", "service", "survey", "meeting")
)  # fmt: skip
"""The registers whose records are quality information, in the order of a report; one a house has not is left out."""
_OWNERS = ("department", "to_department")
_TOLD_ONLY = ("memo", "lines")
"""Kinds that are read only of the records that a list tells of by name."""
_LINES = ("tally",)
"""Small tables that a report counts; the others are left in the ledger."""


@dataclass(frozen=True)
class Span:
    """A period as moments, and the state it is told in: that of its end, or of now while it lasts."""

    period: Period
    now: dt.datetime

    @cached_property
    def since(self) -> dt.datetime:
        return day_start(self.period.first)

    @cached_property
    def until(self) -> dt.datetime:
        """The first moment after it."""
        return day_start(self.period.last + dt.timedelta(days=1))

    @property
    def over(self) -> bool:
        return self.until <= self.now

    @property
    def state_at(self) -> dt.datetime:
        return min(self.until, self.now)

    def holds(self, moment: dt.datetime | None) -> bool:
        return moment is not None and self.since <= moment < self.until

    @property
    def before(self) -> Span:
        """The period of the same length before it."""
        return Span(before(length(self.period), self.period), self.now)

    def months(self, count: int = 12) -> list[Span]:
        """So many months up to the last of the period."""
        found = [Span(period_of(MONTH, self.period.last), self.now)]
        while len(found) < count:
            found.append(found[-1].before)
        return found[::-1]


class Case:
    """One record: its values by field, links as the ids of what they point at."""

    __slots__ = ("register", "values")

    def __init__(self, register: str, values: dict[str, Any]) -> None:
        self.register, self.values = register, values

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def key(self) -> tuple[str, int]:
        return self.register, int(self.values["id"])

    def closed_at(self, moment: dt.datetime) -> bool:
        """Whether it was closed by then."""
        closed = self.values.get("closed_at")
        return closed is not None and closed <= moment


class Cases:
    """What a report asks of the ledger. ``registers``: those the person may read.

    ``looked`` is told how many more records were looked at; what it raises ends the report.
    """

    def __init__(
        self,
        registers: Mapping[str, type[Record]],
        known: Timetable,
        seen: Seen,
        looked: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self.registers, self.known, self.seen, self.looked = registers, known, seen, looked
        self._kept: dict[tuple[str, dt.datetime, dt.datetime], list[Case]] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._judged: dict[tuple[str, dt.datetime], tuple[dt.datetime, list[Verdict]]] = {}
        self._rows: dict[tuple[str, int], Any] = {}
        self._homes: dict[int, int | None] | None = None

    @property
    def information(self) -> list[str]:
        return [key for key in INFORMATION if key in self.registers]

    def received(self, register: str, span: Span) -> list[Case]:
        """The records of a register received in a span, void ones left out, the oldest first."""
        if register not in self.registers:
            return []
        asked = (register, span.since, span.until)
        if asked not in self._kept:
            entry = self.registers[register]
            met = (entry.received_at >= span.since) & (entry.received_at < span.until)
            self._kept[asked] = self._read(entry, met)
        return self._kept[asked]

    def open_before(self, register: str, span: Span) -> list[Case]:
        """The records received before a span that were not closed when its state is told."""
        if register not in self.registers:
            return []
        entry = self.registers[register]
        met = (entry.received_at < span.since) & (entry.closed_at.is_null() | (entry.closed_at > span.state_at))
        return self._read(entry, met)

    def closed(self, register: str, span: Span) -> list[Case]:
        """The records closed in a span, whenever they came."""
        entry = self.registers[register]
        return self._read(entry, (entry.closed_at >= span.since) & (entry.closed_at < span.until))

    def called(self, register: str, ids: Iterable[int]) -> list[Case]:
        """The records with these ids."""
        entry = self.registers[register]
        return [case for part in parts(set(ids)) for case in self._read(entry, entry.id.in_(part))]

    def _read(self, entry: type[Record], met: Any) -> list[Case]:
        keys = fields_but(entry, _TOLD_ONLY, _LINES)
        found = rows(entry, keys, met & entry.voided_at.is_null(), entry.received_at, entry.id)
        self.looked(len(found))
        return [Case(entry.key, row) for row in found]

    def to_look_at(self, span: Span) -> int:
        """About how many records a report of a span looks at: those of it, and those of a year for the trend."""
        year = span.months()
        counts = (self.received_per_month(key, part) for key in self.information for part in ([span], year))
        return sum(sum(one) for one in counts)

    def received_per_month(self, register: str, spans: list[Span], where: Mapping[str, Any] | None = None) -> list[int]:
        """How many records each of the spans received; ``where``: {field: one of these values}."""
        counts = [0] * len(spans)
        if register not in self.registers:
            return counts
        entry = self.registers[register]
        met = (entry.received_at >= spans[0].since) & (entry.received_at < spans[-1].until)
        for key, values in (where or {}).items():
            met &= entry.fields()[key].in_(list(values))
        month = peewee.Case(None, [(entry.received_at < span.until, n) for n, span in enumerate(spans)])
        found = entry.select(month, peewee.fn.COUNT(entry.id)).where(met & entry.voided_at.is_null())
        for n, count in found.group_by(peewee.SQL("1")).tuples():
            counts[n] = count
        return counts

    def verdicts(self, register: str, since: dt.datetime, until: dt.datetime) -> list[Verdict]:
        """The verdicts on a register's deadlines in a time, as things stood at its end; worked out once."""
        begun, found = self._judged.get((register, until), (until, []))
        if since < begun:
            found = list(verdicts(self.registers[register], since, until, self.known, looked=self.looked))
            self._judged[register, until] = (since, found)
        return [one for one in found if one.at >= since]

    # words

    def label(self, register: str) -> Message:
        return message(self.registers[register].label)

    def choice(self, register: str, key: str, value: Any) -> Cell:
        """A choice by its label; what is no choice of the list stays as it is."""
        field = self.registers[register].fields().get(key)
        options = getattr(field, "options", {})
        return message(options[value]) if value in options else str(value or "")

    def stage(self, case: Case) -> Message:
        return message(self.registers[case.register].stage_of(str(case["stage"])).label)

    def name(self, register: str, key: str, number: int | None) -> str:
        """What an entry that a field links to is called."""
        if number is None:
            return ""
        field = self.registers[register].fields()[key]
        return self.name_of(field.rel_model, number) if isinstance(field, Link) else ""

    def name_of(self, master: Any, number: int) -> str:
        """What a master is called. Customers are not asked for here: see ``seen``."""
        asked = (master.key, number)
        if asked not in self._names:
            row = master.get_or_none(master.id == number)
            named = {key: getattr(row, key) for key in master.named} if row is not None else {}
            self._names[asked] = title_of(master, named)
        return self._names[asked]

    def behind(self, case: Case, key: str, attribute: str) -> Cell:
        """A field of the product or batch that a record names; '' where it names none."""
        field = self.registers[case.register].fields().get(key)
        number = case[key]
        if number is None or not isinstance(field, Link):
            return ""
        asked = (field.rel_model.key, number)
        if asked not in self._rows:
            self._rows[asked] = field.rel_model.get_or_none(field.rel_model.id == number)
        found: Cell = getattr(self._rows[asked], attribute, "")
        return found or ""

    # departments

    def department(self, case: Case) -> int | None:
        """Whose the record is: the department named in it, else that of its handler, else of who recorded it."""
        named = next((case[key] for key in _OWNERS if case[key]), None)
        return named or self._home(case["handler"]) or self._home(case["recorded_by"])

    def _home(self, operator: int | None) -> int | None:
        if self._homes is None:
            self._homes = dict(Operator.select(Operator.id, Operator.department).tuples())
        return self._homes.get(operator) if operator else None

    # lists

    def told(self, cases: Iterable[Case], keys: tuple[str, ...]) -> list[dict[str, Any]]:
        """Values of records for a list, as the person may see them, links as Ref; in the order given."""
        wanted = list(cases)
        found: dict[tuple[str, int], dict[str, Any]] = {}
        for register in dict.fromkeys(case.register for case in wanted):
            mine = self._plain(register, [case for case in wanted if case.register == register], keys)
            found |= {(register, number): row for number, row in self.seen(register, mine).items()}
        return [found[case.key] for case in wanted]

    def _plain(self, register: str, cases: list[Case], keys: tuple[str, ...]) -> dict[int, dict[str, Any]]:
        """{id: values} of records of one register, their links by name."""
        entry, fields = self.registers[register], self.registers[register].fields()
        mine = [key for key in keys if key in fields]
        found: dict[int, dict[str, Any]] = {}
        for part in parts([case.key[1] for case in cases]):
            found |= {row.pop("id"): row for row in rows(entry, mine, entry.id.in_(part))}
        for row in found.values():
            row |= {
                key: Ref(row[key], self.name(register, key, row[key]))
                for key in mine
                if isinstance(fields[key], Link) and row[key] is not None
            }
        return found


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment, shop time."""
    return local(moment).date() if moment else None


def department_names() -> dict[int, str]:
    """{department: its name}, those in force."""
    return dict(Department.select(Department.id, Department.name).where(Department.voided_at.is_null()).tuples())
