"""What a box may ask of the place it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qfdesk.model.fields import Ref
from qfdesk.model.values import Values

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
