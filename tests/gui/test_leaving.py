"""Whatever ends the window, and however badly: what was typed is there again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.ui.editor.pane import EditorPane
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.told import FaultTeller
from qfdesk.ui.window import MainWindow
from tests.gui.hand import answer
from tests.gui.invented import NOW

Open = Callable[..., MainWindow]


def _pane(window: MainWindow) -> EditorPane:
    return cast(RegisterTab, window.go("complaint")).editor


def _written(pane: EditorPane) -> tuple[str, str]:
    """What stands in the story and in the time of receipt."""
    assert pane.form is not None
    story: Any = pane.form.box("story")
    received: Any = pane.form.box("received_at")
    return story.value(), received.line.text()


def _typing(window: MainWindow) -> EditorPane:
    """A new complaint with a story and a date half written."""
    pane = _pane(window)
    window.do("new")
    assert pane.form is not None
    story: Any = pane.form.box("story")
    received: Any = pane.form.box("received_at")
    QTest.keyClicks(story.paragraphs, "cap loose")
    received.line.selectAll()
    QTest.keyClicks(received.line, "2026-11-2x")
    return pane


def test_a_program_told_to_end_keeps_what_is_typed_even_what_is_no_date_yet(
    window: MainWindow, desk: Desk, open_window: Open
) -> None:
    _typing(window)
    window.events.keep_typed.emit()
    place = Path(desk.place)
    again = open_desk(str(place), place.parent / "profile", "王芳", lambda: NOW)
    (draft,) = again.kept_drafts()
    later = open_window(again)
    later._go_on(draft)
    assert _written(_pane(later)) == ("cap loose", "2026-11-2x")
    assert _pane(later).is_dirty()
    later.jobs.stop_all()
    again.close()


def test_typing_without_a_pause_is_kept_too(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    pane = _typing(window)
    pane.following._keeping.setInterval(30)
    pane.following._keeping.start()
    story: Any = pane.form.box("story") if pane.form else None

    def typed() -> bool:
        QTest.keyClicks(story.paragraphs, "x")
        return bool(desk.kept_drafts())

    qtbot.waitUntil(typed)


def test_another_language_and_theme_leave_half_written_text_where_it_is(window: MainWindow) -> None:
    pane = _typing(window)
    for command in ("language", "theme", "language", "theme"):
        window.do(command)
        assert _written(pane) == ("cap loose", "2026-11-2x")


def test_a_fault_is_told_once_and_its_log_names_no_person(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    teller = FaultTeller(qapp)
    boxes = answer(QMessageBox, lambda box: box.accept())
    with caplog.at_level(logging.ERROR, "qfdesk"):
        for _n in range(3):
            try:
                int("张三 13812345678")
            except ValueError as error:
                teller._tell(error)
    qtbot.waitUntil(lambda: len(boxes) == 1)
    assert len(caplog.records) == 3
    assert "ValueError" in caplog.text
    assert "张" not in caplog.text
    assert "13812345678" not in caplog.text
