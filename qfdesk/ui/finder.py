"""Ctrl+K: one box that finds in all registers, with what it found below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.values import Hit
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import body_font, color, px, set_role

_HIT = int(Qt.ItemDataRole.UserRole)
_PAUSE = 200
_MOST = 30
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class _HitPainter(QStyledItemDelegate):
    """Number and register in the first line, the text around the word in the second."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(300), px(48) if index.data(_HIT) else px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, color("selection" if chosen else "surface"))
        room = rect.adjusted(12, 5, -12, -5)
        hit: Hit | None = index.data(_HIT)
        if hit is None:
            painter.setPen(color("soft"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
            return
        strong = body_font(13, QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(color("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, hit.number)
        name = room.adjusted(QFontMetrics(strong).horizontalAdvance(hit.number) + 10, 0, 0, 0)
        painter.setFont(body_font())
        painter.setPen(color("accent"))
        painter.drawText(name, Qt.AlignmentFlag.AlignTop, index.data())
        painter.setPen(color("soft"))
        text = QFontMetrics(painter.font()).elidedText(hit.around, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, text)


class Finder(QLineEdit):
    """The box; ``chosen`` carries register and id of the hit that was taken."""

    chosen = Signal(str, int)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        set_role(self, "search")
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.hits = QListWidget(window)
        self.hits.setItemDelegate(_HitPainter(self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.hits, "popup")
        self.hits.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.search)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.hits.itemClicked.connect(self._take)
        self.say_words()

    def say_words(self) -> None:
        """Says the words again in the language in use."""
        self.setPlaceholderText(f"{say(_('Find in all registers'))}  Ctrl+K")
        self.setAccessibleName(say(_("Find in all registers")))
        self.hits.setAccessibleName(say(_("Found in all registers")))

    def take_theme(self) -> None:
        self._sign.setIcon(icon("search"))

    def search(self) -> None:
        """Asks the ledger and shows what it found."""
        self._pause.stop()
        self.hits.clear()
        text = self.text().strip()
        if not text:
            self.hits.hide()
            return
        try:
            found = self._desk.find(text, limit=_MOST)
        except DeskError as error:
            self.hits.addItem(error.say())
            found = []
        for hit in found:
            item = QListWidgetItem(say(self._desk.entry(hit.register).label))
            item.setData(_HIT, hit)
            self.hits.addItem(item)
        if not self.hits.count():
            self.hits.addItem(say(_("Nothing found. Two characters are enough; every word must occur.")))
        self.hits.setCurrentRow(0)
        self._unfold()

    def _unfold(self) -> None:
        window = self.window()
        wide = px(480)
        corner = self.mapTo(window, QPoint(self.width() - wide, self.height() + 2))
        rows = (self.hits.sizeHintForRow(row) for row in range(min(self.hits.count(), 9)))
        self.hits.setGeometry(max(8, corner.x()), corner.y(), wide, sum(rows) + 12)
        self.hits.raise_()
        self.hits.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.hits.isVisible():
            row = self.hits.currentRow() + _STEPS[key]
            self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, row)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive() or not self.hits.isVisible():
                self.search()
            else:
                self._take(self.hits.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hits.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hits.hide()
        super().focusOutEvent(event)

    def _take(self, item: QListWidgetItem | None) -> None:
        hit: Hit | None = item.data(_HIT) if item else None
        if hit:
            self.hits.hide()
            self.clear()
            self.chosen.emit(hit.register, hit.id)
