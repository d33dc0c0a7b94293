"""The conclusion of a report: written below its pages, kept with it by a button, never while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.report import WHOLE, Conclusion, Made
from qfdesk.model.show import show_moment
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import ask, tell


class ConclusionBox(QWidget):
    """``kept``: another conclusion stands in the ledger now. ``report`` and ``period``: whose is shown."""

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.report, self.period, self.place = "", "", WHOLE
        self._shown = Conclusion()
        self._title, self._state = QLabel(), QLabel()
        self.text, self.button, self.undo = QPlainTextEdit(), QPushButton(), QPushButton()
        set_role(self._title, "section")
        set_role(self._state, "soft")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(64))
        head = QHBoxLayout()
        for widget in (self._title, self._state):
            head.addWidget(widget)
        head.addStretch(1)
        set_role(self.undo, "link")
        head.addWidget(self.undo)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.text)
        self.setMaximumHeight(px(260))
        self.text.textChanged.connect(self._follow)
        self.button.clicked.connect(self.keep)
        self.undo.clicked.connect(lambda: self.text.setPlainText(self._shown.text))

    @property
    def typed(self) -> bool:
        """Whether something stands there that is not kept."""
        return self.text.isEnabled() and self.text.toPlainText().strip() != self._shown.text.strip()

    def show_of(self, made: Made | None) -> None:
        """The conclusion of a report; one of several departments has none that could be written here."""
        whole = made is not None and not (made.report.by_department and len(made.leaves) != 1)
        if made is not None and self.typed and (self.report, self.period) == (made.report.key, made.period.key):
            return  # what is being typed stays
        if made is not None:
            self.report, self.period = made.report.key, made.period.key
        self._shown = Conclusion()
        if made is not None and whole and made.leaves:
            self.place = made.leaves[0].place if made.report.by_department else WHOLE
            self._shown = self._desk.reporting.conclusion(self.report, self.period, self.place)
        self.text.setEnabled(whole)
        self.text.setPlainText(self._shown.text)
        self.say_words()

    def _follow(self) -> None:
        self.button.setEnabled(self.typed)
        self.undo.setVisible(self.typed)

    def keep(self) -> bool:
        """Keeps what is typed; False when it could not be."""
        try:
            self._shown = self._desk.reporting.conclude(
                self.report, self.period, self.text.toPlainText(), self.place, self._shown.version
            )
        except DeskError as error:
            tell(self, error)
            return False
        self.say_words()
        self.kept.emit()
        return True

    def settled(self) -> bool:
        """Whether nothing typed would be lost; asks, where something would."""
        if not self.typed:
            return True
        if ask(self, say(_("The conclusion you typed is not kept yet. Keep it?")), say(_("Keep the conclusion"))):
            return self.keep()
        return False

    def say_words(self) -> None:
        self._title.setText(say(_("Conclusion")))
        self.button.setText(say(_("Keep the conclusion")))
        self.undo.setText(say(_("Take back what is typed")))
        self.text.setAccessibleName(say(_("Conclusion")))
        self.text.setPlaceholderText(
            say(_("What follows from the figures; it is printed with the report"))
            if self.text.isEnabled()
            else say(_("Choose a department to write its conclusion"))
        )
        state = ""
        if self._shown.version and self._shown.at:
            state = say(_("by {who}, {when}"), who=self._shown.who, when=show_moment(self._shown.at))
        self._state.setText(state)
        self._follow()
