"""The list that pops up under a link: name, what tells it from its likes, and at the end the way to add a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qfdesk.model.values import Suggestion
from qfdesk.ui.theme import color, px, set_role

Index = QModelIndex | QPersistentModelIndex
CHOSEN = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class Suggestions(QAbstractListModel):
    """What fits the text; the last row adds a new entry when ``adding`` says how that is called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[Suggestion] = []
        self.adding = ""

    def put(self, found: list[Suggestion], adding: str) -> None:
        """Replaces the rows."""
        self.beginResetModel()
        self.found, self.adding = found, adding
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found) + bool(self.adding)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        entry = self.found[row] if 0 <= row < len(self.found) else None
        if role == CHOSEN:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.text}  {entry.detail}" if entry else self.adding
        return None


class TwoTexts(QStyledItemDelegate):
    """Paints a suggestion: the name, and beside it, softer, its detail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Suggestion | None = index.data(CHOSEN)
        place = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, color("accent_soft"))
        inside = place.adjusted(8, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        painter.setPen(color("text" if entry else "accent"))
        name = entry.text if entry else str(index.data())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, middle, shown)
        if entry:
            rest = inside.adjusted(metrics.horizontalAdvance(shown) + 12, 0, 0, 0)
            painter.setPen(color("soft"))
            detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, max(0, rest.width()))
            painter.drawText(rest, middle, detail)
        painter.restore()


class Offer(QCompleter):
    """A list that pops up under a line and is not narrowed by Qt: what it holds is what the ledger found."""

    def __init__(self, model: QAbstractItemModel, line: QWidget) -> None:
        super().__init__(model, line)
        self.list = QListView()
        self.setPopup(self.list)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)
        self.setWidget(line)
        set_role(self.list, "popup")

    def open(self, widget: QWidget) -> None:
        """Lets the list pop up."""
        self.complete(rect_under(widget))


def rect_under(widget: QWidget, least: int = 380) -> QRect:
    """Where the list pops up: under the widget, wide enough to read names and details."""
    return QRect(0, 0, max(widget.width(), least), widget.height() + 2)
