"""Surveys: forms out and back, low scores followed up, the summary decided upon (D4.3-D4.10, D8.10, D13.6; M18)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import PERSONAL, Ref
from qfdesk.model.values import Query, Saved
from qfdesk.paper import Pages
from qfdesk.registers.survey import Survey
from tests.invented import MORNING, save_one
from tests.registers.walking import go, next_of, running

TODAY = MORNING.date()
OUT: dict[str, Any] = {"topic": "2026年度调查", "method": "letter", "answer_by": dt.date(2026, 11, 30)}
HAPPY: dict[str, Any] = {"on_quality": "s5", "on_the_whole": "s4"}
UNHAPPY: dict[str, Any] = {"on_quality": "s2", "on_the_whole": "s3", "reasons": "两次到货封口松动"}
SUMMED_UP: dict[str, Any] = {"analysis": "包装得分最低", "proposals": "恢复五层纸箱"}


def form(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "survey", **{"received_at": MORNING, "customer": Ref(None, "康宁诊所"), **values})


def unhappy(desk: Desk) -> Saved:
    asked = form(desk)
    go(desk, asked, "send", **OUT)
    go(desk, asked, "back", **UNHAPPY)
    return asked


def survey(desk: Desk, **values: Any) -> Saved:
    whole = save_one(desk, "survey", **{"received_at": MORNING, "kind": "plan", "topic": "2026年度调查", **values})
    go(desk, whole, "send", **OUT)
    return whole


def text_of(path: Path) -> str:
    with Pages(path) as pages:
        return "".join(pages.text(n) for n in range(len(pages)))


def test_a_form_goes_out_by_a_person_on_a_day_and_is_wanted_back_d4_7(desk: Desk) -> None:
    asked = form(desk)
    sent = go(desk, asked, "send", **OUT)
    assert (sent.values["sent_on"], sent.values["handed_by"].text) == (TODAY, "王芳")
    assert running(desk, asked) == {"recover": "11-30 17:30"}
    back = go(desk, asked, "back", **HAPPY)
    assert (back.values["returned_on"], back.values["recovered_by"].text) == (TODAY, "王芳")
    assert go(desk, asked, "file").stage == "closed"


def test_whoever_is_asked_by_telephone_answers_at_once_d4_8(desk: Desk) -> None:
    answered = go(desk, form(desk), "ask", topic="2026年度调查", method="phone", **HAPPY)
    assert (answered.stage, answered.values["returned_on"]) == ("back", TODAY)


def test_a_form_that_never_comes_back_is_ended_with_a_reason(desk: Desk) -> None:
    asked = form(desk)
    go(desk, asked, "send", **OUT)
    with pytest.raises(InvalidError, match="wants a reason"):
        go(desk, asked, "lost")
    assert go(desk, asked, "lost", "地址已变").stage == "closed"


def test_dissatisfaction_is_reported_the_same_day_and_answered_d4_2_d4_4(desk: Desk) -> None:
    asked = unhappy(desk)
    assert running(desk, asked) == {"report": "11-20 17:30", "ask_again": "11-27 17:30"}
    with pytest.raises(InvalidError, match="not satisfied: report it"):
        go(desk, asked, "file")
    [line] = desk.routing.of("survey", desk.open("survey", asked.id).values)
    assert (line.route.key, line.route.to, line.gone) == ("low", "head", False)


def test_a_dissatisfied_customer_is_asked_again_before_the_form_is_closed_d20_6(desk: Desk) -> None:
    asked = unhappy(desk)
    go(desk, asked, "report", handler=Ref(None, "刘洋"))
    with pytest.raises(InvalidError, match="ask the customer once more"):
        go(desk, asked, "close", result="已换五层纸箱")
    with pytest.raises(InvalidError, match="higher level"):
        go(desk, asked, "close", result="已换五层纸箱", view_after="dissatisfied")
    closed = go(desk, asked, "close", result="已换五层纸箱", view_after="satisfied", contacted_on=TODAY)
    assert closed.stage == "closed"


def test_who_handled_it_does_not_close_it_where_there_is_somebody_else_d11_3(desk: Desk) -> None:
    asked = unhappy(desk)
    go(desk, asked, "report", handler=desk.session.person)
    save_one(desk, "operator", name="李明", roles=("head",))
    with pytest.raises(NotPermittedError, match="somebody else than the Handler"):
        go(desk, asked, "close", result="已换", view_after="satisfied")


def test_a_survey_says_how_many_forms_went_out_and_came_back_d4_7(desk: Desk) -> None:
    whole = survey(desk)
    with pytest.raises(InvalidError, match="how many forms went out and came back"):
        go(desk, whole, "back")
    back = go(desk, whole, "back", forms_out=60, forms_back=51)
    assert back.values["rate"] == 85


def test_a_survey_ends_with_a_report_on_which_the_general_manager_decides_d4_9(desk: Desk) -> None:
    whole = survey(desk, review_on=dt.date(2026, 12, 15))
    assert running(desk, whole)["review"] == "12-14 17:30"
    back = go(desk, whole, "back", forms_out=60, forms_back=51)
    assert running(desk, whole)["summary"] == "12-04 17:30"
    assert [line.route.key for line in desk.routing.of("survey", back.values)] == ["summary"]
    with pytest.raises(InvalidError, match="analysis and the proposals"):
        go(desk, whole, "report", handler=Ref(None, "刘洋"))
    go(desk, whole, "report", handler=Ref(None, "刘洋"), **SUMMED_UP)
    assert running(desk, whole) == {"decide": "11-27 17:30"}
    with pytest.raises(InvalidError, match="general manager has not decided"):
        go(desk, whole, "close", result="完成")
    decided = go(desk, whole, "decide", leader_opinion="同意")
    assert (decided.stage, decided.values["decided_by"].text) == ("acting", "王芳")
    assert go(desk, whole, "close", result="完成").stage == "closed"


def test_measures_agreed_on_are_followed_until_they_are_done_d4_9(desk: Desk) -> None:
    whole = survey(desk)
    go(desk, whole, "back", forms_out=60, forms_back=51)
    go(desk, whole, "report", handler=Ref(None, "刘洋"), **SUMMED_UP)
    action = {"what": "恢复五层纸箱", "owner": "孙涛", "due": "2026-11-25"}
    go(desk, whole, "decide", leader_opinion="同意", actions=[action])
    assert running(desk, whole) == {"action": "11-25 17:30"}
    with pytest.raises(InvalidError, match="is not done yet"):
        go(desk, whole, "close", result="完成")


def test_each_customers_form_takes_name_questions_and_weights_from_the_survey(desk: Desk) -> None:
    whole = survey(desk, weight_quality=40, questions=[{"question": "咨询是否清楚", "about": "service"}])
    draft, _made = next_of(desk, "survey", whole, customer=Ref(None, "康宁诊所"))
    assert (draft.values["topic"], draft.values["kind"]) == ("2026年度调查", "form")
    assert draft.values["weight_quality"] == 40
    assert draft.values["questions"][0]["question"] == "咨询是否清楚"


@pytest.mark.parametrize("register", ["complaint", "service", "goods_return", "visit"])
def test_content_with_the_handling_of_a_case_is_asked_under_its_number_d13_6(desk: Desk, register: str) -> None:
    case = save_one(desk, register, customer=Ref(None, "康宁诊所"))
    draft, _made = next_of(desk, "survey", case, on_handling="s4")
    assert draft.values["origin_number"] == case.title
    assert draft.values["customer"].text == "康宁诊所"


@pytest.mark.parametrize("register", ["visit", "complaint", "capa", "slip", "meeting"])
def test_what_a_form_shows_goes_on_as_another_record_d4_9(desk: Desk, register: str) -> None:
    assert register in {follow.register for follow in Survey.follows}


def test_a_main_customer_who_got_a_form_has_been_asked_this_year_d12_6(desk: Desk) -> None:
    save_one(desk, "party", name="康宁诊所", main_user=True)
    assert desk.duties.coverage(2026)[0].at is None
    form(desk)
    assert desk.duties.coverage(2026)[0].at == MORNING


def test_a_survey_proves_the_yearly_duty_d4_6(desk: Desk) -> None:
    whole = survey(desk)
    desk.duties.done("survey", "2026", whole.title)
    with pytest.raises(InvalidError, match="is not a record of"):
        desk.duties.done("service_survey", "2026-H2", save_one(desk, "visit").title)


def test_the_form_to_mail_has_every_item_to_tick_and_no_score_d4_7(desk: Desk, tmp_path: Path) -> None:
    desk.print_blank("survey", tmp_path / "form.pdf", "satisfaction_form", "en")
    said = text_of(tmp_path / "form.pdf")
    assert said.count("5 Very satisfied") == said.count("1 Very dissatisfied") == 8
    assert "Weight" not in said
    assert "score" not in said


def test_a_form_keeps_what_is_internal_in_the_house(desk: Desk, tmp_path: Path) -> None:
    asked = form(desk, internal_note="重点客户，勿催", **HAPPY)
    desk.print_forms([("survey", asked.id)], tmp_path / "form.pdf")
    assert "康宁诊所" in text_of(tmp_path / "form.pdf")
    assert "勿催" not in text_of(tmp_path / "form.pdf")


@pytest.mark.parametrize(("kind", "paper"), [("form", "satisfaction_form"), ("plan", "satisfaction_summary")])
def test_a_survey_prints_as_its_summary_and_a_form_as_itself(desk: Desk, kind: str, paper: str) -> None:
    assert desk.documents.suited("survey", form(desk, kind=kind).id) == paper


def test_the_summary_report_shows_rate_scores_and_counts_d4_9(desk: Desk, tmp_path: Path) -> None:
    tally = [{"item": "packing", "s5": "14", "s4": "20", "s3": "10", "s2": "5", "s1": "1"}]
    whole = survey(desk, forms_out=60, forms_back=51, tally=tally, **SUMMED_UP)
    desk.print_forms([("survey", whole.id)], tmp_path / "summary.pdf", lang="en")
    said = text_of(tmp_path / "summary.pdf")
    assert "85 %" in said
    assert "76.4" in said
    assert "恢复五层纸箱" in said


def test_the_ledger_lists_every_form_with_its_score(desk: Desk, tmp_path: Path) -> None:
    asked = unhappy(desk)
    desk.print_ledger(Query("survey"), tmp_path / "surveys.pdf")
    said = text_of(tmp_path / "surveys.pdf")
    assert asked.title in said
    assert "40" in said


def test_whom_a_form_names_is_personal() -> None:
    for key in ("customer", "contact_name", "contact_phone", "contact_address"):
        assert Survey.fields()[key].traits.secret == PERSONAL
