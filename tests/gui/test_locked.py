"""A locked window does nothing by any key, and goes on where it stood once it is unlocked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from qfdesk.desk import Desk
from qfdesk.model.values import Query
from qfdesk.ui.idle import Curtain
from qfdesk.ui.seat import Seat
from tests.gui.fingers import Key, write
from tests.gui.test_login import MINE, cheap, enter, house, log_in, seat, type_a_story  # noqa: F401


def test_no_key_reaches_what_is_covered(seat: Seat, house: Desk) -> None:  # noqa: F811
    window = log_in(seat, MINE)
    box = type_a_story(window, "写到一半")
    before = house.count(Query("complaint"))
    seat.lock()
    assert seat.door is not None
    assert seat.door.isEnabled()
    assert not window.isEnabled()  # so that none of its shortcuts is heard, whatever has the keyboard
    assert not box.isEnabled()
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, Key.Key_S, Qt.KeyboardModifier.ControlModifier))
    assert [one.isVisible() for one in window.findChildren(Curtain)] == [True]
    assert seat.door.isVisible()
    assert house.count(Query("complaint")) == before
    enter(seat.door, MINE)
    assert window.isEnabled()
    assert window.findChildren(Curtain) == [] or not any(c.isVisible() for c in window.findChildren(Curtain))
    QApplication.processEvents()
    write("，接着写")
    assert box.value() == "写到一半，接着写"
