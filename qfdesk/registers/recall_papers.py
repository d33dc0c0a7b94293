"""The papers of a recall: 药品召回/追回记录, 召回通知书 to a buyer, 召回计划, 进展与总结报告, the ledgers (form 9)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs

_GOODS = Grid(
    _p("stop", "Goods"),
    "more_goods",
    first={
        "name": "product.name",
        "specification": "product.specification",
        "batch": "batch",
        "made": "batch.made_on",
        "expires": "batch.expires_on",
        "bought": "quantity_bought",
        "stock": "quantity_stock",
        "sold_to": "sold_to",
        "recovered": "quantity_recovered",
        "disposal": "disposed_as",
    },
    lines=3,
)
_WHAT = (
    Row((Cell(_("Generic name"), ("product.name",), 2), Cell(_("Specification"), ("product.specification",)))),
    Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
    Row((Cell(_("Batch number"), ("batch",)), Cell(_("Made on"), ("batch.made_on",)), Cell(_("Valid until"), ("batch.expires_on",)))),
)

RECALL_RECORD = Paper(
    "recall_record",
    _("Drug recall record"),
    "QR-120",
    head=("number", "received_at", "limit_on", "level"),
    landscape=True,
    parts=(
        Row((Cell(_("Recalling unit"), ("initiator",), 2), Cell(_("Person responsible"), ("initiator_person", "initiator_phone")), Cell(_("Number of the notice"), ("notice_number",)))),
        Row((Cell(_("Kind of recall"), ("kind",), 3, ticks=True), Cell(_("Goods are kept"), ("keep",), 2, ticks=True))),
        Block(_("Why it is recalled"), ("reason_kind", "story"), (), 2),
        _GOODS,
        Grid(_("Buyers"), "buyers", lines=4),
        Row(("stopped_at", "locked_at", "notified_at", "fed_back_at")),
        Row((Cell(_("Quantity sold"), ("quantity_sold", "product.unit")), Cell(_("Quantity recovered"), ("quantity_recovered", "product.unit")), "recovered_share", Cell(_("Still out"), ("outstanding", "product.unit")))),
        Signs((Sign(_("Told by"), "notified_by", "notified_at"), Sign(_("Head of quality")), Sign(_("Responsible person of the house")))),
    ),
)

RECALL_NOTICE = Paper(
    "recall_notice",
    _("Drug recall notice"),
    "QR-121",
    head=("number", "received_at", "level"),
    copies=(_p("copy", "Receipt"), _("Buyer")),
    outward=True,
    parts=(
        Row((Cell(_p("letter", "Addressed to"), (), 2), Cell(_p("recall", "To be finished by"), ("limit_on",)))),
        *_WHAT,
        Row((Cell(_("Recalling unit"), ("initiator",), 2), Cell(_("Number of the notice"), ("notice_number",)))),
        Block(_("Why it is recalled"), ("reason_kind", "story"), (), 5),
        Block(_("What we ask of you"), ("plan", "keep"), (), 5),
        Row((Cell(_("Contact for the recall"), ("contact",), 2), Cell(_("Made public by"), ("publication",)))),
        Block(_("Notice of the house (seal)"), (), (Sign(_("Told by"), "notified_by", "notified_at"),), 2),
        Row((Cell(_("Your answer: bought"), ()), Cell(_("In stock"), ()), Cell(_("Sent back"), ()))),
        Block(_("Already used or sold on"), (), (Sign(_("Buyer (seal)")),), 3),
    ),
)

RECALL_PLAN = Paper(
    "recall_plan",
    _("Recall assessment and plan"),
    "QR-122",
    head=("number", "received_at", "level"),
    outward=True,
    parts=(
        *_WHAT,
        Row((Cell(_("Quantity bought"), ("quantity_bought", "product.unit")), Cell(_("Quantity in stock"), ("quantity_stock", "product.unit")), Cell(_("Quantity sold"), ("quantity_sold", "product.unit")))),
        Row((Cell(_("Quantity to be recalled"), ("quantity_planned", "product.unit")), Cell(_("Recalling unit"), ("initiator",)), Cell(_p("recall", "To be finished by"), ("limit_on",)))),
        Block(_("Why it is recalled"), ("story",), (), 4),
        Block(_("Assessment of the danger"), ("assessment",), (), 4),
        Block(_("Recall measures"), ("plan",), (), 6),
        Block(_("Announcement and effect"), ("publication", "expected"), (), 2),
        Block(_("Disposal planned"), ("plan_disposal",), (), 2),
        Row((Cell(_("Contact for the recall"), ("contact",), 2), Cell(_p("recall", "Filed on"), ("filed_at",)))),
        Signs((Sign(_("Made out by"), "recorded_by", "received_at"), Sign(_("Head of quality")), Sign(_("Responsible person of the house")))),
    ),
)

RECALL_REPORT = Paper(
    "recall_report",
    _("Recall progress and summary report"),
    "QR-123",
    head=("number", "received_at", "level"),
    outward=True,
    parts=(
        *_WHAT,
        Row((Cell(_("Buyers listed"), ("buyers_listed",)), Cell(_("Buyers told"), ("buyers_told",)), Cell(_("Buyers told at"), ("notified_at",)))),
        Row((Cell(_("Quantity sold"), ("quantity_sold", "product.unit")), Cell(_("Quantity recovered"), ("quantity_recovered", "product.unit")), "recovered_share")),
        Row((Cell(_("Still out"), ("outstanding", "product.unit")), "completed_at", "effect")),
        Grid(_p("recall", "Progress"), "reports", lines=5),
        Block(_("Why some did not come back"), ("shortfall",), (), 3),
        Row((Cell(_("Disposal"), ("disposed_as",)), Cell(_("Quantity disposed of"), ("quantity_disposed", "product.unit")), Cell(_("Disposed of on"), ("disposed_on",)))),
        Row((Cell(_("Witnesses of the destruction"), ("destroyed_before",)),)),
        Block(_p("recall", "Summary"), ("summary", "result"), (Sign(_("Handler"), "handler"),), 8),
        Signs((Sign(_("Head of quality")), Sign(_("Responsible person of the house"), "closed_by", "closed_at"))),
    ),
)

PAPERS = (RECALL_RECORD, RECALL_NOTICE, RECALL_PLAN, RECALL_REPORT)

LEDGERS = (
    Ledger(
        "recalls",
        _("Ledger of drug recalls"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("kind", width=12),
            LedgerColumn("level", width=12),
            LedgerColumn("initiator", width=16),
            LedgerColumn("product.name", _("Product"), 15),
            LedgerColumn("product.specification", _("Specification"), 11),
            LedgerColumn("batch", width=11),
            LedgerColumn("batch.expires_on", _("Valid until"), 11),
            LedgerColumn("reason_kind", width=14),
            LedgerColumn("quantity_bought", width=8),
            LedgerColumn("quantity_stock", width=8),
            LedgerColumn("quantity_sold", width=8),
            LedgerColumn("quantity_recovered", width=8),
            LedgerColumn("disposed_as", width=10),
            LedgerColumn("completed_at", _p("recall", "Completed on"), 11),
            LedgerColumn("handler", width=8),
        ),
        "QR-124",
    ),
)
