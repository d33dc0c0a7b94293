"""While a new case is typed the closed ones like it are found, and how they were handled may be taken over."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.ui.editor.likes import LikeDialog
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.window import MainWindow
from tests.invented import save_one


@pytest.fixture
def solved(desk: Desk) -> Any:
    """A closed complaint about black spots on a tablet."""
    product = desk.suggest("product", "六味地黄丸")[0]
    saved = save_one(
        desk,
        "complaint",
        product=Ref(product.id, product.text),
        story="药丸表面有白色霉点",
        channel="phone",
        simple_query=True,
        result="换货并道歉",
        cause="受潮",
    )
    return desk.move("complaint", saved.id, saved.revision, "answer")


def test_like_cases_are_told_shown_and_taken_over(window: MainWindow, desk: Desk, qtbot: QtBot, solved: Any) -> None:
    product = desk.suggest("product", "六味地黄丸")[0]
    tab = window.go("complaint")
    assert isinstance(tab, RegisterTab)
    tab.new()
    editor = tab.editor
    assert editor.form is not None
    assert editor.held is not None
    editor.held.draft.values["product"] = Ref(product.id, product.text)
    box = editor.form.box("story")
    box.setFocus()
    qtbot.keyClicks(box.focusWidget() or box, "x")
    editor.held.draft.values["story"] = "药丸表面有霉点"
    editor.following.look()
    qtbot.waitUntil(lambda: editor.form is not None and bool(editor.form.likes.text), timeout=20_000)
    assert "solved before" in editor.form.likes.text
    qtbot.mouseClick(editor.form.likes, Qt.MouseButton.LeftButton)
    dialog = editor.findChild(LikeDialog)
    assert isinstance(dialog, LikeDialog)
    cells = [dialog.table.item(row, 3) for row in range(dialog.table.rowCount())]
    results = [cell.text() for cell in cells if cell]
    dialog.table.selectRow(results.index("换货并道歉"))
    qtbot.mouseClick(dialog.taker, Qt.MouseButton.LeftButton)
    assert editor.held.draft.values["result"] == "换货并道歉"
    assert editor.held.draft.values["cause"] == "受潮"
    assert editor.held.draft.values["story"] == "药丸表面有霉点"
    editor.discard()


def test_an_entry_without_a_like_case_says_nothing(window: MainWindow) -> None:
    tab = window.go("visit")
    assert isinstance(tab, RegisterTab)
    tab.new()
    assert tab.editor.form is not None
    assert tab.editor.form.likes.isHidden()
    tab.editor.discard()
