"""Due dates: from a start and a term to a moment and the reason a person can read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.language import Message, _, message
from qfdesk.rules.calendar import add_working_days
from qfdesk.rules.clock import SHOP, local

CLOSING = dt.time(17, 30)


@dataclass(frozen=True)
class Term:
    """How long: exactly one of hours, working days or calendar days. ``working_days=0`` means the same day."""

    hours: int | None = None
    working_days: int | None = None
    days: int | None = None

    def say(self) -> Message:
        if self.hours is not None:
            return message(_("{n} hours"), n=self.hours)
        if self.working_days == 0:
            return message(_("the same day"))
        if self.working_days is not None:
            return message(_("{n} working days"), n=self.working_days)
        return message(_("{n} days"), n=self.days)


@dataclass(frozen=True)
class Due:
    """When, why, and whether the calendar was known for it (``certain``)."""

    at: dt.datetime
    reason: Message
    certain: bool = True


def due(start: dt.datetime, term: Term, since: Message, rule: str) -> Due:
    """When a term that began at ``start`` ends: hours to the minute, days at closing time (17:30).

    ``since`` says what it counts from, ``rule`` where it is written; both go into the reason (D1.10, D9.4).
    """
    begun = local(start)
    certain, moved = True, False
    if term.hours is not None:
        end = begun + dt.timedelta(hours=term.hours)
    elif term.working_days is not None:
        day, certain, moved = add_working_days(begun.date(), term.working_days)
        end = dt.datetime.combine(day, CLOSING, SHOP)
    else:
        end = dt.datetime.combine(begun.date() + dt.timedelta(days=term.days or 0), CLOSING, SHOP)
    if not certain:
        text = _("{since} {term} ({rule}); the holidays of that year are not known yet")
    elif moved:
        text = _("{since} {term} ({rule}), holidays left out")
    else:
        text = _("{since} {term} ({rule})")
    return Due(end, message(text, since=since, term=term.say(), rule=rule), certain)
