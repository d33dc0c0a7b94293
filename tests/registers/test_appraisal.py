"""What a meeting decides about persons: rewards and penalties with a ground, kept in the house (D8.9, D13.6, M27)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.declare import paths_of
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Query, Saved
from qfdesk.registers import all_registers
from qfdesk.rules.meetings import TOLD_OTHERS
from qfdesk.rules.rights import CLERK, HANDLER, HEAD
from tests.desk.secrets_of import led, person
from tests.invented import MORNING, change, filled, save_one
from tests.registers.steps import go

PENALTY = {
    "person": "周宁",
    "what": "penalty",
    "ground": "漏登一件退货",
    "measure": "扣当月绩效百元",
    "done": "2026-11-21",
}
REWARD = {"person": "吴霞", "what": "reward", "ground": "全年无逾期", "measure": "奖金三百元", "done": "2026-11-20"}
MINUTES: dict[str, Any] = {"chair": "张立", "attendees": "张立、赵敏", "result": "奖优罚错，按期复训"}
WORDS = ("周宁", "漏登一件退货", "扣当月绩效百元", "吴霞", "全年无逾期", "奖金三百元")


def appraisal(desk: Desk, *merits: dict[str, str], **values: Any) -> Saved:
    given = {"kind": "appraisal", "received_at": MORNING, "topic": "年度考评", "story": "逐人评议"} | values
    return save_one(desk, "meeting", merits=list(merits), **given)


def pdf(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path.read_bytes())
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pages))


def told(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def warned(desk: Desk, saved: Saved) -> dict[str, str]:
    found = desk.findings("meeting", desk.open("meeting", saved.id).values).warnings
    return {key: line.say("en") for key, line in found.items()}


def test_an_appraisal_is_written_issued_and_closed_like_other_minutes(desk: Desk) -> None:
    saved = appraisal(desk, REWARD, PENALTY)
    go(desk, saved, "issue", **MINUTES)
    assert go(desk, saved, "close").stage == "closed"
    assert desk.open("meeting", saved.id).values["merits"] == [REWARD, PENALTY]


def test_what_was_decided_about_somebody_is_carried_out_before_the_minutes_are_closed(desk: Desk) -> None:
    training = {"person": "赵敏", "what": "training", "ground": "新规程", "measure": "复训"}
    saved = appraisal(desk, REWARD, training)
    go(desk, saved, "issue", **MINUTES)
    with pytest.raises(InvalidError, match="line 2 of rewards, penalties and training has no day"):
        go(desk, saved, "close")
    change(desk, saved, merits=[REWARD, {**training, "done": "2026-11-22"}])
    assert go(desk, saved, "close").stage == "closed"


def test_a_penalty_without_a_ground_is_not_kept_d8_9(desk: Desk) -> None:
    bare = {key: text for key, text in PENALTY.items() if key != "ground"}
    with pytest.raises(InvalidError) as refused:
        appraisal(desk, REWARD, bare)
    assert "Line 2 is a penalty without a ground" in refused.value.fields["merits"].say("en")
    assert warned(desk, appraisal(desk, {k: v for k, v in REWARD.items() if k != "ground"})).get("merits") is None


def test_an_appraisal_that_decided_nothing_says_so(desk: Desk) -> None:
    saved = appraisal(desk)
    assert "if nobody is, conclude “No rewards or penalties”" in warned(desk, saved)["merits"]
    for said in ("考评结束", "本次未发现问题，李娜扣五百元", "无异议：处罚两人", "李娜扣五百元，其余人员无奖惩"):
        change(desk, saved, result=said)
        assert "merits" in warned(desk, saved)
    for said in ("本期无奖惩，不复训", "评议。无奖惩。", "No rewards or penalties", "Nobody is rewarded or penalised"):
        change(desk, saved, result=said)
        assert "merits" not in warned(desk, saved)
    assert "merits" not in warned(desk, appraisal(desk, kind="monthly"))


def test_a_line_says_who_and_what(desk: Desk) -> None:
    assert "Line 2 does not say who" in warned(desk, appraisal(desk, REWARD, {"ground": "漏登"}))["merits"]


@pytest.mark.parametrize("key", ["topic", "result", "actions"])
def test_the_name_of_somebody_penalised_stays_in_the_table(desk: Desk, key: str) -> None:
    named = "周宁写出说明"
    saved = appraisal(desk, PENALTY, REWARD, **{key: [{"what": named}] if key == "actions" else named})
    assert "leave the name to the table" in warned(desk, saved)[key]
    praised = appraisal(desk, REWARD, **{key: [{"what": "吴霞带教"}] if key == "actions" else "吴霞带教"})
    assert key not in warned(desk, praised)


def test_the_minutes_print_the_table_and_the_extract_for_others_does_not(desk: Desk, tmp_path: Path) -> None:
    saved = appraisal(desk, REWARD, PENALTY, distribution="各部门", **MINUTES)
    assert desk.documents.suited("meeting", saved.id) == "meeting_minutes"
    printed = {
        key: pdf(desk.print_forms([("meeting", saved.id)], tmp_path / f"{key}.pdf", key, "zh_CN"))
        for key in ("meeting_minutes", "review_record", "minutes_extract")
    }
    assert told(printed["meeting_minutes"]) == told(printed["review_record"]) == list(WORDS)
    assert told(printed["minutes_extract"]) == []
    assert "奖优罚错" in printed["minutes_extract"]
    assert saved.title in printed["minutes_extract"]


def test_nothing_made_from_a_meeting_and_no_ledger_tells_what_was_decided_about_persons() -> None:
    meeting = next(one for one in all_registers() if one.key == "meeting")
    assert [f.register for f in meeting.follows if "merits" in f.carries.values()] == []
    assert [c.path for ledger in meeting.ledgers for c in ledger.columns if c.path == "merits"] == []
    assert "merits" not in meeting.columns


def test_who_may_not_see_personal_data_reads_none_of_it(desk: Desk, tmp_path: Path) -> None:
    led(desk)
    saved = appraisal(desk, REWARD, PENALTY, **MINUTES)
    own = desk.session.person
    clerk, head = person(desk, "人员甲", CLERK), person(desk, "人员乙", HEAD)
    desk.session.become(clerk)
    place = [("meeting", saved.id)]
    seen = [str(desk.open("meeting", saved.id)), str(desk.history("meeting", saved.id))]
    seen += [str(desk.page(Query("meeting"), 0, 10, ("number", "merits"))), str(desk.find("周宁"))]
    seen.append(pdf(desk.print_forms(place, tmp_path / "minutes.pdf", "meeting_minutes")))
    assert [told(text) for text in seen] == [[]] * 5
    assert not desk.find("周宁")
    change(desk, saved, place="二楼")
    desk.session.become(head)
    assert told(str(desk.open("meeting", saved.id))) == list(WORDS)
    assert desk.find("周宁")
    desk.session.become(own)
    assert desk.open("meeting", saved.id).values["merits"] == [REWARD, PENALTY]


def test_a_file_of_all_records_masks_it_unless_asked_otherwise(desk: Desk, tmp_path: Path) -> None:
    appraisal(desk, REWARD, PENALTY)
    for unmask in (False, True):
        book = openpyxl.load_workbook(desk.export([Query("meeting")], tmp_path / f"{unmask}.xlsx", unmask=unmask))
        text = " ".join(str(c.value) for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value)
        assert told(text) == (list(WORDS) if unmask else [])


def test_a_warning_is_given_for_all_that_leaves_the_minutes_and_for_nothing_else() -> None:
    meeting = next(one for one in all_registers() if one.key == "meeting")
    paths = {path for paper in meeting.papers if paper.outward for path in paths_of(paper)}
    paths |= {ours for follow in meeting.follows for ours in follow.carries.values()}
    written = {key for key, field in meeting.typed().items() if field.kind in ("text", "memo", "lines")}
    assert set(TOLD_OTHERS) == paths & written - {"chair"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("topic", "李娜考评"),
        ("place", "李娜办公室"),
        ("story", "李娜漏登一件"),
        ("result", "李 娜扣百元"),
        ("distribution", "质量科、李娜"),
        ("actions", [{"what": "缴款", "owner": "李娜"}]),
        ("actions", [{"what": "缴款", "proof": "李娜已缴"}]),
    ],
)
def test_a_name_is_found_wherever_others_read_it(desk: Desk, key: str, value: Any) -> None:
    saved = appraisal(desk, {**PENALTY, "person": "李娜"}, **{key: value})
    assert "leave the name to the table" in warned(desk, saved)[key]


@pytest.mark.parametrize("key", ["attendees", "proposals", "leader_opinion", "reported_to", "chair"])
def test_a_name_that_stays_in_the_minutes_is_no_matter(desk: Desk, key: str) -> None:
    assert key not in warned(desk, appraisal(desk, {**PENALTY, "person": "李娜"}, **{key: "李娜"}))


@pytest.mark.parametrize(
    "person",
    ["李 娜", "李娜 ", "李娜、赵敏", "赵敏，李娜", "赵敏/李娜", "李娜（质量员）", "李娜(质量员", "赵敏 李娜"],
)
def test_a_name_is_found_however_the_table_writes_it(desk: Desk, person: str) -> None:
    assert "topic" in warned(desk, appraisal(desk, {**PENALTY, "person": person}, topic="李娜漏登一事"))
    assert "topic" not in warned(desk, appraisal(desk, {**PENALTY, "person": person}, topic="质量员例会"))


def test_a_latin_name_is_found_where_it_stands_alone(desk: Desk) -> None:
    penalty = {**PENALTY, "person": "Li Na (QA), Bo"}
    assert "topic" in warned(desk, appraisal(desk, penalty, topic="li na forgot a letter"))
    assert "topic" not in warned(desk, appraisal(desk, penalty, topic="Lithium and a book for Lina"))


REASON = "周宁漏登受罚，改为二百元"


def test_reasons_are_withheld_from_whoever_may_not_read_what_was_decided(desk: Desk) -> None:
    led(desk)
    saved = appraisal(desk, PENALTY, **MINUTES)
    plain = appraisal(desk, **MINUTES)
    for one in (saved, plain):
        change(desk, one, REASON, place="二楼")
    own = desk.session.person
    for role in (CLERK, HANDLER):
        desk.session.become(person(desk, f"人员{role}", role))
        seen = str(desk.history("meeting", saved.id))
        assert (REASON in seen, "***" in seen) == (False, True)
        assert REASON in str(desk.history("meeting", plain.id))
        assert not [line for line in desk.latest() if line.entry == saved.id and REASON in str(line)]
        assert not [line for line in desk.board().events if line.entry == saved.id and REASON in str(line)]
        desk.session.become(own)
    assert REASON in str(desk.history("meeting", saved.id))


def test_reasons_stay_withheld_when_the_table_is_emptied_or_the_minutes_voided(desk: Desk) -> None:
    led(desk)
    saved = appraisal(desk, PENALTY)
    change(desk, saved, REASON, merits=[])
    voided = appraisal(desk, PENALTY)
    desk.void("meeting", voided.id, voided.revision, REASON)
    desk.session.become(person(desk, "人员甲", CLERK))
    assert told(str(desk.history("meeting", saved.id))) == []
    assert desk.open("meeting", voided.id).values["void_reason"] == "***"
    rows = desk.page(Query("meeting", voided=True), 0, 9, ("number", "void_reason"))
    assert [row.values["void_reason"] for row in rows] == ["***"]


def test_a_request_to_correct_what_was_decided_withholds_its_reason(desk: Desk) -> None:
    led(desk)
    saved = appraisal(desk, PENALTY, **MINUTES)
    go(desk, saved, "file")
    desk.corrections.ask("meeting", saved.id, {"merits": [{**PENALTY, "measure": "扣二百元"}]}, REASON)
    desk.session.become(person(desk, "人员甲", CLERK))
    (asked,) = desk.corrections.of("meeting", saved.id)
    assert asked.reason == "***"
    assert told(str(asked)) == told(str(desk.history("meeting", saved.id))) == []


def made_from(desk: Desk, register: str, saved: Saved) -> Draft:
    draft = desk.blank(register, ("meeting", saved.id))
    whole = filled(desk.entry(register), 1)
    for key, field in desk.entry(register).typed().items():
        if field.traits.required and not draft.values.get(key):
            draft.values[key] = whole[key]
    return draft


@pytest.mark.parametrize("merits", [(), (PENALTY,)])
@pytest.mark.parametrize("register", ["capa", "notice"])
def test_what_is_made_from_minutes_and_carries_nothing_veiled_is_no_look_behind_a_mask(
    desk: Desk, register: str, merits: tuple[dict[str, str], ...]
) -> None:
    led(desk)
    saved = appraisal(desk, *merits, department=None)
    desk.rights.set("meeting", "unmask", ["finance"])
    own = desk.session.person
    desk.session.become(person(desk, "人员甲", CLERK))
    desk.save(made_from(desk, register, saved))
    desk.session.become(own)
    assert "unmask" not in [line.act for line in desk.history("meeting", saved.id)]


def test_what_carries_a_masked_customer_is_a_look_and_wants_the_right(desk: Desk) -> None:
    led(desk)
    save_one(desk, "party", name="赵六六", kind="person")
    saved = appraisal(desk, customer=Ref(None, "赵六六"), story="赵六六来电")
    own, clerk = desk.session.person, person(desk, "人员甲", CLERK)
    desk.session.become(clerk)
    replaced = made_from(desk, "capa", saved)
    replaced.values.update(customer=None, story="改写的经过")
    desk.save(replaced)
    assert "unmask" not in [line.act for line in desk.history("meeting", saved.id)]
    made = desk.save(made_from(desk, "capa", saved))
    assert desk.open("capa", made.id).values["story"] == "赵六六来电"
    assert [line.act for line in desk.history("meeting", saved.id)].count("unmask") == 1
    desk.session.become(own)
    desk.rights.set("meeting", "unmask", ["finance"])
    desk.session.become(clerk)
    with pytest.raises(NotPermittedError):
        desk.save(made_from(desk, "capa", saved))
