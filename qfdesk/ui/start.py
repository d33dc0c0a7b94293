"""Starts the window: the application, its looks, its errors, one window a ledger."""

from __future__ import annotations

import faulthandler
import gc
import getpass
import hashlib
import logging
import os
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QLockFile, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from qfdesk import __version__
from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.ui.ending import Ending
from qfdesk.ui.icons import app_icon
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.seat import Seat
from qfdesk.ui.theme import apply_theme
from qfdesk.ui.told import FaultTeller, tell
from qfdesk.ui.window import MainWindow

log = logging.getLogger("qfdesk")

_PATIENCE = 2.0
"""Seconds the window may stand still while another program writes to the ledger."""


class OneWindow(QObject):
    """Sees to it that a ledger stands open in one window of a person: a second start raises the first.

    The lock survives a crash and is taken over; the server's name does not, so it is cleared by whoever has the lock.
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        told = f"{getpass.getuser()}\0{place}".encode()
        self._name = f"qfdesk-{hashlib.sha256(told).hexdigest()[:20]}"
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)

    def first(self, call: Callable[[], None]) -> bool:
        """True when this is the first window; ``call`` is called whenever a later start asks for it."""
        if not self._lock.tryLock(0):
            self._raise_first()
            return False
        QLocalServer.removeServer(self._name)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._answer(call))
        self._server.listen(self._name)
        return True

    def _answer(self, call: Callable[[], None]) -> None:
        if socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
        call()

    def _raise_first(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(2000)
        socket.disconnectFromServer()

    def free(self) -> None:
        """Lets another window begin."""
        self._server.close()
        self._lock.unlock()


def run_window(desk: Desk, profile: Path, lang: str | None = None, demo: bool = False) -> int:
    """Opens the window on a desk and stays until it is closed; returns the exit status.

    ``lang``: the language asked for on the command line, if any.
    """
    app = make_app(profile)
    memory = Memory(profile)
    looks = Looks(app, memory)
    looks.begin(lang)
    FaultTeller(app).install()
    one = OneWindow(desk.place)
    seat = Seat(desk, looks, memory, app)
    if not demo and not one.first(seat.to_front):
        return 0
    desk.wait_at_most(_PATIENCE)
    ending = Ending(app)
    ending.keep.connect(seat.keep)
    ending.leave.connect(seat.leave_now)
    ending.listen()
    QTimer.singleShot(0, gc.enable)
    status = app.exec() if seat.sit_down() else 0
    one.free()
    seat.end()
    return status


def tell_at_start(error: DeskError) -> None:
    """Says in a box why there is no window: who starts it by its sign has no terminal. Nothing where no screen is."""
    screen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and os.environ.get("QT_QPA_PLATFORM", "") not in ("offscreen", "minimal"):
        app = QApplication.instance() or QApplication(sys.argv[:1])
        app.setApplicationName("qfdesk")
        apply_theme(app, "light")  # type: ignore[arg-type]
        tell(None, error)


def try_window(desk: Desk) -> None:
    """Opens the window once on a desk, shows every tab and closes it; for the self-test, also where no screen is."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app(desk.profile)
    memory = Memory(desk.profile)
    looks = Looks(app, memory)
    looks.begin()
    window = MainWindow(desk, looks, memory)
    window.show()
    for key in window.keys:
        window.go(key)
        app.processEvents()
    window.close()
    _end(window)


def _end(window: MainWindow) -> None:
    """Takes the window apart while Qt is still whole, not when Python happens to."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make_app(profile: Path) -> QApplication:
    """The application with its name, sign and log."""
    _log_to(profile / "logs")
    _tell_windows()
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("qfdesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("qfdesk")
    app.setWindowIcon(app_icon())
    return app


def _log_to(folder: Path) -> None:
    """Faults go to a file that never grows beyond five megabytes; what people type does not."""
    folder.mkdir(parents=True, exist_ok=True)
    if not log.handlers:
        file = folder / "qfdesk.log"
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    if sys.stderr is not None:
        faulthandler.enable()


def _tell_windows() -> None:
    """Gives the program its own place in the Windows task bar."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("qfdesk")
