"""The shop's time: the statutory calendar and the shop's own hours together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from qfdesk.rules.calendar import Calendar
from qfdesk.rules.clock import SHOP, local
from qfdesk.rules.hours import Hours


@dataclass(frozen=True)
class Reached:
    """The moment that counting working hours led to."""

    at: dt.datetime
    certain: bool
    passed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """What terms are counted by. Working days are the statute's; working hours are the shop's."""

    calendar: Calendar = field(default_factory=Calendar)
    hours: Hours = field(default_factory=Hours)

    def closing(self, day: dt.date) -> dt.datetime:
        """When the shop closes on a day."""
        return dt.datetime.combine(day, self.hours.closing, SHOP)

    def spans(self, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """When the shop works on a day; nothing on a free one."""
        told = self.calendar.day(day)
        if told.working or (day.isoweekday() in self.hours.also and not told.holiday):
            for begin, end in self.hours.spans:
                yield dt.datetime.combine(day, begin, SHOP), dt.datetime.combine(day, end, SHOP)

    def working(self, start: dt.datetime, time: dt.timedelta) -> Reached:
        """The moment at which so much working time has passed since ``start``."""
        begun = local(start)
        day, certain, passed = begun.date(), True, dict[str, None]()
        while True:
            told, spans = self.calendar.day(day), list(self.spans(day))
            certain = certain and told.certain
            if not spans and told.holiday and day.weekday() < 5:
                passed[told.holiday] = None
            for begin, end in spans:
                begin = max(begin, begun)
                if begin < end and time <= end - begin:
                    return Reached(begin + time, certain, tuple(passed))
                time -= max(end - begin, dt.timedelta())
            day += dt.timedelta(days=1)

    def worked(self, since: dt.datetime, until: dt.datetime) -> dt.timedelta:
        """How much working time lies between two moments."""
        first, last = local(since), local(until)
        total = dt.timedelta()
        for n in range((last.date() - first.date()).days + 1):
            for begin, end in self.spans(first.date() + dt.timedelta(days=n)):
                total += max(min(end, last) - max(begin, first), dt.timedelta())
        return total
