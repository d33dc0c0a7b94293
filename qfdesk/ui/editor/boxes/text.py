"""Boxes for text: a line, a code, several lines, a line with suggestions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.oneline import OneLine, step_of
from qfdesk.ui.editor.boxes.suggestions import Offer
from qfdesk.ui.theme import px

_MAX_LINES = 12


class TextBox(Box):
    """One line of text."""

    def build(self) -> QWidget:
        self.line = OneLine(self, plain=self.plain())
        self.line.textEdited.connect(self.changed)
        self.line.stepped.connect(self.stepped)
        return self.line

    def plain(self) -> bool:
        """Whether it is typed without the Chinese input method."""
        return False

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        text = str(value or "")
        if text != self.line.text():
            self.line.put(text)

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)


class CodeBox(TextBox):
    """A number that is text."""

    def plain(self) -> bool:
        return not self.field.traits.chinese


class SuggestBox(TextBox):
    """One line with what was written here before."""

    def build(self) -> QWidget:
        line = super().build()
        self._model = QStringListModel(self)
        self.finder = Offer(self._model, self.line)
        self.finder.activated.connect(self._take)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self.offer)
        self.line.textEdited.connect(self._later.start)
        return line

    def offer(self) -> None:
        """Shows what fits the text so far."""
        found = self.scene.suggest_text(self.key, self.line.text(), 12)
        self._model.setStringList([text for text in found if text != self.line.text()])
        if self._model.rowCount() and self.line.hasFocus():
            self.finder.open(self.line)
        else:
            self.finder.list.hide()

    def _take(self, text: str) -> None:
        self.line.setText(text)
        self.changed.emit()


class Paragraphs(QPlainTextEdit):
    """Several lines that grow with their text; Tab and Ctrl+Enter leave, Enter is a new line."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget, least: int = 2) -> None:
        super().__init__(parent)
        self._least = least
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event, ctrl=True)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _grow(self, *_size: object) -> None:
        lines = max(self._least, min(_MAX_LINES, round(self.document().size().height())))
        tall = lines * self.fontMetrics().lineSpacing() + px(18)
        full = self.document().size().height() > _MAX_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if tall != self.minimumHeight():
            self.setFixedHeight(tall)


class MemoBox(Box):
    """Several lines of text, as long as it takes."""

    def build(self) -> QWidget:
        self.paragraphs = Paragraphs(self)
        self.paragraphs.textChanged.connect(self.changed)
        self.paragraphs.stepped.connect(self.stepped)
        return self.paragraphs

    def value(self) -> str:
        return self.paragraphs.toPlainText()

    def set_value(self, value: Any) -> None:
        text = str(value or "")
        if text != self.paragraphs.toPlainText():
            blocked = self.paragraphs.blockSignals(True)
            self.paragraphs.setPlainText(text)
            self.paragraphs.blockSignals(blocked)

    def set_readonly(self, readonly: bool) -> None:
        self.paragraphs.setReadOnly(readonly)
