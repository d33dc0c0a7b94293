"""Due dates in a Chinese year: holidays, weekends that are worked (调休), and years nobody knows yet."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.language import message
from qfdesk.rules.clock import SHOP
from qfdesk.rules.due import Term, due, reason

NINE = dt.time(9, 30)


def at(day: str, time: dt.time = NINE) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), time, SHOP)


@pytest.mark.parametrize(
    ("start", "days", "end", "moved"),
    [
        ("2026-11-20", 0, "2026-11-20", False),  # a Friday, the same day
        ("2026-11-20", 1, "2026-11-23", False),  # over an ordinary weekend
        ("2026-11-20", 2, "2026-11-24", False),
        ("2026-11-20", 5, "2026-11-27", False),
        ("2026-11-21", 1, "2026-11-23", False),  # begun on a Saturday
        ("2025-12-31", 1, "2026-01-04", True),  # New Year, the Sunday after it is worked
        ("2025-12-31", 2, "2026-01-05", True),
        ("2026-01-02", 1, "2026-01-04", False),  # begun on the holiday itself
        ("2026-02-13", 1, "2026-02-14", False),  # the Saturday before Spring Festival is worked
        ("2026-02-13", 2, "2026-02-24", True),  # Spring Festival, 15 to 23 February
        ("2026-02-14", 5, "2026-02-28", True),  # ends on a Saturday that is worked
        ("2026-02-27", 2, "2026-03-02", False),
        ("2026-04-03", 1, "2026-04-07", True),  # Qingming
        ("2026-04-30", 1, "2026-05-06", True),  # Labour Day
        ("2026-04-30", 4, "2026-05-09", True),  # and the Saturday worked for it
        ("2026-04-30", 5, "2026-05-11", True),
        ("2026-06-18", 1, "2026-06-22", True),  # Dragon Boat Festival
        ("2026-09-18", 1, "2026-09-20", False),  # a Sunday worked for National Day
        ("2026-09-24", 1, "2026-09-28", True),  # Mid-Autumn
        ("2026-09-30", 1, "2026-10-08", True),  # National Day
        ("2026-09-30", 3, "2026-10-10", True),
        ("2026-09-30", 4, "2026-10-12", True),
    ],
)
def test_working_days_leave_out_holidays_and_count_the_weekends_worked(
    start: str, days: int, end: str, moved: bool
) -> None:
    found = due(at(start), Term(working_days=days))
    assert found.at == at(end, dt.time(17, 30))
    assert (found.certain, found.moved) == (True, moved)


def test_hours_run_through_nights_and_holidays_to_the_minute() -> None:
    assert due(at("2026-09-30", dt.time(16, 45)), Term(hours=24)).at == at("2026-10-01", dt.time(16, 45))


def test_calendar_days_end_at_closing_time() -> None:
    assert due(at("2026-02-14"), Term(days=7)).at == at("2026-02-21", dt.time(17, 30))


def test_a_start_told_in_another_zone_counts_from_the_shops_day() -> None:
    late_in_london = dt.datetime(2026, 11, 19, 20, 0, tzinfo=dt.UTC)
    assert due(late_in_london, Term(working_days=0)).at == at("2026-11-20", dt.time(17, 30))


def test_a_year_without_a_calendar_is_said_to_be_uncertain() -> None:
    found = due(at("2031-12-31"), Term(working_days=2))
    assert not found.certain
    assert found.at == at("2032-01-02", dt.time(17, 30))
    said = reason(Term(working_days=2), message("Received at"), "D1.10", found.certain)
    assert said.say("en") == (
        "within 2 working days of “Received at” (D1.10); the holidays of that year are not known yet"
    )


@pytest.mark.parametrize(
    ("term", "moved", "sentence"),
    [
        (Term(hours=24), False, "within 24 hours of “Received at” (D9.4)"),
        (Term(working_days=2), True, "within 2 working days of “Received at” (D9.4), public holidays left out"),
        (Term(working_days=0), False, "on the day of “Received at” (D9.4)"),
        (Term(days=0), False, "on the day of “Received at” (D9.4)"),
        (Term(days=7), False, "within 7 days of “Received at” (D9.4)"),
    ],
)
def test_the_reason_says_from_when_how_long_and_where_it_is_written(term: Term, moved: bool, sentence: str) -> None:
    assert reason(term, message("Received at"), "D9.4", True, moved).say("en") == sentence
