"""Reports as plain values: what is declared of each, and one as it was made, for the paper, the sheet and the screen.

The same tables stand behind all three, and a chart is drawn from a table beside it, so that the figures agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from qfdesk.language import Message, message
from qfdesk.model.fields import Ref
from qfdesk.rules.clock import local
from qfdesk.rules.duties import Period

Cell = str | Message | int | float | Decimal | dt.date | None
"""What stands in a table: a text of the records as it is, a Message in the language of the paper, a figure."""

TEXT, CODE, COUNT, CHANGE, SHARE, NUMBER, MONEY, DATE = (
    "text",
    "code",
    "count",
    "change",
    "share",
    "number",
    "money",
    "date",
)
"""Kinds of columns. A share is a fraction of 1, a number has one decimal, a change is a count with its sign."""
PARETO, BARS, LINES = "pareto", "bars", "lines"
"""Kinds of charts: bars in order with the cumulated share, bars side by side, lines over time."""


@dataclass(frozen=True)
class Report:
    """What a report is called, which periods it is made for (month, quarter, year) and where it is asked for.

    ``key`` is also the key of the periodic duty that it proves, where there is one. ``by_department``: a page for each
    department. ``outward``: it leaves the house, so that nothing personal stands in it whoever makes it. ``signs``: who
    signs it at the foot. ``concluded``: somebody writes a conclusion under it.
    """

    key: str
    title: str
    about: str
    rule: str
    every: tuple[str, ...]
    form_number: str = ""
    by_department: bool = False
    outward: bool = False
    landscape: bool = True
    signs: tuple[str, ...] = ()
    concluded: bool = True


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` in characters."""

    label: Message
    kind: str = TEXT
    width: float = 10


@dataclass(frozen=True)
class Table:
    """Figures under a heading. ``total``: the last row, set apart. ``note``: how the figures are counted."""

    key: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: Message | None = None

    def column(self, place: int) -> list[Cell]:
        """The cells of one column, without the total."""
        return [row[place] for row in self.rows]


@dataclass(frozen=True)
class Chart:
    """A picture of a table on the same page: its ``label`` column and those of ``values``, ``most`` rows at most."""

    kind: str
    title: Message
    table: str
    values: tuple[int, ...]
    label: int = 0
    most: int = 12


@dataclass(frozen=True)
class Text:
    """Paragraphs under a heading."""

    title: Message
    lines: tuple[Message | str, ...]


Part = Table | Chart | Text


WHOLE, NOBODY = 0, -1
"""Whose page it is where it is no department's: of the whole house, or of no department."""


@dataclass(frozen=True)
class Leaf:
    """A page of a report, of the whole house or of one department, with the conclusion somebody wrote."""

    parts: tuple[Part, ...]
    department: Ref | None = None
    conclusion: str = ""

    @property
    def place(self) -> int:
        """Whose page it is: the id of its department, else WHOLE or NOBODY."""
        return WHOLE if self.department is None else self.department.id or NOBODY

    @property
    def tables(self) -> dict[str, Table]:
        return {part.key: part for part in self.parts if isinstance(part, Table)}

    def drawn(self, chart: Chart) -> list[tuple[Cell, ...]]:
        """The rows of its table that a chart shows."""
        return list(self.tables[chart.table].rows[: chart.most])


@dataclass(frozen=True)
class Made:
    """A report of a period. ``state_at``: the moment whose state it tells; ``over``: the period has ended."""

    report: Report
    period: Period
    state_at: dt.datetime
    over: bool
    leaves: tuple[Leaf, ...] = field(default_factory=tuple)

    @property
    def state(self) -> str:
        """The moment whose state it tells, as it is written: the end of a day as its 24th hour."""
        here = local(self.state_at)
        if self.over:
            return f"{self.period.last.isoformat()} 24:00"
        return f"{here:%Y-%m-%d %H:%M}"

    def table(self, key: str, place: int = 0) -> Table:
        """A table of one of its pages."""
        return self.leaves[place].tables[key]


@dataclass(frozen=True)
class Conclusion:
    """A conclusion as somebody wrote it; ``version`` 0: nobody has written one yet."""

    text: str = ""
    version: int = 0
    at: dt.datetime | None = None
    who: str = ""


def columns(*said: tuple[str, str, float]) -> tuple[Column, ...]:
    """Columns from (label, kind, width)."""
    return tuple(Column(message(label), kind, width) for label, kind, width in said)


def summed(rows: Sequence[tuple[Cell, ...]], place: int) -> int:
    """The sum of a column of counts."""
    return sum(cell for row in rows if isinstance(cell := row[place], int))


def share(part: int, whole: int) -> float | None:
    """Part of a whole as a fraction; None where there is no whole."""
    return part / whole if whole else None
