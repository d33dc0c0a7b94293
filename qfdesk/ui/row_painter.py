"""One cell of the list: its ground, its text, or a word in a tag. What a frame asks for most is kept at hand."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qfdesk.ui.list_model import Cell, EntryList
from qfdesk.ui.theme import body_font, color, px

Index = QModelIndex | QPersistentModelIndex
_ELIDE = Qt.TextElideMode.ElideRight
_CENTRED = Qt.AlignmentFlag.AlignCenter
_PAD = 9


class RowPainter(QStyledItemDelegate):
    """Paints the cells of an EntryList. ``mark`` says before each frame which rows are selected."""

    def __init__(self, model: EntryList, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._ranges: list[tuple[int, int]] = []
        self.take_theme()

    def take_theme(self) -> None:
        """Looks the colours and fonts up again."""
        names = ("raised", "selection", "text", "soft")
        self._of: dict[str, QColor] = {name: color(name) for name in names}
        for tone in ("info", "warn", "danger", "ok"):
            self._of[tone], self._of[f"{tone}_soft"] = color(tone), color(f"{tone}_soft")
        self._plain, self._tag = body_font(), body_font(12, QFont.Weight.DemiBold)
        self._struck = body_font()
        self._struck.setStrikeOut(True)
        metrics, tag = QFontMetrics(self._plain), QFontMetrics(self._tag)
        self._height, self._tag_height = metrics.height(), tag.height() + 3
        self._ascent = metrics.ascent()
        self._cut = lru_cache(8192)(lambda text, room: metrics.elidedText(text, _ELIDE, room))
        self._cut_tag = lru_cache(1024)(lambda text, room: tag.elidedText(text, _ELIDE, room))
        self._wide = lru_cache(8192)(metrics.horizontalAdvance)
        self._tag_wide = lru_cache(1024)(tag.horizontalAdvance)

    def mark(self, selection: QItemSelection) -> None:
        """Takes over which rows are selected, so that no cell has to ask."""
        self._ranges = [(part.top(), part.bottom()) for part in selection]  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._model.cell(index.row(), index.column())
        if cell is None:
            return QSize(0, px(30))
        wide = self._tag_wide(cell.text) + 32 if cell.tone else self._wide(cell.text) + 2 * _PAD
        return QSize(wide, px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        row = index.row()
        selected = any(top <= row <= bottom for top, bottom in self._ranges)
        if selected or row % 2:
            painter.fillRect(rect, self._of["selection" if selected else "raised"])
        cell = self._model.cell(row, index.column())
        if cell is None or not cell.text:
            return
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        if cell.tone:
            self._paint_tag(painter, cell, left, top + height / 2, width)
        else:
            self._paint_text(painter, cell, selected, (left, top + (height - self._height) // 2, width))

    def _paint_text(self, painter: QPainter, cell: Cell, selected: bool, place: tuple[int, int, int]) -> None:
        left, top, width = place
        painter.setPen(self._of["soft" if cell.void or (cell.soft and not selected) else "text"])
        painter.setFont(self._struck if cell.void else self._plain)
        room = width - 2 * _PAD
        text = self._cut(cell.brief if cell.brief and self._wide(cell.text) > room else cell.text, room)
        at = left + width - _PAD - self._wide(text) if cell.right else left + _PAD
        painter.drawText(at, top + self._ascent, text)

    def _paint_tag(self, painter: QPainter, cell: Cell, left: int, middle: float, width: int) -> None:
        text = self._cut_tag(cell.text, width - 25)
        box = QRectF(left + 6, middle - self._tag_height / 2 + 0.5, self._tag_wide(text) + 16, self._tag_height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if cell.tone != "soft":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._of[f"{cell.tone}_soft"])
            painter.drawRoundedRect(box, 9, 9)
        painter.setPen(self._of[cell.tone])
        painter.setFont(self._tag if cell.tone != "soft" else self._plain)
        painter.drawText(box, _CENTRED, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
