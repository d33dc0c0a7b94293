"""The history looked through, a value put back and a person masked, by keys and clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.ui.audit_dialog import AuditDialog
from qfdesk.ui.forget_dialog import ForgetDialog
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.window import MainWindow
from tests.invented import MORNING, change, save_one, walk_to_the_end


def cells(dialog: AuditDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> AuditDialog:
    saved = save_one(desk, "complaint", story="瓶盖松动")
    change(desk, saved, "听错了", story="瓶盖完好")
    made = AuditDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def answer(kind: type[QDialog], do: Callable[[QDialog], None]) -> None:
    """What a person does in the next dialog of this kind."""

    def look() -> None:
        found = next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)
        if found is None:
            QTimer.singleShot(20, look)
        else:
            do(found)

    QTimer.singleShot(0, look)


def give_reason(dialog: QDialog) -> None:
    assert isinstance(dialog, ReasonDialog)
    dialog.box.setPlainText("按单据更正")
    dialog.accept()


def test_the_newest_line_stands_first_and_filters_narrow(dialog: AuditDialog, desk: Desk, qtbot: QtBot) -> None:
    assert cells(dialog)[0][3:] == ["What is complained of", "瓶盖松动", "瓶盖完好", "听错了"]
    before = dialog.table.rowCount()
    dialog.text.setText("瓶盖完好")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert [row[5] for row in cells(dialog)] == ["瓶盖完好"]
    dialog.text.clear()
    number = desk.latest(1)[0].number
    qtbot.keyClicks(dialog.number, number)
    qtbot.keyClick(dialog.number, Qt.Key.Key_Return)
    assert {row[2] for row in cells(dialog)} == {number}
    assert dialog.table.rowCount() < before
    dialog.number.setText("TS-1999-0001")
    dialog.ask()
    assert not dialog.banner.isHidden()


def test_a_value_is_put_back_from_the_list(dialog: AuditDialog, desk: Desk, qtbot: QtBot) -> None:
    line = desk.latest(1)[0]
    assert not dialog.putter.isEnabled()
    dialog.table.selectRow(0)
    answer(ReasonDialog, give_reason)
    with qtbot.waitSignal(dialog.put_back):
        qtbot.mouseClick(dialog.putter, Qt.MouseButton.LeftButton)
    assert desk.open(line.register, line.entry).values["story"] == "瓶盖松动"
    assert cells(dialog)[0][4:6] == ["瓶盖完好", "瓶盖松动"]


def test_a_line_opens_its_record(dialog: AuditDialog, desk: Desk, qtbot: QtBot) -> None:
    line = desk.latest(1)[0]
    dialog.table.selectRow(0)
    with qtbot.waitSignal(dialog.open_wanted) as opened:
        qtbot.mouseClick(dialog.opener, Qt.MouseButton.LeftButton)
    assert opened.args == [line.register, line.entry]


def test_a_person_is_masked_from_the_menu(
    desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    day_before = MORNING - dt.timedelta(days=1)
    saved = save_one(desk, "complaint", contact_name="赵六六", story="赵六六说坏了", received_at=day_before)
    walk_to_the_end(desk, saved)
    window = open_window(desk)
    window.open_entry("complaint", saved.id)

    def agree(dialog: QDialog) -> None:
        give_reason(dialog)

    answer(ForgetDialog, agree)
    window.commands.actions["forget"].trigger()
    assert desk.open("complaint", saved.id).values["contact_name"] == "赵**"
    assert desk.open("complaint", saved.id).values["story"] == "赵**说坏了"


def test_the_history_stands_in_the_tools_menu(
    desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window, seen = open_window(desk), list[int]()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, AuditDialog)
        seen.append(dialog.table.rowCount())
        dialog.reject()

    answer(AuditDialog, look)
    window.commands.actions["audit"].trigger()
    assert seen[0] > 12
