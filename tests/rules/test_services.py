"""Services: followed until solved (D16.11), trips reported before they are paid for (D1.7; M19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.rules import services as rules
from tests.invented import MORNING

SITE: dict[str, Any] = {"place_kind": "site", "solved": "yes"}
BACK = dt.date(2026, 11, 20)


def test_a_trip_does_not_end_before_it_begins() -> None:
    assert list(rules.check_service({"trip_from": BACK, "trip_to": BACK - dt.timedelta(1)})) == ["trip_to"]
    assert rules.check_service({"trip_from": BACK, "trip_to": BACK}) == {}


def test_nobody_is_served_before_asking() -> None:
    asked = {"received_at": MORNING}
    assert list(rules.check_service(asked | {"served_on": BACK - dt.timedelta(1)})) == ["served_on"]
    assert rules.check_service(asked | {"served_on": BACK}) == {}


def test_an_unfit_product_wants_its_cause_d16_11() -> None:
    assert "cause" in rules.warn_service({"unfit": True})
    assert rules.warn_service({"unfit": True, "cause": "密封圈老化"}) == {}


@pytest.mark.parametrize(("solved", "may"), [("yes", True), ("partly", True), ("no", False)])
def test_a_service_goes_on_until_the_problem_is_solved_d16_11(solved: str, may: bool) -> None:
    assert (rules.may_close({"place_kind": "house", "solved": solved}) is None) == may


def test_a_trip_is_closed_only_with_its_report_filed_d1_7() -> None:
    assert rules.may_close(SITE)
    assert rules.may_close(SITE | {"filed_at": MORNING}) is None


def test_only_a_trip_has_a_report_and_it_names_the_trip_d1_7() -> None:
    assert rules.may_file({"place_kind": "remote"})
    assert rules.may_file(SITE | {"trip_from": BACK})
    assert rules.may_file(SITE | {"trip_from": BACK, "trip_to": BACK}) is None


def test_expenses_are_paid_only_after_the_report_was_filed_d1_7() -> None:
    assert rules.may_claim(SITE)
    assert rules.may_claim(SITE | {"filed_at": MORNING}) is None
