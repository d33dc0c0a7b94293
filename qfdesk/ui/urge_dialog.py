"""Urging: to whom, for which records, with what words, by what way (催办, D16.10)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.model.urging import WAYS
from qfdesk.model.values import Saved
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import Banner

Target = tuple[str, int]
_NAMED = 6  # numbers said in the dialog; a longer list says how many more there are


class UrgeDialog(QDialog):
    """Asks for the words and notes them in every case named; ``done`` holds the cases once it was accepted."""

    def __init__(
        self, desk: Desk, targets: list[Target], numbers: list[str], to: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._targets = desk, targets
        self.noted: list[Saved] = []
        self.setWindowTitle(say(_("Urge")))
        self.setMinimumWidth(440)
        self.banner, self.box, self.way = Banner(), QPlainTextEdit(), QComboBox()
        self._lay_out(numbers, to)
        self.box.setFocus()
        self.box.selectAll()

    def _lay_out(self, numbers: list[str], to: list[str]) -> None:
        self.box.setPlainText(say(_("Please see to it and say how it stands.")))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(84)
        for key, way in WAYS.items():
            self.way.addItem(say(way), key)
        form = QFormLayout()
        form.setSpacing(8)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_p("urge", "For"), _words(_shortened(numbers))),
            (_p("urge", "To"), _words(say(_(", ")).join(dict.fromkeys(to)))),
            (_p("urge", "Words"), self.box),
            (_("Way"), self.way),
        )
        for text, widget in rows:
            label = QLabel(say(text))
            set_role(label, "label")
            label.setBuddy(widget)
            widget.setAccessibleName(say(text))
            form.addRow(label, widget)
        kinds = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(say(_("Urge")), kinds.AcceptRole)
        set_role(self.do, "primary")
        self.box.textChanged.connect(lambda: self.do.setEnabled(bool(self.box.toPlainText().strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(form)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Notes it in the cases; what keeps it from being noted is told here."""
        try:
            self.noted = self._desk.urging.urge_all(self._targets, self.box.toPlainText(), self.way.currentData())
        except DeskError as error:
            self.banner.tell(error)
            return
        super().accept()


def urge(desk: Desk, parent: QWidget, targets: list[Target], numbers: list[str], to: list[str]) -> list[Saved]:
    """Asks and notes; the cases urged, none when the person thought better of it."""
    dialog = UrgeDialog(desk, targets, numbers, to, parent)
    dialog.exec()
    noted = dialog.noted
    dialog.deleteLater()
    return noted


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _shortened(numbers: list[str]) -> str:
    numbers = list(dict.fromkeys(numbers))
    shown = say(_(", ")).join(numbers[:_NAMED])
    more = len(numbers) - _NAMED
    return say(_("{numbers} and {n} more"), numbers=shown, n=more) if more > 0 else shown
