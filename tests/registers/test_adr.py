"""An adverse reaction: recorded, assessed, reported in time on the national form (D15.2, D17.4, D17.5; M17)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import PERSONAL, Ref
from qfdesk.model.values import Saved
from qfdesk.paper import Pages
from tests.invented import MORNING, Clock, save_one
from tests.registers.walking import go, next_of, running

ASSESSED: dict[str, Any] = {
    "kinds": ("new",),
    "reaction_name": "皮疹",
    "occurred_on": dt.date(2026, 11, 19),
    "outcome": "better",
    "dechallenge": "yes",
    "rechallenge": "not_used",
    "effect_on_disease": "none",
    "reporter_name": "孙丽",
    "causality_reporter": "probable",
}
REPORTED: dict[str, Any] = {
    "patient_name": "张某",
    "causality_unit": "possible",
    "unit_name": "人民路店",
    "reported_to": "济南市药品不良反应监测中心",
}


def learned(desk: Desk, **values: Any) -> Saved:
    return save_one(desk, "adr", **{"received_at": MORNING, "product": Ref(None, "阿莫西林胶囊"), **values})


def reported(desk: Desk, **values: Any) -> Saved:
    case = learned(desk, **values)
    go(desk, case, "assess", **ASSESSED)
    go(desk, case, "report", **REPORTED)
    return case


@pytest.mark.parametrize(
    ("values", "which", "until"),
    [
        ({"kinds": ("ordinary",)}, "other", "12-20"),
        ({"kinds": ("new",)}, "grave", "12-05"),
        ({"kinds": ("serious",)}, "grave", "12-05"),
        ({"outcome": "death", "kinds": ("serious",)}, "death", "11-20"),
    ],
)
def test_the_days_count_from_the_day_it_was_learned_of(
    desk: Desk, values: dict[str, Any], which: str, until: str
) -> None:
    assert running(desk, learned(desk, **values))[which].startswith(until)


def test_a_case_that_turns_out_graver_gets_the_shorter_clock(desk: Desk) -> None:
    case = learned(desk)
    assert "other" in running(desk, case)
    go(desk, case, "assess", **ASSESSED | {"kinds": ("serious",)})
    assert set(running(desk, case)) == {"grave"}


def test_a_report_stops_its_clock_and_says_who_sent_it(desk: Desk) -> None:
    case = reported(desk)
    values = desk.open("adr", case.id).values
    assert (values["reported_at"], values["reported_by"].text) == (MORNING, "王芳")
    assert running(desk, case) == {}


def test_no_report_leaves_without_a_suspect_drug(desk: Desk) -> None:
    case = learned(desk, product_role="concomitant")
    go(desk, case, "assess", **ASSESSED)
    assert desk.open("adr", case.id).values["validity"] == "invalid"
    with pytest.raises(InvalidError, match="not valid without the suspect drug"):
        go(desk, case, "report", **REPORTED)


def test_a_death_is_reported_before_it_is_assessed_and_nothing_else_is(desk: Desk) -> None:
    at_once: dict[str, Any] = {
        "kinds": ("serious",),
        "reaction_name": "过敏性休克",
        "patient_name": "张某",
        "reporter_name": "孙丽",
        "unit_name": "店",
    }
    with pytest.raises(InvalidError, match="only a death or a group event"):
        go(desk, learned(desk), "report_at_once", **at_once)
    case = learned(desk, outcome="death")
    assert go(desk, case, "report_at_once", **at_once).stage == "reported"


def test_the_cause_and_day_of_a_death_belong_to_its_report(desk: Desk) -> None:
    case = learned(desk)
    go(desk, case, "assess", **ASSESSED | {"kinds": ("serious",), "outcome": "death"})
    with pytest.raises(InvalidError, match="Direct cause of death, Died on"):
        go(desk, case, "report", **REPORTED)


def test_a_group_event_is_told_the_same_day(desk: Desk) -> None:
    case = learned(desk, group_event=True)
    assert running(desk, case)["group"] == "11-20 17:30"


def test_what_is_learned_later_is_reported_as_a_follow_up(desk: Desk, clock: Clock) -> None:
    case = reported(desk)
    clock.now += dt.timedelta(days=4)
    news = [{"at": "2026-11-24T10:00:00+08:00", "learned": "皮疹消退", "reported": "2026-11-24"}]
    draft = desk.edit(desk.open("adr", case.id))
    draft.values["news_on"] = dt.date(2026, 11, 24)
    desk.save(draft)
    assert running(desk, case)["news"].startswith("12-09")
    done = go(desk, case, "follow", follow_reports=news)
    assert (done.stage, done.values["followed_at"]) == ("reported", clock.now)
    assert running(desk, case) == {}


def test_a_report_is_closed_with_its_code_and_what_came_of_it(desk: Desk) -> None:
    case = reported(desk)
    with pytest.raises(InvalidError, match="Report code"):
        go(desk, case, "close", result="监测中心已收悉")
    assert go(desk, case, "close", report_code="370100-2026-00518", result="已收悉").stage == "closed"


def test_a_complaint_becomes_a_report_with_what_the_patient_said(desk: Desk) -> None:
    complaint = save_one(
        desk, "complaint", kind="adr", contact_name="张某", sex="female", age=46, dose="0.5g", story="服药后皮疹"
    )
    draft, _saved = next_of(desk, "adr", complaint, product=Ref(None, "阿莫西林胶囊"))
    carried = {key: draft.values[key] for key in ("patient_name", "sex", "age", "dose", "story")}
    assert carried == {"patient_name": "张某", "sex": "female", "age": 46, "dose": "0.5g", "story": "服药后皮疹"}


def test_whatever_tells_the_patient_is_personal(desk: Desk) -> None:
    fields = desk.entry("adr").fields()
    for key in ("patient_name", "patient_contact", "case_number", "disease", "past_adr", "relevant", "story"):
        assert fields[key].traits.secret == PERSONAL, key


FORM = (
    "patient_name sex born_on age nation weight patient_contact disease hospital case_number past_adr past_adr_text "
    "family_adr family_adr_text relevant relevant_text drugs reaction_name occurred_on story outcome sequela "
    "death_cause died_on dechallenge rechallenge effect_on_disease causality_reporter causality_unit reporter_phone "
    "reporter_job reporter_email reporter_name unit_name unit_contact unit_phone reported_at info_source remark "
    "report_kind report_code kinds unit_category"
)


def test_the_national_form_has_every_one_of_its_boxes(desk: Desk) -> None:
    from qfdesk.model.declare import paths_of

    shown = set(paths_of(desk.documents.paper("adr", "adr_report")))
    assert set(FORM.split()) - shown == set()


def test_the_filled_form_keeps_its_tick_boxes_and_fits_one_page(desk: Desk, tmp_path: Path) -> None:
    more = [{"role": "concomitant", "name": "蒲地蓝消炎片", "batch": "2605012", "reason": "扁桃体炎"}]
    case = reported(desk, drugs=more, dose="0.5g", route="口服", report_code="370100-2026-00518", sex="female")
    desk.print_forms([("adr", case.id)], tmp_path / "adr.pdf", "adr_report")
    with Pages(tmp_path / "adr.pdf") as pages:
        assert len(pages) == 1
        said = "".join(pages.text(0).split())
    for word in ("阿莫西林胶囊", "蒲地蓝消炎片", "0.5g,口服", "皮疹", "张某", "Male", "Female", "Unlikely", "Probable"):
        assert word in said, word


def test_a_group_event_has_a_form_of_its_own(desk: Desk, tmp_path: Path) -> None:
    case = learned(desk, group_event=True, group_users=13, group_ill=2, group_place="历下区")
    desk.print_forms([("adr", case.id)], tmp_path / "group.pdf", "adr_group")
    with Pages(tmp_path / "group.pdf") as pages:
        assert "历下区" in pages.text(0)
    assert desk.documents.suited("adr", case.id) == "adr_report"
