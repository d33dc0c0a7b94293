"""The line under the editor's head that says what of a record is masked or sealed, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.model.fields import Ref
from qfdesk.ui.editor.held import Held
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import tell


class SecrecyBar(QWidget):
    """«Masked» with the way to see one record, «Sealed» with who knows the identity and the ways to change that.

    ``lifted``: the record is to be read again, since the person now sees more or less of it.
    """

    lifted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._place = desk, ("", 0)
        self.tag, self.told = QLabel(), QLabel()
        self.show_button, self.name_button, self.unseal_button = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(8)
        for label in (self.tag, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.tag.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self.tag, "tag-soft")
        set_role(self.told, "soft")
        row.addWidget(self.tag)
        row.addWidget(self.told, 1)
        for button in (self.show_button, self.name_button, self.unseal_button):
            set_role(button, "link")
            row.addWidget(button)
        self.show_button.clicked.connect(self.unmask)
        self.name_button.clicked.connect(self.name_somebody)
        self.unseal_button.clicked.connect(self.unseal)
        self.hide()

    def put(self, held: Held) -> None:
        """Says it of what is held; nothing is said of what is open to the person anyway."""
        opened = held.opened
        sealed = bool(opened and held.entry.sealed_by and opened.values.get(held.entry.sealed_by))
        if opened is None or not (sealed or opened.veiled):
            self.hide()
            return
        self._place = (opened.register, opened.id)
        knows = not sealed or self._desk.secrecy.knows(*self._place)
        self.tag.setText(say(_("Sealed")) if sealed else say(_("Masked")))
        set_role(self.tag, "tag-warn" if sealed else "tag-soft")
        self.told.setText(self._sealed_words() if sealed else say(_("Personal data in this record is masked.")))
        self.show_button.setText(say(_("Show personal data…")))
        self.show_button.setVisible(not sealed and self._desk.session.may(opened.register, "unmask"))
        self.name_button.setText(say(_("Name a person…")))
        self.name_button.setVisible(sealed and self._desk.secrecy.may_name(*self._place))
        self.unseal_button.setText(say(_("Unseal…")))
        self.unseal_button.setVisible(sealed and knows)
        self.show()

    def _sealed_words(self) -> str:
        names = say(_(", ")).join(who.text for who in self._desk.secrecy.holders(*self._place))
        if not names:
            return say(_("Nobody who still works here knows the identity (D15.5)."))
        return say(_("The identity is known to {names} (D15.5)."), names=names)

    def unmask(self) -> None:
        """Asks what the personal data is needed for, then shows it."""
        question = say(_("What do you need the personal data for? The history keeps who looked, when and why (D9.7)."))
        purpose = self._ask(say(_("Show personal data")), question, say(_("Show it")))
        if purpose is not None and self._does(lambda: self._desk.secrecy.unmask(*self._place, purpose)):
            self.lifted.emit()

    def unseal(self) -> None:
        """Asks why the identity is no longer sealed, then unseals it."""
        question = say(_("Why is the identity no longer sealed? From then on it is masked like any other."))
        reason = self._ask(say(_("Unseal")), question, say(_("Unseal")))
        if reason is not None and self._does(lambda: self._desk.secrecy.unseal(*self._place, reason)):
            self.lifted.emit()

    def name_somebody(self) -> None:
        """Asks for one more person who may know the identity."""
        known = [who.id for who in self._desk.secrecy.holders(*self._place)]
        dialog = NameDialog([who for who in self._desk.people() if who.id not in known], self)
        chosen = dialog.chosen() if dialog.exec() else None
        reason = dialog.reason.text()
        dialog.deleteLater()
        if chosen and self._does(lambda: self._desk.secrecy.name_holder(*self._place, chosen, reason)):
            self.lifted.emit()

    def _ask(self, title: str, question: str, verb: str) -> str | None:
        dialog = ReasonDialog(title, question, verb, self)
        reason = dialog.reason() if dialog.exec() else None
        dialog.deleteLater()
        return reason

    def _does(self, what: Callable[[], object]) -> bool:
        try:
            what()
        except DeskError as error:
            tell(self, error)
            return False
        return True


class NameDialog(QDialog):
    """Who else may know a sealed identity, and why."""

    def __init__(self, people: list[Ref], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(_("Who may know the identity?")))
        self.setMinimumWidth(420)
        self._people = people
        question = QLabel(say(_("This person will see the sealed identity. The history keeps who named whom.")))
        question.setWordWrap(True)
        self.person, self.reason = QComboBox(), QLineEdit()
        self.person.addItems([who.text for who in people])
        self.person.setAccessibleName(say(_("Person")))
        self.reason.setPlaceholderText(say(_("Reason")))
        self.reason.setAccessibleName(say(_("Reason")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        do = buttons.addButton(say(_p("verb", "Name")), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(do, "primary")
        do.setEnabled(bool(people))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (question, self.person, self.reason, buttons):
            column.addWidget(widget)

    def chosen(self) -> Ref | None:
        """The person chosen."""
        place = self.person.currentIndex()
        return self._people[place] if 0 <= place < len(self._people) else None
