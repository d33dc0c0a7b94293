"""The grid of a section: label · box · label · box, long ones across, set anew when something appears or goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from qfdesk.model.values import Values
from qfdesk.ui.theme import px


@dataclass
class Slot:
    """A label and what stands beside it. ``wide``: across. ``first``: begins a row. ``shown``: whether it belongs."""

    label: QLabel | None
    body: QWidget
    wide: bool = False
    first: bool = False
    shown: Callable[[Values], bool] = lambda _values: True


def label_for(parent: QWidget, text: str, width: int) -> QLabel:
    """A field's label: right-aligned, soft, plain text, as tall as a box."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setWordWrap(True)
    label.setFixedWidth(width)
    label.setMinimumHeight(px(30))
    label.setProperty("role", "label")  # read when it is first shown; restyling each new one costs
    return label


class SlotGrid(QGridLayout):
    """Sets slots in two columns, or in one where the room is narrow."""

    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._width = width
        self.setContentsMargins(0, 2, 0, 6)
        self.setHorizontalSpacing(px(10))
        self.setVerticalSpacing(px(6))
        self._placed: tuple[object, ...] = ()

    def arrange(self, slots: list[Slot], narrow: bool, values: Values) -> None:
        """Places every slot that belongs now; nothing is moved when nothing changed."""
        shown = [slot for slot in slots if slot.shown(values)]
        wanted = (narrow, *(id(slot) for slot in shown))
        if wanted == self._placed:
            return
        self._placed = wanted
        while self.count():
            self.takeAt(0)
        for slot in slots:
            visible = any(slot is one for one in shown)
            _let_be_seen(slot.body, visible)
            if slot.label:
                _let_be_seen(slot.label, visible)
        self._place(shown, narrow)
        self.setColumnMinimumWidth(2, 0 if narrow else self._width)
        self.setColumnStretch(1, 1)
        self.setColumnStretch(3, 0 if narrow else 1)

    def _place(self, shown: list[Slot], narrow: bool) -> None:
        row, right = 0, False
        for slot in shown:
            if right and (slot.wide or slot.first):
                row, right = row + 1, False
            column = 2 if right else 0
            if slot.label:
                self.addWidget(slot.label, row, column, Qt.AlignmentFlag.AlignTop)
            across = 3 if slot.wide and not narrow else 1
            self.addWidget(slot.body, row, column + 1, 1, across, Qt.AlignmentFlag.AlignTop)
            _give_way(slot.body)
            if narrow or slot.wide or right:
                row, right = row + 1, False
            else:
                right = True


def _let_be_seen(widget: QWidget, visible: bool) -> None:
    """Hides or shows; what was never hidden appears with its parent, which is cheaper."""
    if visible and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.setVisible(True)
    elif not visible:
        widget.hide()


def _give_way(widget: QWidget) -> None:
    """Lets both columns be of the same width, whatever their boxes would like."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    widget.setMinimumWidth(px(90))
