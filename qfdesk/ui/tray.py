"""A quiet word in the tray while the window is hidden: what has become due, once for each deadline, without a sound."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from qfdesk.language import _, say, say_count
from qfdesk.model.board import Board, DueRow
from qfdesk.model.notices import Known, known, news, still, told_of
from qfdesk.model.show import show_moment
from qfdesk.rules.rights import HANDLER
from qfdesk.ui.icons import app_icon
from qfdesk.ui.today import Today
from qfdesk.ui.window import TODAY, MainWindow

_EVERY = 300_000  # ms between two looks while the window is hidden
_STAY = 10_000  # ms a notice stays
_TOLD = "tray_told"


class Notices(Protocol):
    """Whatever shows a notice; the system's tray, or a test."""

    messageClicked: SignalInstance
    activated: SignalInstance

    def showMessage(self, title: str, message: str, icon: QIcon, msecs: int, /) -> None: ...


def begin_tray(window: MainWindow) -> Tray | None:
    """Puts the program's sign into the tray, where there is one."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    icon = QSystemTrayIcon(app_icon(), window)
    icon.setToolTip(say(_("Quality feedback desk")))
    icon.show()
    return Tray(window, icon)  # type: ignore[arg-type]


class Tray(QObject):
    """Looks at the day while the window is hidden and tells what is new; a click leads to the record."""

    def __init__(self, window: MainWindow, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._told: set[Known] = {(r, int(n), d, at) for r, n, d, at in window.memory.get(_TOLD, [])}
        self._first: DueRow | None = None
        notices.messageClicked.connect(self.open_first)
        notices.activated.connect(lambda _reason: self.to_front())
        self._today().shown.connect(self.take)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _today(self) -> Today:
        page = self._window.page(TODAY)
        assert isinstance(page, Today)
        return page

    @property
    def hidden(self) -> bool:
        """Whether nobody can see the window."""
        return self._window.isMinimized() or not self._window.isVisible()

    def look(self) -> None:
        """Asks for the day, when nobody sees the board."""
        if self.hidden and self._window.looks.tells:
            self._today().refresh()

    def take(self, board: Board) -> None:
        """Tells what is new on a board; what stands before somebody's eyes needs no telling."""
        rows = told_of(board)
        self._told = still(rows, self._told)
        if not self.hidden:
            self._told |= {known(row) for row in rows}
        elif self._window.looks.tells and (found := news(rows, self._told, self._only())):
            self._told |= {known(row) for row in found}
            self._tell(found)
        self._window.memory.put(_TOLD, sorted(self._told))

    def _only(self) -> str | None:
        """Whoever only handles is told of nothing but what is in his hand."""
        return self._window.desk.actor if self._window.desk.session.roles == (HANDLER,) else None

    def _tell(self, rows: list[DueRow]) -> None:
        self._first = rows[0]
        line = rows[0].line
        title = say_count("{n} deadline is due", "{n} deadlines are due", len(rows))
        text = say(
            _("{number}: {what} by {at}"), number=line.number, what=say(line.deadline.label), at=show_moment(line.at)
        )
        more = say(_("{text} (and {n} more)"), text=text, n=len(rows) - 1) if len(rows) > 1 else text
        self._notices.showMessage(title, more, QIcon(), _STAY)

    def open_first(self) -> None:
        """Shows the window and the record that was told first."""
        self.to_front()
        if self._first is not None:
            self._window.open_entry(self._first.line.register, self._first.line.id)

    def to_front(self) -> None:
        """Shows the window."""
        window = self._window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
