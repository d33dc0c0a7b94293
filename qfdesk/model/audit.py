"""What is asked of the history by whoever looks through it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.rules.text import clean


@dataclass(frozen=True)
class AuditQuery:
    """Which lines of the history, the newest first.

    ``entry``: (register, id) of one entry; ``register``: of any of a register, ``house`` for the ledger itself.
    ``since``/``until``: days, both included. ``acts``: any of them. ``text``: stands in the values, the reason or the
    number.
    """

    entry: tuple[str, int] | None = None
    register: str = ""
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    acts: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text, "text"))
