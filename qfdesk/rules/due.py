"""Due dates: from a start, a term and the pauses between to a moment and the reason a person can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from qfdesk.language import Listing, Message, _, message
from qfdesk.rules.clock import SHOP, local
from qfdesk.rules.schedule import Reached, Schedule

KINDS = ("hours", "working_hours", "working_days", "days")
WAITS_FOR = {"customer": _("the customer"), "laboratory": _("a laboratory"), "other": _("somebody else")}
"""Whom a paused record waits for."""

_LAST_MINUTE = dt.time(23, 59)
_ONE = {
    "hours": _("1 hour"),
    "working_hours": _("1 working hour"),
    "working_days": _("1 working day"),
    "days": _("1 day"),
}
_MANY = {
    "hours": _("{n} hours"),
    "working_hours": _("{n} working hours"),
    "working_days": _("{n} working days"),
    "days": _("{n} days"),
}


@dataclass(frozen=True)
class Term:
    """How long: exactly one of hours (of the clock on the wall), working hours of the shop, working days, or days.

    No working days, or no days: the same day.
    """

    hours: int | None = None
    working_days: int | None = None
    days: int | None = None
    working_hours: int | None = None

    def __post_init__(self) -> None:
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise ValueError("a term is counted in one unit")

    @cached_property
    def kind(self) -> str:
        """The unit: one of ``KINDS``."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @cached_property
    def count(self) -> int:
        """How many of them."""
        return int(getattr(self, self.kind))

    def say(self) -> Message:
        if self.count == 0:
            return message(_("the same day"))
        return message(_ONE[self.kind]) if self.count == 1 else message(_MANY[self.kind], n=self.count)


@dataclass(frozen=True)
class Pausing:
    """A time in which a record's clocks stood still; one without end still lasts."""

    began: dt.datetime
    ended: dt.datetime | None = None


@dataclass(frozen=True)
class Due:
    """When a term ends.

    ``certain``: the calendar of every day counted was known; ``passed``: the holidays that put it off; ``put_off``: a
    pause did; ``paused``: it stands still now, and ``at`` is where it would end if it had not to wait any longer than
    it has run.
    """

    at: dt.datetime
    certain: bool = True
    passed: tuple[str, ...] = ()
    put_off: bool = False
    paused: bool = False

    @property
    def moved(self) -> bool:
        """Whether public holidays put it off."""
        return bool(self.passed)


def due(start: dt.datetime, term: Term, schedule: Schedule | None = None, pauses: Iterable[Pausing] = ()) -> Due:
    """When a term that began at ``start`` ends: hours to the minute, days at the shop's closing time.

    A pause that begins before the end moves it by the time it lasted, working days counted in working days, hours by
    the hours; one that begins when the term is over changes nothing any more.
    """
    schedule = schedule or Schedule()
    begun = local(start)
    found = _counted(begun, begun, term.kind, term.count, schedule)
    for pause in sorted(pauses, key=lambda pause: pause.began):
        began = max(local(pause.began), begun)
        if began >= found.at:
            continue
        if pause.ended is None:
            return replace(found, paused=True)
        if local(pause.ended) > began:
            found = _moved(found, term, schedule, began, local(pause.ended))
    return found


def _counted(begun: dt.datetime, since: dt.datetime, kind: str, count: int, schedule: Schedule) -> Due:
    """``count`` units after ``since``, of a term that began at ``begun``."""
    if kind == "hours":
        return Due(since + dt.timedelta(hours=count))
    if kind == "working_hours":
        reached = schedule.working(since, dt.timedelta(hours=count))
        return Due(reached.at, reached.certain, reached.passed)
    if kind == "working_days":
        counted = schedule.calendar.after(since.date(), count)
        return Due(_end_of(counted.day, begun, schedule), counted.certain, counted.passed)
    return Due(_end_of(since.date() + dt.timedelta(days=count), begun, schedule))


def _end_of(day: dt.date, begun: dt.datetime, schedule: Schedule) -> dt.datetime:
    """Closing time; the last minute of the day for what came in when the shop had closed."""
    closing = schedule.closing(day)
    return closing if closing > begun else dt.datetime.combine(day, _LAST_MINUTE, SHOP)


def _moved(found: Due, term: Term, schedule: Schedule, began: dt.datetime, ended: dt.datetime) -> Due:
    """The end moved by what the pause took of the term's own time."""
    if term.kind == "hours":
        more = Due(found.at + (ended - began))
    elif term.kind == "working_hours":
        lost = schedule.worked(began, ended)
        reached = schedule.working(found.at, lost) if lost else Reached(found.at, found.certain)
        more = Due(reached.at, reached.certain, reached.passed)
    else:
        counting = schedule.calendar.between if term.kind == "working_days" else _days
        more = _counted(began, found.at, term.kind, counting(began.date(), ended.date()), schedule)
    passed = tuple(dict.fromkeys((*found.passed, *more.passed)))
    return Due(more.at, found.certain and more.certain, passed, found.put_off or more.at != found.at)


def _days(first: dt.date, last: dt.date) -> int:
    return (last - first).days


def reason(term: Term, since: Message, rule: Message, end: Due, version: int = 1, waits_for: str = "") -> Message:
    """The sentence that says why a date is what it is.

    What it counts from, how long, where it is written (D1.10), and all that put it off or makes it doubtful.
    """
    text = _("within {term} of “{since}” ({rule})") if term.count else _("on the day of “{since}” ({rule})")
    said = message(text, since=since, term=term.say(), rule=rule)
    more = [message(_("put off by {holidays}"), holidays=Listing(parts=end.passed))] if end.passed else []
    if end.put_off:
        more.append(message(_("put off by the time it was paused")))
    if end.paused:
        more.append(message(_("paused, waits for {whom}"), whom=message(WAITS_FOR.get(waits_for, WAITS_FOR["other"]))))
    if not end.certain:
        more.append(message(_("the holidays of that year are not known yet")))
    if version > 1:
        more.append(message(_("version {n} of this term"), n=version))
    for one in more:
        said = message(_("{why}; {more}"), why=said, more=one)
    return said
