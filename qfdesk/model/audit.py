"""What is asked of the history by whoever looks through it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.language import _, _p
from qfdesk.model.declare import Ledger, LedgerColumn
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Memo, Moment, Number, Text
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


class AuditLine(Entry):
    """A line of the history as a row of a sheet or of paper; nothing that is kept."""

    key, label = "history", _("History")
    named = ("about",)
    line = Number(_("Line"))
    at = Moment(_("When"))
    who = Text(_("Who"))
    about = Text(_p("history", "About"))
    what = Text(_("What"))
    before = Memo(_p("change", "From"))
    after = Memo(_p("change", "To"))
    why = Memo(_("Why"))


SHEET = Ledger(
    "history",
    _("History"),
    (
        LedgerColumn("line", width=7),
        LedgerColumn("at", width=16),
        LedgerColumn("who", width=9),
        LedgerColumn("about", width=15),
        LedgerColumn("what", width=16),
        LedgerColumn("before", width=26),
        LedgerColumn("after", width=32),
        LedgerColumn("why", width=20),
    ),
)
"""The history on paper and in a sheet, the oldest line first."""
