"""The papers of a return: 退货受理单 and the 售后退回药品台账 (forms 6, 7)."""

from __future__ import annotations

from qfdesk.language import _
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs
from qfdesk.rules import returns as rules

RETURN_SLIP = Paper(
    "return_slip",
    _("Slip for goods returned"),
    "QR-051",
    head=("number", "received_at"),
    copies=(_("Stub"), _("Warehouse"), _("Quality department"), _("Finance")),
    outward=True,
    warns=rules.no_refund_yet,
    parts=(
        Row((Cell(_("Returning unit"), ("customer",), 2), Cell(_("Handed in by"), ("contact_name", "contact_phone")))),
        Row(("sale_number", "sold_on", "invoice")),
        Grid(
            _("Goods"),
            "more_goods",
            first={
                "product": "product.name",
                "specification": "product.specification",
                "batch": "batch",
                "expires": "batch.expires_on",
                "claimed": "quantity_claimed",
                "received": "quantity_received",
                "price": "unit_price",
                "amount": "amount",
            },
            lines=4,
        ),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Dosage form"), ("product.dosage_form",)))),
        Row(("quantity_sold", "arrival_temperature", "vehicle")),
        Block(_("Ground of the return"), ("ground", "story"), (Sign(_("Sales"), "recorded_by", "received_at"),), 3),
        Block(_("Receipt"), ("receipt_note", "location"), (Sign(_("Received by"), "arrived_by", "arrived_at"),), 2),
        Block(_("Ground confirmed"), ("confirmer", "confirmation"), (Sign(_("Confirming department"), "confirmed_by", "confirmed_at"),), 3),
        Block(_("Inspection again"), ("inspection",), (Sign(_("Inspector"), "inspector", "inspected_on"),), 2),
        Block(_("Handling"), ("disposal", "result"), (Sign(_("Approved by"), "decided_by", "decided_at"),), 3),
        Row(("refund_amount", Cell(_("In capitals"), ("refund_amount:capitals",), 2))),
        Signs((Sign(_("Sales"), "recorded_by", "received_at"), Sign(_("Warehouse"), "arrived_by", "arrived_at"), Sign(_("Inspector"), "inspector", "inspected_on"), Sign(_("Finance"), "refunded_by", "refunded_at"), Sign(_("Approved by"), "decided_by", "decided_at"))),
    ),
)

PAPERS = (RETURN_SLIP,)

LEDGERS = (
    Ledger(
        "returns",
        _("Ledger of drugs returned after sale"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("customer", width=16),
            LedgerColumn("product.name", _("Product"), 16),
            LedgerColumn("product.dosage_form", _("Dosage form"), 8),
            LedgerColumn("product.specification", _("Specification"), 12),
            LedgerColumn("product.maker", _("Manufacturer"), 18),
            LedgerColumn("batch", width=11),
            LedgerColumn("batch.expires_on", _("Valid until"), 11),
            LedgerColumn("quantity_claimed", width=8),
            LedgerColumn("quantity_received", width=8),
            LedgerColumn("ground", width=10),
            LedgerColumn("inspection", width=16),
            LedgerColumn("disposal", width=10),
            LedgerColumn("result", width=18),
            LedgerColumn("refund_amount", width=10),
            LedgerColumn("handler", width=8),
            LedgerColumn("inspector", width=8),
        ),
        "QR-050",
    ),
)
