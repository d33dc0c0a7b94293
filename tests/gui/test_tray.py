"""The quiet word in the tray: only while the window is hidden, once a deadline, never against the seat's will."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.notices import known, news, still, told_of
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.today import Today
from qfdesk.ui.tray import Tray, begin_tray
from qfdesk.ui.window import TODAY, MainWindow
from tests.gui.invented import NOW, add_entry


class Words(QObject):
    """Takes what would be shown in the tray."""

    messageClicked = Signal()
    activated = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def showMessage(self, title: str, message: str, icon: QIcon, msecs: int) -> None:
        self.said.append((title, message))


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def tray(window: MainWindow, words: Words, qtbot: QtBot) -> Tray:
    made = Tray(window, words)  # type: ignore[arg-type]
    settle(window, qtbot)
    return made


def settle(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page(TODAY)
    assert isinstance(page, Today)
    page.refresh()
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def test_what_stands_before_ones_eyes_is_not_told(tray: Tray, words: Words, window: MainWindow, qtbot: QtBot) -> None:
    assert words.said == []
    window.hide()
    settle(window, qtbot)
    assert words.said == []


def test_a_new_deadline_is_told_once_and_a_click_opens_its_record(
    tray: Tray, words: Words, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.hide()
    saved = add_entry(desk, "complaint", received_at=NOW - dt.timedelta(hours=30))
    settle(window, qtbot)
    settle(window, qtbot)
    assert len(words.said) == 1
    assert saved.title in words.said[0][1]
    words.messageClicked.emit()
    assert window.isVisible()
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.title == saved.title


def test_a_seat_that_wants_no_word_gets_none(
    tray: Tray, words: Words, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.looks.tell(False)
    window.hide()
    add_entry(desk, "complaint", received_at=NOW - dt.timedelta(hours=30))
    settle(window, qtbot)
    assert words.said == []


def test_what_was_told_before_is_not_told_after_a_new_start(
    tray: Tray, words: Words, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.hide()
    add_entry(desk, "complaint", received_at=NOW - dt.timedelta(hours=30))
    settle(window, qtbot)
    words.said.clear()
    Tray(window, words)  # type: ignore[arg-type]
    settle(window, qtbot)
    assert words.said == []


def test_without_a_tray_there_is_none(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    assert begin_tray(window) is None


def test_news_are_what_was_not_told_of_the_person_asked_for(desk: Desk) -> None:
    rows = told_of(desk.board())
    assert len(rows) > 2
    told = {known(rows[0])}
    assert news(rows, told) == rows[1:]
    assert news(rows, told, "赵敏") == []
    assert news(rows, told, "王芳") == rows[1:]
    assert still(rows[1:], told) == set()
    assert still(rows, told) == told
