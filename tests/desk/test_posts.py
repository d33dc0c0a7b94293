"""Named persons and groups: who keeps a register stands on its ledger, and who does a duty beside it (D12.1, D6.1)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import say
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Query
from qfdesk.paper import Pages
from qfdesk.rules.rights import CLERK
from tests.desk.test_secrecy import As, as_  # noqa: F401
from tests.invented import save_one


def name(desk: Desk, kind: str, person: str | None, **values: Any) -> int:
    given = {"name": f"岗位{kind}", "kind": kind, "person": Ref(None, person) if person else None, **values}
    return desk.save(Draft("post", {**desk.blank("post").values, **given})).id


def paper(desk: Desk, register: str, out: Path, lang: str = "zh_CN") -> str:
    with Pages(desk.print_ledger(Query(register), out / "ledger.pdf", lang=lang)) as pages:
        return "".join(pages.text(n) for n in range(len(pages)))


def test_the_keeper_of_the_letters_stands_on_their_ledger_on_paper_and_in_the_sheet_d12_1(
    desk: Desk, tmp_path: Path
) -> None:
    save_one(desk, "complaint")
    name(desk, "letters", "李娜", deputy=Ref(None, "王芳"))
    assert "登记专人：李娜（代理：王芳）" in paper(desk, "complaint", tmp_path)
    assert "Kept by 李娜 (deputy 王芳)" in paper(desk, "complaint", tmp_path, "en")
    sheet = openpyxl.load_workbook(desk.export([Query("complaint")], tmp_path / "a.xlsx", "en")).worksheets[0]
    assert any("Kept by 李娜 (deputy 王芳)" in str(cell.value) for cell in sheet[2])


def test_a_register_nobody_is_named_for_says_nothing_of_a_keeper(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "complaint")
    name(desk, "returns", "李娜")
    assert "李娜" in paper(desk, "goods_return", tmp_path)
    assert "登记专人" not in paper(desk, "complaint", tmp_path)


def test_where_no_keeper_is_named_the_collector_of_information_keeps_the_complaints_d13_2(
    desk: Desk, tmp_path: Path
) -> None:
    name(desk, "collector", "郑岩")
    assert "郑岩" in paper(desk, "complaint", tmp_path)
    name(desk, "letters", "李娜")
    kept = paper(desk, "complaint", tmp_path)
    assert "李娜" in kept
    assert "郑岩" not in kept


@pytest.mark.parametrize(
    ("since", "until", "stands"), [(None, None, True), (-1, 1, True), (0, 0, True), (1, None, False), (None, -1, False)]
)
def test_only_who_is_named_on_the_day_stands_there(
    desk: Desk, tmp_path: Path, since: int | None, until: int | None, stands: bool
) -> None:
    today = desk.now().date()
    days = {k: today + dt.timedelta(days=n) for k, n in (("since", since), ("until", until)) if n is not None}
    name(desk, "letters", "李娜", **days)
    done = desk.print_ledger(Query("complaint", since=today), tmp_path / "today.pdf", lang="zh_CN")
    with Pages(done) as pages:
        assert ("李娜" in pages.text(0)) is stands


def test_a_ledger_of_a_past_year_names_who_kept_it_then(desk: Desk, tmp_path: Path) -> None:
    year = desk.now().year - 1
    name(desk, "letters", "前任", until=dt.date(year, 12, 31))
    name(desk, "letters", "现任", since=dt.date(year + 1, 1, 1))
    asked = Query("complaint", since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))
    with Pages(desk.print_ledger(asked, tmp_path / "past.pdf", lang="zh_CN")) as pages:
        assert "前任" in pages.text(0)
        assert "现任" not in pages.text(0)
    assert "现任" in paper(desk, "complaint", tmp_path)


def test_a_ledger_names_everybody_who_kept_it_in_its_time(desk: Desk, tmp_path: Path) -> None:
    today = desk.now().date()
    name(desk, "letters", "前任", until=today - dt.timedelta(days=7))
    name(desk, "letters", "现任", since=today - dt.timedelta(days=6))
    kept = paper(desk, "complaint", tmp_path)
    assert f"登记专人：前任（至{today - dt.timedelta(days=7)}）、现任" in kept.replace(" ", "")


def test_who_left_the_house_is_named_no_longer_but_the_deputy_is(desk: Desk, tmp_path: Path) -> None:
    name(desk, "letters", "李娜", deputy=Ref(None, "赵敏"), since=desk.now().date() - dt.timedelta(days=400))
    left = next(one for one in desk.people() if one.text == "李娜")
    assert left.id is not None
    desk.void("operator", left.id, desk.open("operator", left.id).revision, "离职")
    kept = paper(desk, "complaint", tmp_path)
    assert "李娜" not in kept
    assert "登记专人：赵敏" in kept
    before = desk.now().date() - dt.timedelta(days=1)
    past = desk.print_ledger(Query("complaint", until=before), tmp_path / "past.pdf", lang="zh_CN")
    with Pages(past) as pages:
        assert "李娜（代理：赵敏）" in pages.text(0)


def test_twenty_names_stay_on_the_page(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "complaint")
    members = [{"name": f"欧阳小{n:02d}"} for n in range(30)]
    name(desk, "letters", "李娜", members=members)
    paper(desk, "complaint", tmp_path)
    page = pypdfium2.PdfDocument((tmp_path / "ledger.pdf").read_bytes())[0]
    text = page.get_textpage()
    right = [text.get_charbox(n)[2] for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    assert max(right) <= page.get_width() - 20
    assert "欧阳小29" in text.get_text_bounded().replace("\n", "")


def test_a_void_post_names_nobody(desk: Desk, tmp_path: Path) -> None:
    number = name(desk, "letters", "李娜")
    desk.void("post", number, desk.open("post", number).revision, "撤销")
    assert "李娜" not in paper(desk, "complaint", tmp_path)


def test_a_group_is_its_head_and_its_members(desk: Desk) -> None:
    name(desk, "leading", "陈国栋", members=[{"name": "赵敏", "part": "副组长"}, {"name": "周建华"}])
    plan = next(one for one in desk.duties.year(desk.now().year) if one.due.duty.key == "work_plan")
    assert plan.who.say("zh_CN") == "陈国栋、赵敏、周建华"


def test_a_duty_names_its_department_before_its_post_and_its_post_before_its_role(desk: Desk) -> None:
    def who() -> str:
        states = desk.duties.year(desk.now().year)
        return next(one.who.say("zh_CN") for one in states if one.due.duty.key == "inspection_round")

    assert who() == say("Quality officer", "zh_CN")
    name(desk, "collector", "郑岩")
    assert who() == "郑岩"
    desk.duties.change("inspection_round", "部门负责", department="{质管}部")
    assert who() == "{质管}部"


def test_a_post_that_ends_before_it_begins_is_refused_and_one_without_anybody_warned_of(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="before the first"):
        name(desk, "letters", "李娜", since=dt.date(2026, 5, 2), until=dt.date(2026, 5, 1))
    blank = desk.blank("post").values
    assert "person" in desk.findings("post", {**blank, "name": "登记专人"}).warnings
    filled = {**blank, "name": "小组", "members": [{"name": "赵敏"}]}
    assert "person" not in desk.findings("post", filled).warnings


def test_a_clerk_reads_who_is_named_but_names_nobody(desk: Desk, as_: As) -> None:  # noqa: F811
    number = name(desk, "letters", "李娜")
    as_(CLERK)
    assert desk.open("post", number).values["person"].text == "李娜"
    with pytest.raises(NotPermittedError):
        name(desk, "returns", "孙丽")
