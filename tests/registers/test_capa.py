"""An action on its way: cause, parallels, plan with owners and days, proof by another person (M10)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from tests.invented import MORNING, Clock, save_one
from tests.registers.steps import due, go

TAKEN: dict[str, Any] = {"source": "complaint", "department": Ref(None, "包装车间"), "handler": Ref(None, "刘洋")}
ANALYSED: dict[str, Any] = {"cause_kind": ("machine",), "cause_machine": "温控器漂移", "cause": "无校准计划"}
ACTION = {"what": "更换温控器", "owner": "周强", "due": "2026-11-25"}
DAY = MORNING.date()
PLAN: dict[str, Any] = {
    "corrective": "校准",
    "parallels": "同机产品已查",
    "actions": [ACTION],
    "due_on": DAY + dt.timedelta(10),
}
PROOF: dict[str, Any] = {"verify_way": "抽查80瓶", "verify_note": "封口牢固", "result": "有效"}


def an_action(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "capa", received_at=MORNING, story="封口松动", **values)


def until_verifying(desk: Desk, **taken: Any) -> Saved:
    saved = an_action(desk)
    go(desk, saved, "take", **{**TAKEN, **taken})
    go(desk, saved, "analyse", **ANALYSED)
    go(desk, saved, "approve", **PLAN)
    go(desk, saved, "done", done_on=DAY, verify_on=DAY + dt.timedelta(30), actions=[{**ACTION, "done": "2026-11-20"}])
    return saved


def test_an_action_without_an_owner_is_not_approved_d3_5(desk: Desk) -> None:
    saved = an_action(desk)
    go(desk, saved, "take", **TAKEN)
    go(desk, saved, "analyse", **ANALYSED)
    with pytest.raises(InvalidError, match="no owner or no day"):
        go(desk, saved, "approve", **{**PLAN, "actions": [{"what": "更换温控器", "due": "2026-11-25"}]})
    assert go(desk, saved, "approve", **PLAN).stage == "acting"


def test_the_next_open_action_has_its_own_clock_d3_5(desk: Desk) -> None:
    saved = an_action(desk)
    go(desk, saved, "take", **TAKEN)
    go(desk, saved, "analyse", **ANALYSED)
    opened = go(desk, saved, "approve", **PLAN)
    assert opened.values["next_due"] == dt.date(2026, 11, 25)
    assert due(desk, saved) == {"action": "11-25 17:30", "complete": "11-30 17:30"}


def test_nothing_is_carried_out_while_an_action_is_open(desk: Desk) -> None:
    saved = an_action(desk)
    go(desk, saved, "take", **TAKEN)
    go(desk, saved, "analyse", **ANALYSED)
    go(desk, saved, "approve", **PLAN)
    with pytest.raises(InvalidError, match="is not done yet"):
        go(desk, saved, "done", done_on=DAY, verify_on=DAY)


def test_what_did_not_work_goes_back_to_the_cause_and_is_planned_anew_d21_5(desk: Desk, clock: Clock) -> None:
    saved = until_verifying(desk)
    clock.now += dt.timedelta(days=30)
    with pytest.raises(InvalidError, match="effect is not proved"):
        go(desk, saved, "close", effect="partly", **PROOF)
    again = go(desk, saved, "again", "仍有两瓶松动", verify_note="两瓶松动")
    assert (again.stage, again.values["done_on"], again.values["verify_on"]) == ("analysing", None, None)
    assert due(desk, saved) == {"plan": "12-27 17:30", "complete": "11-30 17:30"}


def test_the_effect_is_verified_by_its_day_d21_5(desk: Desk) -> None:
    saved = until_verifying(desk)
    assert due(desk, saved) == {"verify": "12-20 17:30"}
    closed = go(desk, saved, "close", effect="effective", **PROOF)
    assert closed.stage == "closed"
    assert closed.values["verified_by"].text == "王芳"


def test_another_person_than_the_one_in_charge_finds_out_whether_it_works_m10(desk: Desk) -> None:
    save_one(desk, "operator", name="赵敏", login="zhaomin", roles=("quality",))
    saved = an_action(desk)
    go(desk, saved, "take", **{**TAKEN, "handler": Ref(None, "王芳")})
    go(desk, saved, "analyse", **ANALYSED)
    with pytest.raises(NotPermittedError, match="somebody else"):
        go(desk, saved, "approve", **PLAN)


def test_an_action_made_from_a_complaint_knows_number_cause_and_measures_m10(desk: Desk) -> None:
    case = save_one(desk, "complaint", story="封口松动", cause="温控器漂移", corrective="校准", parallels="同机产品")
    draft = desk.blank("capa", ("complaint", case.id))
    carried = [draft.values[key] for key in ("origin_number", "cause", "corrective", "parallels")]
    assert carried == [case.title, "温控器漂移", "校准", "同机产品"]


@pytest.mark.parametrize(("kind", "paper"), [("corrective", "capa_form"), ("improvement", "improvement_plan")])
def test_an_improvement_prints_as_a_plan_d20_5(desk: Desk, kind: str, paper: str) -> None:
    assert desk.documents.suited("capa", an_action(desk, kind=kind).id) == paper
