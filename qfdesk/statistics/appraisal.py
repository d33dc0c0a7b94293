"""Appraisal of those who handle cases: how much, how fast, in time, to whose content, and what was decided about them
(D8.9, D13.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from qfdesk.language import _, _p, message
from qfdesk.model.ledger import History
from qfdesk.model.report import (
    BARS,
    CODE,
    COUNT,
    DATE,
    NUMBER,
    SHARE,
    TEXT,
    Cell,
    Chart,
    Leaf,
    Part,
    Report,
    Table,
    columns,
    share,
)
from qfdesk.rules.duties import MONTH, QUARTER, YEAR
from qfdesk.statistics.cases import Case, Cases, Span, day_of
from qfdesk.statistics.grid import Counted, Keep, Line
from qfdesk.statistics.people import names

REPORT = Report(
    "appraisal",
    _("Appraisal of handlers"),
    _(
        "For each person: cases, days until closing, deadlines kept, urged, and how content the customers were; and "
        "who was rewarded, praised, penalised or trained"
    ),
    "D8.9, D13.6",
    (MONTH, QUARTER, YEAR),
    "QR-186",
    signs=(_("Appraised by"), _("General manager")),
)
ANSWERED = ("satisfied", "fairly", "dissatisfied")
NOTE = _(
    "A record counts for its handler, else for whoever recorded it. Satisfied: of the customers who gave a view, those "
    "satisfied or fairly satisfied."
)


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    counted = Counted(cases, span, cases.information)
    groups = (counted.received, counted.left)
    people = {owner(case) for group in groups for found in group.values() for case in found} - {None}
    people |= {one.owner for found in counted.verdicts.values() for one in found} - {None}
    named = names(person for person in people if person is not None)
    urged = _urged(counted)
    rows = [
        (name, *_cells(counted, _mine(person), urged[person]))
        for person, name in sorted(named.items(), key=lambda one: (one[1], one[0]))
    ]
    rows.sort(key=lambda row: (-int(str(row[1])), str(row[0])))
    total: tuple[Cell, ...] = (message(_("Total")), *_cells(counted, lambda case: owner(case) is not None, None))
    table = Table("handlers", message(_("Handlers")), HEAD, tuple(rows), total, message(NOTE))
    parts: list[Part] = [
        table,
        merits(cases, span),
        Chart(BARS, message(_("Received and handled")), "handlers", (1, 2)),
        Chart(BARS, message(_("On-time rate")), "handlers", (8,)),
    ]
    return [Leaf(tuple(parts))]


HEAD = columns(
    (_("Handler"), TEXT, 12),
    (_p("report", "Received"), COUNT, 8),
    (_p("report", "Handled"), COUNT, 8),
    (_p("report", "Open"), COUNT, 8),
    (_("Open from before"), COUNT, 9),
    (_("Overdue"), COUNT, 8),
    (_("Deadlines"), COUNT, 9),
    (_("Kept in time"), COUNT, 8),
    (_("On-time rate"), SHARE, 9),
    (_("Days until closed"), NUMBER, 9),
    (_("Urged"), COUNT, 7),
    (_("Customers asked"), COUNT, 9),
    (_p("share", "Satisfied"), SHARE, 9),
)
MERITS = columns(
    (_("Date"), DATE, 11),
    (_("Person"), TEXT, 10),
    (_p("merit", "What"), TEXT, 9),
    (_p("merit", "Ground"), TEXT, 26),
    (_p("meeting", "Record"), CODE, 14),
    (_p("merit", "Measure"), TEXT, 18),
    (_("Done on"), DATE, 11),
    (_p("step", "Minutes"), CODE, 14),
)
DECIDED = _("From the minutes issued of the meetings held in the period, whatever their kind.")


def merits(cases: Cases, span: Span) -> Table:
    """What the meetings of a period decided about persons, the oldest first, as far as who asks may see it."""
    rows = tuple(row for meeting in _decided(cases, span) for row in _decisions(cases, meeting))
    return Table("merits", message(_("Rewards, penalties and training")), MERITS, rows, (), message(DECIDED))


def _decided(cases: Cases, span: Span) -> list[Mapping[str, Any]]:
    """The meetings that decided something about persons."""
    if "meeting" not in cases.registers:
        return []
    entry = cases.registers["meeting"]
    fields = entry.fields()
    met = (fields["issued_at"].is_null(False)) & (fields["merits"] != "") & entry.voided_at.is_null()
    met &= (entry.received_at >= span.since) & (entry.received_at < span.until)
    wanted = (entry.id, entry.number, entry.received_at, fields["merits"])
    rows = entry.select(*wanted).where(met).order_by(entry.received_at, entry.id).dicts()
    return list(cases.seen("meeting", {row.pop("id"): row for row in rows}).values())


def _decisions(cases: Cases, meeting: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    options = {column.key: column.options for column in cases.registers["meeting"].fields()["merits"].columns}
    for line in meeting["merits"]:
        what = line.get("what", "")
        said = {key: " ".join(text.split()) for key, text in line.items()}
        yield (
            day_of(meeting["received_at"]),
            said.get("person", ""),
            message(options["what"][what]) if what in options["what"] else what,
            *(said.get(key, "") for key in ("ground", "number", "measure")),
            _day(said.get("done", "")),
            meeting["number"],
        )


def _day(text: str) -> Cell:
    """A day of a small table; what is none, as a veil leaves it, stays as it is."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return text


def owner(case: Case) -> int | None:
    """Who answers for a record: its handler, else who recorded it."""
    found = case["handler"] or case["recorded_by"]
    return int(found) if found else None


def _mine(person: int) -> Keep:
    return lambda case: owner(case) == person


def _cells(counted: Counted, keep: Keep, urged: int | None) -> tuple[Cell, ...]:
    line: Line = counted.line(counted.registers, keep)
    mine = [case for found in counted.received.values() for case in found if keep(case)]
    closed = [case for case in mine if case.closed_at(counted.span.state_at)]
    asked = [case for case in closed if case["satisfied"] in ANSWERED]
    content = sum(case["satisfied"] != "dissatisfied" for case in asked)
    of_line = (line.received, line.handled, line.open, line.open_before, len(line.overdue), line.settled, line.in_time)
    kept = share(line.in_time, line.settled)
    times = _urgings(counted, mine) if urged is None else urged
    return (*of_line, kept, days(closed), times, len(asked), share(content, len(asked)))


def days(closed: Sequence[Case]) -> float | None:
    """The mean of days from receipt to closing, with one decimal."""
    if not closed:
        return None
    spent = sum((case["closed_at"] - case["received_at"]).total_seconds() for case in closed)
    return round(spent / 86_400 / len(closed), 1)


def _urged(counted: Counted) -> Counter[int | None]:
    """{person: how often they were urged in the period for records received in it or left from before}."""
    found: Counter[int | None] = Counter()
    cases = {case.key: case for group in (counted.received, counted.left) for some in group.values() for case in some}
    for key, times in _lines(counted).items():
        if key in cases:
            found[owner(cases[key])] += times
    return found


def _urgings(counted: Counted, mine: Sequence[Case]) -> int:
    known = {case.key for group in (counted.received, counted.left) for some in group.values() for case in some}
    return sum(times for key, times in _lines(counted).items() if key in known)


def _lines(counted: Counted) -> Counter[tuple[str, int]]:
    """{record: how often it was urged in the period}."""
    span = counted.span
    met = (History.act == "urge") & (History.at >= span.since) & (History.at < span.until)
    rows = History.select(History.register, History.entry).where(met).tuples()
    return Counter((register, entry) for register, entry in rows)
