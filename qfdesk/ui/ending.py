"""An end that nobody chose in the window: the computer shuts down, the session ends, the process is told to stop."""

from __future__ import annotations

import logging
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication

log = logging.getLogger("qfdesk")
_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Tells the window in time. Nobody can be asked any more, so what is typed is kept as drafts.

    ``keep``: what is typed has to be on disk now. ``leave``: so it has, and the program has to end.
    """

    keep = Signal()
    leave = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.commitDataRequest.connect(lambda _session: self.keep.emit())
        self._reads, self._writes = socket.socketpair()
        self._reads.setblocking(False)
        self._writes.setblocking(False)
        self._notifier = QSocketNotifier(self._reads.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)

    def listen(self) -> None:
        """Minds the signals of the system from now on. In the main thread only."""
        # Python runs a signal's handler only between its own steps; the byte in the socket wakes Qt at once.
        signal.set_wakeup_fd(self._writes.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)

    def _told(self) -> None:
        told = self._reads.recv(64)
        log.warning("told to end by signal %s", ", ".join(map(str, told)))
        self.keep.emit()
        self.leave.emit()
