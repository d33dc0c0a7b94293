"""The signs on buttons and menus: own drawings in resources/icons, tinted by a colour role."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qfdesk.places import resources
from qfdesk.ui.theme import color

_SCALES = (1, 2)


@cache
def _drawing(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@cache
def _tinted(name: str, tint: str, size: int) -> QIcon:
    icon = QIcon()
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", tint.encode())))
    for ratio in _SCALES:
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap)
    return icon


def icon(name: str, role: str = "soft", size: int = 16) -> QIcon:
    """The drawing with that name in the colour of a role; ask again after the theme changed.

    Raises FileNotFoundError for a name that is not drawn.
    """
    return _tinted(name, color(role).name(), size)


def app_icon() -> QIcon:
    """The sign of the program itself."""
    return QIcon(str(resources() / "icons" / "qfdesk.svg"))
