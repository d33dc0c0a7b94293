"""A sampling result: filed when fit, handled, answered and passed on when unfit (D2.5, D17.2, D18.1-D18.5; M17)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from qfdesk.paper import Pages
from tests.invented import MORNING, save_one
from tests.registers.walking import go, next_of, running

REPORT: dict[str, Any] = {"authority": Ref(None, "济南市市场监督管理局"), "report_number": "SD20260912-044"}
UNFIT: dict[str, Any] = {
    **REPORT,
    "verdict": "unfit",
    "failed_items": "溶出度",
    "control": "locked",
    "handler": Ref(None, "赵刚"),
}
HANDLED: dict[str, Any] = {
    "objection": "accepted",
    "measures": ("stop_sale", "recall"),
    "cause": "工艺波动",
    "result": "停售并追回",
    "disposal": "supplier",
}


def came(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "inspection", **{"received_at": MORNING, "batch": Ref(None, "260308"), **values})


def test_a_fit_result_is_filed_under_its_archive_number(desk: Desk) -> None:
    result = came(desk)
    with pytest.raises(InvalidError, match="Archive number"):
        go(desk, result, "file", **REPORT, verdict="fit", result="合格")
    filed = go(desk, result, "file", **REPORT, verdict="fit", result="合格", archive_number="CJ-2026-03")
    assert filed.stage == "closed"


def test_an_unfit_result_is_never_simply_filed(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="take it up and handle it"):
        go(desk, came(desk), "file", **REPORT, verdict="unfit", result="不合格", archive_number="CJ-2026-03")


def test_an_unfit_result_leaves_seven_days_to_ask_for_a_retest(desk: Desk) -> None:
    result = came(desk, verdict="unfit", answer_by=dt.date(2026, 11, 25))
    assert running(desk, result) == {
        "secure": "11-20 17:30",
        "answer": "11-25 17:30",
        "object": "11-27 17:30",
        "handle": "11-27 17:30",
    }
    go(desk, result, "handle", **UNFIT)
    go(desk, result, "handled", **HANDLED)
    assert "object" not in running(desk, result)


def test_a_fit_result_sets_no_clock(desk: Desk) -> None:
    assert running(desk, came(desk, verdict="fit")) == {}


def test_unfit_goods_are_secured_handled_answered_and_filed_by_somebody_else(desk: Desk) -> None:
    result = came(desk)
    go(desk, result, "handle", **UNFIT | {"handler": desk.session.person})
    go(desk, result, "handled", **HANDLED)
    save_one(desk, "operator", name="李明", roles=("head",))
    with pytest.raises(NotPermittedError, match="somebody else than the Handler"):
        go(desk, result, "close", archive_number="CJ-2026-03", answered_at=MORNING)


def test_a_case_is_closed_only_when_it_is_known_what_became_of_the_goods(desk: Desk) -> None:
    result = came(desk)
    go(desk, result, "handle", **UNFIT)
    go(desk, result, "handled", **HANDLED | {"disposal": ""})
    with pytest.raises(InvalidError, match="what became of the unfit goods"):
        go(desk, result, "close", archive_number="CJ-2026-03", answered_at=MORNING)
    closed = go(desk, result, "close", archive_number="CJ-2026-03", answered_at=MORNING, disposal="supplier")
    assert closed.stage == "closed"


def test_an_unfit_result_goes_on_as_a_stop_sale_under_the_number_of_its_report(desk: Desk) -> None:
    result = came(desk, **REPORT, story="溶出度不符合规定")
    draft, _stop = next_of(desk, "stop_sale", result, source="sampling")
    assert draft.values["notice_number"] == "SD20260912-044"
    assert draft.values["notice_from"].text == "济南市市场监督管理局"
    assert (draft.values["batch"].text, draft.values["story"]) == ("260308", "溶出度不符合规定")


def test_the_summary_of_sampling_results_lists_them_all(desk: Desk, tmp_path: Path) -> None:
    numbers = [came(desk, **REPORT, verdict="fit").title, came(desk, **UNFIT).title]
    desk.print_ledger(Query("inspection"), tmp_path / "samples.pdf")
    with Pages(tmp_path / "samples.pdf") as pages:
        said = pages.text(0)
    assert all(number in said for number in numbers)
    assert "溶出度" in said


def test_the_record_prints_items_verdict_and_handling(desk: Desk, tmp_path: Path) -> None:
    items = [{"item": "溶出度", "standard": "80%", "found": "66%", "verdict": "fail"}]
    result = came(desk, **UNFIT, items=items, story="溶出度不符合规定")
    desk.print_forms([("inspection", result.id)], tmp_path / "record.pdf")
    with Pages(tmp_path / "record.pdf") as pages:
        said = "".join(pages.text(0).split())
    assert [word for word in ("溶出度", "66%", "SD20260912-044", "溶出度不符合规定") if word not in said] == []


def test_a_batch_issue_is_reported_to_the_regulator_without_the_customers_name(desk: Desk, tmp_path: Path) -> None:
    issue = save_one(
        desk,
        "batch_issue",
        source="customer",
        customer=Ref(None, "欧阳先生"),
        batch=Ref(None, "260308"),
        suspicion=("poor_content",),
        story="含量不足",
    )
    desk.print_forms([("batch_issue", issue.id)], tmp_path / "report.pdf", "regulator_report")
    with Pages(tmp_path / "report.pdf") as pages:
        said = pages.text(0)
    assert "含量不足" in said
    assert "260308" in said
    assert "欧阳" not in said
