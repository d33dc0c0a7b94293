"""Documents from above and the library of rules: who read them, what was done, what holds (D2.1, D7.7, D18.2)."""

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
from tests.invented import MORNING, save_one
from tests.registers.walking import go, next_of, running

READ = {"who": "刘洋", "department": "营业部", "told": "2026-11-20", "read": "2026-11-20"}
UNREAD = {"who": "何静", "department": "采购部", "told": "2026-11-20"}
NUMBER = "皖药监函〔2026〕218号"
TASK = {"what": "下架并清查库存", "owner": "周强", "due": "2026-11-23"}
HOLDS = dt.date(2026, 12, 1)
CHECKED: dict[str, Any] = {"checked": "yes", "archive_number": "WJ-2026-018"}


def came(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {"received_at": MORNING, "title": "关于开展自查的通知", "document_number": NUMBER}
    return save_one(desk, "notice", **{**given, **values})


def carried_out(desk: Desk, **values: Any) -> Saved:
    document = came(desk, **values)
    go(desk, document, "pass_on", handler=Ref(None, "赵敏"), readers=[READ])
    go(desk, document, "read")
    go(desk, document, "done", result="已落实")
    return document


def rule(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {"kind": "rule", "document_number": "QG/SSW0301.05-2026", "in_force_on": HOLDS}
    document = carried_out(desk, **{**given, **values})
    go(desk, document, "enforce", **CHECKED)
    return document


def text_of(path: Path) -> str:
    with Pages(path) as pages:
        return "".join("".join(pages.text(n).split()) for n in range(len(pages)))


def test_a_document_is_passed_on_within_a_working_day_and_read_within_five_d2_1(desk: Desk) -> None:
    document = came(desk)
    assert running(desk, document) == {"pass_on": "11-23 17:30"}
    passed = go(desk, document, "pass_on", handler=Ref(None, "赵敏"), readers=[READ, UNREAD])
    assert (passed.values["told_by"].text, passed.values["unread"]) == ("王芳", 1)
    assert running(desk, document) == {"read": "11-27 17:30"}


def test_an_order_to_stop_a_sale_is_passed_on_the_same_day_d2_4(desk: Desk) -> None:
    document = came(desk, asks=("stop_sale",))
    assert running(desk, document) == {"pass_on_at_once": "11-20 17:30"}
    [line] = desk.routing.of("notice", desk.open("notice", document.id).values)
    assert (line.route.to, line.gone) == ("head", False)


def test_it_is_not_carried_out_before_all_have_read_it_d2_1(desk: Desk) -> None:
    document = came(desk)
    go(desk, document, "pass_on", handler=Ref(None, "赵敏"), readers=[READ, UNREAD])
    with pytest.raises(InvalidError, match="何静” has not read it yet"):
        go(desk, document, "read")
    assert go(desk, document, "read", readers=[READ, UNREAD | {"read": "2026-11-21"}]).stage == "acting"


def test_what_asks_nothing_is_filed_when_all_have_read_it(desk: Desk) -> None:
    document = came(desk, kind="law")
    go(desk, document, "pass_on", handler=Ref(None, "赵敏"), readers=[READ])
    assert go(desk, document, "read_file", archive_number="WJ-2026-018").stage == "closed"


def test_tasks_are_followed_by_owner_and_day_and_the_answer_is_sent_d2_1_d17_2(desk: Desk) -> None:
    document = came(desk, answer_by=dt.date(2026, 11, 25))
    go(desk, document, "pass_on", handler=Ref(None, "赵敏"), readers=[READ])
    go(desk, document, "read", actions=[TASK])
    assert running(desk, document) == {"task": "11-23 17:30", "answer": "11-25 17:30"}
    with pytest.raises(InvalidError, match="is not done yet"):
        go(desk, document, "done", result="已清查")
    go(desk, document, "done", result="已清查", actions=[TASK | {"done": "2026-11-20"}])
    with pytest.raises(InvalidError, match="an answer was asked for"):
        go(desk, document, "close", **CHECKED)
    assert go(desk, document, "close", answered_at=MORNING, **CHECKED).stage == "closed"


def test_somebody_else_than_the_one_in_charge_checks_that_it_was_carried_out_d2_1(desk: Desk) -> None:
    document = came(desk)
    go(desk, document, "pass_on", handler=desk.session.person, readers=[READ])
    go(desk, document, "read")
    go(desk, document, "done", result="已落实")
    save_one(desk, "operator", name="李明", roles=("head",))
    with pytest.raises(NotPermittedError, match="somebody else than the Person in charge"):
        go(desk, document, "close", **CHECKED)


def test_what_was_not_carried_out_goes_back(desk: Desk) -> None:
    document = carried_out(desk)
    with pytest.raises(InvalidError, match="not carried out"):
        go(desk, document, "close", checked="no", archive_number="WJ-2026-018")
    assert go(desk, document, "not_done", "库存未清查").stage == "acting"


def test_a_rule_stays_in_the_library_under_its_number_until_withdrawn_d7_7(desk: Desk) -> None:
    document = rule(desk, review_on=dt.date(2027, 11, 30))
    assert desk.open("notice", document.id).stage == "in_force"
    assert running(desk, document) == {"review": "11-30 17:30"}
    gone = go(desk, document, "withdraw", withdrawn_on=MORNING.date(), withdraw_ground="由2027版替代")
    assert (gone.stage, gone.values["closed_at"]) == ("withdrawn", MORNING)
    assert running(desk, document) == {}


def test_a_rule_without_number_or_day_is_not_put_in_force_d7_7(desk: Desk) -> None:
    document = carried_out(desk, kind="rule", document_number="")
    with pytest.raises(InvalidError, match="document number"):
        go(desk, document, "enforce", **CHECKED)
    with pytest.raises(InvalidError, match="from when it is in force"):
        go(desk, document, "enforce", document_number="QG-07", **CHECKED)


def test_a_rule_is_reviewed_and_stays_in_force_d14_5(desk: Desk) -> None:
    document = rule(desk)
    kept = go(desk, document, "review", review_note="适用，继续有效", review_on=dt.date(2027, 11, 30))
    assert (kept.stage, kept.values["reviewed_on"]) == ("in_force", MORNING.date())


def test_who_comes_later_is_added_to_the_readers_of_a_rule_in_force_d2_1(desk: Desk) -> None:
    document = rule(desk)
    draft = desk.edit(desk.open("notice", document.id))
    draft.values["readers"] = [READ, UNREAD]
    desk.save(draft)
    assert desk.open("notice", document.id).values["unread"] == 1


def test_a_new_version_names_what_it_replaces_d7_7(desk: Desk) -> None:
    old = rule(desk, title="质量信息反馈制度")
    draft, _next = next_of(desk, "notice", old, document_number="QG-2027", story="第4版")
    assert draft.values["replaces"] == "QG/SSW0301.05-2026"
    assert (draft.values["kind"], draft.values["title"]) == ("rule", "质量信息反馈制度")
    assert draft.values["readers"] == [], "nobody has read the new one"


def test_an_order_goes_on_as_a_stop_sale_under_its_number_d2_4_d18_4(desk: Desk) -> None:
    order = came(desk, authority=Ref(None, "安徽省药品监督管理局"), batch=Ref(None, "260308"), asks=("stop_sale",))
    draft, _stop = next_of(desk, "stop_sale", order, product=Ref(None, "六味地黄丸"))
    assert draft.values["notice_number"] == NUMBER
    assert (draft.values["notice_from"].text, draft.values["batch"].text) == ("安徽省药品监督管理局", "260308")


def test_an_announcement_of_unfit_samples_becomes_a_sampling_result_d18_2(desk: Desk) -> None:
    order = came(desk, kind="announcement", issued_on=dt.date(2026, 11, 18), batch=Ref(None, "260308"))
    draft, _result = next_of(desk, "inspection", order, product=Ref(None, "六味地黄丸"))
    assert (draft.values["announcement"], draft.values["published_on"]) == (NUMBER, dt.date(2026, 11, 18))


def test_the_trail_of_a_batch_shows_the_document_that_names_it_d16_6(desk: Desk) -> None:
    save_one(desk, "batch", batch_number="260308")
    named = came(desk, goods=[{"product": "六味地黄丸", "batch": "260308", "stock": "36"}])
    [line] = desk.trails.of_number("260308").lines
    assert (line.number, line.quantities) == (named.title, {"affected": Decimal(36)})


@pytest.mark.parametrize(
    ("kind", "paper"), [("order", "document_slip"), ("rule", "rule_sheet"), ("plan", "quality_plan")]
)
def test_documents_rules_and_plans_have_papers_of_their_own(desk: Desk, kind: str, paper: str) -> None:
    assert desk.documents.suited("notice", came(desk, kind=kind).id) == paper


def test_the_slip_shows_who_was_told_and_who_read_it_when_d2_1(desk: Desk, tmp_path: Path) -> None:
    document = came(desk, readers=[READ, UNREAD], leader_opinion="今日下架")
    desk.print_forms([("notice", document.id)], tmp_path / "slip.pdf", lang="en")
    said = text_of(tmp_path / "slip.pdf")
    assert [word for word in ("刘洋", "何静", "2026-11-20", "今日下架") if word not in said] == []


@pytest.mark.parametrize("ledger", ["documents", "rules"])
def test_both_ledgers_list_documents_by_their_number_d7_7(desk: Desk, tmp_path: Path, ledger: str) -> None:
    rule(desk)
    desk.print_ledger(Query("notice"), tmp_path / "list.pdf", ledger)
    assert "QG/SSW0301.05-2026" in text_of(tmp_path / "list.pdf")
