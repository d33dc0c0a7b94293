"""What a box may ask of the place it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qfdesk.errors import DeskError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Suggestion, Values

if TYPE_CHECKING:
    from qfdesk.desk import Desk


def _nobody(_master: str, _text: str) -> Ref | None:
    return None


@dataclass
class Scene:
    """The desk, the register, the values of the form as they are now, and a way to add a master on the spot.

    ``add`` is called with a master's key and the text typed so far; it returns the new link, or None.
    """

    desk: Desk
    register: str
    values: Callable[[], Values]
    add: Callable[[str, str], Ref | None] = field(default=_nobody)

    def now(self) -> dt.datetime:
        """The time at the desk."""
        return self.desk.now()

    def suggest(self, master: str, text: str, limit: int = 20) -> list[Suggestion]:
        """Masters a typed text fits; none where the ledger cannot be asked, since typing must go on."""
        try:
            return self.desk.suggest(master, text, limit)
        except DeskError:
            return []

    def suggest_text(self, field: str, text: str, limit: int) -> list[str]:
        """What was entered in a field before; none where the ledger cannot be asked."""
        try:
            return self.desk.suggest_text(self.register, field, text, limit)
        except DeskError:
            return []
