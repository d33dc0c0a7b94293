"""Minutes: issued in time, followed up until every action is done, a review reported upward (D6.2, D7.4, D16.4)."""

from __future__ import annotations

from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from tests.invented import MORNING, change, save_one
from tests.registers.steps import due, go

MINUTES: dict[str, Any] = {"chair": "张立", "attendees": "张立、赵敏", "result": "原因明确"}
ACTIONS = [
    {"what": "恢复五层纸箱", "owner": "孙涛", "due": "2026-11-30"},
    {"what": "排班调整", "owner": "刘洋", "due": "2026-11-25"},
]


def minutes(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "meeting", received_at=MORNING, story="本月质量情况", **values)


def test_minutes_are_issued_within_three_working_days_d7_4(desk: Desk) -> None:
    saved = minutes(desk)
    assert due(desk, saved) == {"issue": "11-25 17:30"}
    go(desk, saved, "issue", **MINUTES)
    assert due(desk, saved) == {}


def test_minutes_without_actions_are_filed_at_once(desk: Desk) -> None:
    assert go(desk, minutes(desk), "file", **MINUTES).stage == "closed"
    with pytest.raises(InvalidError, match="there are actions"):
        go(desk, minutes(desk, actions=ACTIONS), "file", **MINUTES)


def test_the_clock_goes_from_one_action_to_the_next_d6_2(desk: Desk) -> None:
    saved = minutes(desk, actions=ACTIONS)
    go(desk, saved, "issue", **MINUTES)
    assert due(desk, saved) == {"action": "11-25 17:30"}
    change(desk, saved, actions=[ACTIONS[0], {**ACTIONS[1], "done": "2026-11-24"}])
    assert due(desk, saved) == {"action": "11-30 17:30"}
    with pytest.raises(InvalidError, match="恢复五层纸箱” is not done yet"):
        go(desk, saved, "close")
    change(desk, saved, actions=[{**line, "done": "2026-11-24"} for line in ACTIONS])
    assert go(desk, saved, "close").stage == "closed"


def test_the_conclusion_of_a_review_is_reported_before_it_is_closed_d6_2(desk: Desk) -> None:
    saved = minutes(desk, kind="review")
    go(desk, saved, "issue", **MINUTES)
    with pytest.raises(InvalidError, match="to whom the conclusion"):
        go(desk, saved, "close")
    assert go(desk, saved, "close", reported_to="总经理").stage == "closed"


def test_a_review_called_by_an_accident_names_it_d16_4(desk: Desk) -> None:
    accident = save_one(desk, "accident", story="成批错捡", batch=Ref(None, "20260512"))
    draft = desk.blank("meeting", ("accident", accident.id))
    assert (draft.values["origin_number"], draft.values["topic"]) == (accident.title, "成批错捡")
    assert draft.values["batch"].text == "20260512"


@pytest.mark.parametrize(("kind", "paper"), [("monthly", "meeting_minutes"), ("review", "review_record")])
def test_a_review_prints_as_a_record_of_its_own_d1_5(desk: Desk, kind: str, paper: str) -> None:
    assert desk.documents.suited("meeting", minutes(desk, kind=kind).id) == paper
