"""Changing a periodic duty, or making one of the house's own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.rules.duties import DUTIES, EVERY, MONTH, MONTHS, PROOFS, Duty
from qfdesk.rules.rights import QUALITY, ROLES
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import Banner

_NEW = Duty("", "", "", MONTH, QUALITY, own=True)


class DutyForm(QDialog):
    """What the documents ask for keeps its name and source; the house sets period, day and who."""

    def __init__(self, desk: Desk, duty: Duty | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._duty = desk, duty
        shown = duty or _NEW
        self.setWindowTitle(say(_("New duty") if duty is None else _("Change a duty")))
        self.setMinimumWidth(460)
        self.banner = Banner()
        self.title, self.rule = QLineEdit(say(shown.title)), QLineEdit(say(shown.rule))
        self.every, self.role = _box(EVERY, shown.every), _box(ROLES, shown.role)
        self.department, self.proof = QLineEdit(shown.department), _box(PROOFS, shown.proof)
        self.month, self.day = QSpinBox(), QSpinBox()
        self.off, self.reason = QCheckBox(say(_("Not asked for in this house"))), QLineEdit()
        self.off.setChecked(shown.off)
        for line in (self.title, self.rule):
            line.setMaxLength(100)
            line.setReadOnly(not shown.own)
        self.day.setRange(1, 31)
        self.day.setValue(shown.day)
        for box in (self.day, self.month):
            box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.every.currentIndexChanged.connect(lambda _place: self._fit_months())
        self._fit_months()
        self.month.setValue(shown.due_month)
        self._shown = self._typed()
        self._lay_out(shown)

    def _fit_months(self) -> None:
        """The months a period has, and the one after it."""
        most = MONTHS[self.every.currentData()]
        self.month.setRange(1, most + 1)
        self.month.setValue(most)

    def _lay_out(self, shown: Duty) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_p("periodic", "Duty"), self.title), (_("Written in"), self.rule), (_("How often"), self.every),
            (_("Due in month of the period"), self.month), (_("By day"), self.day), (_p("duty", "Who"), self.role),
            (_("Department"), self.department), (_("What proves it"), self.proof),
            (_("Why it is changed"), self.reason),
        )
        for text, widget in rows:
            label = QLabel(say(text))
            set_role(label, "label")
            label.setBuddy(widget)
            widget.setAccessibleName(say(text))
            form.addRow(label, widget)
        form.addRow("", self.off)
        hint = QLabel(say(_("A day off counts as the working day before it; 31 is the last of the month.")))
        hint.setWordWrap(True)
        set_role(hint, "soft")
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        set_role(buttons.button(kinds.Ok), "primary")
        if self._duty is not None and (shown.own or shown not in DUTIES):
            words = _("Take away") if shown.own else _("As in the document")
            again = buttons.addButton(say(words), QDialogButtonBox.ButtonRole.ResetRole)
            again.clicked.connect(self.reset)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Keeps the change; what is wrong with it is told here."""
        given, reason = self._typed(), self.reason.text().strip()
        try:
            if self._duty is None:
                self._desk.duties.add(given.pop("title"), reason, **given)
            else:
                self._desk.duties.change(self._duty.key, reason, **self._changed())
        except DeskError as error:
            self.banner.tell(error)
            return
        super().accept()

    def _typed(self) -> dict[str, Any]:
        """What the boxes say."""
        own = self._duty is None or self._duty.own
        words = {"title": self.title.text().strip(), "rule": self.rule.text().strip()} if own else {}
        return {
            "every": self.every.currentData(), "month": self.month.value(), "day": self.day.value(),
            "role": self.role.currentData(), "department": self.department.text().strip(),
            "proof": self.proof.currentData(), "off": self.off.isChecked(), **words,
        }

    def _changed(self) -> dict[str, Any]:
        """What was changed here; the rest may have been changed at another seat meanwhile."""
        given = self._typed()
        found = {key for key, value in given.items() if value != self._shown[key]}
        if found & {"every", "month"}:  # a month means one of its period's
            found |= {"every", "month"}
        return {key: given[key] for key in given if key in found}

    def reset(self) -> None:
        """Goes back to what the document asks for; a duty of the house's own goes away."""
        try:
            if self._duty is not None:
                self._desk.duties.reset(self._duty.key, self.reason.text().strip())
        except DeskError as error:
            self.banner.tell(error)
            return
        super().accept()


def _box(choices: dict[str, str], current: str) -> QComboBox:
    box = QComboBox()
    for key, text in choices.items():
        box.addItem(say(text), key)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
