"""The papers of documents: 文件处理传阅单, 制度发布单, 质量工作计划, and the two ledgers (form 19; D2.1, D7.7, D14.1)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs

CIRCULATION = Paper(
    "document_slip",
    _("Handling and circulation slip of a document"),
    "QR-181",
    head=("number", "received_at"),
    suits=("kind", ("", "order", "announcement", "law", "superior", "supplier")),
    parts=(
        Row((Cell(_("Issued by"), ("authority", "issued_department"), 2), Cell(_("Document number"), ("document_number",)))),
        Row((Cell(_p("document", "Title"), ("title",), 2), "issued_on")),
        Row((Cell(_("Kind"), ("kind",)), "urgency", "secrecy")),
        Row((Cell(_("Received by way of"), ("way",)), "copies", "answer_by")),
        Block(_("What it says"), ("story",), (Sign(_p("document", "Received by"), "recorded_by", "received_at"),), 5),
        Block(_("What it asks"), ("asks",), (), 2),
        Grid(_("Goods it names"), "goods", {"product": "product", "batch": "batch", "maker": "product.maker"}, lines=2),
        Block(_("Proposed handling"), ("proposal",), (Sign(_("Quality officer"), "told_by", "told_at"),), 3),
        Block(_("Leader's instruction"), ("leader_opinion",), (Sign(_("Leader")),), 3),
        Grid(_("Circulation"), "readers", lines=5),
        Grid(_("Tasks"), "actions", lines=3),
        Block(_("How it was carried out"), ("result",), (Sign(_("Person in charge"), "handler", "done_at"),), 4),
        Block(_("Check"), ("checked", "check_note"), (Sign(_p("document", "Checked by"), "checked_by", "checked_at"),), 2),
        Row(("answered_at", Cell(_("Archive number"), ("archive_number",)))),
    ),
)

RULE_SHEET = Paper(
    "rule_sheet",
    _("Issue sheet of a rule"),
    "QR-182",
    head=("number", "document_number"),
    suits=("kind", ("rule", "procedure", "policy")),
    parts=(
        Row((Cell(_("Name of the rule"), ("title",), 2), Cell(_("Document number"), ("document_number",)))),
        Row((Cell(_("Kind"), ("kind",)), Cell(_("Issuing department"), ("issued_department",)), "version")),
        Row(("issued_on", "in_force_on", "valid_until")),
        Row(("replaces", "replaced_by", "review_on")),
        Row((Cell(_("Scope"), ("scope",)),)),
        Block(_("Purpose and main points"), ("story",), (Sign(_p("document", "Written by"), "recorded_by", "received_at"),), 8),
        Block(_("Opinions while it was drawn up"), ("proposal",), (Sign(_("Head of quality"), "told_by", "told_at"),), 3),
        Block(_("Approval"), ("leader_opinion",), (Sign(_("General manager")),), 3),
        Grid(_("Handed to and read by"), "readers", lines=8),
        Grid(_("Tasks"), "actions", lines=3),
        Block(_("Review"), ("review_note",), (Sign(_("Reviewed by"), "", "reviewed_on"),), 3),
        Row(("withdrawn_on", "withdraw_ground")),
    ),
)

WORK_PLAN = Paper(
    "quality_plan",
    _p("document", "Plan of quality work"),
    "QR-183",
    head=("number", "document_number"),
    suits=("kind", ("plan",)),
    landscape=True,
    parts=(
        Row((Cell(_("Plan"), ("title",), 2), Cell(_("Drawn up by"), ("issued_department",)))),
        Row((Cell(_("Holds from"), ("in_force_on",)), Cell(_p("plan", "until"), ("valid_until",)), Cell(_("Person in charge"), ("handler",)))),
        Block(_("Policy, objectives and grounds"), ("story",), (), 5),
        Grid(_("Tasks"), "actions", lines=8),
        Block(_("How it was carried out"), ("result", "checked"), (Sign(_p("document", "Checked by"), "checked_by", "checked_at"),), 3),
        Signs((Sign(_("Drawn up by"), "recorded_by", "received_at"), Sign(_("Head of quality")), Sign(_("Approved by")))),
    ),
)

PAPERS = (CIRCULATION, RULE_SHEET, WORK_PLAN)

LEDGERS = (
    Ledger(
        "documents",
        _("Register of documents received"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("authority", _("Issued by"), 16),
            LedgerColumn("document_number", width=18),
            LedgerColumn("title", width=30),
            LedgerColumn("copies", width=6),
            LedgerColumn("urgency", width=8),
            LedgerColumn("handler", width=9),
            LedgerColumn("told_at", _p("document", "Passed on on"), 11),
            LedgerColumn("read_at", _p("document", "Read on"), 11),
            LedgerColumn("result", width=26),
            LedgerColumn("checked_at", _("Checked on"), 11),
            LedgerColumn("archive_number", width=11),
        ),
        "QR-180",
    ),
    Ledger(
        "rules",
        _("Library of rules and documents in force"),
        (
            LedgerColumn("number", width=13),
            LedgerColumn("document_number", width=19),
            LedgerColumn("title", width=30),
            LedgerColumn("kind", width=12),
            LedgerColumn("authority", _("Issuing authority"), 16),
            LedgerColumn("issued_department", width=14),
            LedgerColumn("version", width=8),
            LedgerColumn("in_force_on", width=11),
            LedgerColumn("valid_until", width=11),
            LedgerColumn("replaces", width=16),
            LedgerColumn("replaced_by", width=16),
            LedgerColumn("review_on", width=11),
            LedgerColumn("withdrawn_on", width=11),
            LedgerColumn("archive_number", width=11),
        ),
        "QR-184",
    ),
)
