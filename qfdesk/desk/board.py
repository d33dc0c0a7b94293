"""The Today board: what runs out, who waits for whom, what is unusual, how the month goes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qfdesk.desk.clockwork import Clockwork
from qfdesk.desk.corrections import Corrections
from qfdesk.desk.duties import Duties
from qfdesk.desk.files import Files
from qfdesk.desk.lists import Lists
from qfdesk.model.board import Board, DueRow, PersonCount, WaitingRow
from qfdesk.model.corrections import Request
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import DueLine, Values
from qfdesk.rules.clock import day_start, local
from qfdesk.statistics import batches, months, people, timeliness
from qfdesk.statistics.cases import INFORMATION
from qfdesk.statistics.waiting import waiting
from qfdesk.store import urges
from qfdesk.store.ledger import Store
from qfdesk.store.many import rows_by_id
from qfdesk.store.trouble import told

_SAID = ("topic", "title", "story", "purpose")
"""What tells in words what a record is about, the shortest first."""
_TOLD = ("number", "stage", "product", "batch", *_SAID, "handler", "recorded_by")
_NOVEMBER = 11
Key = tuple[str, int]


@dataclass(frozen=True)
class Parts:
    """The parts of the desk that the board asks."""

    store: Store
    lists: Lists
    files: Files
    duties: Duties
    corrections: Corrections
    clockwork: Clockwork


def look(parts: Parts, registers: Sequence[type[Record]], now: dt.datetime) -> Board:
    """The day at a glance, at the moment ``now``."""
    tomorrow = day_start(local(now).date() + dt.timedelta(days=1))
    kinds = next((register for register in registers if "kind" in register.fields()), None)
    running = parts.lists.due_before(tomorrow + dt.timedelta(days=7))
    rows = _due_rows(parts, [line for line in running if not line.paused])
    overdue = [r for r in rows if r.line.at < now]
    today = [r for r in rows if now <= r.line.at < tomorrow]
    with told():
        informing = [register for register in registers if register.key in INFORMATION]
        ended, kept = timeliness.this_month(informing, now, parts.clockwork.timetable())
        return Board(
            overdue=overdue,
            today=today,
            week=[r for r in rows if r.line.at >= tomorrow],
            waiting=_waiting_rows(parts, registers),
            drafts=parts.files.kept_drafts(),
            batches=batches.unusual(registers, now),
            months=months.by_choice(kinds, "kind", now) if kinds else [],
            events=parts.lists.latest(),
            ended=ended,
            kept=kept,
            duties=parts.duties.due(local(now).date()),
            corrections=_to_decide(parts.corrections),
            people=_people(registers, overdue, today),
            unknown_year=_unknown_year(parts.clockwork, local(now).date()),
        )


def _unknown_year(clockwork: Clockwork, today: dt.date) -> int | None:
    """The coming year, when its holidays should be known by now (they are published in November) and are not."""
    late = today.month >= _NOVEMBER and clockwork.calendar().source(today.year + 1) == "unknown"
    return today.year + 1 if late else None


def _to_decide(corrections: Corrections) -> list[Request]:
    """The requests for a correction that this person may decide."""
    return [one for one in corrections.pending() if corrections.session.may(one.register, "approve")]


def _due_rows(parts: Parts, lines: Sequence[DueLine]) -> list[DueRow]:
    """The lines with what a person needs to know of their records, two queries a register."""
    found = _told_of(parts, ((line.register, line.id) for line in lines))
    urged: dict[Key, int] = {}
    with told():
        for register in {line.register for line in lines}:
            for part in _parts([line.id for line in lines if line.register == register]):
                urged.update({(register, n): count for n, count in urges.counts(register, part).items()})
    rows = []
    for line in lines:
        key = (line.register, line.id)
        owner = _owner(found.get(key, {}))
        rows.append(DueRow(line, _title(found.get(key, {})), owner.text, owner.id, urged.get(key, 0)))
    return rows


def _told_of(parts: Parts, keys: Iterable[Key]) -> dict[Key, Values]:
    """What the board tells of records, as the person at the desk may see it."""
    together: dict[str, list[int]] = {}
    for register, number in keys:
        together.setdefault(register, []).append(number)
    found: dict[Key, Values] = {}
    with told():
        for register, ids in together.items():
            entry = parts.store.entries[register]
            columns = tuple(column for column in _TOLD if column in entry.fields())
            for part in _parts(ids):
                rows = {n: row[0] for n, row in rows_by_id(entry, part, columns).items()}
                found.update({(register, n): row for n, row in parts.lists.veil.rows(register, rows).items()})
    return found


def _parts(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    """The ids in portions that every database takes as one list."""
    whole = list(dict.fromkeys(ids))
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _title(values: Values) -> str:
    named: list[Any] = [values[key] for key in ("product", "batch") if values.get(key)]
    said = next((str(values[key]) for key in _SAID if values.get(key)), "")
    told = [*(str(one) for one in named), " ".join(said.split())[:24]]
    return " · ".join(part for part in told if part)


def _owner(values: Values) -> Ref:
    owner = values.get("handler") or values.get("recorded_by")
    return owner if isinstance(owner, Ref) else Ref(None, "")


def _waiting_rows(parts: Parts, registers: Sequence[type[Record]]) -> list[WaitingRow]:
    found = waiting(registers)
    known = _told_of(parts, ((one.register, one.id) for one in found))
    entries = {register.key: register for register in registers}
    rows = []
    for one in found:
        values = known.get((one.register, one.id), {})
        stage = "" if one.waits_for else entries[one.register].stage_of(str(values.get("stage"))).label
        named = (str(values.get("number", "")), _title(values), _owner(values).text)
        reason = parts.lists.told.texts(one.register, one.id, [one.reason])[0] if one.reason else ""
        rows.append(WaitingRow(one.register, one.id, *named, one.waits_for, stage, reason, one.since))
    return rows


def _people(registers: Sequence[type[Record]], overdue: list[DueRow], today: list[DueRow]) -> list[PersonCount]:
    """What everybody has in hand, whoever is most behind first."""
    cases = people.in_hand(registers)
    late, due = _records_of(overdue), _records_of(today)
    names = people.names(person for person, _register in cases)
    found = []
    for person, name in names.items():
        mine = [register for owner, register in cases if owner == person]
        mine.sort(key=lambda register: (-late[person, register], -due[person, register], -cases[person, register]))
        owned, behind, now = (sum(counts[person, register] for register in mine) for counts in (cases, late, due))
        found.append(PersonCount(Ref(person, name), owned, behind, now, tuple(mine)))
    return sorted(found, key=lambda one: (-one.overdue, -one.today, -one.open, one.person.text))


def _records_of(rows: Iterable[DueRow]) -> Counter[tuple[int, str]]:
    """{(person, register): records}, each counted once however many of its deadlines are meant."""
    once = {(row.person or 0, row.line.register, row.line.id) for row in rows}
    return Counter((person, register) for person, register, _number in once)
