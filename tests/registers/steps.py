"""Short words for what the tests of a register do at the desk."""

from __future__ import annotations

from typing import Any

from qfdesk.desk import Desk
from qfdesk.model.values import Opened, Saved


def go(desk: Desk, saved: Saved, move: str, reason: str = "", **values: Any) -> Opened:
    """Does a move and returns the record as it then stands."""
    opened = desk.open(saved.register, saved.id)
    desk.move(saved.register, saved.id, opened.revision, move, values, reason)
    return desk.open(saved.register, saved.id)


def due(desk: Desk, saved: Saved) -> dict[str, str]:
    """The running deadlines of a record: {key: when}."""
    return {line.deadline.key: f"{line.at:%m-%d %H:%M}" for line in desk.dues(saved.register, saved.id)}
