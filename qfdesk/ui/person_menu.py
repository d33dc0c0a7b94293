"""Who sits at the window, at its top right, and what they may do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.icons import icon
from qfdesk.ui.login import PasswordDialog
from qfdesk.ui.theme import set_role


class PersonMenu(QPushButton):
    """The name of the person; its menu changes the password, locks the window, logs out.

    ``locked``: the window is to be covered. ``left``: the person leaves. ``guarded``: the first password was set.
    """

    locked = Signal()
    left = Signal()
    guarded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        set_role(self, "flat", menu="bare")
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def say_words(self) -> None:
        """Says the name again, and what it stands for."""
        self.setText(self._desk.actor.replace("&", "&&"))
        self.setIcon(icon("person"))
        self.setToolTip(say(_("You act as {name}"), name=self._desk.actor))
        self.setAccessibleName(say(_("You act as {name}"), name=self._desk.actor))

    def _fill(self) -> None:
        menu, asks = self.menu(), self._desk.accounts.guarded()
        menu.clear()
        change = menu.addAction(say(_("Change password…") if asks else _("Ask for passwords from now on…")))
        change.triggered.connect(self.change_password)
        change.setEnabled(asks or self._desk.may(HOUSE, "users"))
        if asks:
            menu.addAction(say(_("Lock, or switch user"))).triggered.connect(self.locked)
            menu.addSeparator()
            menu.addAction(say(_("Log out"))).triggered.connect(self.left)

    def change_password(self) -> None:
        """Asks for a new password."""
        dialog = PasswordDialog(self._desk, self.window())
        done = dialog.exec()
        dialog.deleteLater()
        if done:
            self.guarded.emit()
