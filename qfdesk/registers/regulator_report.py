"""药品质量信息反馈报告表: what a batch issue tells the drug regulator (D17.2, D17.3, D17.4). The customer stays unnamed."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Paper, Row, Sign, Signs

REGULATOR_REPORT = Paper(
    "regulator_report",
    _("Drug quality feedback report to the regulator"),
    "QR-013",
    head=("number", "received_at"),
    outward=True,
    parts=(
        Row((Cell(_("Reported to"), (), 2), Cell(_p("regulator", "Reported at"), ("regulator_told_at",)))),
        Row((Cell(_("Generic name"), ("product.name",)), Cell(_("Trade name"), ("product.trade_name",)), Cell(_("Specification"), ("product.specification",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Batch number"), ("batch",)), Cell(_("Made on"), ("batch.made_on",)), Cell(_("Valid until"), ("batch.expires_on",)))),
        Row((Cell(_("Supplied by"), ("supplier",), 2), "source")),
        Row((Cell(_("Quantity bought"), ("quantity_bought", "product.unit")), Cell(_("Quantity in stock"), ("quantity_stock", "product.unit")), Cell(_("Quantity sold"), ("quantity_sold", "product.unit")))),
        Block(_("Quality finding"), ("story",), (), 6),
        Grid(_("Data and parameters"), "data", lines=3),
        Block(_("Suspected fake or inferior drug"), ("suspicion",), (), 4),
        Block(_("Goods secured"), ("control", "same_batch"), (), 3),
        Block(_("Cause and handling"), ("cause", "measures", "result"), (), 5),
        Signs((Sign(_p("regulator", "Reported by"), "recorded_by"), Sign(_("Quality officer"), "quality_by", "quality_at"), Sign(_("Responsible person of the house (seal)")))),
    ),
)
