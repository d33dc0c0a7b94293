"""The box for a small table inside a record: rows added, removed, moved; every cell by the kind of its column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from qfdesk.language import Message, _, message, say
from qfdesk.model.cells import wrongly_written
from qfdesk.model.fields import LineColumn
from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.line_cells import CellDelegate, LineTable
from qfdesk.ui.editor.boxes.oneline import StepButton, step_of
from qfdesk.ui.theme import px, set_role

_WHOLE = {"date": 92, "moment": 128}  # a date broken in two cannot be read
_LEAST = {"quantity": 52, "money": 56}
_LEAST_TEXT = 60


class LineView(QTableView):
    """The table; Enter edits a cell, Ctrl+Enter leaves, Delete empties cells."""

    stepped = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setWordWrap(True)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(px(30))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def share(self, columns: tuple[LineColumn, ...]) -> None:
        """Gives every column its share of the width, so that nothing lies beyond the edge; dates stay whole.

        Where so many columns could no longer be read, they take what they are declared to and the table scrolls.
        """
        fixed = {n: px(_WHOLE[c.kind]) for n, c in enumerate(columns) if c.kind in _WHOLE}
        least = {n: px(_LEAST.get(c.kind, _LEAST_TEXT)) for n, c in enumerate(columns) if n not in fixed}
        room = self.viewport().width() - sum(fixed.values())
        crowded = sum(least.values()) > room
        shared = sum(c.width for n, c in enumerate(columns) if n not in fixed)
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if crowded else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        for number, column in enumerate(columns):
            wide = px(column.width) if crowded else room * column.width // max(shared, 1)
            self.setColumnWidth(number, fixed.get(number) or max(least[number] if crowded else px(40), wide))

    @property
    def foot(self) -> int:
        """What the scroll bar takes of the height."""
        crowded = self.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        return self.horizontalScrollBar().sizeHint().height() if crowded else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event, ctrl=True)
        index = self.currentIndex()
        if step:
            self.stepped.emit(step)
        elif step_of(event) and index.isValid() and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)
        elif event.key() == Qt.Key.Key_Delete and self.state() != QAbstractItemView.State.EditingState:
            for chosen in self.selectedIndexes():
                self.model().setData(chosen, "")
        else:
            super().keyPressEvent(event)


class LinesBox(Box):
    """A small table: a header, its rows, and what can be done with them."""

    def build(self) -> QWidget:
        self.table = LineTable(self.field.columns, self.scene.now, self)
        self.view = LineView()
        self.view.setModel(self.table)
        self.view.setItemDelegate(CellDelegate(self.view))
        self.view.stepped.connect(self.stepped)
        self.view.resized.connect(self._share)
        self.table.edited.connect(self._edited)
        holder = QWidget()
        column_layout = QVBoxLayout(holder)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(2)
        column_layout.addWidget(self.view)
        column_layout.addLayout(self._tools())
        self._holder = holder
        self.view.selectionModel().currentChanged.connect(self._enable)
        return holder

    def _tools(self) -> QHBoxLayout:
        self.adder, self.remover, self.up, self.down = (StepButton() for _n in range(4))
        row = QHBoxLayout()
        row.setSpacing(4)
        slots = (self.add_line, self.remove_line, self.move_up, self.move_down)
        for button, slot in zip((self.adder, self.remover, self.up, self.down), slots, strict=True):
            set_role(button, "link")
            button.clicked.connect(slot)
            button.stepped.connect(self.stepped)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def name(self) -> None:
        super().name()
        self.view.setAccessibleName(say(self.field.label))
        words = (_("+ Add a line"), _("Remove the line"), _("Up"), _("Down"))
        for button, word in zip((self.adder, self.remover, self.up, self.down), words, strict=True):
            button.setText(say(word))
            button.setAccessibleName(f"{say(self.field.label)}: {say(word)}")
        self._fit()

    def framed(self) -> QWidget:
        return self.view

    def value(self) -> list[dict[str, str]]:
        return self.table.filled()

    def set_value(self, value: Any) -> None:
        if self.table.filled() != (value or []):
            self.table.put(value or [])
        self._fit()

    def fault(self) -> Message | None:
        for number, column, text in wrongly_written(self.field.columns, self.table.lines):
            sentence = _("Line {n}, “{column}”: “{text}” is not understood; correct it")
            return message(sentence, n=number, column=message(column.label), text=text[:40])
        return None

    def set_readonly(self, readonly: bool) -> None:
        self.table.readonly = readonly
        self.adder.setVisible(not readonly)
        self._fit()

    def add_line(self) -> None:
        """Adds an empty line and begins to type in it."""
        self.table.insert(len(self.table.lines))
        self._fit()
        first = self.table.index(len(self.table.lines) - 1, 0)
        self.view.setFocus()
        self.view.setCurrentIndex(first)
        if self.view.state() != QAbstractItemView.State.EditingState:
            self.view.edit(first)

    def remove_line(self) -> None:
        """Removes the line one stands in."""
        index = self.view.currentIndex()
        if index.isValid():
            self.table.remove(index.row())
            self._fit()

    def move_up(self) -> None:
        """Moves the line one stands in before the one above."""
        self._move(-1)

    def move_down(self) -> None:
        """Moves the line one stands in after the one below."""
        self._move(1)

    def _move(self, way: int) -> None:
        index = self.view.currentIndex()
        if index.isValid() and 0 <= index.row() + way < len(self.table.lines):
            self.table.swap(index.row(), index.row() + way)
            self.view.setCurrentIndex(self.table.index(index.row() + way, index.column()))
            self._fit()

    def _edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _enable(self, now: QModelIndex, _before: QModelIndex | None = None) -> None:
        self.remover.setEnabled(now.isValid())
        self.up.setEnabled(now.isValid() and now.row() > 0)
        self.down.setEnabled(now.isValid() and now.row() < len(self.table.lines) - 1)

    def _share(self) -> None:
        self.view.share(self.field.columns)
        self._fit()

    def _fit(self) -> None:
        self.view.setVisible(bool(self.table.lines))
        self._holder.setFocusProxy(self.view if self.table.lines else self.adder)
        for button in (self.remover, self.up, self.down):
            button.setVisible(bool(self.table.lines) and not self.table.readonly)
        self.view.resizeRowsToContents()  # the view itself measures late: these are still the heights of the old widths
        rows = sum(self.view.rowHeight(row) for row in range(len(self.table.lines)))
        head = max(px(34), self.view.horizontalHeader().sizeHint().height())
        self.view.setFixedHeight(head + rows + self.view.foot + 4)
        self._enable(self.view.currentIndex())
