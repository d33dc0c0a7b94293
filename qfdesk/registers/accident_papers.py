"""The papers of an accident: 质量事故调查处理报告, 调查记录, the ledger and the 事故分析对比表 (form 14, D16.5, D16.9)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs

_GOODS = (
    Row((Cell(_("Generic name"), ("product.name",)), Cell(_("Specification"), ("product.specification",)))),
    Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Batch number"), ("batch",)))),
    Row((Cell(_("Supplied by"), ("supplier",), 2), Cell(_("Quantity"), ("quantity", "product.unit")))),
)

ACCIDENT_REPORT = Paper(
    "accident_report",
    _("Quality accident: investigation and handling"),
    "QR-061",
    head=("number", "received_at", "severity"),
    copies=(_("Quality department"), _("General manager"), _("Responsible department")),
    parts=(
        Row((Cell(_("Happened at"), ("happened_at",)), Cell(_("Place"), ("place", "process_step")), Cell(_("Reported at"), ("reported_at",)))),
        Row(("event", "department", "loss")),
        *_GOODS,
        Block(_("How it happened"), ("story", "harm"), (Sign(_p("accident", "Reported by"), "reporter", "received_at"),), 6),
        Block(_("Emergency measures"), ("containment",), (), 3),
        Grid(_("Investigation group"), "group", lines=3),
        Block(_("Investigation"), ("findings", "same_batch", "sample_check", "institute"), (Sign(_("Investigation group"), "leader", "cause_at"),), 6),
        Block(_("Cause"), ("cause_kind", "cause"), (), 5),
        Block(_("Responsibility"), ("responsible", "responsible_department", "responsible_person"), (), 2),
        Block(_("Review meeting"), ("review_on", "review_people", "review"), (), 5),
        Block(_("Proposed handling"), ("proposal",), (Sign(_("Head of quality")),), 4),
        Block(_("Measures against repetition"), ("corrective", "preventive", "parallels"), (), 5),
        Block(_("Three points not to let pass"), ("cause_clear", "people_taught", "measures_taken", "taught"), (Sign(_("Quality officer"), "closed_by", "closed_at"),), 4),
        Block(_("Decision of the general manager"), ("leader_opinion",), (Sign(_("General manager"), "decided_by", "decided_at"),), 3),
        Block(_("Result"), ("result", "persons_handled"), (), 3),
        Signs((Sign(_("Investigation group"), "leader", "cause_at"), Sign(_("Head of quality")), Sign(_("General manager"), "decided_by", "decided_at"))),
    ),
)

INVESTIGATION_RECORD = Paper(
    "investigation_record",
    _("Record of an investigation"),
    "QR-062",
    head=("number", "site_visit_on"),
    copies=(_("Investigation group"), _p("copy", "File")),
    parts=(
        Row((Cell(_("User"), ("customer",), 2), Cell(_("Contact person"), ("contact_name", "contact_phone"), 2))),
        *_GOODS,
        Row((Cell(_("Place"), ("place", "process_step"), 2), Cell(_("Happened at"), ("happened_at",), 2))),
        Grid(_("Taking part"), "group", lines=4),
        Block(_("What was found on the spot"), ("findings",), (Sign(_("Recorded by"), "handler", "site_visit_on"),), 9),
        Block(_("Same batch checked"), ("same_batch",), (), 4),
        Block(_("Samples"), ("sample_check", "institute"), (), 3),
        Block(_("Cause"), ("cause",), (), 4),
        Signs((Sign(_("Investigator")), Sign(_("Department where it happened")), Sign(_("User")))),
    ),
)

PAPERS = (ACCIDENT_REPORT, INVESTIGATION_RECORD)

LEDGERS = (
    Ledger(
        "accidents",
        _("Ledger of quality accidents"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("severity", width=7),
            LedgerColumn("event", width=11),
            LedgerColumn("department", _("Department"), 11),
            LedgerColumn("product.name", _("Product"), 16),
            LedgerColumn("batch", width=11),
            LedgerColumn("quantity", _("Quantity"), 8),
            LedgerColumn("story", width=30),
            LedgerColumn("loss", width=10),
            LedgerColumn("cause", width=22),
            LedgerColumn("proposal", _("Handling"), 22),
            LedgerColumn("preventive", width=22),
            LedgerColumn("closed_at", _("Closed on"), 11),
        ),
        "QR-060",
    ),
    # The accidents side by side, item by item, to find what they have in common (D16.9).
    Ledger(
        "accident_comparison",
        _("Comparison of quality accidents"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("severity", width=7),
            LedgerColumn("event", width=11),
            LedgerColumn("product.name", _("Product"), 15),
            LedgerColumn("batch", width=11),
            LedgerColumn("product.maker", _("Manufacturer"), 15),
            LedgerColumn("process_step", width=11),
            LedgerColumn("cause_kind", width=10),
            LedgerColumn("cause", width=22),
            LedgerColumn("responsible", width=9),
            LedgerColumn("loss", width=10),
            LedgerColumn("preventive", width=20),
            LedgerColumn("pattern", _p("ledger", "Compared"), 11),
            LedgerColumn("alike", _("Like accidents"), 14),
            LedgerColumn("common", width=20),
        ),
        "QR-063",
    ),
)
