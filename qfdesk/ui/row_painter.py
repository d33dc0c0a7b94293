"""One cell of the list: its ground, its text, or a word in a tag."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qfdesk.ui.list_model import TAG_ROLE, VOID_ROLE, EntryList, Tag
from qfdesk.ui.theme import body_font, color, px

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_SOFT_COLUMNS = frozenset(("received_at", "closed_at", "changed_at", "created_at", "recorded_by"))


class RowPainter(QStyledItemDelegate):
    """Paints one cell: ground, text or tag. The colours are looked up once per theme, not once per cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.take_theme()

    def take_theme(self) -> None:
        """Looks the colours and fonts up again."""
        names = ("surface", "raised", "selection", "text", "soft", "line", "accent")
        self._of: dict[str, QColor] = {name: color(name) for name in names}
        for tone in ("info", "warn", "danger", "ok"):
            self._of[tone], self._of[f"{tone}_soft"] = color(tone), color(f"{tone}_soft")
        self._plain, self._tag = body_font(), body_font(12, QFont.Weight.DemiBold)
        self._struck = body_font()
        self._struck.setStrikeOut(True)
        self._metrics, self._tag_metrics = QFontMetrics(self._plain), QFontMetrics(self._tag)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tag = index.data(TAG_ROLE)
        text = index.data(_DISPLAY) or ""
        wide = self._tag_metrics.horizontalAdvance(text) + 32 if tag else self._metrics.horizontalAdvance(text) + 18
        return QSize(wide, px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        ground = "selection" if selected else "raised" if index.row() % 2 else "surface"
        painter.fillRect(rect, self._of[ground])
        tag: Tag | None = index.data(TAG_ROLE)
        if tag and tag.tone:
            self._paint_tag(painter, rect, tag)
        else:
            self._paint_text(painter, rect, index, selected, soft=tag is not None)

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index, selected: bool, soft: bool) -> None:
        text = index.data(_DISPLAY)
        if not text:
            return
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, EntryList) else ""
        void = bool(index.data(VOID_ROLE))
        soft = void or ((soft or column in _SOFT_COLUMNS) and not selected)
        painter.setPen(self._of["soft" if soft else "text"])
        painter.setFont(self._struck if void else self._plain)
        room = rect.adjusted(9, 0, -9, 0)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(_ALIGN), shown)

    def _paint_tag(self, painter: QPainter, rect: QRect, tag: Tag) -> None:
        height = self._tag_metrics.height() + 3
        room = rect.width() - 14
        text = self._tag_metrics.elidedText(tag.text, Qt.TextElideMode.ElideRight, room - 16)
        width = min(room, self._tag_metrics.horizontalAdvance(text) + 16)
        box = QRectF(rect.left() + 6, rect.center().y() - height / 2 + 0.5, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if tag.tone != "soft":
            painter.setBrush(self._of[f"{tag.tone}_soft"])
            painter.drawRoundedRect(box, 9, 9)
        painter.setPen(self._of[tag.tone])
        painter.setFont(self._tag if tag.tone != "soft" else self._plain)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
