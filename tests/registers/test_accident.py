"""An accident on its way: reported by level, a group, a cause within a week, a review, three points (D1.5, D16)."""

from __future__ import annotations

from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from qfdesk.registers.accident import Accident
from tests.invented import MORNING, save_one
from tests.registers.steps import due, go

REPORTED: dict[str, Any] = {"event": "mispick", "containment": "整批封存", "manager_told_at": MORNING}
GROUP: dict[str, Any] = {
    "leader": Ref(None, "张立"),
    "handler": Ref(None, "赵敏"),
    "group": [{"name": "刘洋", "department": "营业部"}],
}
CAUSE: dict[str, Any] = {
    "findings": "两药同格",
    "cause_kind": ("method",),
    "cause": "复核无留痕",
    "responsible": "house",
}
REVIEW: dict[str, Any] = {"review_on": MORNING.date(), "review_people": "质量管理委员会五人", "review": "重大差错"}
DECISION: dict[str, Any] = {"proposal": "按考核办法处理", "preventive": "双签字", "leader_opinion": "同意"}
POINTS: dict[str, Any] = {
    "cause_clear": "yes",
    "people_taught": "yes",
    "measures_taken": "yes",
    "pattern": "repeated",
    "result": "整改完成",
}


def an_accident(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "accident", received_at=MORNING, story="成批错捡", **values)


def test_a_serious_accident_is_reported_within_24_hours_an_ordinary_one_within_two_days(desk: Desk) -> None:
    serious, ordinary = due(desk, an_accident(desk, severity="serious")), due(desk, an_accident(desk))
    assert serious["report_serious"] == "11-21 10:00"
    assert "report" not in serious
    assert ordinary["report"].startswith("11-22")
    assert serious["cause"] == ordinary["cause"]
    assert ordinary["cause"].startswith("11-27")


def test_the_general_manager_hears_of_it_the_same_day_d16_8(desk: Desk) -> None:
    saved = an_accident(desk)
    assert due(desk, saved)["manager"] == "11-20 17:30"
    go(desk, saved, "tell_manager")
    assert "manager" not in due(desk, saved)


def test_an_accident_walks_from_the_report_over_group_cause_and_review_to_the_three_points(desk: Desk) -> None:
    saved = an_accident(desk)
    stages = [
        go(desk, saved, move, **values).stage
        for move, values in (
            ("report", REPORTED),
            ("form_group", GROUP),
            ("report_cause", CAUSE),
            ("review", REVIEW),
            ("decide", DECISION),
        )
    ]
    assert stages == ["grouping", "investigating", "reviewing", "deciding", "checking"]
    with pytest.raises(InvalidError, match="three points"):
        go(desk, saved, "close", **{**POINTS, "people_taught": "no"})
    assert go(desk, saved, "close", **POINTS).stage == "closed"


def test_the_review_of_d1_5_cannot_be_left_out(desk: Desk) -> None:
    for event, skipped in (("mispick", False), ("storage", True)):
        saved = an_accident(desk)
        go(desk, saved, "report", **{**REPORTED, "event": event})
        go(desk, saved, "form_group", **GROUP)
        go(desk, saved, "report_cause", **CAUSE)
        if skipped:
            assert go(desk, saved, "skip_review", "损失很小").stage == "deciding"
        else:
            with pytest.raises(InvalidError, match="is reviewed"):
                go(desk, saved, "skip_review", "损失很小")


def test_a_group_is_formed_before_the_investigation_d16_8(desk: Desk) -> None:
    saved = an_accident(desk)
    go(desk, saved, "report", **REPORTED)
    with pytest.raises(InvalidError):
        go(desk, saved, "form_group", leader=Ref(None, "张立"), handler=Ref(None, "赵敏"))


def test_the_general_manager_decides_and_forms_the_group_with_the_quality_officer_d16_8() -> None:
    by = {move.key: move.by for stage in Accident.stages for move in stage.moves}
    assert by["decide"] == ("head",)
    assert by["form_group"] == ("quality", "head")


def test_accidents_stand_side_by_side_to_find_common_causes_d16_9() -> None:
    table = next(ledger for ledger in Accident.ledgers if ledger.key == "accident_comparison")
    assert {"product.name", "batch", "process_step", "cause_kind", "cause", "responsible", "loss", "common"} <= {
        column.path for column in table.columns
    }


def test_an_accident_made_from_a_batch_issue_knows_its_goods(desk: Desk) -> None:
    issue = save_one(desk, "batch_issue", story="霉斑", same_batch="同批两瓶", batch=Ref(None, "20260512"))
    draft = desk.blank("accident", ("batch_issue", issue.id))
    assert draft.values["batch"].text == "20260512"
    assert (draft.values["story"], draft.values["same_batch"]) == ("霉斑", "同批两瓶")
