"""A small chart: this month against last, a pair of bars each, with the figures written over them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qfdesk.language import _, say
from qfdesk.ui.theme import body_font, color, px

_WIDE, _GAP = 16, 4


class Bars(QWidget):
    """Pairs of bars (label, last, this); the figures are said to a screen reader too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[tuple[str, int, int]] = []
        self.setMinimumHeight(px(130))

    def put(self, bars: list[tuple[str, int, int]]) -> None:
        """Shows the pairs, the largest first; those with nothing in either month are left out."""
        self._bars = sorted((bar for bar in bars if bar[1] or bar[2]), key=lambda bar: -max(bar[1:]))
        words = [say(_("{label}: {this} this month, {last} last month"), label=a, last=b, this=c) for a, b, c in bars]
        self.setAccessibleName("; ".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(190))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(body_font(12))
        metrics = QFontMetrics(painter.font())
        if not self._bars:
            painter.setPen(color("soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, say(_("No cases in these two months.")))
            return
        shown = self._bars[: max(1, self.width() // px(78))]
        room = self.width() / len(shown)
        for place, bar in enumerate(shown):
            self._paint_pair(painter, metrics, QRect(round(place * room), 0, round(room), self.height()), bar)

    def _paint_pair(self, painter: QPainter, metrics: QFontMetrics, room: QRect, bar: tuple[str, int, int]) -> None:
        label, last, this = bar
        top, foot = metrics.height() + 4, self.height() - metrics.height() - 8
        most = max(max(b[1:]) for b in self._bars)
        middle, wide = room.center().x(), px(_WIDE)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, left, role in ((last, middle - _GAP // 2 - wide, "line"), (this, middle + _GAP // 2, "accent")):
            high = round((foot - top) * number / most)
            painter.setBrush(color(role))
            if number:
                painter.drawRoundedRect(left, foot - high, wide, high, 2, 2)
        for number, left, role in ((last, middle - _GAP // 2 - wide, "soft"), (this, middle + _GAP // 2, "text")):
            high = round((foot - top) * number / most)
            painter.setPen(color(role))
            place = QRect(left - wide, foot - high - metrics.height() - 1, 3 * wide, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(number))
        painter.setPen(color("soft"))
        words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room.width() - 6)
        below = QRect(room.left(), foot + 4, room.width(), metrics.height() + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words)
