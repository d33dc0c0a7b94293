"""Working days in China: public holidays and the weekend days worked in exchange (调休)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from qfdesk.language import _

Table = Mapping[dt.date, tuple[bool, str]]
"""{day: (is it worked, whose holiday it is or makes up for)}."""

PUBLIC_HOLIDAY = _("a public holiday")
HOLIDAYS = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Qingming Festival"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "Mid-autumn Festival": _("Mid-Autumn Festival"),
    "National Day": _("National Day"),
    "Anti-Fascist 70th Day": _("Victory Day"),
}
"""{the calendar library's name: ours}."""


@dataclass(frozen=True)
class Day:
    """Whether a day is worked, whether that is known, and the holiday that makes it free or worked in exchange."""

    working: bool
    certain: bool = True
    holiday: str = ""


@dataclass(frozen=True)
class Counted:
    """Where counting working days led; ``passed``: the holidays that were stepped over on the way."""

    day: dt.date
    certain: bool
    passed: tuple[str, ...] = ()


@cache
def _library() -> tuple[dict[dt.date, str], dict[dt.date, str], frozenset[int]]:
    """(free days, weekend days worked, the years it knows), as the calendar library has them."""
    import chinese_calendar

    free = {day: HOLIDAYS.get(name, PUBLIC_HOLIDAY) for day, name in chinese_calendar.holidays.items()}
    worked = {day: HOLIDAYS.get(name, PUBLIC_HOLIDAY) for day, name in chinese_calendar.workdays.items()}
    return free, worked, frozenset(day.year for day in free)


@lru_cache(maxsize=4096)
def _known_day(day: dt.date) -> Day:
    """What the library says of a day."""
    free, worked, years = _library()
    if day in worked:
        return Day(True, True, worked[day])
    if day in free:
        return Day(False, True, free[day])
    return Day(day.weekday() < 5, day.year in years)


@dataclass(frozen=True)
class Calendar:
    """The statutory calendar; ``years``: the tables that the house imported, which go before the library's.

    A year that neither knows is counted as Monday to Friday, and whatever is counted with it is not certain.
    """

    years: Mapping[int, Table] = field(default_factory=dict)

    def source(self, year: int) -> str:
        """Where the year is known from: ``imported``, ``library`` or ``unknown``."""
        if year in self.years:
            return "imported"
        return "library" if year in _library()[2] else "unknown"

    def day(self, day: dt.date) -> Day:
        """What the calendar says of a day."""
        told = self.years.get(day.year, {}).get(day)
        if told is not None:
            return Day(told[0], True, told[1] or PUBLIC_HOLIDAY)
        known = _known_day(day)
        return known if known.certain or day.year not in self.years else replace(known, certain=True)

    def table(self, year: int) -> dict[dt.date, Day]:
        """The year's days that differ from Monday to Friday or have a holiday's name, in order."""
        found = {day: self.day(day) for day in days_of(year)}
        return {day: told for day, told in found.items() if told.holiday}

    def after(self, start: dt.date, count: int) -> Counted:
        """The ``count``-th working day after ``start`` (0: the day itself)."""
        day, certain, passed = start, True, []
        while count > 0:
            day += dt.timedelta(days=1)
            told = self.day(day)
            certain = certain and told.certain
            if not told.working and told.holiday and day.weekday() < 5 and told.holiday not in passed:
                passed.append(told.holiday)
            count -= told.working
        return Counted(day, certain, tuple(passed))

    def between(self, first: dt.date, last: dt.date) -> int:
        """How many working days lie after ``first``, up to and with ``last``."""
        return sum(self.day(first + dt.timedelta(days=n)).working for n in range(1, (last - first).days + 1))


def days_of(year: int) -> Iterator[dt.date]:
    """Every day of a year."""
    first = dt.date(year, 1, 1)
    return (first + dt.timedelta(days=n) for n in range(366) if (first + dt.timedelta(days=n)).year == year)


def is_working_day(day: dt.date, calendar: Calendar | None = None) -> tuple[bool, bool]:
    """(is it a working day, is the year's holiday table known)."""
    told = (calendar or Calendar()).day(day)
    return told.working, told.certain
