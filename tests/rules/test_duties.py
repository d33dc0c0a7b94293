"""When the periodic duties of the source documents fall due, around weekends, holidays and month ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from qfdesk.rules import duties
from qfdesk.rules.calendar import Calendar
from qfdesk.rules.duties import DUTIES, MONTH, REVIEW, YEAR, Duty, due_in, in_force, last_working_day, period_of

DAY = dt.date.fromisoformat
BY_KEY = {duty.key: duty for duty in DUTIES}


@pytest.mark.parametrize(
    ("key", "day", "period", "due"),
    [
        ("monthly_count", "2026-11-20", "2026-11", "2026-11-30"),  # a Monday
        ("monthly_count", "2026-10-09", "2026-10", "2026-10-30"),  # the 31st is a Saturday
        ("monthly_count", "2026-01-05", "2026-01", "2026-01-30"),
        ("monthly_count", "2026-02-01", "2026-02", "2026-02-28"),  # a Saturday, worked in exchange for Spring Festival
        ("monthly_summary", "2026-05-31", "2026-05", "2026-05-29"),  # the 31st is a Sunday
        ("monthly_meeting", "2026-08-01", "2026-08", "2026-08-31"),
        ("inspection_round", "2026-04-30", "2026-04", "2026-04-30"),
        ("tracking_check", "2025-09-30", "2025-09", "2025-09-30"),
        ("brief", "2026-11-01", "2026-11", "2026-12-04"),  # the 5th of the next month is a Saturday
        ("brief", "2026-09-15", "2026-09", "2026-09-30"),  # the National Day holiday reaches beyond 5 October
        ("brief", "2026-12-15", "2026-12", "2027-01-05"),  # over the end of the year
        ("analysis", "2026-11-20", "2026-Q4", "2026-12-31"),
        ("regulator_summary", "2026-01-01", "2026-Q1", "2026-03-31"),
        ("quality_meeting", "2026-06-30", "2026-Q2", "2026-06-30"),
        ("handling_survey", "2026-06-30", "2026-H1", "2026-06-30"),
        ("service_survey", "2026-07-01", "2026-H2", "2026-12-31"),
        ("restore_drill", "2025-03-03", "2025-H1", "2025-06-30"),
        ("work_plan", "2026-11-20", "2026", "2026-01-30"),
        ("survey", "2026-11-20", "2026", "2026-12-31"),
        ("main_customers", "2022-05-05", "2022", "2022-12-30"),  # 31 December 2022 was a Saturday
        ("communication_review", "2023-05-05", "2023", "2023-12-29"),  # the 30th and 31st were a weekend
        ("system_evaluation", "2024-02-29", "2024", "2024-12-31"),
        ("rule_review", "2025-12-31", "2025", "2025-12-31"),
        ("appraisal", "2026-12-31", "2026", "2026-12-31"),
        ("training", "2026-01-01", "2026", "2026-12-31"),
        ("inspections", "2026-07-01", "2026", "2026-12-31"),
    ],
)
def test_a_duty_is_due_by_a_working_day_of_its_period(key: str, day: str, period: str, due: str) -> None:
    duty = BY_KEY[key]
    found = due_in(duty, period_of(duty.every, DAY(day)), None)
    assert (found.period.key, found.on.isoformat()) == (period, due)


@pytest.mark.parametrize(
    ("review", "opens", "due"),
    [
        ((12, 15), "2026-11-15", "2026-12-14"),
        ((12, 20), "2026-11-20", "2026-12-18"),  # the 19th is a Saturday
        ((3, 31), "2026-02-28", "2026-03-30"),  # February has no 31st
        ((10, 8), "2026-09-08", "2026-09-30"),  # National Day before it
        ((1, 15), "2025-12-15", "2026-01-14"),
    ],
)
def test_the_satisfaction_summary_is_due_in_the_month_before_the_review(
    review: tuple[int, int], opens: str, due: str
) -> None:
    found = due_in(BY_KEY["satisfaction_summary"], period_of(REVIEW, DAY("2026-06-01")), review)
    assert (found.opens.isoformat(), found.on.isoformat(), found.certain) == (opens, due, True)
    assert f"2026-{review[0]:02d}-{review[1]:02d} (D4.10)" in found.reason.say("en")


def test_without_a_day_of_the_review_nothing_is_pretended() -> None:
    found = due_in(BY_KEY["satisfaction_summary"], period_of(REVIEW, DAY("2026-06-01")), None)
    assert not found.certain
    assert "not set yet" in found.reason.say("en")


def test_a_year_whose_holidays_are_unknown_is_said_to_be_uncertain() -> None:
    found = due_in(BY_KEY["survey"], period_of(YEAR, DAY("2099-01-01")), None)
    assert not found.certain


def test_the_houses_own_calendar_is_looked_at_backwards() -> None:
    free = {DAY("2026-11-30") - dt.timedelta(days=n): (False, "店庆") for n in range(3)}
    assert last_working_day(DAY("2026-11-30"), Calendar({2026: free})) == (DAY("2026-11-27"), True)


def test_a_duty_that_falls_due_after_its_period_is_still_looked_at_then() -> None:
    keys = [period.key for period in duties.periods_near(BY_KEY["brief"], DAY("2026-11-03"))]
    assert keys == ["2026-09", "2026-10", "2026-11", "2026-12"]


def test_a_house_changes_one_adds_one_and_does_without_one() -> None:
    changed = in_force(
        {
            "brief": {"day": 10},
            "training": {"off": True},
            "own_1": {"title": "盘点", "every": MONTH, "role": "clerk", "rule": "QG-7"},
        }
    )
    found = {duty.key: duty for duty in changed}
    assert found["brief"] == replace(BY_KEY["brief"], day=10)
    assert found["training"].off
    assert found["own_1"] == Duty("own_1", "盘点", "QG-7", MONTH, "clerk", own=True)
    assert len(changed) == len(DUTIES) + 1


def test_a_field_of_a_newer_program_does_no_harm() -> None:
    assert in_force({"brief": {"colour": "red"}}) == DUTIES


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"every": "week"}, {"role": "king"}, {"day": 0}, {"month": 14}, {"day": 32}]
)
def test_a_duty_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    assert duties.wrong_in(replace(BY_KEY["survey"], **wrong)) is not None
    assert duties.wrong_in(BY_KEY["survey"]) is None


@pytest.mark.parametrize(("text", "day"), [("12-15", (12, 15)), ("2-29", (2, 29)), ("", None)])
def test_the_day_of_the_review_is_read(text: str, day: tuple[int, int] | None) -> None:
    assert duties.month_and_day(text) == day


@pytest.mark.parametrize("text", ["13-01", "2-30", "soon", "12"])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        duties.month_and_day(text)


def test_every_periodic_requirement_has_its_duty() -> None:
    """The ids marked P in the requirements, and those of the rows M20 and M21."""
    asked = {"D1.6", "D3.6", "D4.6", "D4.10", "D6.1", "D6.5", "D7.2", "D7.4", "D7.5", "D8.6", "D8.8", "D8.9"}
    asked |= {"D12.6", "D13.6", "D14.5", "D17.1", "D18.1", "D18.6"}
    written = {rule.strip() for duty in DUTIES for rule in duty.rule.split(",")}
    assert asked <= written
    assert len({duty.key for duty in DUTIES}) == len(DUTIES)
    assert all(duties.wrong_in(duty) is None for duty in DUTIES)
