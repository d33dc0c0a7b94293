"""Levels, review and the three points of a quality accident (D1.5, D16.3-D16.9, D17.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.rules import accidents
from tests.invented import MORNING

GOOD = {"cause_clear": "yes", "people_taught": "yes", "measures_taken": "yes", "responsible": "house"}


@pytest.mark.parametrize(
    ("values", "reviewed"),
    [
        ({"event": "rework"}, True),
        ({"event": "scrap"}, True),
        ({"event": "process"}, True),
        ({"event": "mispick"}, True),
        ({"event": "missed"}, True),
        ({"event": "storage"}, False),
        ({"event": "storage", "severity": "serious"}, True),
        ({"severity": "ordinary"}, False),
    ],
)
def test_lot_accidents_and_gross_errors_are_always_reviewed_d1_5(values: dict[str, Any], reviewed: bool) -> None:
    assert accidents.needs_review(values) is reviewed
    assert (accidents.no_review_needed(values) is not None) is reviewed


def test_it_cannot_be_learned_of_before_it_happened() -> None:
    later = MORNING + dt.timedelta(minutes=1)
    assert "happened_at" in accidents.check_accident({"received_at": MORNING, "happened_at": later})
    assert accidents.check_accident({"received_at": later, "happened_at": MORNING}) == {}


def test_the_general_manager_is_told_at_once_d16_8() -> None:
    assert "manager_told_at" in accidents.warn_accident({})
    assert "manager_told_at" not in accidents.warn_accident({"manager_told_at": MORNING})


def test_the_departments_hear_of_an_event_of_the_list_d1_5() -> None:
    assert "departments_told_at" in accidents.warn_accident({"event": "mispick"})
    assert "departments_told_at" not in accidents.warn_accident({"event": "storage"})


def test_a_serious_accident_goes_to_the_regulator_d17_4() -> None:
    assert "regulator_told_at" in accidents.warn_accident({"severity": "serious"})
    assert "regulator_told_at" not in accidents.warn_accident({"severity": "ordinary"})


def test_no_cause_is_named_before_the_batch_was_looked_at_d16_6() -> None:
    assert accidents.investigated({"batch": "20260512"})
    assert accidents.investigated({"batch": "20260512", "same_batch": "未见异常"}) is None
    assert accidents.investigated({}) is None


@pytest.mark.parametrize("point", accidents.THREE)
def test_nothing_is_let_pass_while_one_of_the_three_points_is_open(point: str) -> None:
    assert accidents.may_close(GOOD) is None
    assert accidents.may_close({**GOOD, point: "no"})


def test_an_accident_is_not_closed_without_knowing_who_is_responsible_d16_3() -> None:
    assert accidents.may_close({**GOOD, "responsible": "open"})
