"""Which commands of the menu the person at the desk may do on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.page import Page

_ON_PAGE = {
    "new": "add",
    "void": "void",
    "take_in": "import",
    "merge": "merge",
    "forget": "forget",
    "print": "print",
    "print_ledger": "print",
    "export": "export",
}
_OF_HOUSE = {"accounts": "users", "rights": "users", "back_up": "backup", "check": "check", "audit": "audit"}
OF_HOUSE = frozenset(_OF_HOUSE)


def permitted(desk: Desk, page: Page) -> frozenset[str]:
    """The commands that make sense on the page and are among the person's rights."""
    query = page.query()
    where = query.register if query else ""
    asked = {key: (HOUSE, act) for key, act in _OF_HOUSE.items()}
    asked |= {key: (where, act) for key, act in _ON_PAGE.items() if where}
    allowed = desk.permitted(asked.values())
    return frozenset(key for key in page.knows | {"new"} | OF_HOUSE if key not in asked or asked[key] in allowed)


def bar(button: QWidget, desk: Desk, register: str, act: str, hint: str = "") -> None:
    """Greys a button for who may not do what it does, its tip saying who may; else the tip is ``hint``."""
    allowed = desk.may(register, act)
    button.setEnabled(allowed)
    button.setToolTip(hint if allowed else say(_("For: {roles}"), roles=desk.who_may(register, act)))
