"""The year of the periodic duties, driven by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.ui.duties_dialog import DutiesDialog
from qfdesk.ui.duty_form import DutyForm
from qfdesk.ui.window import MainWindow
from tests.gui.fingers import answer
from tests.gui.invented import add_entry


@pytest.fixture
def dialog(window: MainWindow, desk: Desk, qtbot: QtBot) -> DutiesDialog:
    chosen = next(one for one in desk.duties.due() if one.due.duty.key == "monthly_count")
    made = DutiesDialog(desk, chosen, window)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(dialog: DutiesDialog, row: int) -> list[str]:
    cells = (dialog.table.item(row, column) for column in range(dialog.table.columnCount()))
    return [cell.text() if cell else "" for cell in cells]


def test_a_duty_is_noted_as_done_with_its_proof_and_taken_back(dialog: DutiesDialog, desk: Desk, qtbot: QtBot) -> None:
    assert dialog.chosen() is not None
    assert dialog.box.title.text() == "Count of letters, visits and service · 2026-11"
    assert "D1.6" in dialog.box.told.text()
    assert not dialog.box.do.isEnabled()
    qtbot.keyClicks(dialog.box.proof, "count.xlsx")
    qtbot.mouseClick(dialog.box.do, Qt.MouseButton.LeftButton)
    assert texts(dialog, 0)[3 + 10] == "✓"
    assert "count.xlsx" in dialog.box.told.text()
    assert dialog.box.proof.isHidden()
    qtbot.keyClicks(dialog.box.note, "wrong month")
    qtbot.mouseClick(dialog.box.undo, Qt.MouseButton.LeftButton)
    assert texts(dialog, 0)[3 + 10] == "30"
    assert [line.act for line in desk.history("house", 0)][:2] == ["duty_undo", "duty"]


def test_other_years_are_turned_to(dialog: DutiesDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert dialog.year_label.text() == "2027"
    assert texts(dialog, 0)[3] == "29"  # January 2027 ends with a weekend
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert texts(dialog, 0)[3] == "30"


def test_the_main_customers_not_asked_are_counted_and_listed(dialog: DutiesDialog, desk: Desk) -> None:
    add_entry(desk, "party", name="市三院药剂科二部", main_user=True)
    dialog.refresh()
    assert dialog.tabs.tabText(1) == "Main customers: 1 of 1 not asked yet"
    assert [item.text() for item in [dialog.customers.item(0, 0)] if item] == ["市三院药剂科二部"]


def test_the_house_changes_a_duty(dialog: DutiesDialog, desk: Desk, qtbot: QtBot) -> None:
    duty = next(duty for duty in desk.duties.known() if duty.key == "brief")
    form = DutyForm(desk, duty, dialog)
    qtbot.addWidget(form)
    assert form.title.isReadOnly()
    form.day.setValue(10)
    form.reason.setText("later")
    form.accept()
    assert next(duty for duty in desk.duties.known() if duty.key == "brief").day == 10
    again = DutyForm(desk, next(duty for duty in desk.duties.known() if duty.key == "brief"), dialog)
    qtbot.addWidget(again)
    again.reset()
    assert next(duty for duty in desk.duties.known() if duty.key == "brief") == duty


def test_a_duty_keeps_what_another_seat_changed_of_it_meanwhile(dialog: DutiesDialog, desk: Desk) -> None:
    form = DutyForm(desk, next(duty for duty in desk.duties.known() if duty.key == "brief"), dialog)
    desk.duties.change("brief", "别处改的", role="head", day=9)
    form.department.setText("质量部")
    form.accept()
    duty = next(duty for duty in desk.duties.known() if duty.key == "brief")
    assert (duty.role, duty.day, duty.department) == ("head", 9, "质量部")


def test_with_the_period_goes_its_month(dialog: DutiesDialog, desk: Desk) -> None:
    duty = next(duty for duty in desk.duties.known() if duty.every == "quarter" and not duty.month)
    form = DutyForm(desk, duty, dialog)
    form.every.setCurrentIndex(form.every.findData("year"))
    form.month.setValue(duty.due_month)
    form.accept()
    changed = next(one for one in desk.duties.known() if one.key == duty.key)
    assert (changed.every, changed.due_month) == ("year", duty.due_month)


def test_the_menu_opens_them(window: MainWindow) -> None:
    seen = answer(DutiesDialog, lambda dialog: dialog.reject())
    window.commands.actions["duties"].trigger()
    assert "2026" in seen[0]


def test_a_new_duty_wants_a_name(dialog: DutiesDialog, desk: Desk, qtbot: QtBot) -> None:
    form = DutyForm(desk, None, dialog)
    qtbot.addWidget(form)
    form.accept()
    assert "name" in form.banner.text
    form.title.setText("冷库温度复核")
    form.accept()
    assert "冷库温度复核" in [duty.title for duty in desk.duties.known()]


def test_who_may_not_note_duties_only_reads(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    add_entry(desk, "operator", name="周审计", roles=("auditor",))
    with desk.at(desk.now(), "周审计"):
        dialog = DutiesDialog(desk, None, window)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.box.do.isHidden()
        assert dialog.change.isHidden()
