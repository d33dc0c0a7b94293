"""Who sits down: the login, the covered window's login, and one's own password."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import Message, _, _p, say
from qfdesk.model.person import Person
from qfdesk.rules.passwords import SHORTEST
from qfdesk.rules.rights import ADMIN
from qfdesk.ui.icons import app_icon
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

_SECOND = 1000


class CapsLock(QObject):
    """Guesses from the letters typed whether Caps Lock is on; Qt does not say it."""

    changed = Signal(bool)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.on = False
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self._take(not self.on)
            elif len(text) == 1 and text.isascii() and text.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._take(text.isupper() != shift)
        return False

    def _take(self, on: bool) -> None:
        if on != self.on:
            self.on = on
            self.changed.emit(on)


class PasswordLine(QLineEdit):
    """A password being typed; nothing of it is kept by undo, drag or the clipboard."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(label)
        self.setMaxLength(200)
        self.caps = CapsLock(self)


class Asking(QDialog):
    """A small dialog of labelled lines: a banner, a Caps Lock hint, and Enter goes on."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(400))
        self.banner, self.caps = Banner(), QLabel(say(_("Caps Lock is on")))
        set_role(self.caps, "words", tone="warn")
        self.caps.hide()
        self.column, self.form, self.buttons = QVBoxLayout(self), QFormLayout(), QHBoxLayout()
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.form.setSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)

    def row(self, text: str, box: QWidget) -> None:
        """Adds a labelled line."""
        label = QLabel(text)
        set_role(label, "label")
        label.setBuddy(box)
        self.form.addRow(label, box)
        if isinstance(box, PasswordLine):
            box.caps.changed.connect(self.caps.setVisible)

    def close_up(self) -> None:
        """Puts the lines, the hint and the buttons below what was added so far."""
        self.column.addLayout(self.form)
        self.column.addWidget(self.caps)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.buttons)

    def button(self, text: str, role: str = "") -> QPushButton:
        """Adds a button at the foot; the primary one is what Enter presses."""
        made = QPushButton(text)
        made.setAutoDefault(role == "primary")
        made.setDefault(role == "primary")
        set_role(made, role)
        self.buttons.addWidget(made)
        return made


class LoginDialog(Asking):
    """Asks who sits down. ``locked``: the name of whoever locked the window, which stands covered behind.

    Accepted, ``person`` is who sits at the desk now; rejected, somebody wants to end the program.
    """

    def __init__(self, desk: Desk, locked: str = "", parent: QWidget | None = None) -> None:
        super().__init__(say(_("Quality feedback desk")), parent)
        self._desk, self._locked = desk, locked
        self.person: Person | None = None
        self.setWindowIcon(app_icon())
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.name, self.password = QComboBox(), PasswordLine(say(_("Password")))
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setAccessibleName(say(_p("person", "Name")))
        self.name.addItems(desk.accounts.names())
        self.name.setCurrentText(locked or self._known())
        self._wait = QTimer(self, interval=_SECOND)
        self._wait.timeout.connect(self._count_down)
        self._left, self._sentence = 0, Message("")
        self._lay_out()

    def _known(self) -> str:
        """The name of whoever sat here last, where it is one of the house."""
        return self._desk.actor if self.name.findText(self._desk.actor) >= 0 else ""

    def _lay_out(self) -> None:
        head = QLabel(say(_("Locked for {name}"), name=self._locked) if self._locked else say(_("Who are you?")))
        set_role(head, "title")
        self.column.addWidget(head)
        if self._locked:
            hint = QLabel(say(_("What was typed is still there. If somebody else logs in, it stays kept as a draft.")))
            hint.setWordWrap(True)
            set_role(hint, "soft")
            self.column.addWidget(hint)
        self.row(say(_p("person", "Name")), self.name)
        self.row(say(_("Password")), self.password)
        self.close_up()
        self.enter = self.button(say(_("Unlock") if self._locked else _("Log in")), "primary")
        self.leave = self.button(say(_("Quit")))
        self.leave.clicked.connect(self.done_with)
        self.enter.clicked.connect(self.log_in)
        (self.password if self.name.currentText() else self.name).setFocus()

    def log_in(self) -> None:
        """Tries the name and the password; what is wrong is said and the password begun anew."""
        if not self.password.text():
            (self.password if self.name.currentText().strip() else self.name).setFocus()
            return
        given = self.password.text()
        self.password.clear()
        try:
            self.person = self._desk.accounts.log_in(self.name.currentText(), given)
        except DeskError as error:
            self.banner.tell(error)
            self._begin_wait(error)
            self.password.setFocus()
            return
        if self.person.must_change and not self._choose_own(given):
            return
        self.accept()

    def _choose_own(self, given: str) -> bool:
        dialog = PasswordDialog(self._desk, self, old=given)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not done:
            self._desk.accounts.log_out()
            self.person = None
        return done

    def _begin_wait(self, error: DeskError) -> None:
        seconds = error.message.values.get("n")
        if isinstance(seconds, int):
            self._left, self._sentence = seconds, error.message
            self.enter.setEnabled(False)
            self._wait.start()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.banner.put(say(self._sentence.text, **{**self._sentence.values, "n": self._left}), "danger")
            return
        self._wait.stop()
        self.banner.clear()
        self.enter.setEnabled(True)

    def done_with(self) -> None:
        """Somebody wants to end the program."""
        super().reject()

    def reject(self) -> None:
        """Esc does not open what is locked, nor end the program."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Its closing sign ends the program at the start; a locked window stays locked."""
        event.setAccepted(not self._locked)
        if not self._locked:
            super().reject()


class PasswordDialog(Asking):
    """One's own password. ``old``: the one just given at the login, to be replaced before anything else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, old: str = "") -> None:
        me = desk.accounts.me()
        begins = me is None or not me.has_password
        title = say(_("First password") if begins else _("Change password"))
        super().__init__(title, parent)
        self._desk, self._given = desk, old
        self.old, self.new, self.again = (
            PasswordLine(say(text)) for text in (_("Present password"), _("New password"), _("New password again"))
        )
        words = QLabel(self._words(me))
        words.setWordWrap(True)
        set_role(words, "soft")
        self.column.addWidget(words)
        if not old and not begins:
            self.row(self.old.accessibleName(), self.old)
        for line in (self.new, self.again):
            self.row(line.accessibleName(), line)
        self.close_up()
        self.do = self.button(say(_("Set password") if begins else _("Change password")), "primary")
        self.button(say(_("Cancel"))).clicked.connect(self.reject)
        self.do.clicked.connect(self.change)

    def _words(self, me: Person | None) -> str:
        rule = say(_("At least {n} characters; a short sentence is easy to keep in mind."), n=SHORTEST)
        if self._given:
            return say(_("This password was given to you by somebody else; choose your own now.")) + "\n" + rule
        if me is None or not me.has_password:
            lock = _("With a password the ledger asks everybody who they are; give the others theirs under Accounts.")
            leads = [] if self._desk.rights.in_force() else [say(_("Nobody is administrator yet: you become it now."))]
            return "\n".join((say(lock), *leads, rule))
        return rule

    def _keep(self) -> None:
        """Whoever sets the first password gives the rights, and is an administrator from then on."""
        accounts, me = self._desk.accounts, self._desk.accounts.me()
        if me is None or self._desk.rights.in_force():
            accounts.change_password(self._given or self.old.text(), self.new.text())
            return
        with self._desk.together():
            accounts.set_roles(me.login or me.name, [*me.roles, ADMIN])
            accounts.change_password("", self.new.text())

    def change(self) -> None:
        """Changes it, or says what is wrong."""
        if self.new.text() != self.again.text():
            self.banner.put(say(_("The two new passwords differ; type the same one twice")), "danger")
            self.again.setFocus()
            return
        try:
            self._keep()
        except DeskError as error:
            self.banner.tell(error)
            return
        self.accept()
