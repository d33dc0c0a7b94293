"""Pages to a printer, as pictures of 300 dots an inch, so that what was seen is what is printed."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from qfdesk.errors import SurroundingsError
from qfdesk.language import _
from qfdesk.ui.pages_view import Pages, image
from qfdesk.ui.told import tell

_DPI = 300
_POINT = QPageSize.Unit.Point


def print_pages(pages: Pages | None, title: str, parent: QWidget) -> bool:
    """Asks for a printer and prints; False when the person changed his mind or the printer refused."""
    if not pages:
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    _lay_page(printer, *pages.size(0))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))
    dialog.setFromTo(1, len(pages))
    if not dialog.exec():
        return False
    if paint(pages, printer):
        return True
    tell(parent, SurroundingsError(_("The printer does not answer. See whether it is on, or choose another one.")))
    return False


def paint(pages: Pages, printer: QPrinter) -> bool:
    """Draws the chosen pages on the printer; False when it refuses."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number in range(first - 1, min(last, len(pages))):
        if number >= first:
            _lay_page(printer, *pages.size(number))
            printer.newPage()
        wide, _high = pages.size(number)
        page = image(pages.at_width(number, round(wide / 72 * _DPI)))
        painter.drawImage(QRect(0, 0, printer.width(), printer.height()), page)
    return painter.end()


def _lay_page(printer: QPrinter, wide: float, high: float) -> None:
    """Gives the printer a page of this size (points), turned where it is wider than high."""
    turned = wide > high
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), _POINT, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
