"""Boxes for declared lists: one of them, several of them, yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QWidget

from qfdesk.language import Message, _, message, say
from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.flow import Flow
from qfdesk.ui.editor.boxes.oneline import OneLine, step_of


class Combo(QComboBox):
    """A list one may also type in; the wheel passes by unless it is being used."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.typed = OneLine(self)
        self.setLineEdit(self.typed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMaxVisibleItems(18)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        finder = self.finder = QCompleter(self.model(), self)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(finder)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceBox(Box):
    """One of a declared list. Typing any part of a word finds it; another text stays and is flagged."""

    def build(self) -> QWidget:
        self.combo = Combo(self)
        self._wrong = False
        self._keys: list[str] = ["", *self.field.options]
        self.combo.activated.connect(self._picked)
        self.combo.finder.activated.connect(self._completed)
        self.combo.typed.textEdited.connect(self._typed)
        self.combo.typed.editingFinished.connect(self.settle)
        self.combo.typed.stepped.connect(self._step)
        self._held = ""
        return self.combo

    def name(self) -> None:
        super().name()
        self.combo.typed.setAccessibleName(say(self.field.label))
        blocked = self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems(["", *(say(label) for label in self.field.options.values())])
        self.combo.blockSignals(blocked)
        if not self._wrong:
            self.set_value(self._held)

    def value(self) -> str:
        return self._held

    def set_value(self, value: Any) -> None:
        self._held, self._wrong = str(value or ""), False
        blocked = self.combo.blockSignals(True)
        if self._held in self._keys:
            self.combo.setCurrentIndex(self._keys.index(self._held))
        else:
            self.combo.setCurrentIndex(-1)
            self.combo.typed.put(self._held)
        self.combo.typed.setCursorPosition(0)
        self.combo.blockSignals(blocked)

    def fault(self) -> Message | None:
        if not self._wrong:
            return None
        text = self.combo.currentText()[:40]
        return message(_("“{text}” is not in the list; choose one with the arrow keys"), text=text)

    def unread(self) -> str:
        return self.combo.typed.text() if self._wrong else ""

    def read_again(self, text: str) -> None:
        self.combo.typed.put(text)
        self._typed(text)

    def set_readonly(self, readonly: bool) -> None:
        self.combo.setEnabled(not readonly)

    def settle(self) -> None:
        """Takes the one choice that fits the typed text; otherwise leaves the text and flags it."""
        text = self.combo.typed.text().strip()
        if self._held and text == self._label(self._held):
            return
        fitting = self._fitting(text)
        if len(fitting) == 1:
            self._take(fitting[0])
        elif text == "" and self._held:
            self._take("")

    def _label(self, key: str) -> str:
        return say(self.field.options[key]) if key in self.field.options else key

    def _fitting(self, text: str) -> list[str]:
        lowered = text.casefold()
        if not lowered:
            return []
        exact = [k for k, label in self.field.options.items() if lowered in (say(label).casefold(), k)]
        return exact or [k for k, label in self.field.options.items() if lowered in say(label).casefold()]

    def _picked(self, index: int) -> None:
        self._take(self._keys[index])

    def _completed(self, text: str) -> None:
        found = [k for k in self.field.options if self._label(k) == text]
        if found:
            self._take(found[0])

    def _take(self, key: str) -> None:
        self.set_value(key)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        fitting = [k for k in self.field.options if self._label(k).casefold() == text.strip().casefold()]
        self._held = fitting[0] if fitting else ""
        self._wrong = bool(text.strip()) and not fitting
        self.changed.emit()

    def _step(self, way: int) -> None:
        if popup := self.combo.finder.popup():
            popup.hide()
        self.settle()
        self.stepped.emit(way)


class Tick(QCheckBox):
    """A check box one leaves with Enter."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class FlagBox(Box):
    """Yes or no."""

    def build(self) -> QWidget:
        self.tick = Tick(self)
        self.tick.setMinimumHeight(30)
        self.tick.clicked.connect(self.changed)
        self.tick.stepped.connect(self.stepped)
        return self.tick

    def name(self) -> None:
        super().name()
        self.tick.setText(say(_("Yes")))

    def value(self) -> bool:
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:
        self.tick.setChecked(bool(value))


class ChoicesBox(Box):
    """Several of a declared list, as ticks that flow over the width."""

    def build(self) -> QWidget:
        holder = QWidget(self)
        flow = Flow(holder)
        self.ticks: dict[str, Tick] = {}
        for key in self.field.options:
            tick = self.ticks[key] = Tick(holder)
            tick.clicked.connect(self.changed)
            tick.stepped.connect(self.stepped)
            flow.addWidget(tick)
        holder.setFocusProxy(next(iter(self.ticks.values())))
        return holder

    def name(self) -> None:
        super().name()
        for key, tick in self.ticks.items():
            tick.setText(say(self.field.options[key]))
            tick.setAccessibleName(f"{say(self.field.label)}: {say(self.field.options[key])}")

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def set_value(self, value: Any) -> None:
        for key, tick in self.ticks.items():
            tick.setChecked(key in (value or ()))
