"""The pages of the settings: house, hours, terms, holidays; and that whoever may not change them reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.rules.due import Term
from qfdesk.ui.settings import PAGES, SettingsDialog
from qfdesk.ui.window import MainWindow
from tests.gui.invented import add_entry


@pytest.fixture
def dialog(window: MainWindow, desk: Desk, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(desk, window.looks, window, "terms")
    qtbot.addWidget(made)
    made.show()
    return made


def column(table: QTableWidget, number: int) -> list[str]:
    return [item.text() for row in range(table.rowCount()) if (item := table.item(row, number))]


def row_of(dialog: SettingsDialog, register: str, key: str) -> int:
    lines = [(line.register, line.deadline.key) for line in dialog.terms._lines]
    return lines.index((register, key))


def test_it_opens_on_the_page_asked_for(dialog: SettingsDialog) -> None:
    assert dialog.stack.currentWidget() is dialog.terms
    dialog.list.setCurrentRow(list(PAGES).index("house"))
    assert dialog.company.isVisible()


def test_a_term_is_changed_with_a_reason_and_goes_back(dialog: SettingsDialog, desk: Desk, qtbot: QtBot) -> None:
    page = dialog.terms
    page.table.setCurrentCell(row_of(dialog, "complaint", "answer"), 0)
    assert (page.count.value(), page.unit.currentData()) == (5, "working_days")
    assert not page.change.isEnabled()
    page.count.setValue(3)
    qtbot.keyClicks(page.reason, "faster")
    page.change.click()
    line = next(one for one in desk.clockwork.terms("complaint") if one.deadline.key == "answer")
    assert (line.term, line.version, line.why) == (Term(working_days=3), 2, "faster")
    assert page.chosen() == line
    qtbot.keyClicks(page.reason, "back")
    page.reset.click()
    assert next(one for one in desk.clockwork.terms("complaint") if one.deadline.key == "answer").term == line.declared


def test_an_impossible_term_is_refused_on_the_page(dialog: SettingsDialog, desk: Desk, qtbot: QtBot) -> None:
    page = dialog.terms
    page.table.setCurrentCell(row_of(dialog, "complaint", "accept"), 0)
    page.count.setValue(0)
    qtbot.keyClicks(page.reason, "x")
    page.change.click()
    assert page.banner.text
    assert next(one for one in desk.clockwork.terms("complaint") if one.deadline.key == "accept").version == 1


def test_hours_and_the_day_of_the_review_are_kept_with_ok_or_not_at_all(dialog: SettingsDialog, desk: Desk) -> None:
    dialog.hours.setText("09:00-12:00, 13:00-18:00")
    dialog.review.setText("soon")
    dialog.company.setText("城东大药房")
    dialog.accept()
    assert dialog.banner.text
    assert desk.settings.get("company") == ""
    dialog.review.setText("12-15")
    dialog.accept()
    assert desk.clockwork.hours().written() == "09:00-12:00, 13:00-18:00"
    assert desk.settings.get("management_review") == "12-15"
    assert desk.settings.get("company") == "城东大药房"


def test_a_year_is_imported_and_taken_out_again(dialog: SettingsDialog, desk: Desk, tmp_path: Path) -> None:
    page = dialog.calendar
    assert "2027" in page.banner.text
    days = [f"2027-01-{n:02d},off,元旦" for n in (1, 2, 3)] + [f"2027-02-{n:02d},off,春节" for n in range(5, 13)]
    days += [f"2027-10-{n:02d},off,国庆节" for n in range(1, 8)] + ["2027-02-20,work,春节"]
    file = tmp_path / "2027.csv"
    file.write_text("\n".join(days), encoding="utf-8")
    page.take_file(file)
    assert "taken over" in page.banner.text
    shown, worked = column(page.table, 1), column(page.table, 2)
    assert shown == ["New Year's Day 1–3", "Spring Festival 5–12", "National Day 1–7"]
    assert worked == ["", "20", ""]
    page.drop.click()
    assert desk.clockwork.calendar().source(2027) == "unknown"
    file.write_text("2027-01-01,perhaps", encoding="utf-8")
    page.take_file(file)
    assert "Line 1" in page.banner.text
    assert desk.clockwork.calendar().source(2027) == "unknown"


def test_who_has_no_right_reads_them_and_is_told_who_may(
    desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    add_entry(desk, "operator", name="周录入", roles=("clerk",))
    with desk.at(desk.now(), "周录入"):
        window = open_window(desk)
        dialog = SettingsDialog(desk, window.looks, window, "house")
        qtbot.addWidget(dialog)
        dialog.show()
        assert not dialog.company.isEnabled()
        assert not dialog.hours.isEnabled()
        assert dialog.terms.change.isHidden()
        assert dialog.calendar.take.isHidden()
        said = [label.text() for label in dialog.findChildren(QLabel) if "Administrator" in label.text()]
        assert len(said) == 4
        dialog.tray.setChecked(False)
        dialog.accept()
    assert not window.looks.tells


def test_ok_leaves_alone_what_another_seat_set_meanwhile(dialog: SettingsDialog, desk: Desk) -> None:
    desk.settings.put("company", "仁和堂")
    desk.clockwork.set_hours("08:00-12:00, 13:00-17:00")
    desk.duties.set_review("11-30")
    dialog.reach.setText("400-800-1234")
    dialog.accept()
    assert (desk.settings.get("company"), desk.settings.get("reach")) == ("仁和堂", "400-800-1234")
    assert desk.clockwork.hours().written() == "08:00-12:00, 13:00-17:00"
    assert desk.settings.get("management_review") == "11-30"
