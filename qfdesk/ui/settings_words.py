"""What the pages of the settings say where somebody may only read them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.theme import set_role


def who_may(desk: Desk) -> QLabel:
    """The sentence that says who may change the house's settings."""
    label = QLabel(say(_("You may read this; it is changed by: {roles}"), roles=desk.who_may(HOUSE, "settings")))
    label.setWordWrap(True)
    set_role(label, "soft")
    return label
