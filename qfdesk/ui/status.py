"""The foot of the window: what the page shows, what just happened, the running job, where the ledger is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.rules.clock import local
from qfdesk.ui.jobs import JobBar, Jobs
from qfdesk.ui.opening import open_file
from qfdesk.ui.theme import set_role

_STAY = 12_000  # ms a message stays


class Status(QStatusBar):
    """Page summary, message with one thing to do about it, job, place of the ledger, age of the backup."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slot: Callable[[], object] | None = None
        self.summary, self.message, self.action = QLabel(), QLabel(), QPushButton()
        self.place, self.backup = QLabel(), QLabel()
        for label in (self.summary, self.message, self.place, self.backup):
            label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.message, "strong")
        set_role(self.action, "link")
        self.action.hide()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.addWidget(self.summary)
        self.addWidget(self.message)
        self.addWidget(self.action)
        for widget in (JobBar(jobs), self.place, self.backup):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAY)
        self._timer.timeout.connect(self._forget)
        self.action.clicked.connect(lambda: self._slot and self._slot())

    def tell(self, text: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Says what happened, for a while, with one thing to do about it."""
        self.message.setText(text)
        self._slot = slot
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._timer.start()

    def tell_file(self, path: Path) -> None:
        """Says that a file was written, and opens it."""
        self.tell(say(_("Written: {name}"), name=path.name), say(_("Open")), lambda: open_file(path))

    def show_place(self) -> None:
        """Says where the ledger is and how old its last backup."""
        place = self._desk.place
        short = Path(place).name if "://" not in place else place
        self.place.setText(say(_("Ledger: {place}"), place=short))
        self.place.setToolTip(place)
        try:
            told = self._desk.settings.get("backed_up_at")
        except DeskError:
            told = ""
        text, tone = backup_age(told, self._desk.now())
        self.backup.setText(text)
        set_role(self.backup, "", tone=tone)

    def _forget(self) -> None:
        self.message.clear()
        self.action.hide()


def backup_age(told: str, now: dt.datetime) -> tuple[str, str]:
    """When the last backup was, and the tone that goes with its age."""
    try:
        at = local(dt.datetime.fromisoformat(told))
    except ValueError:
        return say(_("No backup yet")), "warn"
    days = (local(now).date() - at.date()).days
    if days <= 0:
        return say(_("Backup: today {time}"), time=f"{at:%H:%M}"), ""
    return say(_("Backup: {day}"), day=f"{at:%Y-%m-%d}"), "warn" if days > 7 else ""


