"""Steps of a record in a test, in few words."""

from __future__ import annotations

from typing import Any

from qfdesk.desk import Desk
from qfdesk.model.values import Draft, Opened, Saved


def go(desk: Desk, saved: Saved, key: str, reason: str = "", **values: Any) -> Opened:
    """Does a move with these values; the record as it stands then."""
    opened = desk.open(saved.register, saved.id)
    desk.move(saved.register, saved.id, opened.revision, key, values, reason)
    return desk.open(saved.register, saved.id)


def next_of(desk: Desk, register: str, origin: Saved, **values: Any) -> tuple[Draft, Saved]:
    """The record made from another one: the draft as it came, and what was saved."""
    draft = desk.blank(register, (origin.register, origin.id))
    draft.values.update(values)
    return draft, desk.save(draft)


def running(desk: Desk, saved: Saved) -> dict[str, str]:
    """The deadlines of a record that run: {key: when it ends}."""
    return {line.deadline.key: f"{line.at:%m-%d %H:%M}" for line in desk.dues(saved.register, saved.id)}
