"""Minutes: who was there, what was concluded and to whom it went, what is followed up (D1.5, D6.2, D7.4, D7.5)."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules import meetings
from tests.invented import MORNING


def test_minutes_name_who_was_there_d1_5() -> None:
    assert "attendees" in meetings.warn_meeting({})
    assert "attendees" not in meetings.warn_meeting({"attendees": "张立"})


@pytest.mark.parametrize("kind", meetings.REVIEWS)
def test_a_review_ends_with_proposals_that_are_reported_d6_2_d7_5(kind: str) -> None:
    assert "proposals" in meetings.warn_meeting({"kind": kind})
    assert meetings.settled({"kind": kind})
    assert meetings.settled({"kind": kind, "reported_to": "总经理"}) is None


def test_a_monthly_meeting_says_its_month_d7_4() -> None:
    assert "period" in meetings.warn_meeting({"kind": "monthly"})
    assert "period" not in meetings.warn_meeting({"kind": "monthly", "period": "2026-11"})
    assert meetings.settled({"kind": "monthly"}) is None


def test_a_meeting_is_not_closed_while_an_action_is_open() -> None:
    assert meetings.settled({"kind": "monthly", "actions": [{"what": "培训", "owner": "赵敏"}]})


def test_minutes_with_actions_are_followed_up_and_not_filed() -> None:
    assert meetings.nothing_agreed({"actions": [{"what": "培训"}]})
    assert meetings.nothing_agreed({"actions": []}) is None


def test_the_next_meeting_lies_after_this_one() -> None:
    assert "next_on" in meetings.check_meeting({"received_at": MORNING, "next_on": MORNING.date() - dt.timedelta(1)})
    assert meetings.check_meeting({"received_at": MORNING, "next_on": MORNING.date()}) == {}


def test_a_penalty_has_a_ground_d8_9() -> None:
    bare = {"person": "周宁", "what": "penalty"}
    assert "merits" in meetings.check_meeting({"merits": [bare]})
    grounded = [{**bare, "ground": "漏登一件"}, {"person": "吴霞", "what": "reward"}]
    assert meetings.check_meeting({"merits": grounded}) == {}


def test_an_appraisal_names_what_was_decided_or_says_that_nothing_was_d8_9() -> None:
    assert "merits" in meetings.warn_meeting({"kind": "appraisal", "result": "考评结束"})
    assert "merits" not in meetings.warn_meeting({"kind": "appraisal", "result": "本期没有奖惩"})
    assert "merits" not in meetings.warn_meeting({"kind": "quality"})
