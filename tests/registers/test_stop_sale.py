"""A stop-sale: received, stopped, locked, fed back, released by somebody else (D2.4, D11.3, D18.4; M16)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from qfdesk.paper import Pages
from tests.invented import MORNING, Clock, save_one
from tests.registers.walking import go, next_of, running

STOPPED: dict[str, Any] = {"opinion": "全部下架"}
LOCKED: dict[str, Any] = {
    "quantity_stock": Decimal(182),
    "quantity_locked": Decimal(182),
    "lock_place": "待处理区",
}
FED_BACK: dict[str, Any] = {"feedback": "库存182盒已锁定", "fed_back_to": "市场监督管理局"}
RELEASED: dict[str, Any] = {
    "retest": "符合规定",
    "retest_verdict": "lifted",
    "release_opinion": "同意解除",
    "release_notice": "济市监药函〔2026〕126号",
}


def noticed(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {"received_at": MORNING, "notice_number": "118号", "batch": Ref(None, "260308")}
    return save_one(desk, "stop_sale", **{**given, **values})


def held(desk: Desk, **values: Any) -> Saved:
    stop = noticed(desk, **values)
    for key, said in (("stop", STOPPED), ("lock", LOCKED), ("feed_back", FED_BACK)):
        go(desk, stop, key, **said)
    return stop


def test_goods_are_stopped_then_locked_then_fed_back_each_with_its_time_and_person(desk: Desk, clock: Clock) -> None:
    stop = noticed(desk)
    assert go(desk, stop, "stop", **STOPPED).values["stopped_at"] == clock.now
    clock.now += dt.timedelta(hours=2)
    locked = go(desk, stop, "lock", **LOCKED)
    assert (locked.values["locked_at"], locked.values["locked_by"].text) == (clock.now, "王芳")
    fed_back = go(desk, stop, "feed_back", **FED_BACK)
    assert (fed_back.stage, fed_back.values["checked_by"].text) == ("held", "王芳")


def test_nothing_is_locked_before_the_sale_is_stopped(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="cannot do “lock”"):
        go(desk, noticed(desk), "lock", **LOCKED)


def test_the_sale_stops_the_same_day_and_the_feedback_takes_two_working_days_at_most(desk: Desk) -> None:
    stop = noticed(desk, answer_by=dt.date(2026, 11, 21), suspicion=("fake_spoiled",))
    assert running(desk, stop) == {
        "stop": "11-20 17:30",
        "lock": "11-21 10:00",
        "regulator": "11-21 10:00",
        "answer": "11-21 17:30",
        "feed_back": "11-24 17:30",
    }


def test_the_clocks_of_a_stop_do_not_wait_for_anybody(desk: Desk) -> None:
    entry: Any = desk.entry("stop_sale")
    assert {d.key for d in entry.deadlines if d.pausable} <= {"feed_back", "review"}


def test_a_notice_of_goods_that_are_not_here_is_fed_back_and_closed(desk: Desk) -> None:
    stop = noticed(desk)
    closed = go(desk, stop, "none", "未经营该批号", feedback="本企业未购进该批号", result="无库存无销售")
    assert closed.stage == "closed"
    assert closed.values["fed_back_at"] is not None


def test_a_stop_the_regulator_ordered_ends_with_the_regulators_notice(desk: Desk) -> None:
    stop = held(desk)
    with pytest.raises(InvalidError, match="Notice of the release"):
        go(desk, stop, "release", **{**RELEASED, "release_notice": ""})
    released = go(desk, stop, "release", **RELEASED)
    assert (released.stage, released.values["released_by"].text) == ("closed", "王芳")


def test_the_houses_own_stop_needs_no_notice_to_end(desk: Desk) -> None:
    stop = held(desk, source="maintenance")
    values = {key: value for key, value in RELEASED.items() if key != "release_notice"} | {"retest_verdict": "fit"}
    assert go(desk, stop, "release", **values).stage == "closed"


def test_unfit_goods_stay_locked_until_they_are_disposed_of(desk: Desk) -> None:
    stop = held(desk, source="maintenance")
    with pytest.raises(InvalidError, match="not released"):
        go(desk, stop, "release", **RELEASED | {"retest_verdict": "unfit"})
    assert go(desk, stop, "dispose", disposal="destroy", result="监销").values["released_at"] is None


def test_whoever_stopped_the_goods_does_not_release_them(desk: Desk) -> None:
    stop = held(desk)
    save_one(desk, "operator", name="李明", roles=("quality",))
    with pytest.raises(NotPermittedError, match="somebody else than the Stopped by"):
        go(desk, stop, "release", **RELEASED)


def test_goods_released_by_mistake_are_stopped_again_with_a_reason(desk: Desk) -> None:
    stop = held(desk)
    go(desk, stop, "release", **RELEASED)
    again = go(desk, stop, "reopen", "又发现同类问题")
    assert (again.stage, again.values["released_at"], again.values["closed_at"]) == ("held", None, None)


def test_a_batch_issue_goes_on_as_a_stop_and_a_recall_with_all_that_is_known(desk: Desk) -> None:
    issue = save_one(desk, "batch_issue", batch=Ref(None, "260308"), quantity_stock=Decimal(182), story="溶出度不合格")
    stop_draft, stop = next_of(desk, "stop_sale", issue, quantity_sold=Decimal(90))
    assert stop_draft.values["quantity_stock"] == 182
    assert stop_draft.values["batch"].text == "260308"
    recall_draft, recall = next_of(desk, "recall", stop)
    assert (recall_draft.values["quantity_sold"], recall_draft.values["story"]) == (90, "溶出度不合格")
    back: dict[str, Any] = {"customer": Ref(None, "康宁诊所"), "ground": "recall", "quantity_claimed": Decimal(36)}
    returned, _saved = next_of(desk, "goods_return", recall, **back)
    assert returned.values["batch"].text == "260308"
    tied = {(x.register, x.kind) for x in desk.links("recall", recall.id)}
    assert {("stop_sale", "origin"), ("goods_return", "made")} <= tied


def test_the_notice_and_its_release_print_with_the_goods_and_the_receipts(desk: Desk, tmp_path: Path) -> None:
    stop = held(desk, place="A-03-2", recipients=[{"to": "人民路店", "found": "20", "stopped_on": "2026-11-20"}])
    go(desk, stop, "release", **RELEASED)
    for paper, words in (
        ("stop_notice", ("260308", "A-03-2", "人民路店", "全部下架", "2026-11-20")),
        ("release_notice", ("260308", "同意解除", "济市监药函〔2026〕126号", stop.title)),
        ("stop_feedback", ("市场监督管理局", "库存182盒已锁定")),
    ):
        desk.print_forms([("stop_sale", stop.id)], tmp_path / f"{paper}.pdf", paper)
        with Pages(tmp_path / f"{paper}.pdf") as pages:
            said = "".join(pages.text(0).split())
            assert [word for word in words if word not in said] == []


def test_a_stop_prints_its_notice_until_it_is_released_and_its_release_then(desk: Desk) -> None:
    stop = held(desk)
    assert desk.documents.suited("stop_sale", stop.id) == "stop_notice"
    go(desk, stop, "release", **RELEASED)
    assert desk.documents.suited("stop_sale", stop.id) == "release_notice"


def test_the_ledger_of_stop_sales_has_every_stop(desk: Desk, tmp_path: Path) -> None:
    numbers = [noticed(desk).title, held(desk).title]
    desk.print_ledger(Query("stop_sale"), tmp_path / "stops.pdf")
    with Pages(tmp_path / "stops.pdf") as pages:
        assert all(number in pages.text(0) for number in numbers)
