"""What the desk tells of pauses and terms, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.model.declare import Deadline
from qfdesk.rules.due import Term


@dataclass(frozen=True)
class Paused:
    """A time in which a record's clocks stood still; one without end still lasts. ``waits_for``: see ``WAITS_FOR``."""

    register: str
    id: int
    number: str
    waits_for: str
    reason: str
    since: dt.datetime
    by: str
    until: dt.datetime | None = None
    resumed_by: str = ""


@dataclass(frozen=True)
class TermLine:
    """A term as the house has it now: ``declared`` is what the program came with, ``rule`` the source.

    ``since``, ``who`` and ``why``: of the last change; nothing as long as version 1 is in force.
    """

    register: str
    deadline: Deadline
    version: int
    term: Term
    declared: Term
    rule: str
    since: dt.datetime | None = None
    who: str = ""
    why: str = ""
