"""The Statistics tab, driven by hand."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.report import Made, summed
from qfdesk.ui.jobs import JobBar, Progress
from qfdesk.ui.reports_tab import ReportsTab
from qfdesk.ui.tab_row import REPORTS
from qfdesk.ui.window import MainWindow
from tests.gui.fingers import answer, click
from tests.gui.invented import add_entry

LEFT = Qt.MouseButton.LeftButton
MONTH = "2026-11"


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> ReportsTab:
    """The tab in front, its first report made."""
    page = window.go(REPORTS)
    assert isinstance(page, ReportsTab)
    made(page, "monthly_count", qtbot)
    return page


def made(tab: ReportsTab, key: str, qtbot: QtBot) -> None:
    """Waits until the report is in sight."""

    def in_sight() -> bool:
        return tab.made is not None and tab.made.report.key == key and tab.bar.pdf.isEnabled()

    qtbot.waitUntil(in_sight, timeout=20_000)


def choose(tab: ReportsTab, key: str, qtbot: QtBot) -> None:
    """Clicks a report in the list and waits for it."""
    place = next(n for n in range(tab.list.count()) if tab.list.item(n).data(256) == key)
    click(tab.list.viewport(), tab.list.visualItemRect(tab.list.item(place)).center())
    made(tab, key, qtbot)


def test_a_click_on_a_report_shows_its_pages(tab: ReportsTab, window: MainWindow, qtbot: QtBot) -> None:
    choose(tab, "analysis", qtbot)
    assert tab.view.pages is not None
    assert len(tab.view.pages) > 1
    assert "D8.6" in tab.about.text()
    assert "State of" in window.status.summary.text()


def test_another_period_makes_the_report_anew(tab: ReportsTab, qtbot: QtBot) -> None:
    choose(tab, "analysis", qtbot)
    tab.bar.every.setCurrentIndex(tab.bar.every.findData("year"))
    tab.bar.every.activated.emit(tab.bar.every.currentIndex())
    qtbot.waitUntil(lambda: tab.made is not None and tab.made.period.key == "2026", timeout=20_000)
    assert tab.made is not None
    assert tab.made.table("kinds").rows[0][1] == 12


def test_a_period_that_is_none_is_told_in_its_place(tab: ReportsTab, qtbot: QtBot) -> None:
    tab.bar.when.setEditText("gestern")
    qtbot.keyClick(tab.bar.when, Qt.Key.Key_Return)
    tab.bar.changed.emit()
    qtbot.waitUntil(lambda: "is no period" in tab.banner.text, timeout=20_000)
    assert not tab.bar.pdf.isEnabled()


def test_a_conclusion_is_typed_kept_and_printed(tab: ReportsTab, desk: Desk, qtbot: QtBot) -> None:
    choose(tab, "brief", qtbot)
    assert not tab.conclusion.button.isEnabled()
    qtbot.keyClicks(tab.conclusion.text, "More care with packing")
    qtbot.mouseClick(tab.conclusion.button, LEFT)
    qtbot.waitUntil(lambda: bool(tab.made and tab.made.leaves[0].conclusion), timeout=20_000)
    assert desk.reporting.conclusion("brief", MONTH).text == "More care with packing"
    assert tab.conclusion.text.toPlainText() == "More care with packing"


def test_what_is_typed_can_be_taken_back(tab: ReportsTab, qtbot: QtBot) -> None:
    choose(tab, "brief", qtbot)
    qtbot.keyClicks(tab.conclusion.text, "no")
    qtbot.mouseClick(tab.conclusion.undo, LEFT)
    assert tab.conclusion.text.toPlainText() == ""
    assert tab.may_leave()


def test_leaving_a_conclusion_that_is_not_kept_asks_first(tab: ReportsTab, desk: Desk, qtbot: QtBot) -> None:
    choose(tab, "brief", qtbot)
    qtbot.keyClicks(tab.conclusion.text, "Nearly lost")
    asked = answer(QMessageBox, lambda box: qtbot.mouseClick(box.button(QMessageBox.StandardButton.Cancel), LEFT))
    tab.list.setCurrentRow(0)
    assert "not kept yet" in asked[0]
    assert (tab.chosen, tab.conclusion.text.toPlainText()) == ("brief", "Nearly lost")
    answer(QMessageBox, lambda box: qtbot.mouseClick(box.defaultButton(), LEFT))
    choose(tab, "monthly_count", qtbot)
    assert desk.reporting.conclusion("brief", MONTH).text == "Nearly lost"


def test_the_report_in_sight_is_saved_as_pdf_and_excel(
    tab: ReportsTab, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(tab, "analysis", qtbot)
    names: list[str] = []

    def give(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        names.append(Path(start).name)
        return str(tmp_path / names[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", give)
    click(tab.bar.pdf)
    click(tab.bar.excel)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.xlsx"))) == 1, timeout=20_000)
    assert names == [f"Summary and analysis of quality information {MONTH}.{kind}" for kind in ("pdf", "xlsx")]
    assert (tmp_path / names[0]).read_bytes()[:4] == b"%PDF"
    acts = [line for line in desk.history("house", 0) if line.act == "report"]
    qtbot.waitUntil(lambda: len([x for x in desk.history("house", 0) if x.act == "report"]) == 2, timeout=20_000)
    assert {line.field for line in acts} <= {f"analysis {MONTH}"}


def calls(tab: ReportsTab) -> int:
    """What the report in sight counts."""
    return summed(tab.made.table("ways").rows, 1) if tab.made else -1


def test_coming_back_after_a_change_makes_the_report_anew(
    tab: ReportsTab, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    choose(tab, "monthly_count", qtbot)
    assert tab.made is not None
    before = calls(tab)
    window.go("today")
    add_entry(desk, "complaint", story="One more", channel="phone")
    window.go(REPORTS)
    qtbot.waitUntil(lambda: calls(tab) == before + 1, timeout=20_000)


def test_a_page_of_one_department_has_its_own_conclusion(tab: ReportsTab, desk: Desk, qtbot: QtBot) -> None:
    add_entry(desk, "complaint", story="For the store", department=Ref(None, "储运部"))
    choose(tab, "monthly_summary", qtbot)
    assert not tab.conclusion.text.isEnabled() or tab.bar.whose.count() == 2
    tab.bar.whose.setCurrentText("储运部")
    tab.bar.whose.activated.emit(tab.bar.whose.currentIndex())
    qtbot.waitUntil(
        lambda: bool(tab.made and len(tab.made.leaves) == 1 and tab.conclusion.text.isEnabled()), timeout=20_000
    )
    qtbot.keyClicks(tab.conclusion.text, "All done")
    qtbot.mouseClick(tab.conclusion.button, LEFT)
    assert tab.made is not None
    place = tab.made.leaves[0].place
    assert place > 0
    assert desk.reporting.conclusion("monthly_summary", MONTH, place).text == "All done"


def test_a_report_that_takes_long_is_stopped_and_made_again(
    tab: ReportsTab, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    make = desk.reporting.make

    def for_ever(key: str, period: str, department: str, progress: Progress) -> Made:
        while True:
            progress(1, 4)

    bar = window.findChild(JobBar)
    assert isinstance(bar, JobBar)
    assert bar.isHidden()
    monkeypatch.setattr(desk.reporting, "make", for_ever)
    tab.refresh()
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    qtbot.mouseClick(bar.findChild(QPushButton), LEFT)
    qtbot.waitUntil(lambda: "stopped" in tab.banner.text, timeout=20_000)
    assert tab.made is None
    assert not tab.bar.pdf.isEnabled()
    monkeypatch.setattr(desk.reporting, "make", make)
    again = next(one for one in tab.banner.findChildren(QPushButton) if one.text() == "Make it")
    qtbot.mouseClick(again, LEFT)
    made(tab, "monthly_count", qtbot)
    assert bar.isHidden()


def test_another_choice_stops_the_report_that_is_under_way(
    tab: ReportsTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    make, ended = desk.reporting.make, Event()

    def slowly(key: str, period: str, department: str, progress: Progress) -> Made:
        if key == "brief":
            return make(key, period, department, progress)
        try:
            while True:
                progress(1, 4)
        finally:
            ended.set()

    monkeypatch.setattr(desk.reporting, "make", slowly)
    tab.refresh()
    choose(tab, "brief", qtbot)
    assert ended.wait(20)
    assert tab.banner.isHidden()
