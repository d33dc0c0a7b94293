"""A small question: why?"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from qfdesk.language import _, say
from qfdesk.ui.theme import set_role


class ReasonDialog(QDialog):
    """Asks for a reason; the button that does it stays grey until one is typed."""

    def __init__(self, title: str, question: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        label, self.box = QLabel(question), QPlainTextEdit()
        label.setWordWrap(True)
        label.setBuddy(self.box)
        self.box.setAccessibleName(say(_("Reason")))
        self.box.setPlaceholderText(say(_("Reason")))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(84)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        do = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(do, "danger")
        do.setEnabled(False)
        self.box.textChanged.connect(lambda: do.setEnabled(bool(self.reason())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (label, self.box, buttons):
            column.addWidget(widget)

    def reason(self) -> str:
        """What was typed."""
        return self.box.toPlainText().strip()
