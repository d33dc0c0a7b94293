"""The lists of a recall: kinds, levels, versions of the law, reasons, buyers (form 9; regulation 3.3)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.fields import LineColumn

KINDS = {
    "assist": _("Recall of the holder, assisted"),
    "holder": _("Own recall as holder"),
    "ordered": _("Recall ordered by the regulator"),
    "recover": _("Own recovery of goods sold"),
}
LEVELS = {
    "one": _("Level 1 (serious)"),
    "two": _("Level 2 (reversible)"),
    "three": _("Level 3 (slight)"),
}
VERSIONS = {"text2022": _("Text of 2022"), "text2007": _("Text of 2007")}
REASONS = {
    "standard": _("Fails the quality standard"),
    "content": _("Content or ingredients wrong"),
    "dirty": _("Contaminated or foreign matter"),
    "label": _("Label, leaflet or packing wrong"),
    "stability": _("Not stable to its expiry date"),
    "reaction": _("Adverse reactions"),
    "handling": _("Made, stored or carried against the rules"),
    "other": _("Other"),
}
KEEPING = {"returned": _("Sent back to the house"), "sealed": _("Sealed where they are")}
SOLD = {"sold": _("Sold to the buyers listed"), "none": _("Nothing was sold")}
DISPOSALS = {
    "repacked": _("Repacked and sold again"),
    "supplier": _("Back to the supplier"),
    "destroy": _("Destroy"),
    "handed": _("Handed to the authority"),
}
EFFECTS = {"full": _("All came back"), "most": _("Most came back"), "part": _("Some came back"), "none": _("Nothing came back")}
GOODS_COLUMNS = (
    LineColumn("name", _p("goods", "Name"), width=108),
    LineColumn("specification", _("Specification"), width=84),
    LineColumn("batch", _("Batch number"), width=84),
    LineColumn("made", _("Made on"), "date", width=92),
    LineColumn("expires", _("Valid until"), "date", width=92),
    LineColumn("bought", _("Bought"), "quantity", width=60),
    LineColumn("stock", _("In stock"), "quantity", width=60),
    LineColumn("sold_to", _("Sold to"), width=156),
    LineColumn("recovered", _p("quantity", "Recalled"), "quantity", width=60),
    LineColumn("disposal", _p("goods", "Disposal"), "choice", DISPOSALS, 96),
)
BUYER_COLUMNS = (
    LineColumn("buyer", _("Buyer"), width=144),
    LineColumn("contact", _("Contact person"), width=92),
    LineColumn("phone", _("Phone"), width=110),
    LineColumn("address", _("Address"), width=110),
    LineColumn("batch", _("Batch number"), width=92, plain=True),
    LineColumn("sold_on", _("Sold on"), "date", width=98),
    LineColumn("sold", _p("quantity", "Sold"), "quantity", width=64),
    LineColumn("told_at", _("Told at"), "moment", width=146),
    LineColumn("way", _("Way"), width=64, plain=True),
    LineColumn("recovered", _p("quantity", "Recovered"), "quantity", width=78),
    LineColumn("back_on", _("Came back on"), "date", width=98),
    LineColumn("remark", _("Remark"), width=92),
)
REPORT_COLUMNS = (
    LineColumn("at", _("When"), "moment", width=120),
    LineColumn("to", _("Reported to"), width=130),
    LineColumn("told", _("Buyers told"), "quantity", width=70),
    LineColumn("recovered", _p("quantity", "Recovered"), "quantity", width=80),
    LineColumn("text", _("Progress and difficulties"), "memo", width=300),
)
