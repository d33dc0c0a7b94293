"""A window nobody works at: noticing it, and covering what it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from qfdesk.ui.theme import color

_MINUTE = 60_000
_WORK = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)


class Idle(QObject):
    """Tells when neither keyboard nor mouse were touched for some minutes. Listens to the window in front only."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._front: QWindow | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]
        self._listen(QGuiApplication.focusWindow())

    def begin(self, minutes: int) -> None:
        """Counts anew; 0 never tells."""
        self._timer.stop()
        self._timer.setInterval(minutes * _MINUTE)
        if minutes:
            self._timer.start()

    def _listen(self, front: QWindow | None) -> None:
        if self._front is not None and isValid(self._front):
            self._front.removeEventFilter(self)
        self._front = front
        if front is not None:
            front.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORK and self._timer.isActive():
            self._timer.start()
        return False


class Curtain(QWidget):
    """Covers a whole window, whatever size it takes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.end()


def cover() -> list[Curtain]:
    """Covers everything the program shows, and closes the menus that stand open."""
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [Curtain(window) for window in shown]


def close_dialogs() -> None:
    """Takes back every question that stands open."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.reject()
