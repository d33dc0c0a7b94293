"""Due dates in a Chinese year: holidays, weekends that are worked (调休), nights, pauses, years nobody knows yet."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.language import message
from qfdesk.rules.calendar import Calendar
from qfdesk.rules.clock import SHOP
from qfdesk.rules.due import Due, Pausing, Term, due, reason
from qfdesk.rules.hours import Hours
from qfdesk.rules.schedule import Schedule

NINE = dt.time(9, 30)
NEW_YEAR, SPRING, QINGMING = "New Year's Day", "Spring Festival", "Qingming Festival"
LABOUR, DRAGON, AUTUMN, NATIONAL = "Labour Day", "Dragon Boat Festival", "Mid-Autumn Festival", "National Day"


def at(day: str, time: dt.time = NINE) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), time, SHOP)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHOP)


@pytest.mark.parametrize(
    ("start", "days", "end", "passed"),
    [
        ("2026-11-20", 0, "2026-11-20", ()),  # a Friday, the same day
        ("2026-11-20", 1, "2026-11-23", ()),  # over an ordinary weekend
        ("2026-11-20", 2, "2026-11-24", ()),
        ("2026-11-20", 5, "2026-11-27", ()),
        ("2026-11-20", 7, "2026-12-01", ()),  # over the end of a month
        ("2026-11-21", 0, "2026-11-21", ()),  # begun on a Saturday, the same day all the same
        ("2026-11-21", 1, "2026-11-23", ()),
        ("2026-11-22", 1, "2026-11-23", ()),
        ("2025-12-31", 1, "2026-01-04", (NEW_YEAR,)),  # over the end of a year; the Sunday after is worked
        ("2025-12-31", 2, "2026-01-05", (NEW_YEAR,)),
        ("2026-01-02", 1, "2026-01-04", ()),  # begun on the holiday itself
        ("2026-01-30", 1, "2026-02-02", ()),
        ("2026-01-30", 45, "2026-04-10", (SPRING, QINGMING)),  # 45 working days of the 12315 mediation
        ("2026-02-12", 2, "2026-02-14", ()),
        ("2026-02-13", 1, "2026-02-14", ()),  # the Saturday before Spring Festival is worked
        ("2026-02-13", 2, "2026-02-24", (SPRING,)),  # Spring Festival, 15 to 23 February
        ("2026-02-14", 1, "2026-02-24", (SPRING,)),
        ("2026-02-14", 5, "2026-02-28", (SPRING,)),  # ends on a Saturday that is worked
        ("2026-02-17", 1, "2026-02-24", (SPRING,)),  # begun on New Year's Day of the moon
        ("2026-02-27", 1, "2026-02-28", ()),
        ("2026-02-27", 2, "2026-03-02", ()),  # over the end of February
        ("2026-03-31", 1, "2026-04-01", ()),
        ("2026-04-03", 1, "2026-04-07", (QINGMING,)),
        ("2026-04-03", 5, "2026-04-13", (QINGMING,)),
        ("2026-04-30", 1, "2026-05-06", (LABOUR,)),
        ("2026-04-30", 4, "2026-05-09", (LABOUR,)),  # and the Saturday worked for it
        ("2026-04-30", 5, "2026-05-11", (LABOUR,)),
        ("2026-05-08", 1, "2026-05-09", ()),
        ("2026-06-18", 1, "2026-06-22", (DRAGON,)),
        ("2026-06-17", 2, "2026-06-22", (DRAGON,)),
        ("2026-06-30", 1, "2026-07-01", ()),
        ("2026-09-18", 1, "2026-09-20", ()),  # a Sunday worked for National Day
        ("2026-09-18", 2, "2026-09-21", ()),
        ("2026-09-23", 2, "2026-09-28", (AUTUMN,)),
        ("2026-09-24", 1, "2026-09-28", (AUTUMN,)),
        ("2026-09-24", 4, "2026-10-08", (AUTUMN, NATIONAL)),  # over two festivals
        ("2026-09-30", 1, "2026-10-08", (NATIONAL,)),
        ("2026-09-30", 3, "2026-10-10", (NATIONAL,)),  # a Saturday worked for it
        ("2026-09-30", 4, "2026-10-12", (NATIONAL,)),
        ("2026-12-30", 1, "2026-12-31", ()),
        ("2024-02-28", 1, "2024-02-29", ()),  # a leap day
        ("2024-02-29", 1, "2024-03-01", ()),
        ("2025-09-30", 1, "2025-10-09", (NATIONAL, AUTUMN)),  # the one within the other
    ],
)
def test_working_days_leave_out_holidays_and_count_the_weekends_worked(
    start: str, days: int, end: str, passed: tuple[str, ...]
) -> None:
    found = due(at(start), Term(working_days=days))
    assert found == Due(at(end, dt.time(17, 30)), True, passed)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-09-30T16:45", 24, "2026-10-01T16:45"),  # D9.4 runs through night and holiday
        ("2026-12-31T23:59", 24, "2027-01-01T23:59"),
        ("2026-11-20T10:00", 72, "2026-11-23T10:00"),
        ("2024-02-28T20:00", 48, "2024-03-01T20:00"),
    ],
)
def test_hours_run_through_nights_and_holidays_to_the_minute(start: str, hours: int, end: str) -> None:
    assert due(moment(start), Term(hours=hours)) == Due(moment(end))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T09:00", 2, "2026-11-20T11:00"),
        ("2026-11-20T11:30", 1, "2026-11-20T14:00"),  # over the rest at noon
        ("2026-11-20T11:00", 1, "2026-11-20T12:00"),  # to the last minute before it
        ("2026-11-20T12:30", 4, "2026-11-20T17:30"),  # begun in it
        ("2026-11-19T17:00", 1, "2026-11-20T09:00"),  # over the night
        ("2026-11-19T22:00", 1, "2026-11-20T09:30"),  # begun at night
        ("2026-11-19T05:00", 8, "2026-11-20T09:00"),  # a day has seven and a half
        ("2026-11-20T17:00", 1, "2026-11-23T09:00"),  # over the weekend
        ("2026-11-21T12:00", 15, "2026-11-24T17:30"),  # begun at the weekend
        ("2026-02-13T17:00", 1, "2026-02-14T09:00"),  # a Saturday that is worked
        ("2026-09-30T17:00", 1, "2026-10-08T09:00"),  # over National Day
    ],
)
def test_working_hours_stand_still_when_the_shop_is_closed(start: str, hours: int, end: str) -> None:
    assert due(moment(start), Term(working_hours=hours)).at == moment(end)


def test_working_hours_name_the_holiday_and_an_unknown_year() -> None:
    assert due(moment("2026-09-24T17:00"), Term(working_hours=1)).passed == (AUTUMN,)
    assert due(moment("2026-12-31T17:00"), Term(working_hours=1)).certain is False
    assert due(moment("2026-12-31T17:00"), Term(working_hours=1)).at == moment("2027-01-01T09:00")


def test_a_shop_that_works_at_weekends_counts_its_hours_there_but_not_on_a_holiday() -> None:
    weekends = Schedule(hours=Hours(also=(6, 7)))
    assert due(moment("2026-11-20T17:00"), Term(working_hours=1), weekends).at == moment("2026-11-21T09:00")
    assert due(moment("2026-09-30T17:00"), Term(working_hours=1), weekends).at == moment("2026-10-08T09:00")
    assert due(at("2026-11-20"), Term(working_days=1), weekends).at.day == 23  # 工作日 is the statute's word


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-02-14", 7, "2026-02-21"),
        ("2026-12-28", 7, "2027-01-04"),
        ("2024-02-22", 7, "2024-02-29"),
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_calendar_days_end_at_closing_time_holiday_or_not(start: str, days: int, end: str) -> None:
    assert due(at(start), Term(days=days)) == Due(at(end, dt.time(17, 30)))


def test_the_shops_closing_time_ends_terms_of_days() -> None:
    late = Schedule(hours=Hours(((dt.time(9), dt.time(21)),)))
    assert due(at("2026-11-20"), Term(working_days=1), late).at == at("2026-11-23", dt.time(21))
    assert due(at("2026-11-20"), Term(days=1), late).at == at("2026-11-21", dt.time(21))


def test_what_comes_in_when_the_shop_has_closed_may_be_handled_until_the_day_is_over() -> None:
    assert due(moment("2026-11-20T20:15"), Term(days=0)).at == moment("2026-11-20T23:59")
    assert due(moment("2026-11-20T20:15"), Term(working_days=1)).at == moment("2026-11-23T17:30")


def test_a_start_told_in_another_zone_counts_from_the_shops_day() -> None:
    late_in_london = dt.datetime(2026, 11, 19, 20, 0, tzinfo=dt.UTC)
    assert due(late_in_london, Term(working_days=0)).at == at("2026-11-20", dt.time(17, 30))


@pytest.mark.parametrize(
    ("start", "term", "stops", "end"),
    [
        # working days: paused Monday to Wednesday takes two
        ("2026-11-20T10:00", Term(working_days=2), [("2026-11-23T09:00", "2026-11-25T16:00")], "2026-11-26T17:30"),
        ("2026-11-20T10:00", Term(working_days=2), [("2026-11-23T09:00", "2026-11-23T16:00")], "2026-11-24T17:30"),
        ("2026-11-20T10:00", Term(working_days=2), [("2026-11-20T16:00", "2026-11-22T10:00")], "2026-11-24T17:30"),
        ("2026-09-23T10:00", Term(working_days=2), [("2026-09-24T09:00", "2026-09-28T09:00")], "2026-09-29T17:30"),
        # hours: by the clock on the wall
        ("2026-11-20T10:00", Term(hours=24), [("2026-11-20T12:00", "2026-11-21T15:30")], "2026-11-22T13:30"),
        # working hours: only what the shop would have worked
        ("2026-11-20T09:00", Term(working_hours=4), [("2026-11-20T11:00", "2026-11-23T09:30")], "2026-11-23T11:30"),
        ("2026-11-20T09:00", Term(working_hours=8), [("2026-11-20T18:00", "2026-11-22T09:00")], "2026-11-23T09:30"),
        # days
        ("2026-11-20T10:00", Term(days=7), [("2026-11-21T09:00", "2026-11-24T09:00")], "2026-11-30T17:30"),
        # two pauses, told in the wrong order, the second reached only because of the first
        (
            "2026-11-20T10:00",
            Term(working_days=1),
            [("2026-11-24T09:00", "2026-11-25T09:00"), ("2026-11-23T09:00", "2026-11-24T08:00")],
            "2026-11-25T17:30",
        ),
        # begun within a pause: only the rest of it counts; one before it: nothing
        ("2026-11-24T10:00", Term(hours=2), [("2026-11-20T10:00", "2026-11-24T11:00")], "2026-11-24T13:00"),
        ("2026-11-24T10:00", Term(hours=2), [("2026-11-20T10:00", "2026-11-23T11:00")], "2026-11-24T12:00"),
        # a pause that came when the term was over does not save it
        ("2026-11-20T10:00", Term(hours=2), [("2026-11-20T13:00", "2026-11-24T11:00")], "2026-11-20T12:00"),
    ],
)
def test_a_pause_moves_the_end_by_the_time_it_took(
    start: str, term: Term, stops: list[tuple[str, str]], end: str
) -> None:
    pauses = [Pausing(moment(began), moment(ended)) for began, ended in stops]
    found = due(moment(start), term, None, pauses)
    assert found.at == moment(end)
    assert found.put_off == (found.at != due(moment(start), term).at)
    assert not found.paused


def test_a_pause_that_lasts_stops_the_clock_unless_it_was_over_already() -> None:
    lasting = [Pausing(moment("2026-11-20T11:00"))]
    assert due(moment("2026-11-20T10:00"), Term(hours=2), None, lasting).paused
    assert not due(moment("2026-11-20T08:00"), Term(hours=2), None, lasting).paused


def test_a_year_without_a_calendar_is_said_to_be_uncertain_until_its_table_is_there() -> None:
    found = due(at("2031-12-31"), Term(working_days=2))
    assert found == Due(at("2032-01-02", dt.time(17, 30)), False)
    new_year = {dt.date(2032, 1, day): (False, NEW_YEAR) for day in (1, 2, 3)}
    known = Schedule(Calendar({2031: {}, 2032: new_year}))
    sixth = at("2032-01-06", dt.time(17, 30))
    assert due(at("2031-12-31"), Term(working_days=2), known) == Due(sixth, True, (NEW_YEAR,))
    half = Schedule(Calendar({2031: {}}))
    assert due(at("2031-12-31"), Term(working_days=2), half).certain is False


@pytest.mark.parametrize(
    ("term", "end", "version", "sentence"),
    [
        (Term(hours=24), {}, 1, "within 24 hours of “Accepted at” (D9.4)"),
        (Term(hours=1), {}, 1, "within 1 hour of “Accepted at” (D9.4)"),
        (Term(working_hours=4), {}, 1, "within 4 working hours of “Accepted at” (D9.4)"),
        (Term(days=7), {}, 1, "within 7 days of “Accepted at” (D9.4)"),
        (Term(working_days=0), {}, 1, "on the day of “Accepted at” (D9.4)"),
        (Term(days=0), {}, 1, "on the day of “Accepted at” (D9.4)"),
        (
            Term(working_days=2),
            {"passed": (AUTUMN,)},
            1,
            "within 2 working days of “Accepted at” (D9.4); put off by Mid-Autumn Festival",
        ),
        (
            Term(working_days=9),
            {"passed": (AUTUMN, NATIONAL), "put_off": True},
            3,
            "within 9 working days of “Accepted at” (D9.4); put off by Mid-Autumn Festival, National Day; "
            "put off by the time it was paused; version 3 of this term",
        ),
        (
            Term(working_days=1),
            {"certain": False},
            1,
            "within 1 working day of “Accepted at” (D9.4); the holidays of that year are not known yet",
        ),
        (
            Term(hours=24),
            {"paused": True},
            1,
            "within 24 hours of “Accepted at” (D9.4); paused, waits for a laboratory",
        ),
    ],
)
def test_the_reason_says_from_when_how_long_where_it_is_written_and_what_put_it_off(
    term: Term, end: dict[str, object], version: int, sentence: str
) -> None:
    found = Due(at("2026-11-20"), **end)  # type: ignore[arg-type]
    said = reason(term, message("Accepted at"), message("D9.4"), found, version, "laboratory")
    assert said.say("en") == sentence


@pytest.mark.parametrize("units", [{}, {"hours": 1, "days": 1}])
def test_a_term_is_counted_in_one_unit(units: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one unit"):
        Term(**units)
