"""Corrections of closed records (更正) and the taking away of old ones, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.language import Message
from qfdesk.model.values import Values

ASKED, APPROVED, REFUSED, WITHDRAWN = "asked", "approved", "refused", "withdrawn"


@dataclass(frozen=True)
class Request:
    """A request to correct a closed record: ``before`` and ``after`` hold only the fields that differ.

    ``state``: asked, approved, refused or withdrawn.
    """

    id: int
    register: str
    entry: int
    number: str
    before: Values
    after: Values
    reason: str
    state: str
    asked_at: dt.datetime
    asked_by: str
    decided_at: dt.datetime | None
    decided_by: str
    note: str

    @property
    def is_open(self) -> bool:
        return self.state == ASKED


@dataclass(frozen=True)
class Outworn:
    """A record that ended long ago: ``kept_until`` is the last day it must be kept, ``why`` what still holds it."""

    register: str
    id: int
    number: str
    ended_on: dt.date
    kept_until: dt.date
    why: Message | None = None


@dataclass(frozen=True)
class Purge:
    """What a purge takes away, and what it leaves with the reason."""

    register: str
    until: dt.date
    taken: tuple[Outworn, ...]
    left: tuple[Outworn, ...]
