"""A record of a register: numbered, moved through stages, never deleted."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _
from qfdesk.model.declare import Deadline, Follow, Ledger, Paper, Route, Section, Stage
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Code, Link, Moment, Text
from qfdesk.model.masters import Operator

FILING = Section("filing", _("Filing"))


class Record(Entry):
    """What every record has, and what its declaration may say besides.

    ``prefix``: of the number (prefix-year-serial). ``stages``: the first is where a new record begins.
    ``tab``: the tab of the window it stands in. ``trail``: (what, path) of the quantities that count in the trail of a
    batch; a path is a field, or a column of a small table with a column ``batch``. ``routes``: before whom a case must
    come. ``case``: whether its records are cases, many of which about one batch draw notice; sales are none.
    ``kept_by``: the posts that keep it, the first one that is filled (``rules.posts``).
    """

    prefix: ClassVar[str]
    tab: ClassVar[str] = ""
    new_label: ClassVar[str] = _("New")
    stages: ClassVar[tuple[Stage, ...]] = ()
    deadlines: ClassVar[tuple[Deadline, ...]] = ()
    papers: ClassVar[tuple[Paper, ...]] = ()
    ledgers: ClassVar[tuple[Ledger, ...]] = ()
    follows: ClassVar[tuple[Follow, ...]] = ()
    trail: ClassVar[tuple[tuple[str, str], ...]] = ()
    routes: ClassVar[tuple[Route, ...]] = ()
    named: ClassVar[tuple[str, ...]] = ("number",)
    case: ClassVar[bool] = True
    kept_by: ClassVar[tuple[str, ...]] = ()

    number = Code(_("Number"), system=True, unique=True, searched=True, width=118)
    stage = Code(_("Stage"), system=True, width=92)
    received_at = Moment(_("Received at"), section=FILING, past=True, required=True, width=96)
    recorded_by = Link(Operator, _("Recorded by"), system=True, width=70)
    handler = Link(Operator, _("Handler"), section=FILING, width=70)
    closed_at = Moment(_("Closed at"), system=True, width=96)
    closed_by = Link(Operator, _("Closed by"), system=True)
    archive_number = Code(
        _("Archive number"), section=FILING, chinese=True, help=_("The number of the paper file (D3.3)")
    )
    tags = Text(_("Tags"), section=FILING, searched=True, help=_("Words to find it by, separated by spaces (D3.3)"))

    class Meta:
        indexes = (  # lists show what is not void: counts and orders come from these alone
            (("voided_at", "received_at"), False),
            (("voided_at", "stage", "received_at"), False),
            (("voided_at", "number"), False),
        )

    @classmethod
    def stage_of(cls, key: str) -> Stage:
        """The declared stage with this key; one without moves for a key that another hand wrote into the ledger."""
        return next((stage for stage in cls.stages if stage.key == key), Stage(key, key, key))
