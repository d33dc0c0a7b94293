"""The fingers: keys go to whatever has the keyboard, clicks to what lies in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QLabel, QRadioButton, QWidget

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def front() -> QWidget:
    """The window one works in: the dialog that wants an answer, or the main one.

    Without a real desktop a list that pops up takes the keyboard along; here it gives it back.
    """
    QApplication.processEvents()
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowType() != Qt.WindowType.Popup]
    window = QApplication.activeModalWidget() or tops[-1]
    if not window.isActiveWindow():
        window.activateWindow()
        QApplication.processEvents()
    return window


def keys(key: Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Presses a key where the keyboard is: it goes to the window in front, which hands it on as on a real desk."""
    QTest.keyClick(front().windowHandle(), key, modifier)  # type: ignore[arg-type]  # a letter is a key, too


def write(text: str) -> None:
    """Types a text where the keyboard is: Latin by its keys, Chinese as an input method composes and commits it."""
    head, newline, rest = text.partition("\n")
    if newline:
        write(head)
        keys(Key.Key_Return)
        write(rest)
        return
    if text.isascii():
        for letter in text:
            keys(letter)
        return
    front()
    there = QGuiApplication.focusObject()
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(there, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled), f"Chinese cannot be typed into {there}"
    QApplication.sendEvent(there, QInputMethodEvent(text[:1], []))
    composed = QInputMethodEvent()
    composed.setCommitString(text)
    QApplication.sendEvent(there, composed)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Clicks what can be seen and pressed; whatever lies over it gets the click instead."""
    seen = widget.visibleRegion()
    assert not seen.isEmpty(), f"{widget} is not in sight"
    assert widget.isEnabled(), f"{widget} is grey"
    window = widget.window()
    middle = seen.boundingRect().center()
    if isinstance(widget, QCheckBox | QRadioButton):
        middle.setX(seen.boundingRect().left() + 8)  # the tick and its words may be narrower than the row
    at = widget.mapTo(window, place or middle)
    QTest.mouseClick(window.windowHandle(), LEFT, NONE, at)


def press(parent: QWidget, words: str) -> None:
    """Clicks the button whose words begin so."""
    found = [b for b in parent.findChildren(QAbstractButton) if b.text().replace("&", "").startswith(words)]
    seen = [button for button in found if button.isVisible()]
    assert seen, f"no button says {words}"
    click(seen[0])


def answer(kind: type[QDialog], how: Callable[[Any], None]) -> list[str]:
    """Answers the next dialog of a kind once it stands; gives back what was seen."""
    seen: list[str] = []

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                seen.append(" ".join(label.text() for label in widget.findChildren(QLabel)))
                how(widget)
                return
        QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return seen
