"""The second table of the appraisal: what was decided about persons, against the minutes read one by one (D8.9)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from qfdesk.desk import Desk
from qfdesk.language import Message, say
from qfdesk.model.report import Made
from qfdesk.model.values import Query, Saved
from qfdesk.rules.clock import local
from qfdesk.rules.rights import FINANCE, HEAD
from tests.desk.secrets_of import led, person
from tests.invented import MORNING, save_one
from tests.registers.steps import go

MERITS = [
    {"person": "周宁", "what": "penalty", "ground": "漏登\n一件退货", "number": "TH-2026-0001", "measure": "扣百元"},
    {"person": "吴霞", "what": "reward", "ground": "无逾期", "measure": "奖金三百元", "done": "2026-11-19"},
    {"person": "", "what": "", "ground": "只有事由"},
]
MINUTES: dict[str, Any] = {"chair": "张立", "attendees": "张立、赵敏", "result": "无异议"}


def held(
    desk: Desk, day: int, kind: str = "appraisal", month: int = 11, *, issued: bool = True, merits: Any = None
) -> Saved:
    at = MORNING.replace(month=month, day=day)
    saved = save_one(desk, "meeting", kind=kind, received_at=at, story="逐人评议", merits=merits or MERITS)
    if issued:
        go(desk, saved, "issue", **MINUTES)
    return saved


def by_hand(desk: Desk, month: str) -> list[tuple[Any, ...]]:
    """Every issued meeting of a month opened, its lines copied out."""
    options = {"reward": "Reward", "praise": "Praise", "penalty": "Penalty", "training": "Training"}
    found = []
    for row in desk.page(Query("meeting", order=("received_at", False)), 0, 1000, ("number",)):
        values = desk.open("meeting", row.id).values
        if row.voided or not values["issued_at"] or not local(values["received_at"]).isoformat().startswith(month):
            continue
        for line in values["merits"]:
            texts = [line.get(key, "").replace("\n", " ") for key in ("ground", "number", "measure")]
            done = dt.date.fromisoformat(line["done"]) if "done" in line else ""
            day = local(values["received_at"]).date()
            what = options.get(line.get("what", ""), "")
            found.append((day, line.get("person", ""), what, *texts, done, values["number"]))
    return found


def rows(made: Made) -> list[tuple[Any, ...]]:
    return [tuple(c.say("en") if isinstance(c, Message) else c for c in row) for row in made.table("merits").rows]


def test_the_appraisal_lists_what_the_meetings_of_the_period_decided(year: Desk) -> None:
    held(year, 3)
    held(year, 5, "monthly", merits=[{"person": "孙涛", "what": "praise", "ground": "回访细致"}])
    held(year, 6, "training", merits=[{"person": "孙涛", "what": "training", "ground": "新规程"}])
    held(year, 9, month=10)
    held(year, 10, issued=False)
    void = held(year, 12)
    year.void("meeting", void.id, year.open("meeting", void.id).revision, "重复")
    made = year.reporting.make("appraisal", "2026-11")
    assert rows(made) == by_hand(year, "2026-11")
    assert len(rows(made)) == 5
    assert len(rows(year.reporting.make("appraisal", "2026-10"))) == 3
    assert len(rows(year.reporting.make("appraisal", "2026-Q4"))) == 8
    assert rows(year.reporting.make("appraisal", "2026-06")) == by_hand(year, "2026-06")


def test_paper_and_sheet_show_what_the_screen_shows(year: Desk, tmp_path: Path) -> None:
    held(year, 3)
    made = year.reporting.make("appraisal", "2026-11")
    book = openpyxl.load_workbook(year.reporting.export(made, tmp_path / "a.xlsx", "en"))
    found = [tuple(c.value for c in row) for sheet in book.worksheets for row in sheet.iter_rows()]
    wanted = ("周宁", "Penalty", "漏登 一件退货", "TH-2026-0001", "扣百元")
    assert any(set(wanted) <= set(row) for row in found)
    assert made.table("merits").title.say("zh_CN") == say("Rewards, penalties and training", "zh_CN")


def test_who_may_not_see_personal_data_reads_that_something_was_decided_and_not_about_whom(year: Desk) -> None:
    held(year, 3)
    led(year)
    people = {role: person(year, f"人员{role}", role) for role in (FINANCE, HEAD)}
    words = ("周宁", "吴霞", "漏登", "无逾期", "扣百元", "奖金", "TH-2026-0001", "Penalty", "penalty")
    told = {}
    for role, who in people.items():
        year.session.become(who)
        seen = rows(year.reporting.make("appraisal", "2026-11"))
        told[role] = [word for word in words if word in str(seen)]
        assert len(seen) == 3
    assert told[FINANCE] == []
    assert "周宁" in told[HEAD]


def test_a_house_that_decided_nothing_has_an_empty_table(desk: Desk) -> None:
    assert desk.reporting.make("appraisal", "2026-11").table("merits").rows == ()
