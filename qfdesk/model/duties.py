"""Periodic duties as plain values: what is due, what was done, which main customers were asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.language import Message, message
from qfdesk.rules.duties import DutyDue
from qfdesk.rules.rights import ROLES

OVERDUE, TODAY, NOW, LATER, DONE, PAST = "overdue", "today", "now", "later", "done", "past"


@dataclass(frozen=True)
class Done:
    """Who did a duty, when, and what proves it: the number of a record, a report's name, or words."""

    at: dt.datetime
    who: str
    proof: str
    note: str = ""


@dataclass(frozen=True)
class DutyState:
    """A duty in one period and what became of it.

    ``owed``: the ledger was in use when it fell due. ``named``: who is named to do it.
    """

    due: DutyDue
    done: Done | None
    owed: bool = True
    named: Message | None = None

    @property
    def who(self) -> Message:
        """Who does it: the department the house gave it to, else who is named for it, else a role."""
        duty = self.due.duty
        given = duty.department
        return message("{name}", name=given) if given else self.named or message(ROLES.get(duty.role, duty.role))

    def state(self, day: dt.date) -> str:
        """How it stands on a day: done, overdue, today, now (its time has come), later, or past (before the ledger)."""
        if self.done is not None:
            return DONE
        if not self.owed or (self.due.unset and self.due.period.last < day):
            return PAST
        if self.due.unset:
            return NOW if self.due.opens <= day else LATER
        if self.due.on < day:
            return OVERDUE
        if self.due.on == day:
            return TODAY
        return NOW if self.due.opens <= day else LATER


@dataclass(frozen=True)
class Asked:
    """A main customer and when it was last visited or asked in the year; None: not yet (D12.6)."""

    id: int
    name: str
    at: dt.datetime | None
    register: str = ""
    number: str = ""
