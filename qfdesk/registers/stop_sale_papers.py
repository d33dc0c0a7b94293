"""The papers of a stop-sale: 药品停售通知单, 解除停售通知单, 药品停售反馈表 and the ledger (form 8)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign

_GOODS = Grid(
    _p("stop", "Goods"),
    "more_goods",
    first={
        "code": "product.barcode",
        "trade_name": "product.trade_name",
        "name": "product.name",
        "specification": "product.specification",
        "dosage_form": "product.dosage_form",
        "unit": "product.unit",
        "maker": "product.maker",
        "approval": "product.approval_number",
        "origin": "product.origin",
        "batch": "batch",
        "expires": "batch.expires_on",
        "stock": "quantity_stock",
        "place": "place",
    },
    lines=4,
)
_COPIES = (_("Quality department"), _("Sales department"), _("Warehouse"), _p("copy", "Receipt"))

STOP_NOTICE = Paper(
    "stop_notice",
    _("Notice to stop the sale of drugs"),
    "QR-110",
    head=("number", "stop_from", "sent_to"),
    landscape=True,
    copies=_COPIES,
    parts=(
        Row((Cell(_("Notice from"), ("notice_from",)), Cell(_("Number of the notice"), ("notice_number",)), "source")),
        _GOODS,
        Row((Cell(_("Every batch"), ("all_batches",)), "quantity_sold", "quantity_locked", "lock_place")),
        Block(_("State of quality"), ("story",), (Sign(_("Made out by"), "recorded_by", "received_at"),), 3),
        Block(_("Opinion on the stop"), ("opinion",), (Sign(_("Checked for quality by"), "checked_by", "fed_back_at"),), 3),
        Grid(_("Receipts of those told"), "recipients", lines=3),
    ),
)

RELEASE_NOTICE = Paper(
    "release_notice",
    _("Notice to release drugs for sale"),
    "QR-111",
    head=("number", "released_at", "sent_to"),
    landscape=True,
    suits=("retest_verdict", ("fit", "lifted")),
    copies=_COPIES,
    parts=(
        Row((Cell(_("Stop-sale notice"), ("number",)), Cell(_("Stopped from"), ("stop_from",)), Cell(_("Notice of the release"), ("release_notice",)))),
        _GOODS,
        Row((Cell(_("Quantity locked"), ("quantity_locked", "product.unit")), "lock_place", "source")),
        Block(_("State of quality"), ("story",), (), 2),
        Block(_("Conclusion of the re-test"), ("institute", "retest", "retest_verdict"), (Sign(_("Handler"), "handler"),), 3),
        Block(_("Opinion on the release"), ("release_opinion",), (Sign(_("Checked for quality by"), "released_by", "released_at"),), 2),
        Grid(_("Receipts of those told"), "recipients", lines=3),
    ),
)

STOP_FEEDBACK = Paper(
    "stop_feedback",
    _("Feedback on a stop-sale"),
    "QR-112",
    head=("number", "received_at"),
    outward=True,
    parts=(
        Row((Cell(_p("letter", "Addressed to"), ("fed_back_to",), 2), Cell(_("Number of the notice"), ("notice_number",)))),
        Row((Cell(_("Generic name"), ("product.name",), 2), Cell(_("Specification"), ("product.specification",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Batch number"), ("batch",)), Cell(_("Valid until"), ("batch.expires_on",)), Cell(_("Every batch"), ("all_batches",)))),
        Row((Cell(_("Supplied by"), ("supplier",), 2), Cell(_("Quantity bought"), ("quantity_bought", "product.unit")))),
        Row((Cell(_("Quantity in stock"), ("quantity_stock", "product.unit")), Cell(_("Quantity sold"), ("quantity_sold", "product.unit")), Cell(_("Quantity locked"), ("quantity_locked", "product.unit")))),
        Row(("stopped_at", "locked_at", "lock_place")),
        Block(_("State of quality"), ("story",), (), 4),
        Block(_("Feedback"), ("feedback",), (Sign(_("Handler"), "handler", "fed_back_at"),), 6),
        Block(_("Responsible person of the house (seal)"), (), (Sign(_p("paper", "Signature")),), 3),
    ),
)

PAPERS = (STOP_NOTICE, RELEASE_NOTICE, STOP_FEEDBACK)

LEDGERS = (
    Ledger(
        "stops",
        _("Ledger of stop-sales"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("source", width=12),
            LedgerColumn("notice_number", width=14),
            LedgerColumn("product.name", _("Product"), 15),
            LedgerColumn("product.specification", _("Specification"), 11),
            LedgerColumn("product.maker", _("Manufacturer"), 16),
            LedgerColumn("batch", width=11),
            LedgerColumn("story", width=22),
            LedgerColumn("quantity_stock", width=8),
            LedgerColumn("quantity_locked", width=8),
            LedgerColumn("stopped_at", _("Stopped on"), 11),
            LedgerColumn("fed_back_at", _("Fed back on"), 11),
            LedgerColumn("released_at", _("Released on"), 11),
            LedgerColumn("disposal", width=10),
            LedgerColumn("handler", width=8),
        ),
        "QR-113",
    ),
)
