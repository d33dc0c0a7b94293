"""The statutory calendar: what the library knows, what a house imported, and what nobody knows yet."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.calendar import Calendar, Day, is_working_day

SPRING = "Spring Festival"


@pytest.mark.parametrize(
    ("day", "working", "holiday"),
    [
        ("2026-02-14", True, SPRING),  # worked in exchange
        ("2026-02-16", False, SPRING),
        ("2026-02-21", False, SPRING),
        ("2026-02-25", True, ""),
        ("2026-03-07", False, ""),
        ("2026-04-06", False, "Qingming Festival"),
        ("2026-09-25", False, "Mid-Autumn Festival"),
        ("2026-10-10", True, "National Day"),
    ],
)
def test_a_day_tells_whether_it_is_worked_and_whose_holiday_it_is(day: str, working: bool, holiday: str) -> None:
    assert Calendar().day(dt.date.fromisoformat(day)) == Day(working, True, holiday)


def test_an_unknown_year_is_monday_to_friday_and_never_certain() -> None:
    calendar = Calendar()
    assert calendar.source(2040) == "unknown"
    assert calendar.day(dt.date(2040, 1, 2)) == Day(True, False)
    assert calendar.day(dt.date(2040, 1, 7)) == Day(False, False)
    assert is_working_day(dt.date(2040, 1, 2)) == (True, False)
    assert calendar.table(2040) == {}


def test_an_imported_year_is_certain_day_for_day() -> None:
    calendar = Calendar({2040: {dt.date(2040, 1, 2): (False, "New Year's Day"), dt.date(2040, 1, 7): (True, "")}})
    assert calendar.source(2040) == "imported"
    assert calendar.day(dt.date(2040, 1, 2)) == Day(False, True, "New Year's Day")
    assert calendar.day(dt.date(2040, 1, 7)).working
    assert calendar.day(dt.date(2040, 1, 3)) == Day(True, True)
    assert list(calendar.table(2040)) == [dt.date(2040, 1, 2), dt.date(2040, 1, 7)]
    assert calendar.source(2041) == "unknown"


def test_an_imported_day_goes_before_the_library_which_still_knows_the_rest() -> None:
    calendar = Calendar({2026: {dt.date(2026, 11, 20): (False, "")}})
    assert calendar.day(dt.date(2026, 11, 20)) == Day(False, True, "a public holiday")
    assert calendar.day(dt.date(2026, 10, 1)).holiday == "National Day"


def test_the_table_of_a_year_has_its_holidays_and_the_weekends_worked_for_them() -> None:
    table = Calendar().table(2026)
    assert sum(not told.working for told in table.values()) == 33
    assert [day.isoformat() for day, told in table.items() if told.working] == [
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ]


def test_working_days_between_leave_out_the_first_day() -> None:
    calendar = Calendar()
    assert calendar.between(dt.date(2026, 11, 20), dt.date(2026, 11, 20)) == 0
    assert calendar.between(dt.date(2026, 11, 20), dt.date(2026, 11, 23)) == 1
    assert calendar.between(dt.date(2026, 9, 30), dt.date(2026, 10, 12)) == 4
