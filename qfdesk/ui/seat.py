"""The seat before the ledger: who sits at it, the window for that person, locking it, giving it to somebody else."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.ui.idle import Curtain, Idle, close_dialogs, cover
from qfdesk.ui.login import LoginDialog
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.told import tell
from qfdesk.ui.tray import begin_tray
from qfdesk.ui.window import MainWindow


class Seat(QObject):
    """One screen, at which people take turns. What one has typed the next neither sees nor loses."""

    def __init__(self, desk: Desk, looks: Looks, memory: Memory, app: QApplication) -> None:
        super().__init__(app)
        self._desk, self._looks, self._memory = desk, looks, memory
        self.window: MainWindow | None = None
        self.door: LoginDialog | None = None
        self._curtains: list[Curtain] = []
        self._focus: QWidget | None = None
        self._idle = Idle(self)
        self._idle.idle.connect(self._lock_when_idle)

    def sit_down(self) -> bool:
        """Asks who it is where the ledger wants to know, and opens the window. False: nobody sat down."""
        if self._desk.accounts.guarded():
            self.door = LoginDialog(self._desk)
            entered = self.door.exec() == QDialog.DialogCode.Accepted
            self._close_door()
            if not entered:
                return False
        self._open_window()
        return True

    def _open_window(self) -> None:
        window = self.window = MainWindow(self._desk, self._looks, self._memory)
        window.person.locked.connect(self.lock)
        window.person.left.connect(self.log_out)
        window.person.guarded.connect(self.watch)
        window.chores.people_changed.connect(self.watch)
        window.show()
        begin_tray(window)
        self.watch()

    def watch(self) -> None:
        """Covers the window from now on when nobody works at it, after as many minutes as the house has set."""
        self._idle.begin(self._desk.accounts.idle_minutes())

    def to_front(self) -> None:
        """Raises the window, or the question who it is."""
        shown = self.door or self.window
        if shown is not None:
            shown.showNormal() if shown.isMinimized() else shown.show()
            shown.raise_()
            shown.activateWindow()

    def keep(self) -> None:
        """Keeps what is typed as drafts."""
        if self.window is not None:
            self.window.events.keep_typed.emit()

    def leave_now(self) -> None:
        """Ends without asking anybody; what is typed has been kept before."""
        if self.window is not None:
            self.window.leave_now()
        else:
            QCoreApplication.exit(0)

    def _lock_when_idle(self) -> None:
        try:
            wanted = bool(self._desk.accounts.idle_minutes())
        except DeskError:
            wanted = True
        if wanted:
            self.lock()

    def lock(self) -> None:
        """Covers the window until the same person, or another one, logs in."""
        if self.door is not None or self.window is None or not self._desk.accounts.guarded():
            return
        self.keep()
        self._curtains = cover()
        locked = self._desk.actor
        self._focus = self.window.focusWidget()
        self.window.setEnabled(False)  # no shortcut reaches what is covered, wherever the keys go
        self.door = LoginDialog(self._desk, locked, self.window)
        self.door.finished.connect(lambda result: self._opened(result, locked))
        self.door.show()
        self.door.activateWindow()

    def _opened(self, result: int, locked: str) -> None:
        person = self.door.person if self.door is not None else None
        self._close_door()
        if result != QDialog.DialogCode.Accepted or person is None:
            self.leave_now()
        elif person.name == locked:
            self._uncover()
            self.watch()
        else:
            QApplication.setQuitOnLastWindowClosed(False)
            self._give_up_window()
            self._open_window()
            QApplication.setQuitOnLastWindowClosed(True)

    def log_out(self) -> None:
        """The person leaves; the window goes with them, the program asks who is next."""
        if self.window is None or not self.window.may_stop_jobs():
            return
        self.keep()
        self.window.jobs.stop_all()
        try:
            self._desk.accounts.log_out()
        except DeskError as error:
            tell(self.window, error)
            return
        self._idle.begin(0)
        self._give_up_window()
        QTimer.singleShot(0, self._ask_next)

    def _ask_next(self) -> None:
        QApplication.setQuitOnLastWindowClosed(False)
        seated = self.sit_down()
        QApplication.setQuitOnLastWindowClosed(True)
        if not seated:
            QCoreApplication.exit(0)

    def _give_up_window(self) -> None:
        """Takes the window apart. It no longer holds anything typed: that is kept as drafts of who typed it."""
        window, self.window = self.window, None
        if window is None:
            return
        window.events.handed_over.emit()
        close_dialogs()
        window.jobs.stop_all()
        window.memory.keep_window(window)
        window.hide()
        window.deleteLater()
        self._curtains = []

    def _uncover(self) -> None:
        for curtain in self._curtains:
            curtain.deleteLater()
        self._curtains = []
        if self.window is not None:
            self.window.setEnabled(True)
            self.window.activateWindow()
            if self._focus is not None and isValid(self._focus):
                self._focus.setFocus()
        self._focus = None

    def _close_door(self) -> None:
        if self.door is not None:
            self.door.hide()
            self.door.deleteLater()
            self.door = None

    def end(self) -> None:
        """Takes the window apart while Qt is still whole, not when Python happens to."""
        if self.window is not None:
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.window = None
