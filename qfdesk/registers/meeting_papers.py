"""The papers of a meeting: 会议纪要, 评审记录, and its ledger (form 13; D1.5, D6.2, D7.4, D8.9)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs

MINUTES = Paper(
    "meeting_minutes",
    _("Minutes of a meeting"),
    "QR-081",
    head=("number", "received_at"),
    copies=(_("Those taking part"), _p("copy", "File")),
    suits=("kind", ("monthly", "quality", "spot", "topic", "forum", "training", "appraisal", "other")),
    parts=(
        Row((Cell(_("Place"), ("place",)), Cell(_("Chair"), ("chair",)), Cell(_("Minutes by"), ("recorded_by",)))),
        Row((Cell(_("Topic"), ("topic",)),)),
        Row(("kind", "period")),
        Block(_("Units and people present (signed)"), ("attendees",), (), 4),
        Grid(_("Items"), "items", lines=5),
        Block(_("What was discussed"), ("story",), (), 6),
        Block(_("Conclusion"), ("result", "proposals"), (), 4),
        Grid(_("Actions"), "actions", lines=5),
        Grid(_("Rewards, penalties and training"), "merits", lines=0),
        Row((Cell(_("Sent to"), ("distribution",), 2), "next_on")),
        Signs((Sign(_("Minutes by"), "recorded_by"), Sign(_p("minutes", "Issued by"), "issued_by", "issued_at"), Sign(_("Chair")))),
    ),
)

REVIEW_RECORD = Paper(
    "review_record",
    _("Record of a quality review"),
    "QR-082",
    head=("number", "received_at", "origin_number"),
    copies=(_("Quality office"), _("Responsible department"), _p("copy", "File")),
    suits=("kind", ("review", "analysis", "communication", "management", "rules")),
    parts=(
        Row((Cell(_("Kind of review"), ("kind",)), Cell(_("Place"), ("place",)), Cell(_("Chair"), ("chair",)))),
        Row((Cell(_("Topic"), ("topic",), 2), "department")),
        Row((Cell(_("Product and batch"), ("product", "batch"), 2), "period")),
        Block(_("Units and people present (signed)"), ("attendees",), (), 4),
        Block(_("Facts and analysis"), ("story",), (), 6),
        Grid(_("Evaluated one by one"), "items", lines=4),
        Block(_("Conclusion"), ("result",), (Sign(_("Head of quality")),), 4),
        Block(_("Proposals for improvement"), ("proposals",), (), 3),
        Grid(_("Measures agreed"), "actions", lines=4),
        Grid(_("Rewards, penalties and training"), "merits", lines=0),
        Row(("reported_to", "reported_on")),
        Block(_("Decision of the general manager"), ("leader_opinion",), (Sign(_("General manager")),), 3),
    ),
)

# What those get who were not there: what was agreed, and nothing of what was decided about persons (D7.4, D8.9).
MINUTES_EXTRACT = Paper(
    "minutes_extract",
    _("Extract of minutes"),
    "QR-083",
    head=("number", "received_at"),
    size="A5",
    copies=(_("Copy for the receiver"),),
    outward=True,
    extract=True,
    parts=(
        Row(("kind", Cell(_("Place"), ("place",)), Cell(_("Chair"), ("chair",)))),
        Row((Cell(_("Topic"), ("topic",), 2), "period")),
        Block(_("Conclusion"), ("result",), (), 5),
        Grid(_("Actions"), "actions", lines=4),
        Row((Cell(_("Sent to"), ("distribution",), 2), "next_on")),
        Signs((Sign(_("Extract by"), "recorded_by"), Sign(_p("minutes", "Issued by"), "issued_by", "issued_at"))),
    ),
)

PAPERS = (MINUTES, REVIEW_RECORD, MINUTES_EXTRACT)

LEDGERS = (
    Ledger(
        "meetings",
        _("Ledger of meetings and reviews"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("kind", width=13),
            LedgerColumn("topic", width=24),
            LedgerColumn("place", width=12),
            LedgerColumn("chair", width=9),
            LedgerColumn("attendees", width=26),
            LedgerColumn("result", width=30),
            LedgerColumn("actions", width=34),
            LedgerColumn("reported_to", width=11),
            LedgerColumn("closed_at", _("Closed on"), 11),
            LedgerColumn("recorded_by", _("Minutes by"), 9),
        ),
        "QR-080",
    ),
)
