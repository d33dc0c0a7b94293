"""The ladder of a slip and when it may be sent, answered and closed (D1, D6.3, D7.3, D8.10, D16)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.rules import slips
from tests.invented import MORNING


@pytest.mark.parametrize(
    ("here", "there", "left_out"),
    [
        ("group", "workshop", False),
        ("group", "office", True),
        ("group", "manager", True),
        ("workshop", "workshop", False),  # between workshops (D1.1)
        ("workshop", "office", False),
        ("workshop", "manager", True),
        ("office", "manager", False),
        ("office", "group", False),  # downward nothing is left out
        ("", "office", False),
    ],
)
def test_a_slip_climbs_one_level_at_a_time_d1_3(here: str, there: str, left_out: bool) -> None:
    values: dict[str, Any] = {"from_level": here, "to_level": there}
    assert slips.leaps(values) is left_out
    assert (slips.ladder_kept(values) is not None) is left_out


def test_the_ladder_is_left_out_only_with_ground_and_reason_d7_3() -> None:
    leap: dict[str, Any] = {"from_level": "group", "to_level": "manager"}
    assert slips.ladder_kept({**leap, "bypass_ground": ("urgent",)})
    assert slips.ladder_kept({**leap, "bypass_reason": "生产线将停"})
    assert slips.ladder_kept({**leap, "bypass_ground": ("urgent",), "bypass_reason": "生产线将停"}) is None
    assert "bypass_ground" in slips.warn_slip(leap)


def test_only_a_simple_query_is_answered_without_a_slip_d1_4() -> None:
    assert slips.only_simple_query({})
    assert slips.only_simple_query({"simple_query": True}) is None


def test_what_the_department_solves_itself_needs_no_slip_and_no_clock_d1_3() -> None:
    assert slips.only_local({"kind": "affair"})
    assert slips.only_local({"kind": "local"}) is None
    assert not slips.is_sent({"kind": "local"})


def test_hard_problems_have_a_week_and_production_the_same_day_d1_10_d1_11() -> None:
    assert slips.is_ordinary({})
    assert slips.is_hard({"hard": True})
    assert not slips.is_ordinary({"hard": True})
    both = {"hard": True, "affects_production": True}
    assert slips.affects_production(both)
    assert not slips.is_hard(both)
    assert not slips.is_ordinary(both)


def test_an_answer_is_not_wanted_before_the_slip_is_written() -> None:
    day = MORNING.date()
    assert slips.check_slip({"received_at": MORNING, "answer_by": day}) == {}
    assert "answer_by" in slips.check_slip({"received_at": MORNING, "answer_by": day - dt.timedelta(days=1)})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"disputed": True, "to_level": "office"}, "to_level"),  # D7.3
        ({"event": "rework"}, "parties"),  # D1.5
        ({"severity": "major"}, "leader_told_at"),  # D16.10
        ({"kind": "quality", "product": "x"}, "batch"),  # D5.2
        ({"kind": "abnormal"}, "customer"),  # D16.2
    ],
)
def test_what_a_receiver_would_miss_is_said_before_sending(values: dict[str, Any], field: str) -> None:
    assert field in slips.warn_slip(values)


def test_what_is_disputed_and_lies_with_the_general_manager_is_right_d7_3() -> None:
    assert slips.warn_slip({"disputed": True, "from_level": "office", "to_level": "manager"}) == {}


def test_other_goods_of_the_batch_are_looked_at_before_it_is_handled_d16_6() -> None:
    assert slips.answer_complete({"kind": "abnormal", "batch": "20260512"})
    assert slips.answer_complete({"kind": "abnormal", "batch": "20260512", "same_batch": "未见异常"}) is None
    assert slips.answer_complete({"kind": "affair", "batch": "20260512"}) is None


def test_an_event_is_reviewed_before_closing_d1_5() -> None:
    assert slips.may_close({"event": "scrap"})
    assert slips.may_close({"event": "scrap", "review": "五人参加，返工"}) is None


def test_every_party_has_confirmed_the_receipt_before_closing_d6_3() -> None:
    waiting = slips.may_close({"parties": [{"party": "仓储部", "received": "2026-11-20"}, {"party": "采购部"}]})
    assert waiting is not None
    assert waiting.say("en") == "采购部 has not confirmed the receipt yet: enter the date (D6.3)"
    assert slips.may_close({"parties": [{"party": "仓储部", "received": "2026-11-20"}]}) is None


def test_a_sender_who_is_not_satisfied_is_taken_higher_first_d8_10() -> None:
    assert slips.may_close({"satisfied": "dissatisfied"})
    assert slips.may_close({"satisfied": "dissatisfied", "escalated_to": "manager"}) is None
