"""The cells of a small table: the table model, and the editors by the kind of a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qfdesk.language import say
from qfdesk.model.cells import rightly_written
from qfdesk.model.fields import LineColumn
from qfdesk.model.show import show_cell
from qfdesk.rules.clock import local
from qfdesk.ui.editor.boxes.oneline import OneLine, step_of
from qfdesk.ui.editor.boxes.written import date_written, decimal_written, moment_written
from qfdesk.ui.theme import color, px

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PLACES = {"quantity": 3, "money": 2}
_PADDING = 5
"""Of a cell, left and right, as the style sheet has it."""


def stored(column: LineColumn, text: str, now: dt.datetime) -> str:
    """What is kept of a typed cell: dates in ISO 8601, numbers plain; a text not understood as it is."""
    try:
        if column.kind == "date":
            day = date_written(text, local(now).date())
            return day.isoformat() if day else ""
        if column.kind == "moment":
            at = moment_written(text, now)
            return at.isoformat(timespec="minutes") if at else ""
        if column.kind in _PLACES:
            number = decimal_written(text, _PLACES[column.kind])
            return "" if number is None else f"{number:f}"
    except ValueError:
        return text
    return text


class LineTable(QAbstractTableModel):
    """The lines as a table. ``edited``: the person changed something."""

    edited = Signal()

    def __init__(self, columns: tuple[LineColumn, ...], now: Callable[[], dt.datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.columns, self._now = columns, now
        self.lines: list[dict[str, str]] = []
        self.readonly = False

    def put(self, lines: list[dict[str, str]]) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self.lines = [dict(line) for line in lines]
        self.endResetModel()

    def filled(self) -> list[dict[str, str]]:
        """The lines that hold anything, without their empty cells."""
        lines = [{k: v for k, v in line.items() if v} for line in self.lines]
        return [line for line in lines if line]

    def insert(self, row: int) -> None:
        """Puts an empty line before a row."""
        self.beginInsertRows(QModelIndex(), row, row)
        self.lines.insert(row, {})
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Takes a line away."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.lines[row]
        self.endRemoveRows()
        self.edited.emit()

    def swap(self, one: int, other: int) -> None:
        """Lets two lines change places."""
        self.lines[one], self.lines[other] = self.lines[other], self.lines[one]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))
        self.edited.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(self.columns[section].label)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self.readonly else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        text = self.lines[index.row()].get(column.key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return show_cell(column, text)
        if role == Qt.ItemDataRole.EditRole:
            return text if column.kind == "choice" else show_cell(column, text)
        if role == Qt.ItemDataRole.ForegroundRole and text and not rightly_written(column, text):
            return color("danger")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind in _PLACES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if self.readonly or role != Qt.ItemDataRole.EditRole:
            return False
        column, line = self.columns[index.column()], self.lines[index.row()]
        text = stored(column, str(value or "").strip(), self._now())
        if text != line.get(column.key, ""):
            line[column.key] = text
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True


class CellDelegate(QStyledItemDelegate):
    """Editors of the cells: a line, several lines, or a list to choose from. Enter goes to the next cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        if column.kind == "choice":
            combo = QComboBox(parent)
            combo.addItem("", "")
            for key, label in column.options.items():
                combo.addItem(say(label), key)
            combo.activated.connect(lambda _n: self.commitData.emit(combo))
            return combo
        if column.kind == "memo":
            memo = QPlainTextEdit(parent)
            memo.setTabChangesFocus(True)
            memo.setMinimumHeight(px(64))
            return memo
        return OneLine(parent, plain=column.kind in _PLACES)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, OneLine):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())  # type: ignore[arg-type]
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())  # type: ignore[arg-type]
        elif isinstance(editor, OneLine):
            model.setData(index, editor.text())  # type: ignore[arg-type]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)  # the style wraps beside its padding, but measures as if it had none
        narrower.rect.setWidth(option.rect.width() - 2 * px(_PADDING))  # type: ignore[attr-defined]
        size = super().sizeHint(narrower, index)
        return QSize(size.width(), max(px(30), size.height() + 8))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            several = isinstance(editor, QPlainTextEdit)
            if step_of(event, ctrl=several):  # type: ignore[arg-type]
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.EditNextItem)
                return True
        return super().eventFilter(editor, event)

    def _column(self, index: Index) -> LineColumn:
        model = index.model()
        assert isinstance(model, LineTable)
        return model.columns[index.column()]
