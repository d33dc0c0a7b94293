"""Importing in the window: a file chosen or dropped, columns chosen, errors told, all rows or none, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.imported import Imported
from qfdesk.model.values import Query
from qfdesk.ui.import_dialog import ImportDialog
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.window import MainWindow
from tests.gui.hand import click

HEAD = "销售日期,购货单位,品名,批号,数量\n"
GOOD = "2026.3.5,康宁诊所,六味地黄丸,260308,5\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "台账.csv"
    path.write_text(text, encoding="gbk")
    return path


def sale_tab(window: MainWindow) -> RegisterTab:
    found = window.go("sale")
    assert isinstance(found, RegisterTab)
    return found


def opened(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    """The dialog, when it has read the file and looked at its rows."""
    qtbot.waitUntil(lambda: any(isinstance(w, ImportDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog) and w.isVisible())
    settled(window, dialog, qtbot)
    return dialog


def settled(window: MainWindow, dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._later.isActive() and not window.jobs._running)


def test_a_file_dropped_on_the_list_is_imported(window: MainWindow, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    tab = sale_tab(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table(tmp_path, HEAD + GOOD * 3)))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(tab.list.viewport(), QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(tab.list.viewport(), QDropEvent(QPointF(5, 5), *how))
    dialog = opened(window, qtbot)
    assert [box.currentData() for box in dialog.mapping.boxes] == ["sold_at", "buyer", "product", "batch", "quantity"]
    assert dialog.said.text() == "3 rows"
    with qtbot.waitSignal(dialog.imported):
        click(dialog.take)
    assert desk.count(Query("sale")) == 3
    assert tab.model.rowCount() == 3
    assert "3 entries imported" in window.status.message.text()


def test_what_is_wrong_is_told_and_nothing_can_be_imported_until_it_is_mended(
    window: MainWindow, qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = sale_tab(window)
    path = table(tmp_path, HEAD + GOOD + GOOD.replace(",5", ",许多"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    window.do("take_in")
    dialog = opened(window, qtbot)
    wrong = dialog.problems
    assert [wrong.item(0, n).text() for n in (0, 1, 2, 4)] == ["3", "E", "数量", "许多"]  # type: ignore[union-attr]
    assert not dialog.take.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "错误"), ""))
    click(dialog.errors)
    assert (tmp_path / "错误.xlsx").exists()
    dialog.mapping.boxes[4].setCurrentIndex(0)
    settled(window, dialog, qtbot)
    assert wrong.item(0, 3).text() == "No column is “Quantity”, which every entry needs"  # type: ignore[union-attr]
    assert not dialog.take.isEnabled()
    dialog.reject()
    assert (desk.count(Query("sale")), tab.model.rowCount()) == (0, 0)


def test_a_field_chosen_for_one_column_is_taken_from_the_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    sale_tab(window).acts.take_in(table(tmp_path, "甲,乙\n康宁诊所,丸\n"))  # type: ignore[union-attr]
    dialog = opened(window, qtbot)
    first, second = dialog.mapping.boxes
    first.setCurrentIndex(first.findData("buyer"))
    second.setCurrentIndex(second.findData("buyer"))
    assert (first.currentData(), dialog.mapping.mapping()) == ("", {1: "buyer"})
    dialog.reject()


def test_an_import_is_taken_back_in_the_window(window: MainWindow, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + GOOD)
    done = desk.importing.run(desk.importing.look("sale", path))
    assert isinstance(done, Imported)
    tab = sale_tab(window)
    assert tab.acts is not None
    tab.acts.take_in(path)
    dialog = opened(window, qtbot)
    assert "imported already" in dialog.banner.text
    dialog._offer_past()
    assert dialog.past.menu().actions()[0].text().startswith("Take back 台账.csv, 1 rows")
    with qtbot.waitSignal(dialog.imported):
        window.jobs.run("", lambda p: dialog._undo(done.id, "wrong", p), dialog._taken_back)
    settled(window, dialog, qtbot)
    assert (desk.count(Query("sale")), tab.model.rowCount()) == (0, 0)
    dialog.reject()
