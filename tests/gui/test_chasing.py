"""Urging from the board and the editor, pausing in the editor: what a person clicks, and what the case remembers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.ui.cards import LineRow
from qfdesk.ui.group_tab import GroupTab
from qfdesk.ui.pause_dialog import PauseDialog
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.today import Today
from qfdesk.ui.urge_dialog import UrgeDialog
from qfdesk.ui.window import TODAY, MainWindow
from tests.gui.fingers import answer
from tests.gui.invented import add_entry


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot) -> Today:
    page = window.go(TODAY)
    assert isinstance(page, Today)
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    return page


def due_row(today: Today, place: int = 0) -> LineRow:
    row = today.due.lines()[place]
    assert isinstance(row, LineRow)
    return row


def tab_of(window: MainWindow, desk: Desk, number: str) -> RegisterTab:
    window.open_entry(*desk.locate(number))
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    return tab


def test_a_row_of_the_board_is_urged_for_and_says_so(today: Today, desk: Desk, qtbot: QtBot) -> None:
    row = due_row(today)
    number = row.accessibleName().split()[0]

    def type_and_urge(dialog: UrgeDialog) -> None:
        dialog.box.setPlainText("请今天答复")
        dialog.way.setCurrentIndex(dialog.way.findData("by_phone"))
        dialog.do.click()

    seen = answer(UrgeDialog, type_and_urge)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not today.busy, timeout=20_000)
    assert number in seen[0]
    assert "王芳" in seen[0]
    urged = desk.urging.of(*desk.locate(number))
    assert [(one.text, one.way, one.to) for one in urged] == [("请今天答复", "by_phone", "王芳")]
    assert any("urged 1×" in line.accessibleName() for line in today.due.lines())


def test_everything_a_person_is_late_with_is_urged_for_at_once(today: Today, desk: Desk, qtbot: QtBot) -> None:
    late = {row.line.number for row in desk.board().overdue}
    assert len(late) > 1
    answer(UrgeDialog, lambda dialog: dialog.do.click())
    person = today.people.lines()[0]
    assert isinstance(person, LineRow)
    qtbot.mouseClick(person.button, Qt.MouseButton.LeftButton)
    assert all(len(desk.urging.of(*desk.locate(number))) == 1 for number in late)


def test_a_dialog_left_alone_urges_nobody(today: Today, desk: Desk, qtbot: QtBot) -> None:
    row = due_row(today)
    answer(UrgeDialog, lambda dialog: dialog.reject())
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert desk.urging.of(*desk.locate(row.accessibleName().split()[0])) == []


def test_a_person_on_the_board_leads_to_what_is_in_hand(today: Today, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(today.people.lines()[0], Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.filters.query().person is not None
    assert tab.model.rowCount() == 12


def test_a_record_waits_and_goes_on(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    saved = add_entry(desk, "complaint", story="等待送检结果")
    tab = tab_of(window, desk, saved.title)
    head = tab.editor.head

    def choose(dialog: PauseDialog) -> None:
        assert not dialog.do.isEnabled()
        dialog.whom["laboratory"].setChecked(True)
        dialog.box.setPlainText("送市药检所")
        dialog.do.click()

    answer(PauseDialog, choose)
    qtbot.mouseClick(head.pause_button, Qt.MouseButton.LeftButton)
    assert desk.clockwork.paused("complaint", saved.id) is not None
    assert head.chase_line.text() == "Paused since 2026-11-20 (waiting for a laboratory): 送市药检所"
    assert head.due.text() == "paused"
    assert head.pause_button.text() == "Go on"
    waiting = desk.board().waiting
    assert [(row.number, row.waits_for, row.reason) for row in waiting] == [(saved.title, "laboratory", "送市药检所")]
    assert saved.title not in {row.line.number for row in desk.board().today}
    qtbot.mouseClick(head.pause_button, Qt.MouseButton.LeftButton)
    assert desk.clockwork.paused("complaint", saved.id) is None
    assert head.chase_line.isHidden()
    assert head.due.text() != "paused"
    assert desk.board().waiting == []


def test_the_head_of_the_editor_counts_the_urging(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    saved = add_entry(desk, "complaint")
    tab = tab_of(window, desk, saved.title)
    answer(UrgeDialog, lambda dialog: dialog.do.click())
    qtbot.mouseClick(tab.editor.head.urge_button, Qt.MouseButton.LeftButton)
    assert tab.editor.head.chase_line.text() == "Urged 1×, last 2026-11-20 by 王芳"
    desk.urging.urge("complaint", saved.id, "再催")
    window.events.changed.emit(None)
    assert tab.editor.head.chase_line.text() == "Urged 2×, last 2026-11-20 by 王芳"
    assert "再催" in tab.editor.head.chase_line.toolTip()


def test_unsaved_words_stay_where_they_are_while_a_record_is_paused(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    saved = add_entry(desk, "complaint")
    tab = tab_of(window, desk, saved.title)
    assert tab.editor.held is not None
    tab.editor.held.draft.values["wish"] = "换货"

    def pause(dialog: PauseDialog) -> None:
        dialog.box.setPlainText("等样品")
        dialog.do.click()

    answer(PauseDialog, pause)
    qtbot.mouseClick(tab.editor.head.pause_button, Qt.MouseButton.LeftButton)
    assert tab.editor.held.draft.values["wish"] == "换货"
    assert tab.editor.head.chase_line.text().startswith("Paused")


def test_an_auditor_finds_neither_button(window: MainWindow, desk: Desk) -> None:
    saved = add_entry(desk, "complaint", handler=Ref(None, "赵敏"))
    add_entry(desk, "operator", name="周审计", roles=("auditor",))
    with desk.at(desk.now(), "周审计"):
        head = tab_of(window, desk, saved.title).editor.head
        assert head.pause_button.isHidden()
        assert head.urge_button.isHidden()


def test_a_sale_has_nothing_to_wait_or_urge_for_and_no_way_to_go(window: MainWindow, desk: Desk) -> None:
    sold = {"customer": Ref(None, "城东卫生站"), "product": Ref(None, "板蓝根颗粒"), "quantity": Decimal(2)}
    saved = add_entry(desk, "sale", **sold)
    window.open_entry("sale", saved.id)
    page = window.current()
    assert isinstance(page, GroupTab)
    head = page.tab().editor.head
    assert head.stage.text() == "Booked"
    assert head.steps.isHidden()
    assert head.pause_button.isHidden()
    assert head.urge_button.isHidden()
