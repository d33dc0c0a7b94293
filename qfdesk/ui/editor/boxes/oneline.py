"""The line one types in, shared by all boxes of one line."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BROKEN = re.compile(r"[\t\r\n\v\f\u2028\u2029]+")
_GROUP = "\x1d"  # separates the parts of a GS1 code; scanners send it as a key


def step_of(event: QKeyEvent, ctrl: bool = False) -> int:
    """Where Enter leads: 1 on, -1 back (Shift), 0 nowhere. ``ctrl``: only together with Ctrl."""
    if event.key() not in _ENTER:
        return 0
    pressed = event.modifiers()
    if ctrl and not pressed & Qt.KeyboardModifier.ControlModifier:
        return 0
    return -1 if pressed & Qt.KeyboardModifier.ShiftModifier else 1


class OneLine(QLineEdit):
    """One line: pasted line ends and tabs become spaces, Enter steps on, Shift+Enter back.

    ``plain``: codes, typed without the Chinese input method.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None, plain: bool = False) -> None:
        super().__init__(parent)
        self._plain = plain
        self.setMaxLength(2_000_000)  # the default cuts pasted text off silently
        if plain:
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.textChanged.connect(self._clean)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *rest: Any) -> Any:
        # WA_InputMethodEnabled does not stop the Chinese input method in Qt 6; this answer does.
        if self._plain and query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event)
        if step:
            self.stepped.emit(step)
            event.accept()
        elif event.text() == _GROUP:
            self.insert("|")
            event.accept()
        else:
            super().keyPressEvent(event)

    def put(self, text: str) -> None:
        """Shows a text from its beginning, without telling that it changed."""
        blocked = self.blockSignals(True)
        self.setText(_BROKEN.sub(" ", text) if text else "")
        self.setCursorPosition(0)
        self.blockSignals(blocked)

    def _clean(self, text: str) -> None:
        if _BROKEN.search(text):
            place = self.cursorPosition()
            self.setText(_BROKEN.sub(" ", text))
            self.setCursorPosition(place)


class StepButton(QToolButton):
    """A button among the boxes: Space presses it, Enter walks on."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)
