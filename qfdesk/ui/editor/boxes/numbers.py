"""Boxes for numbers: counted, measured, paid. Typed, not spun; a text that is no number stays and is flagged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from qfdesk.language import Message, _, message, say
from qfdesk.model.show import show_number
from qfdesk.ui.editor.boxes.oneline import OneLine
from qfdesk.ui.editor.boxes.typed import TypedBox
from qfdesk.ui.editor.boxes.written import decimal_written, number_written


class NumberBox(TypedBox):
    """A whole number with its unit."""

    def build(self) -> QWidget:
        row_widget = QWidget(self)
        self.type_in(OneLine(row_widget, plain=True))
        self._unit = QLabel(row_widget)
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        self._unit.setProperty("role", "soft")
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        row_widget.setFocusProxy(self.line)
        return row_widget

    def name(self) -> None:
        super().name()
        self.line.setAccessibleName(say(self.field.label))
        self.line.setToolTip(say(self.field.traits.help))
        self._unit.setText(say(self.unit()))
        self._unit.setVisible(bool(self.unit()))

    def unit(self) -> str:
        """What it is a number of, marked."""
        return str(self.field.traits.unit)

    def framed(self) -> QWidget:
        return self.line

    def fault(self) -> Message | None:
        if not self._wrong:
            return None
        return message(self.advice(), text=self.line.text()[:40])

    def said(self, value: Any) -> str:
        return "" if value is None else str(value)

    def understood(self, text: str) -> Any:
        return number_written(text)

    def advice(self) -> str:
        """What is said of a text that is no such number, marked."""
        return _("“{text}” is not a whole number; write digits only")


class QuantityBox(NumberBox):
    """How much of a thing."""

    def said(self, value: Any) -> str:
        return "" if value is None else show_number(Decimal(str(value)), self.field.kind)

    def understood(self, text: str) -> Any:
        return decimal_written(text, self.field.places)

    def advice(self) -> str:
        return _("“{text}” is not a quantity; write a number with three decimals at most")


class MoneyBox(QuantityBox):
    """Yuan."""

    def unit(self) -> str:
        return str(self.field.traits.unit) or _("yuan")

    def advice(self) -> str:
        return _("“{text}” is not an amount; write a number with two decimals at most")
