"""The accounts of the house: who may log in, as what; for administrators."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.model.person import Person
from qfdesk.rules.passwords import SHORTEST
from qfdesk.rules.rights import ADMIN, CLERK, HOUSE, ROLES
from qfdesk.ui.login import Asking, PasswordLine
from qfdesk.ui.theme import color, px, set_role
from qfdesk.ui.told import Banner

_HEADS = (_p("person", "Name"), _("Login"), _("Roles"), _("Password"), _("Last login"))

_ASKS = _("Whoever acts must log in; who has no password cannot.")
_ASKS_NOBODY = _(
    "Nobody is asked for a password yet. To begin with it, press your name at the top right of the window and set your "
    "own; then give the others theirs here."
)
_NOT_IN_FORCE = _(
    "Nobody is administrator yet: everybody may do everything, whatever role stands here. Roles take effect as soon as "
    "somebody is administrator; whoever gets the first password becomes it."
)


class RoleBoxes(QWidget):
    """A box to tick for each role."""

    def __init__(self, ticked: tuple[str, ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = {role: QCheckBox(say(text)) for role, text in ROLES.items()}
        for place, (role, box) in enumerate(self.boxes.items()):
            box.setChecked(role in ticked)
            grid.addWidget(box, place // 2, place % 2)

    def roles(self) -> list[str]:
        """What is ticked."""
        return [role for role, box in self.boxes.items() if box.isChecked()]


class PersonDialog(Asking):
    """Somebody new, a new password or other roles; ``do`` keeps it and may refuse.

    ``parts``: which of name, login, roles, password are asked for.
    """

    def __init__(self, title: str, verb: str, parts: str, do: Callable[[PersonDialog], None], parent: QWidget) -> None:
        super().__init__(title, parent)
        self._do = do
        self.name, self.login, self.password = QLineEdit(), QLineEdit(), PasswordLine(say(_("Password")))
        self.roles = RoleBoxes((CLERK,))
        self.must_change = QCheckBox(say(_("Must be changed at the next login")))
        self.must_change.setChecked(True)
        self.password.setPlaceholderText(say(_("At least {n} characters"), n=SHORTEST))
        self.login.setPlaceholderText(say(_("The computer's account, where it differs")))
        known: dict[str, tuple[str, QWidget]] = {
            "name": (say(_p("person", "Name")), self.name),
            "login": (say(_("Login")), self.login),
            "roles": (say(_("Roles")), self.roles),
            "password": (say(_("Password")), self.password),
        }
        for part in parts.split():
            self.row(*known[part])
            known[part][1].setAccessibleName(known[part][0])
        if "password" in parts:
            self.form.addRow("", self.must_change)
        self.close_up()
        self.button(verb, "primary").clicked.connect(self.keep)
        self.button(say(_("Cancel"))).clicked.connect(self.reject)

    def keep(self) -> None:
        """Keeps what was given, or says what is wrong with it."""
        try:
            self._do(self)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.accept()


class AccountsDialog(QDialog):
    """Everybody of the house and what an administrator does with an account."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.people: list[Person] = []
        self.setWindowTitle(say(_("Accounts")))
        self.resize(px(760), px(500))
        self.banner, self.state, self.table = Banner(), QLabel(), QTableWidget(0, len(_HEADS))
        self.minutes = QSpinBox(minimum=0, maximum=480)
        self.minutes.setSpecialValueText(say(_("never")))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add, self.reset, self.roles, self.shut = (QPushButton() for _n in range(4))
        self._lay_out()
        self._wire()
        self.refresh()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(say(_("Accounts")))
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.state.setWordWrap(True)
        set_role(self.state, "soft")
        words = {
            self.add: _("Add somebody…"), self.reset: _("Set password…"), self.roles: _("Roles…"),
        }
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for button, text in words.items():
            button.setText(say(text))
        for button in (self.add, self.reset, self.roles, self.shut):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self.state, self.banner):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addLayout(self._last_row())

    def _last_row(self) -> QHBoxLayout:
        row, close = QHBoxLayout(), QPushButton()
        label = QLabel(say(_("Cover the window when nobody works at it (minutes)")))
        label.setBuddy(self.minutes)
        self.minutes.setAccessibleName(label.text())
        self.minutes.setEnabled(self._desk.may(HOUSE, "settings"))
        close.setText(say(_("Close")))
        close.clicked.connect(self.accept)
        row.addWidget(label)
        row.addWidget(self.minutes)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _wire(self) -> None:
        self.table.itemSelectionChanged.connect(self._offer)
        self.add.clicked.connect(self._add)
        self.reset.clicked.connect(self._reset)
        self.roles.clicked.connect(self._roles)
        self.shut.clicked.connect(self._shut)
        self.minutes.editingFinished.connect(self._keep_minutes)

    def refresh(self) -> None:
        """Lists everybody anew, standing on the same person."""
        chosen = self.chosen()
        before = chosen.name if chosen else self._desk.actor
        self.people = self._desk.accounts.list()
        asks = self._desk.accounts.guarded()
        self.state.setText(say(_ASKS if asks else _ASKS_NOBODY if self._desk.rights.in_force() else _NOT_IN_FORCE))
        self.minutes.setValue(self._desk.accounts.idle_minutes())
        self.minutes.setEnabled(asks and self._desk.may(HOUSE, "settings"))
        self.table.setRowCount(len(self.people))
        for row, person in enumerate(self.people):
            for column, text in enumerate(self._cells(person)):
                item = QTableWidgetItem(text)
                if not person.enabled:
                    item.setForeground(color("faint"))
                self.table.setItem(row, column, item)
            if person.name == before:
                self.table.selectRow(row)
        self._offer()

    @staticmethod
    def _cells(person: Person) -> tuple[str, ...]:
        roles = say(_(", ")).join(say(ROLES[role]) for role in person.roles)
        state = _("to be changed") if person.must_change else _("yes")
        state = state if person.enabled else _p("account", "closed")
        seen = f"{person.last_login_at:%Y-%m-%d %H:%M}" if person.last_login_at else ""
        password = say(state) if person.has_password or not person.enabled else say(_("none"))
        return person.name, person.login or "", roles, password, seen

    def chosen(self) -> Person | None:
        """Whom the row stands for."""
        row = self.table.currentRow()
        return self.people[row] if 0 <= row < len(self.people) else None

    def _offer(self) -> None:
        person = self.chosen()
        for button in (self.reset, self.roles, self.shut):
            button.setEnabled(person is not None)
        self.shut.setText(say(_("Close account") if person is None or person.enabled else _("Open account again")))

    def _ask(self, title: str, verb: str, parts: str, do: Callable[[PersonDialog], None], start: Person | None) -> None:
        dialog = PersonDialog(title, verb, parts, do, self)
        if start is not None:
            for role, box in dialog.roles.boxes.items():
                box.setChecked(role in start.roles)
        dialog.exec()
        dialog.deleteLater()
        self.banner.clear()
        self.refresh()

    def _add(self) -> None:
        parts = "name login roles password" if self._desk.accounts.guarded() else "name login roles"

        def do(given: PersonDialog) -> None:
            word = given.password.text()
            change = given.must_change.isChecked()
            self._desk.accounts.add(given.name.text(), given.roles.roles(), given.login.text(), word, change)

        self._ask(say(_("Add somebody")), say(_("Add")), parts, do, None)

    def _reset(self) -> None:
        person = self.chosen()
        if person is None:
            return
        first = not self._desk.rights.in_force()

        def do(given: PersonDialog) -> None:
            change = given.must_change.isChecked() and person.name != self._desk.actor
            with self._desk.together() if first else nullcontext():
                if first:
                    self._desk.accounts.set_roles(person.name, given.roles.roles())
                self._desk.accounts.set_password(person.name, given.password.text(), change)

        start = replace(person, roles=(*person.roles, ADMIN)) if first else person
        parts = "roles password" if first else "password"
        self._ask(say(_("Password of {name}"), name=person.name), say(_("Set")), parts, do, start)

    def _roles(self) -> None:
        person = self.chosen()
        if person is not None:
            title = say(_("Roles of {name}"), name=person.name)
            self._ask(
                title, say(_("Keep")), "roles",
                lambda given: self._desk.accounts.set_roles(person.name, given.roles.roles()), person,
            )

    def _shut(self) -> None:
        person = self.chosen()
        if person is not None:
            self.banner.clear()
            self._try(
                lambda: (self._desk.accounts.disable if person.enabled else self._desk.accounts.enable)(person.name)
            )

    def _keep_minutes(self) -> None:
        if self.minutes.value() != self._desk.accounts.idle_minutes():
            self._try(lambda: self._desk.settings.put("idle_minutes", str(self.minutes.value())))

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except DeskError as error:
            self.banner.tell(error)
            return
        self.refresh()
