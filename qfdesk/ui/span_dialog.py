"""A small question: from which day to which."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from qfdesk.language import _, say
from qfdesk.ui.periods import Span
from qfdesk.ui.theme import set_role


class SpanDialog(QDialog):
    """Two days, both included."""

    def __init__(self, span: Span, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(_("Period")))
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        self._since = self._box(span[0] or today.replace(day=1))
        self._until = self._box(span[1] or today)
        for text, box in ((_("From"), self._since), (_("To"), self._until)):
            label = QLabel(say(text))
            label.setBuddy(box)
            form.addRow(label, box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        show = buttons.addButton(say(_("Show this period")), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(show, "primary")
        show.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @staticmethod
    def _box(day: dt.date) -> QDateEdit:
        box = QDateEdit(QDate(day.year, day.month, day.day))
        box.setDisplayFormat("yyyy-MM-dd")
        box.setCalendarPopup(True)
        return box

    def span(self) -> Span:
        """The days, the earlier first."""
        days = (self._since.date().toPython(), self._until.date().toPython())
        first, last = sorted(day for day in days if isinstance(day, dt.date))
        return first, last
