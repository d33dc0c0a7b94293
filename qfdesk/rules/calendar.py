"""Working days in China: public holidays and the weekend days worked in exchange (调休)."""

from __future__ import annotations

import datetime as dt


def is_working_day(day: dt.date) -> tuple[bool, bool]:
    """(is it a working day, is the year's holiday table known). Unknown years fall back to Monday to Friday."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False


def add_working_days(start: dt.date, count: int) -> tuple[dt.date, bool, bool]:
    """The ``count``-th working day after ``start`` (0: the day itself).

    Returns (day, all years known, a public holiday was stepped over on the way).
    """
    day, certain, holiday = start, True, False
    while count > 0:
        day += dt.timedelta(days=1)
        working, known = is_working_day(day)
        certain = certain and known
        holiday = holiday or (not working and day.weekday() < 5)
        count -= working
    return day, certain, holiday
