"""The papers of a slip: 信息事务处理单, 质量信息反馈单, 产品质量信息反馈单, 质量异常警报表, 质量异常反馈表 (forms 1, 2, 14)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign

_COPIES = (_("Stub of the sender"), _("Copy for the receiver"), _("Quality office"))
_GOODS = (
    Row((Cell(_("Generic name"), ("product.name",)), Cell(_("Specification"), ("product.specification",)))),
    Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Dosage form"), ("product.dosage_form",)))),
    Row((Cell(_("Supplied by"), ("supplier",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
    Row((Cell(_("Batch number"), ("batch",)), Cell(_("Valid until"), ("batch.expires_on",)), Cell(_("Quantity"), ("quantity", "product.unit")))),
)

AFFAIR_SLIP = Paper(
    "affair_slip",
    _("Information slip"),
    "QR-013",
    head=("number", "urgency"),
    size="A5",
    landscape=True,
    copies=_COPIES,
    suits=("kind", ("affair", "local")),
    parts=(
        Row(("from_department", "to_department", Cell(_("Product and batch"), ("product", "batch")))),
        Row(("sent_at", "answer_by", "enclosures")),
        Block(_("What is the problem"), ("story",), (Sign(_("Written by"), "recorded_by", "received_at"), Sign(_p("paper", "Head"))), 3),
        Block(_("Cause"), ("cause",), (Sign(_("Taken over by"), "taken_by", "taken_at"),), 2),
        Block(_p("paper", "Measures"), ("corrective", "finish_by"), (Sign(_("Handler"), "handled_by", "handled_at"),), 2),
        Block(_("Confirmation of the sender"), ("satisfied", "confirmation"), (Sign(_("Confirmed by"), "closed_by", "closed_at"),), 1),
    ),
)

QUALITY_SLIP = Paper(
    "feedback_slip",
    _("Quality feedback slip"),
    "QR-014",
    head=("number", "from_department", "received_at"),
    copies=(_("Stub"), _("Quality department"), _p("copy", "Receipt")),
    suits=("kind", ("quality",)),
    parts=(
        *_GOODS,
        Row(("source", "process_step")),
        Block(_("Quality finding"), ("story", "containment"), (Sign(_("Reported by"), "recorded_by", "received_at"),), 6),
        Block(_("Opinion of the department"), ("department_opinion",), (Sign(_("Head of department")),), 3),
        Block(_("Opinion of the quality department"), ("quality_opinion", "cause"), (Sign(_("Quality officer"), "handled_by", "handled_at"),), 4),
        Block(_("Opinion of other departments"), ("other_opinion",), (Sign(_("Head of department")),), 3),
        Block(_("Result"), ("result",), (Sign(_("Handler"), "handler", "answered_at"),), 4),
    ),
)

PRODUCT_SLIP = Paper(
    "product_slip",
    _("Product quality feedback slip"),
    "QR-015",
    head=("number", "received_at"),
    copies=(_("Stub"), _("Quality department"), _("User")),
    suits=("kind", ("product",)),
    outward=True,
    parts=(
        Row((Cell(_("User"), ("customer",)), Cell(_("Contact person"), ("contact_name", "contact_phone")))),
        *_GOODS,
        Block(_("Quality finding"), ("story",), (Sign(_("Reported by"), "recorded_by", "received_at"),), 5),
        Block(_("Investigation"), ("findings", "same_batch", "sample_check", "institute"), (Sign(_("Handler"), "handler", "site_visit_on"),), 5),
        Block(_("Cause and responsibility"), ("cause", "responsible"), (), 3),
        Block(_("Corrective and preventive measures"), ("corrective", "preventive"), (Sign(_("Responsible department"), "to_department"),), 3),
        Block(_("Result"), ("result",), (Sign(_("Quality officer"), "handled_by", "handled_at"),), 3),
        Block(_("User's opinion"), ("user_opinion",), (Sign(_("User")),), 2),
    ),
)

ALARM = Paper(
    "deviation_alarm",
    _("Quality deviation alarm"),
    "QR-016",
    head=("number", "received_at"),
    size="A5",
    copies=(_("Stub"), _("Department in charge"), _("Quality department")),
    suits=("kind", ("alarm",)),
    parts=(
        Row(("from_department", "to_department")),
        Row((Cell(_("Product"), ("product",), 2), Cell(_("Batch number"), ("batch",)))),
        Row(("process_step", Cell(_("Quantity"), ("quantity", "product.unit")), "severity")),
        Block(_("Deviation"), ("doubt", "story"), (Sign(_p("paper", "Inspector"), "found_by", "received_at"),), 6),
        Block(_("What was done at once"), ("containment",), (), 3),
        Block(_("Opinion of the department in charge"), ("department_opinion",), (Sign(_("Head of department"), "taken_by", "taken_at"),), 4),
        Block(_("Opinion of the quality department"), ("quality_opinion",), (Sign(_("Quality officer"), "handled_by", "handled_at"),), 3),
    ),
)

DEVIATION = Paper(
    "deviation_feedback",
    _("Quality deviation feedback"),
    "QR-017",
    head=("number", "received_at", "from_department"),
    copies=(_("Quality department"), _("Department in charge")),
    suits=("kind", ("abnormal",)),
    parts=(
        Row((Cell(_("User"), ("customer",)), Cell(_("Contact person"), ("contact_name", "contact_phone")))),
        *_GOODS,
        Row(("problem", "severity", "site_visit_on")),
        Block(_("Deviation"), ("story",), (Sign(_("Quality officer"), "recorded_by", "received_at"),), 5),
        Block(_("Investigation on the spot"), ("findings", "same_batch", "sample_check", "institute"), (Sign(_("Investigated by"), "handler", "site_visit_on"), Sign(_("User"))), 6),
        Block(_("Cause and responsibility"), ("cause_kind", "cause", "responsible"), (Sign(_("Responsible department"), "to_department", "handled_at"),), 4),
        Block(_("Corrective and preventive measures"), ("corrective", "preventive", "parallels"), (Sign(_("Handler"), "handled_by", "handled_at"),), 5),
        Block(_("Leader's decision"), ("leader_opinion",), (Sign(_("Leader"), "", "leader_told_at"),), 2),
        Block(_("Result"), ("result", "confirmation"), (Sign(_("Closed by"), "closed_by", "closed_at"),), 3),
    ),
)

# What every party gets in writing: the problem, its cause, the measures; and what each says to it (D6.3).
WRITTEN = Paper(
    "written_feedback",
    _("Written quality feedback to the parties"),
    "QR-018",
    head=("number", "published_at"),
    copies=(_("Each party"), _p("copy", "File")),
    outward=True,
    parts=(
        Row(("from_department", Cell(_("Product and batch"), ("product", "batch"), 2))),
        Block(_("What is the problem"), ("story",), (), 6),
        Block(_("Cause"), ("cause",), (), 4),
        Block(_("Corrective and preventive measures"), ("corrective", "preventive"), (), 5),
        Block(_("Text for outside"), ("publication",), (Sign(_("Quality department"), "published_by", "published_at"),), 4),
        Grid(_("Receipt and answer"), "parties", lines=6),
    ),
)

PAPERS = (AFFAIR_SLIP, QUALITY_SLIP, PRODUCT_SLIP, ALARM, DEVIATION, WRITTEN)

LEDGERS = (
    Ledger(
        "slips",
        _("Ledger of quality feedback slips"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("kind", width=14),
            LedgerColumn("from_department", width=11),
            LedgerColumn("to_department", width=11),
            LedgerColumn("product.name", _("Product"), 16),
            LedgerColumn("batch", width=11),
            LedgerColumn("story", width=30),
            LedgerColumn("sent_at", _p("party", "Sent on"), 11),
            LedgerColumn("handled_at", _("Handled on"), 11),
            LedgerColumn("answered_at", _("Answered on"), 11),
            LedgerColumn("cause", width=20),
            LedgerColumn("result", width=24),
            LedgerColumn("satisfied", width=9),
            LedgerColumn("handler", width=8),
        ),
        "QR-019",
    ),
)
