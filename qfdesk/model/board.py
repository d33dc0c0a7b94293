"""What the Today board shows, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qfdesk.model.corrections import Request
from qfdesk.model.duties import DutyState
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, DueLine, HistoryLine

OVERDUE, TODAY, WEEK = "overdue", "today", "week"
"""What is late, what is due before the day ends, what is due in the seven days after."""
SPANS = (OVERDUE, TODAY, WEEK)


@dataclass(frozen=True)
class DueRow:
    """A running deadline with what a person needs to know of its record; ``urged``: how often it was."""

    line: DueLine
    title: str
    owner: str
    person: int | None = None
    urged: int = 0


@dataclass(frozen=True)
class WaitingRow:
    """A record that waits for somebody else: paused, or at a stage declared as waiting.

    ``waits_for``: customer, laboratory, other; '' for a stage, whose ``label`` says it then.
    """

    register: str
    id: int
    number: str
    title: str
    owner: str
    waits_for: str
    label: str
    reason: str
    since: dt.datetime | None


@dataclass(frozen=True)
class PersonCount:
    """What a person has in hand: open records, those overdue, those due today.

    ``registers``: the registers with open records of that person, those with most overdue first.
    """

    person: Ref
    open: int
    overdue: int
    today: int
    registers: tuple[str, ...]


@dataclass(frozen=True)
class UnusualBatch:
    """A batch with more cases in ``days`` days than the Poisson limit of what is usual for it.

    ``usual``: mean number of cases per batch and period; ``limit``: the most that stays within 99 %.
    ``register``/``id``: the newest of the cases.
    """

    product: str
    batch: str
    count: int
    usual: float
    limit: int
    days: int
    register: str
    id: int
    batch_id: int


@dataclass(frozen=True)
class MonthBar:
    """Cases of one kind this month and last; ``label`` is marked for the catalogue."""

    label: str
    last: int
    this: int


def by_record(rows: Iterable[DueRow]) -> dict[tuple[str, int], list[DueRow]]:
    """{(register, id): its deadlines among the rows}, in the order they come: people count records, not deadlines."""
    found: dict[tuple[str, int], list[DueRow]] = {}
    for row in rows:
        found.setdefault((row.line.register, row.line.id), []).append(row)
    return found


@dataclass(frozen=True)
class Board:
    """The day at a glance. ``ended``: deadlines of quality information that were met or passed this month up to now;
    ``kept``: those of them met in time, counted as every report does.

    ``corrections``: requests that the person may decide. ``unknown_year``: the coming year whose holidays are missing
    although it is time to have them, or None.
    """

    overdue: list[DueRow]
    today: list[DueRow]
    week: list[DueRow]
    waiting: list[WaitingRow]
    drafts: list[Draft]
    batches: list[UnusualBatch]
    months: list[MonthBar]
    events: list[HistoryLine]
    ended: int
    kept: int
    duties: list[DutyState] = field(default_factory=list)
    corrections: Sequence[Request] = ()
    people: list[PersonCount] = field(default_factory=list)
    unknown_year: int | None = None

    @property
    def on_time(self) -> float | None:
        """The on-time rate of this month up to now; None when no deadline ended."""
        return self.kept / self.ended if self.ended else None

    @property
    def pressing(self) -> int:
        """How many records are overdue or due today."""
        return len(by_record((*self.overdue, *self.today)))

    def due(self, span: str = "") -> list[DueRow]:
        """What is due in a span (all of them for ''), by its moment; above it what holds up production, however late
        the rest is (D1.11)."""
        parts = {OVERDUE: self.overdue, TODAY: self.today, WEEK: self.week}
        found = parts[span] if span else [row for key in SPANS for row in parts[key]]
        return sorted(found, key=lambda row: not row.line.deadline.first)

    def of(self, owner: str) -> Board:
        """The same with only what one person has in hand among what is due."""
        mine = ([row for row in rows if row.owner == owner] for rows in (self.overdue, self.today, self.week))
        overdue, today, week = mine
        return replace(self, overdue=overdue, today=today, week=week)
