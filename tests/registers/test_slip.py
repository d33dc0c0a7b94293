"""A slip on its way: up the ladder, sent, taken over, handled, answered, confirmed (D1, D6.3, D7, D11.6, D16.10)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from qfdesk.registers.slip import Slip
from tests.invented import MORNING, Clock, save_one
from tests.registers.steps import due, go

HANDLED: dict[str, Any] = {"cause": "温控器漂移", "corrective": "更换并校准", "result": "重新封口后合格"}


@pytest.fixture
def slip(desk: Desk) -> Saved:
    """A slip of the packing workshop to the quality office, written at ten on a Friday."""
    return a_slip(desk)


def a_slip(desk: Desk, **values: Any) -> Saved:
    known = {"story": "封口松动", "from_department": Ref(None, "包装车间"), "to_department": Ref(None, "全质办")}
    return save_one(desk, "slip", received_at=MORNING, **{**known, **values})


def test_a_slip_is_numbered_by_the_program_d1_8(slip: Saved) -> None:
    assert slip.title == "FK-2026-0001"


def test_sending_handling_and_answering_have_each_their_time_d7_1(desk: Desk, slip: Saved, clock: Clock) -> None:
    for move, values in (
        ("send", {}),
        ("take", {"handler": Ref(None, "赵敏")}),
        ("handle", HANDLED),
        ("answer", {"answer": "已处理"}),
    ):
        clock.now += dt.timedelta(hours=1)
        opened = go(desk, slip, move, **values)
    hours = [opened.values[key].hour for key in ("sent_at", "taken_at", "handled_at", "answered_at")]
    assert hours == [11, 12, 13, 14]
    assert opened.values["answered_by"].text == "王芳"


def test_the_answer_is_due_within_two_working_days_and_a_hard_one_within_a_week_d1_10(desk: Desk, slip: Saved) -> None:
    assert due(desk, slip) == {"send": "11-23 17:30"}
    go(desk, slip, "send")
    assert due(desk, slip) == {"answer": "11-24 17:30"}
    hard = a_slip(desk, hard=True)
    go(desk, hard, "send")
    assert due(desk, hard) == {"answer_hard": "11-27 17:30"}


def test_what_stops_production_is_handled_on_arrival_d1_11(desk: Desk) -> None:
    urgent = a_slip(desk, affects_production=True)
    go(desk, urgent, "send")
    assert due(desk, urgent) == {"same_day": "11-20 17:30"}


def test_a_slip_that_leaves_out_a_level_stays_until_the_reason_is_said_d7_3(desk: Desk) -> None:
    leap = a_slip(desk, from_level="group", to_level="manager")
    with pytest.raises(InvalidError, match="leaves out a level"):
        go(desk, leap, "send")
    assert go(desk, leap, "send", bypass_ground=("disputed",), bypass_reason="两车间各执一词").stage == "sent"


def test_a_department_solves_its_own_problem_without_sending_a_slip_d1_3(desk: Desk, slip: Saved) -> None:
    own = a_slip(desk, kind="local", to_department=None)
    assert due(desk, own) == {}
    closed = go(desk, own, "solve", **HANDLED)
    assert (closed.stage, closed.values["sent_at"]) == ("closed", None)
    with pytest.raises(InvalidError, match="only what the department solves itself"):
        go(desk, slip, "solve", **HANDLED)


def test_a_simple_query_is_answered_at_once_d1_4(desk: Desk, slip: Saved) -> None:
    with pytest.raises(InvalidError, match="only a simple query"):
        go(desk, slip, "answer_at_once", result="已口头说明")
    query = a_slip(desk, simple_query=True)
    assert go(desk, query, "answer_at_once", result="已口头说明").stage == "closed"


def test_who_it_does_not_concern_sends_it_back_with_a_reason_d1_9(desk: Desk, slip: Saved) -> None:
    go(desk, slip, "send")
    back = go(desk, slip, "send_back", "属设备部职责")
    assert (back.stage, back.values["sent_at"]) == ("written", None)


def test_it_is_closed_when_every_party_has_received_it_d6_3(desk: Desk) -> None:
    slip = a_slip(desk, parties=[{"party": "仓储部", "sent": "2026-11-20"}])
    go(desk, slip, "send")
    go(desk, slip, "take", handler=Ref(None, "赵敏"))
    go(desk, slip, "handle", **HANDLED)
    go(desk, slip, "answer", answer="已处理")
    with pytest.raises(InvalidError, match="仓储部 has not confirmed the receipt"):
        go(desk, slip, "close", satisfied="satisfied", confirmation="同意")
    received = [{"party": "仓储部", "sent": "2026-11-20", "received": "2026-11-20"}]
    assert go(desk, slip, "close", satisfied="satisfied", confirmation="同意", parties=received).stage == "closed"


def test_whoever_handled_it_does_not_confirm_it_d11_3(desk: Desk, slip: Saved) -> None:
    save_one(desk, "operator", name="赵敏", login="zhaomin", roles=("quality",))
    go(desk, slip, "send")
    go(desk, slip, "take", handler=Ref(None, "王芳"))
    go(desk, slip, "handle", **HANDLED)
    go(desk, slip, "answer", answer="已处理")
    with pytest.raises(NotPermittedError, match="D11.3"):
        go(desk, slip, "close", satisfied="satisfied", confirmation="同意")


def test_the_quality_department_alone_publishes_d11_6() -> None:
    moves = [move for stage in Slip.stages for move in stage.moves if move.key == "publish"]
    assert moves
    assert {move.by for move in moves} == {("quality", "head")}


def test_the_answer_goes_up_when_the_sender_is_not_satisfied_d8_10(desk: Desk, slip: Saved) -> None:
    go(desk, slip, "send")
    go(desk, slip, "take", handler=Ref(None, "赵敏"))
    go(desk, slip, "handle", **HANDLED)
    go(desk, slip, "answer", answer="已处理")
    again = go(desk, slip, "escalate", "仍有松动", escalated_to="manager")
    assert (again.stage, again.values["answered_at"]) == ("handling", None)
    assert again.values["escalated_on"] == MORNING.date()
    assert "answer" in due(desk, slip)


def test_what_other_departments_get_of_a_complaint_names_nobody_d12_3(desk: Desk) -> None:
    case = save_one(desk, "complaint", story="瓶盖松动", customer=Ref(None, "李大爷"), contact_phone="13800138000")
    draft = desk.blank("slip", ("complaint", case.id))
    assert draft.values["story"] == "瓶盖松动"
    assert "李大爷" not in str(draft.values)
    assert "13800138000" not in str(draft.values)


@pytest.mark.parametrize(
    ("kind", "paper"),
    [
        ("affair", "affair_slip"),
        ("local", "affair_slip"),
        ("quality", "feedback_slip"),
        ("product", "product_slip"),
        ("alarm", "deviation_alarm"),
        ("abnormal", "deviation_feedback"),
    ],
)
def test_every_kind_prints_on_its_own_paper_d16_12(desk: Desk, kind: str, paper: str) -> None:
    assert desk.documents.suited("slip", a_slip(desk, kind=kind).id) == paper
