"""What is worth a quiet word while nobody looks: deadlines that have become due, each told once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qfdesk.model.board import Board, DueRow

Known = tuple[str, int, str, str]
"""A deadline of a record with its moment: moved to another day it may be told once more."""


def known(row: DueRow) -> Known:
    """What a deadline is remembered by."""
    return row.line.register, row.line.id, row.line.deadline.key, row.line.at.isoformat(timespec="minutes")


def told_of(board: Board) -> list[DueRow]:
    """What is overdue or due today, the most urgent first."""
    return [*board.overdue, *board.today]


def news(rows: Iterable[DueRow], told: Collection[Known], only: str | None = None) -> list[DueRow]:
    """The rows that were not told yet; ``only``: of what this person has in hand."""
    return [row for row in rows if known(row) not in told and (only is None or row.owner == only)]


def still(rows: Iterable[DueRow], told: Collection[Known]) -> set[Known]:
    """What is worth remembering of what was told: the rest is met or moved and will not come again."""
    return {known(row) for row in rows} & set(told)
