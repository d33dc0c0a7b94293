"""What the Today board shows, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from qfdesk.model.corrections import Request
from qfdesk.model.duties import DutyState
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, DueLine, HistoryLine


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


@dataclass(frozen=True)
class Board:
    """The day at a glance. ``on_time``: share of this month's met deadlines that were met in time, or None.

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
    on_time: float | None
    duties: list[DutyState] = field(default_factory=list)
    corrections: Sequence[Request] = ()
    people: list[PersonCount] = field(default_factory=list)
    unknown_year: int | None = None

    @property
    def rows(self) -> list[DueRow]:
        """All that is due by its moment; above it what holds up production, however late the rest is (D1.11)."""
        return sorted((*self.overdue, *self.today, *self.week), key=lambda row: not row.line.deadline.first)
