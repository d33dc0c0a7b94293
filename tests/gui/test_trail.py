"""The trail in the window: asked by batch or product, opened, begun from, printed; and two entries made one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.ui.merge_dialog import MergeDialog
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.trail_dialog import TrailDialog
from qfdesk.ui.window import MainWindow
from tests.gui.hand import click, press
from tests.invented import save_one


@pytest.fixture
def sold(desk: Desk) -> None:
    for buyer, amount in (("康宁诊所", 40), ("和平社区站", 30)):
        save_one(desk, "sale", buyer=Ref(None, buyer), batch=Ref(None, "260308"), quantity=Decimal(amount))


def dialog_of(window: MainWindow, qtbot: QtBot) -> TrailDialog:
    window.do("trail")
    qtbot.waitUntil(lambda: bool(window.findChildren(TrailDialog)))
    dialog = window.findChildren(TrailDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cells(dialog: TrailDialog, row: int) -> list[str]:
    table = dialog.lines
    return [item.text() if (item := table.item(row, n)) else "" for n in range(table.columnCount())]


@pytest.mark.usefixtures("sold")
def test_a_batch_typed_shows_its_records_totals_and_buyers(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    QTest.keyClicks(dialog.line, "260308")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.lines.rowCount() == 3
    assert (cells(dialog, 0)[4], cells(dialog, 2)[0], cells(dialog, 2)[-1]) == ("康宁诊所", "Total", "70")
    assert dialog.buyers.rowCount() == 2
    assert "Sold and not come back: 70" in dialog.head.text()


@pytest.mark.usefixtures("sold")
def test_a_line_opens_its_record(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    dialog.line.put("260308")
    dialog.ask()
    place = dialog.lines.visualRect(dialog.lines.model().index(0, 1)).center()
    click(dialog.lines.viewport(), place)
    QTest.keyClick(dialog.lines, Qt.Key.Key_Return)
    tab = window.current().turn_to("sale")
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.opened is not None
    assert tab.editor.held.opened.title == cells(dialog, 0)[1]


@pytest.mark.usefixtures("sold")
def test_a_recall_is_begun_with_the_buyers(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    dialog.line.put("260308")
    dialog.ask()
    press(dialog, "Recall…")
    tab = window.current().turn_to("recall")
    assert isinstance(tab, RegisterTab)
    held = tab.editor.held
    assert held is not None
    assert held.opened is None
    assert [line["buyer"] for line in held.draft.values["buyers"]] == ["康宁诊所", "和平社区站"]


@pytest.mark.usefixtures("sold")
def test_the_trail_of_the_entry_in_front_is_shown_and_put_on_paper_and_in_a_sheet(
    window: MainWindow, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    number = desk.page(desk.trails and window.go("sale").query(), 0, 1, ("number",))[0].id  # type: ignore[arg-type]
    window.open_entry("sale", number)
    dialog = dialog_of(window, qtbot)
    assert dialog.lines.rowCount() == 3
    assert dialog.trail is not None
    assert desk.trails.print(dialog.trail, tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert desk.trails.export(dialog.trail, tmp_path / "a.xlsx").stat().st_size > 1000


def test_an_unknown_batch_is_told(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    dialog.line.put("none")
    dialog.ask()
    assert "There is no batch none in the ledger" in dialog.banner.text
    assert not dialog.begin["recall"].isEnabled()


def test_two_customers_selected_become_one(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    made = [save_one(desk, "party", name=name) for name in ("康宁诊所", "康宁门诊")]
    tab = window.go("masters").turn_to("party")
    assert isinstance(tab, RegisterTab)
    tab.refresh()
    window.do("merge")
    assert "Select the two entries" in window.status.message.text()
    for saved in made:
        row = tab.model.row_of(saved.id)
        assert row is not None
        flags = QItemSelectionModel.SelectionFlag
        tab.list.selectionModel().select(tab.model.index(row, 0), flags.Select | flags.Rows)
    chosen = [number for number in tab.list.selected_ids() if number not in {one.id for one in made}]
    for number in chosen:
        row = tab.model.row_of(number)
        assert row is not None
        flags = QItemSelectionModel.SelectionFlag
        tab.list.selectionModel().select(tab.model.index(row, 0), flags.Deselect | flags.Rows)

    def answer() -> None:
        dialog = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MergeDialog) and w.isVisible()), None)
        if dialog is None:
            QTimer.singleShot(20, answer)
            return
        dialog.box.setPlainText("same house")
        dialog.do.click()

    QTimer.singleShot(0, answer)
    window.do("merge")
    assert desk.open("party", made[1].id).voided
    assert not desk.open("party", made[0].id).voided
