"""The grid of every summary: kinds of information by count, last period, handled, open, overdue, in time (QR-180)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from qfdesk.language import Message, _, _p, message
from qfdesk.model.report import CHANGE, COUNT, SHARE, TEXT, Cell, Column, Table, columns, share
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.timeliness import Verdict, verdicts

Keep = Callable[[Case], bool]
GRID_COLUMNS = (
    (_p("report", "Received"), COUNT, 9),
    (_("Period before"), COUNT, 9),
    (_p("report", "Change"), CHANGE, 8),
    (_p("report", "Handled"), COUNT, 9),
    (_p("report", "Open"), COUNT, 8),
    (_("Open from before"), COUNT, 10),
    (_("Overdue"), COUNT, 9),
    (_("Deadlines"), COUNT, 9),
    (_("Kept in time"), COUNT, 9),
    (_("On-time rate"), SHARE, 9),
)
NOTE = _(
    "Received in the period; handled and open as at {moment}. Overdue: open with a deadline missed. "
    "On-time rate: of the deadlines met or ended in the period, those met in time."
)


@dataclass
class Line:
    """The figures of one kind of information."""

    received: int = 0
    before: int = 0
    handled: int = 0
    open_before: int = 0
    overdue: set[tuple[str, int]] = field(default_factory=set)
    settled: int = 0
    in_time: int = 0

    @property
    def open(self) -> int:
        return self.received - self.handled

    @property
    def anything(self) -> bool:
        return bool(self.received or self.before or self.open_before or self.overdue or self.settled)

    def cells(self) -> tuple[Cell, ...]:
        """The cells of its row after the label."""
        return (
            self.received,
            self.before,
            self.received - self.before,
            self.handled,
            self.open,
            self.open_before,
            len(self.overdue),
            self.settled,
            self.in_time,
            share(self.in_time, self.settled),
        )


class Counted:
    """What a span held, counted by register, department or handler: each record and verdict is looked at once."""

    def __init__(self, cases: Cases, span: Span, registers: Sequence[str]) -> None:
        self.cases, self.span, self.registers = cases, span, registers
        self.received = {key: cases.received(key, span) for key in registers}
        self.before = {key: cases.received(key, span.before) for key in registers}
        self.left = {key: cases.open_before(key, span) for key in registers}
        self.verdicts: dict[str, list[Verdict]] = {key: self._verdicts(key) for key in registers}
        self.late = {key: self._late(key) for key in registers}
        self._known = {case.key: case for key in registers for case in (*self.received[key], *self.left[key])}

    def _verdicts(self, key: str) -> list[Verdict]:
        return self.cases.verdicts(key, self.span.since, self.span.state_at)

    def _late(self, key: str) -> set[int]:
        """The records open at the end with a deadline missed, whenever that was."""
        asked = [case for case in (*self.received[key], *self.left[key]) if not case.closed_at(self.span.state_at)]
        if not asked:
            return set()
        first, mine = min(case["received_at"] for case in asked), {case.key[1] for case in asked}
        cases, until = self.cases, self.span.state_at
        found = verdicts(cases.registers[key], first, until, cases.known, mine, cases.looked)
        return {one.id for one in found if one.still_open}

    def line(self, registers: Iterable[str], keep: Keep | None = None) -> Line:
        """The figures of some registers, of the records that ``keep`` accepts."""
        wanted = keep or (lambda _case: True)
        found = Line()
        for key in registers:
            mine = [case for case in self.received[key] if wanted(case)]
            left = [case for case in self.left[key] if wanted(case)]
            found.received += len(mine)
            found.before += sum(map(wanted, self.before[key]))
            found.handled += sum(case.closed_at(self.span.state_at) for case in mine)
            found.open_before += len(left)
            found.overdue |= {case.key for case in (*mine, *left) if case.key[1] in self.late[key]}
            judged = self.verdicts[key] if keep is None else self._of(key, wanted)
            found.settled += len(judged)
            found.in_time += sum(one.in_time for one in judged)
        return found

    def _of(self, key: str, wanted: Keep) -> list[Verdict]:
        """The verdicts on records that are accepted; those neither received in the period nor open are read first."""
        known = {number for register, number in self._known if register == key}
        missing = {one.id for one in self.verdicts[key]} - known
        for case in self.cases.called(key, missing):
            self._known[case.key] = case
        return [one for one in self.verdicts[key] if wanted(self._known[key, one.id])]


def grid(
    key: str, title: Message, label: Message, lines: Sequence[tuple[Cell, Line]], whole: Line, moment: str
) -> Table:
    """The grid as a table, with the sum in its last row."""
    rows = tuple((name, *line.cells()) for name, line in lines)
    head = (Column(label, TEXT, 24), *columns(*GRID_COLUMNS))
    return Table(key, title, head, rows, (message(_("Total")), *whole.cells()), message(NOTE, moment=moment))


def by_register(counted: Counted, keep: Keep | None = None, least: int = 4) -> Table:
    """The grid with a row for every register; the first ones always, the others where there is something to say."""
    lines: list[tuple[Cell, Line]] = []
    for place, key in enumerate(counted.registers):
        line = counted.line([key], keep)
        if place < least or line.anything:
            lines.append((counted.cases.label(key), line))
    whole = counted.line(counted.registers, keep)
    title = message(_("Information by kind"))
    return grid("kinds", title, message(_("Kind of information")), lines, whole, told_moment(counted.span))


def told_moment(span: Span) -> str:
    """The moment whose state is told, as it is written."""
    if span.over:
        return f"{span.period.last.isoformat()} 24:00"
    return f"{span.now:%Y-%m-%d %H:%M}"
