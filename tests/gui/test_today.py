"""The Today board: figures, lines, and that all of them lead somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model import history_words
from qfdesk.ui import today_lines
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.settings import SettingsDialog
from qfdesk.ui.today import Today
from qfdesk.ui.window import TODAY, MainWindow
from tests.gui.invented import add_entry


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot) -> Today:
    page = window.go(TODAY)
    assert isinstance(page, Today)
    qtbot.waitUntil(lambda: not page.busy)
    return page


def words(today: Today) -> str:
    return " ".join(label.text() for label in today.findChildren(QLabel))


def test_the_tab_counts_what_is_overdue_or_due_today(today: Today, window: MainWindow, desk: Desk) -> None:
    found = desk.board()
    assert window.tabs.tabText(0) == f"Today  {len(found.overdue) + len(found.today)}"
    assert str(len(found.overdue)) in words(today)


def test_a_due_line_opens_its_record(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    line = today.due.lines()[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.title in line.accessibleName()


def test_lines_are_reached_and_opened_by_the_keyboard(today: Today, window: MainWindow, qtbot: QtBot) -> None:
    line = today.due.lines()[0]
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert isinstance(window.current(), RegisterTab)


def test_a_record_with_several_deadlines_stands_there_once(today: Today, qtbot: QtBot) -> None:
    today._unfold()
    qtbot.waitUntil(lambda: not today.busy)
    names = [line.accessibleName().split()[0] for line in today.due.lines()]
    assert len(names) == len(set(names)) == 12


def test_the_overdue_figure_leads_to_the_overdue_list(today: Today, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(today._figures[0], Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.filters.query().overdue


def test_a_kept_draft_is_offered_and_gone_on_with(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    draft = desk.blank("visit")
    draft.values["purpose"] = "回访"
    desk.keep_draft(draft)
    today.refresh()
    qtbot.waitUntil(lambda: not today.busy)
    qtbot.mouseClick(today.drafts.lines()[0], Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.draft.values["purpose"] == "回访"


def test_the_board_notices_what_is_saved_elsewhere(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.events.changed.emit(add_entry(desk, "complaint", story="新来的"))
    qtbot.waitUntil(lambda: not today.busy)
    assert any("TS-2026-0013" in line.accessibleName() for line in today.events.lines())


def test_only_mine_leaves_out_what_others_own(today: Today, qtbot: QtBot) -> None:
    everything = len(today.due.lines())
    today._only_mine.setChecked(True)
    qtbot.waitUntil(lambda: not today.busy)
    mine = [line.accessibleName() for line in today.due.lines()]
    assert len(mine) <= everything
    assert all("王芳" in name for name in mine)


def test_a_ledger_that_fails_is_told_on_the_board(
    today: Today, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SurroundingsError("The ledger is locked; try again")

    monkeypatch.setattr(desk, "board", refuse)
    today.refresh()
    qtbot.waitUntil(lambda: today.banner.text == "The ledger is locked; try again")


def test_the_chart_says_its_figures_in_words_too(today: Today) -> None:
    assert "this month" in today.bars.accessibleName()


def test_a_house_without_a_name_is_asked_for_it(
    empty_desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(empty_desk)
    today = window.go("today")
    assert isinstance(today, Today)
    qtbot.waitUntil(lambda: "no name yet" in today.banner.text, timeout=20_000)
    monkeypatch.setattr(SettingsDialog, "exec", lambda _dialog: empty_desk.settings.put("company", "康民大药房"))
    next(b for b in today.banner.findChildren(QPushButton) if b.text() == "Settings…").click()
    qtbot.waitUntil(lambda: not today.busy and today.banner.text == "", timeout=20_000)


def test_every_act_on_an_entry_has_its_own_words_on_the_board() -> None:
    of_the_house = {"login", "login_failed", "logout", "clock", "restored", "report", "conclude"}
    assert history_words.ACTS.keys() - today_lines.ACTS.keys() == of_the_house
    assert today_lines.ACTS.keys() <= history_words.ACTS.keys()
