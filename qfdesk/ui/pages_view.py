"""Pages one under the other, drawn when they come into sight."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from qfdesk.language import _, say
from qfdesk.ui.theme import color

_GAP = 12
_KEPT = 12


class Picture(Protocol):
    """A page in pixels: rows of three bytes a pixel."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def rgb(self) -> bytes: ...


class Pages(Protocol):
    """The pages of a PDF: how many, how large (points), and a picture of one at a width in pixels."""

    def __len__(self) -> int: ...

    def size(self, page: int) -> tuple[float, float]: ...

    def at_width(self, page: int, width_px: int) -> Picture: ...

    def close(self) -> None: ...


class PagesView(QAbstractScrollArea):
    """Scrolls through the pages. ``place_changed`` carries the page in sight and how many there are."""

    place_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self._zoom = 0.0  # 0: as wide as the view
        self._drawn: dict[tuple[int, int], QImage] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(say(_("Pages")))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(lambda _n: self.viewport().update())

    def put(self, pages: Pages) -> None:
        """Shows other pages; the old ones are closed."""
        self.free()
        self.pages = pages
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def free(self) -> None:
        """Closes the pages and forgets the pictures."""
        if self.pages is not None:
            self.pages.close()
        self.pages = None
        self._drawn.clear()

    def turn(self, by: int) -> None:
        """To the next or previous page."""
        if self.pages:
            number = max(0, min(len(self.pages) - 1, self.current() + by))
            self.verticalScrollBar().setValue(self._rect(number).top() - _GAP)

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        if self.pages:
            now = self._zoom or self._width() / self.pages.size(0)[0]
            self._zoom = min(4.0, max(0.3, now * factor))
            self._measure()

    def fit(self) -> None:
        """As wide as the view."""
        self._zoom = 0.0
        self._measure()

    def current(self) -> int:
        """The page in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        count = len(self.pages) if self.pages else 0
        return next((n for n in range(count) if self._rect(n).bottom() + _GAP >= middle), max(0, count - 1))

    def _width(self) -> int:
        """How wide the first page is drawn, in pixels."""
        if self._zoom and self.pages:
            return round(self.pages.size(0)[0] * self._zoom)
        return max(200, min(1100, self.viewport().width() - 2 * _GAP))

    def _size(self, number: int) -> QSize:
        assert self.pages
        wide, high = self.pages.size(number)
        scale = self._width() / self.pages.size(0)[0]
        return QSize(round(wide * scale), round(high * scale))

    def _rect(self, number: int) -> QRect:
        """Where a page lies on the whole sheet."""
        top = _GAP + sum(self._size(n).height() + _GAP for n in range(number))
        size = self._size(number)
        left = max(_GAP, (self.viewport().width() - size.width()) // 2)
        return QRect(left, top, size.width(), size.height())

    def _measure(self) -> None:
        if not self.pages:
            return
        last = self._rect(len(self.pages) - 1)
        tall, wide = last.bottom() + _GAP, self._width() + 2 * _GAP
        self.verticalScrollBar().setRange(0, max(0, tall - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, wide - self.viewport().width()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self.pages:
            self.place_changed.emit(self.current(), len(self.pages))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("head"))
        if not self.pages:
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for number in range(len(self.pages)):
            place = self._rect(number).translated(-across, -down)
            if place.intersects(event.rect()):
                painter.fillRect(place.adjusted(-1, -1, 1, 1), color("line"))
                painter.drawImage(place, self._picture(number, place.width()))

    def _picture(self, number: int, width: int) -> QImage:
        """The page at the screen's own fineness; a dozen are kept."""
        assert self.pages
        fine = round(width * self.devicePixelRatioF())
        key = (number, fine)
        if key not in self._drawn:
            if len(self._drawn) >= _KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[key] = image(self.pages.at_width(number, fine))
        return self._drawn[key]


def image(picture: Picture) -> QImage:
    """The picture as Qt draws it, with memory of its own."""
    row = 3 * picture.width
    return QImage(picture.rgb, picture.width, picture.height, row, QImage.Format.Format_RGB888).copy()
