"""What the Today board shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.model.values import Draft, DueLine, HistoryLine


@dataclass(frozen=True)
class DueRow:
    """A running deadline with what a person needs to know of its record."""

    line: DueLine
    title: str
    owner: str


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
    """The day at a glance. ``on_time``: share of this month's met deadlines that were met in time, or None."""

    overdue: list[DueRow]
    today: list[DueRow]
    week: list[DueRow]
    waiting: int
    drafts: list[Draft]
    batches: list[UnusualBatch]
    months: list[MonthBar]
    events: list[HistoryLine]
    on_time: float | None
