"""Pausing a record: whom it waits for, and why."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qfdesk.language import _, say
from qfdesk.rules.due import WAITS_FOR
from qfdesk.ui.theme import set_role


class PauseDialog(QDialog):
    """Asks for whom and why; the button that pauses stays grey until a reason is typed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(_("{title} waits for…"), title=title))
        self.setMinimumWidth(420)
        self.whom: dict[str, QRadioButton] = {}
        self.box = QPlainTextEdit()
        self._group = QButtonGroup(self)
        hint = QLabel(say(_("While it waits its clocks stand still and end later by that time; the law's run on.")))
        hint.setWordWrap(True)
        set_role(hint, "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        for key, label in WAITS_FOR.items():
            button = self.whom[key] = QRadioButton(say(label))
            self._group.addButton(button)
            column.addWidget(button)
        self.whom["customer"].setChecked(True)
        self.box.setPlaceholderText(say(_("Reason")))
        self.box.setAccessibleName(say(_("Reason")))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(72)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(say(_("Pause")), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self.do, "primary")
        self.do.setEnabled(False)
        self.box.textChanged.connect(lambda: self.do.setEnabled(bool(self.reason())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for widget in (self.box, hint, buttons):
            column.addWidget(widget)

    def waits_for(self) -> str:
        """Whom it waits for: a key of ``WAITS_FOR``."""
        return next(key for key, button in self.whom.items() if button.isChecked())

    def reason(self) -> str:
        """What was typed."""
        return self.box.toPlainText().strip()
