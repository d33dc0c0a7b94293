"""The papers of an action: 纠正和预防措施处理单, 质量改进计划, and its ledger (form 15; D20.5)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs

CAPA_FORM = Paper(
    "capa_form",
    _("Corrective and preventive action form"),
    "QR-071",
    head=("number", "received_at", "kind"),
    copies=(_("Quality department"), _("Responsible department")),
    suits=("kind", ("corrective", "preventive")),
    parts=(
        Row(("source", "origin_number", "raised_by")),
        Row((Cell(_("Product and batch"), ("product", "batch")), "department", "severity")),
        Block(_("What is not as it should be"), ("story", "standard"), (Sign(_("Raised by"), "raised_by", "received_at"),), 4),
        Block(_("Emergency measures"), ("containment",), (), 2),
        Block(
            _("Analysis of the cause"),
            ("cause_people", "cause_machine", "cause_material", "cause_method", "cause_environment", "cause_measure", "cause"),
            (Sign(_("Responsible department"), "analysed_by", "analysed_at"),),
            8,
        ),
        Block(_("Corrective measures"), ("corrective",), (), 3),
        Block(_("Preventive measures"), ("preventive",), (), 3),
        Grid(_("Actions"), "actions", lines=4),
        Row(("handler", "due_on", "done_on")),
        Grid(_("Looked at besides"), "parallel_goods", lines=3),
        Block(_("What follows for others"), ("parallels",), (Sign(_("Approved by"), "approved_by", "approved_at"),), 2),
        Block(_("Check of the effect"), ("verify_way", "effect", "verify_note"), (Sign(_("Verified by"), "verified_by", "verified_at"),), 4),
        Block(_("Conclusion"), ("result",), (), 2),
    ),
)

IMPROVEMENT_PLAN = Paper(
    "improvement_plan",
    _("Quality improvement plan"),
    "QR-072",
    head=("number", "received_at", "department"),
    copies=(_("Quality department"), _("Responsible department"), _("General manager")),
    suits=("kind", ("improvement",)),
    parts=(
        Row(("source", "origin_number", "handler")),
        Block(_("Present state"), ("story",), (), 4),
        Block(_("Risk"), ("risk",), (), 3),
        Block(_("Root cause"), ("cause",), (), 4),
        Block(_("Aim and measures"), ("corrective", "preventive"), (), 5),
        Grid(_("Actions"), "actions", lines=6),
        Row(("due_on", "verify_on", "tracker")),
        Block(_("Documents to be changed"), ("documents",), (), 2),
        Block(_("Way of verifying and result"), ("verify_way", "effect", "result"), (Sign(_("Verified by"), "verified_by", "verified_at"),), 3),
        Signs((Sign(_("Drawn up by"), "analysed_by", "analysed_at"), Sign(_("Checked by")), Sign(_("Approved by"), "approved_by", "approved_at"))),
    ),
)

PAPERS = (CAPA_FORM, IMPROVEMENT_PLAN)

LEDGERS = (
    Ledger(
        "capas",
        _("Ledger of corrective and preventive actions"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("kind", width=8),
            LedgerColumn("source", width=10),
            LedgerColumn("origin_number", width=14),
            LedgerColumn("product.name", _("Product"), 14),
            LedgerColumn("batch", width=11),
            LedgerColumn("story", width=26),
            LedgerColumn("cause_kind", width=9),
            LedgerColumn("cause", width=22),
            LedgerColumn("corrective", width=24),
            LedgerColumn("department", _("Department"), 10),
            LedgerColumn("handler", _p("ledger", "In charge"), 8),
            LedgerColumn("due_on", width=11),
            LedgerColumn("done_on", width=11),
            LedgerColumn("effect", _p("ledger", "Effect"), 8),
        ),
        "QR-070",
    ),
)
