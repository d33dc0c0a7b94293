"""The slip that customers fill in: on the counter, with the goods, by mail (D10.1, D13.1, D17.1)."""

from __future__ import annotations

from pathlib import Path

from qfdesk.desk import Desk
from qfdesk.registers import all_registers
from tests.invented import save_one
from tests.registers.test_survey import text_of

REACH = "服务热线 400-000-0000；邮箱 quality@example.com"


def blank(desk: Desk, out: Path, register: str = "complaint", paper: str = "feedback_card", lang: str = "zh_CN") -> str:
    desk.print_blank(register, out / "blank.pdf", paper, lang)
    return text_of(out / "blank.pdf")


def test_the_blank_slip_says_how_the_house_is_reached_d10_1(desk: Desk, tmp_path: Path) -> None:
    assert "400-000-0000" not in blank(desk, tmp_path)
    desk.settings.put("reach", REACH)
    assert "400-000-0000" in blank(desk, tmp_path)
    assert "quality@example.com" in blank(desk, tmp_path, lang="en")


def test_so_does_the_survey_form_and_no_paper_that_stays_in_the_house(desk: Desk, tmp_path: Path) -> None:
    desk.settings.put("reach", REACH)
    assert "400-000-0000" in blank(desk, tmp_path, "survey", "satisfaction_form")
    assert "400-000-0000" not in blank(desk, tmp_path, "complaint", "complaint_record")
    mailed = {paper.key for register in all_registers() for paper in register.papers if paper.mailed}
    assert mailed == {"feedback_card", "satisfaction_form"}
    assert all(paper.outward for register in all_registers() for paper in register.papers if paper.mailed)


def test_the_slip_asks_for_what_the_rules_want_to_know_d13_2_d5_2(desk: Desk, tmp_path: Path) -> None:
    said = " ".join(blank(desk, tmp_path, lang="en").split())
    for asked in (
        "Your name",
        "Phone",
        "What you noticed",
        "Batch number",
        "Dose",
        "Frequency",
        "Discomfort after use",
    ):
        assert asked in said
    for ticked in ("Product quality", "Adverse drug reaction", "Package leaflet", "Opinion or suggestion"):
        assert ticked in said


def test_a_slip_that_came_back_prints_as_it_was_entered(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint", channel="slip", story="胶囊发粘", internal_note="老主顾")
    desk.print_forms([("complaint", saved.id)], tmp_path / "slip.pdf", "feedback_card", "zh_CN")
    said = text_of(tmp_path / "slip.pdf")
    assert "胶囊发粘" in said
    assert "老主顾" not in said
