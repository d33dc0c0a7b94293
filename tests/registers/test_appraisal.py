"""What a meeting decides about persons: rewards and penalties with a ground, kept in the house (D8.9, D13.6, M27)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.values import Query, Saved
from qfdesk.registers import all_registers
from qfdesk.rules.rights import CLERK, HEAD
from tests.desk.secrets_of import led, person
from tests.invented import MORNING, change, save_one
from tests.registers.steps import go

PENALTY = {"person": "周宁", "what": "penalty", "ground": "漏登一件退货", "measure": "扣当月绩效百元"}
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


def test_a_penalty_without_a_ground_is_not_kept_d8_9(desk: Desk) -> None:
    bare = {key: text for key, text in PENALTY.items() if key != "ground"}
    with pytest.raises(InvalidError) as refused:
        appraisal(desk, REWARD, bare)
    assert "Line 2 is a penalty without a ground" in refused.value.fields["merits"].say("en")
    assert warned(desk, appraisal(desk, {k: v for k, v in REWARD.items() if k != "ground"})).get("merits") is None


def test_an_appraisal_that_decided_nothing_says_so(desk: Desk) -> None:
    saved = appraisal(desk)
    assert "conclude that nobody is" in warned(desk, saved)["merits"]
    change(desk, saved, result="考评结束")
    assert "merits" in warned(desk, saved)
    for said in ("本期无奖惩，不安排复训", "Nobody was rewarded or penalised"):
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
