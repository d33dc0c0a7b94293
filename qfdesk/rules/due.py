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
    """When a term ends; ``certain``: the calendar was known; ``moved``: public holidays were left out."""

    at: dt.datetime
    certain: bool = True
    moved: bool = False


def due(start: dt.datetime, term: Term) -> Due:
    """When a term that began at ``start`` ends: hours to the minute, days at closing time (17:30)."""
    begun = local(start)
    if term.hours is not None:
        return Due(begun + dt.timedelta(hours=term.hours))
    if term.working_days is not None:
        day, certain, moved = add_working_days(begun.date(), term.working_days)
        return Due(dt.datetime.combine(day, CLOSING, SHOP), certain, moved)
    return Due(dt.datetime.combine(begun.date() + dt.timedelta(days=term.days or 0), CLOSING, SHOP))


def reason(term: Term, since: Message, rule: str, certain: bool = True, moved: bool = False) -> Message:
    """The sentence that says why a date is what it is: what it counts from, how long, where it is written (D1.10)."""
    if not certain:
        text = _("within {term} of “{since}” ({rule}); the holidays of that year are not known yet")
    elif term.working_days == 0 or term.days == 0:
        text = _("on the day of “{since}” ({rule})")
    elif moved:
        text = _("within {term} of “{since}” ({rule}), public holidays left out")
    else:
        text = _("within {term} of “{since}” ({rule})")
    return message(text, since=since, term=term.say(), rule=rule)
