"""The register of batch issues: doubt about a medicine's quality, from discovery to the decision on the goods."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import (
    REGULATOR,
    Block,
    Cell,
    Deadline,
    Follow,
    Ledger,
    LedgerColumn,
    Move,
    Paper,
    Route,
    Row,
    Section,
    Sign,
    Stage,
)
from qfdesk.model.fields import (
    PERSONAL,
    Choice,
    Choices,
    Date,
    Flag,
    LineColumn,
    Lines,
    Link,
    Memo,
    Moment,
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.regulator_report import REGULATOR_REPORT
from qfdesk.rules import batches as rules
from qfdesk.rules import routes as ways
from qfdesk.rules.due import Term
from qfdesk.rules.posts import COLLECTOR
from qfdesk.rules.rights import CLERK, HEAD, QUALITY

FOUND = Section("found", _("Discovery"))
WHAT = Section("what", _("Medicine"))
STORY = Section("story", _("Quality finding"))
DATA = Section("data", _("Test data"))
ASSESS = Section("assess", _("Assessment"))
OPINIONS = Section("opinions", _("Opinions and decision"))

# D2.2, D3.1, D16.1, D17.2, D18.1
SOURCES = {
    "maintenance": _("Maintenance check of the stock"),
    "outbound": _("Check of outgoing goods"),
    "receiving": _("Acceptance of incoming goods"),
    "display": _("Check of the display"),
    "selling": _("At the counter"),
    "customer": _("Customer's report"),
    "returned": _("Returned goods"),
    "production": _("Own production"),
    "sampling": _("Sampling by a drug institute"),
    "notice": _("Regulator's notice"),
    "supplier": _("Supplier's notice"),
}
GOODS_STATES = {"raw": _("Raw material"), "semi": _("Semi-finished goods"), "finished": _("Finished goods")}  # D14.2
CONTROLS = {
    "none": _("None"),
    "locked": _("Stock locked"),
    "moved": _("Moved to the area of goods to be settled"),
    "stopped": _("Sale stopped"),
}
VERDICTS = {
    "fit": _("Fit: lock lifted"),
    "retest": _("To be tested again"),
    "unfit": _("Unfit"),
    "return": _("Back to the supplier"),
    "destroy": _("To be destroyed"),
    "recall": _("To be recalled"),
}
DATA_COLUMNS = (
    LineColumn("item", _("Item"), width=140),
    LineColumn("standard", _("Standard"), width=180),
    LineColumn("found", _p("test", "Found"), width=180),
    LineColumn("verdict", _("Verdict"), "choice", {"ok": _("Meets it"), "fail": _("Fails it"), "open": _("Not settled")}, 90),
)

ISSUE_SLIP = Paper(
    "quality_slip",
    _("Drug quality feedback slip"),
    "QR-011",
    head=("number", "department", "received_at"),
    copies=(_("Stub"), _("Quality department"), _p("copy", "Receipt")),
    outward=True,
    parts=(
        Row((Cell(_("Supplied by"), ("supplier",), 2), "source")),
        Row((Cell(_("Generic name"), ("product.name",), 2), Cell(_("Dosage form"), ("product.dosage_form",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Specification"), ("product.specification",)))),
        Row(("batch", Cell(_("Valid until"), ("batch.expires_on",)), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Quantity affected"), ("quantity_affected", "product.unit")), "quantity_stock", "quantity_sold")),
        Block(_("Quality finding"), ("story",), (Sign(_("Reported by"), "recorded_by", "received_at"),), 7),
        Block(_("Opinion of the department"), ("department_opinion",), (Sign(_("Head of department"), "department_by", "department_at"),), 4),
        Block(_("Opinion of the quality department"), ("quality_opinion", "verdict"), (Sign(_("Quality officer"), "quality_by", "quality_at"),), 4),
        Block(_("Opinion of other departments"), ("other_opinion",), (Sign(_("Head of department")),), 3),
        Block(_("Result"), ("result",), (Sign(_("Handler"), "closed_by", "closed_at"),), 4),
    ),
)


class BatchIssue(Record):
    """药品批次问题: an in-stock, outbound or reported doubt about a batch (D2.2, D16.1, D16.6; M2, M6, M8, M15).

    The batch is locked first, then the department, the quality department and others give their opinions; who decides
    follows from the extent (D2.6). A suspicion of fake or inferior drugs has to go to the regulator (D17.3).
    """

    key, label, prefix, order, tab = "batch_issue", _("Batch issues"), "PC", 20, _("Batches")
    kept_by = (COLLECTOR,)
    new_label = _("New batch issue")
    sections = (FOUND, WHAT, STORY, DATA, ASSESS, OPINIONS, FILING)
    columns = ("number", "received_at", "product", "batch", "source", "stage", "due")

    received_at = Moment(_("Found at"), section=FOUND, required=True, past=True, width=96)
    source = Choice(_("Found by"), SOURCES, section=FOUND, width=110)
    trade_stage = Choice(_("Stage of trade"), of.TRADE_STAGES, section=FOUND, help=_("Where in buying, selling, transfer and storing it arose (D19.1)"))
    department = Link(Department, _("Reporting department"), section=FOUND)
    customer = Link(Party, _("Customer"), section=FOUND, searched=True, secret=PERSONAL, shown_if=("source", ("customer", "returned")))
    outlet = Text(_("Outlet"), section=FOUND, suggest=True)

    product = Link(Product, _("Product"), section=WHAT, required=True, searched=True, width=140)
    batch = Link(Batch, _("Batch number"), section=WHAT, required=True, searched=True, width=100)
    supplier = Link(Party, _("Supplied by"), section=WHAT, searched=True)
    goods_state = Choice(_("Kind of goods"), GOODS_STATES, section=WHAT, default="finished")
    quantity_bought = Quantity(_("Quantity bought"), section=WHAT)
    quantity_stock = Quantity(_("Quantity in stock"), section=WHAT)
    quantity_sold = Quantity(_("Quantity sold"), section=WHAT)
    quantity_affected = Quantity(_("Quantity affected"), section=WHAT)

    problem = Choice(_("Problem"), of.PROBLEMS, section=STORY)
    story = Memo(_("Quality finding"), section=STORY, required=True, help=_("Appearance, smell, foreign matter, labels, packing"))
    storage = Text(_("Storage conditions"), section=STORY, wide=True, help=_("Temperature, humidity and place where it was kept"))
    evidence = Text(_("Evidence"), section=STORY, wide=True)
    data = Lines(_("Data and parameters"), DATA_COLUMNS, section=DATA)

    truth = Choice(_("Finding"), of.TRUTH, section=ASSESS)
    severity = Choice(_("Severity"), of.SEVERITIES, section=ASSESS)
    extent = Choice(
        _("Extent"), of.EXTENTS, section=ASSESS, help=_("Single to local: the quality officer handles it; large lot or serious: the responsible person (D2.6)")
    )
    affects_production = Flag(_("Affects production"), section=ASSESS, help=_("Then it is due the same day (D1.11)"))
    scope = Text(_("Scope of impact"), section=ASSESS, wide=True)
    suspicion = Choices(_("Suspected fake or inferior drug"), of.SUSPICIONS, section=ASSESS)
    control = Choice(_("Goods secured"), CONTROLS, section=ASSESS)
    controlled_at = Moment(_("Secured at"), section=ASSESS, past=True)
    same_batch = Memo(_("Same batch checked"), section=ASSESS, help=_("Stock, display, sold goods and other cases of the same batch (D16.6)"))
    sample_check = Text(_("Retained sample"), section=ASSESS)
    institute = Text(_("Testing institute and result"), section=ASSESS)
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=ASSESS)
    cause = Memo(_("Cause"), section=ASSESS)
    responsible = Choice(_("Responsibility"), of.RESPONSIBLE, section=ASSESS)

    handler = Link(Operator, _("Handler"), section=OPINIONS, width=70)
    department_opinion = Memo(_("Opinion of the department"), section=OPINIONS)
    department_by = Link(Operator, _("Department's opinion by"), section=OPINIONS, system=True)
    department_at = Moment(_("Department's opinion at"), section=OPINIONS, system=True)
    quality_opinion = Memo(_("Opinion of the quality department"), section=OPINIONS)
    verdict = Choice(_("Verdict"), VERDICTS, section=OPINIONS)
    quality_by = Link(Operator, _("Quality department's opinion by"), section=OPINIONS, system=True)
    quality_at = Moment(_("Quality department's opinion at"), section=OPINIONS, system=True)
    other_opinion = Memo(_("Opinion of other departments"), section=OPINIONS)
    measures = Choices(_("Measures"), of.MEASURES, section=OPINIONS)
    head_told_at = Moment(_("Responsible person told at"), section=OPINIONS, past=True)
    regulator_told_at = Moment(_("Regulator told at"), section=OPINIONS, past=True, help=_("A suspicion of fake or inferior drugs is reported at once (D17.3)"))
    result = Memo(_("Result"), section=OPINIONS)
    answered_at = Moment(_("Answer to the reporting department"), section=OPINIONS, past=True, help=_("The result goes back to whoever reported it (D1.9)"))
    retest_on = Date(_("To be tested again by"), section=OPINIONS, shown_if=("verdict", ("retest",)))
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_quantities,)
    warnings = (rules.warn_issue,)
    stages = (
        Stage(
            "reported",
            _("To look at"),
            _p("step", "Report"),
            "warn",
            (
                Move("accept", _("Take up"), "department", ("source", "control"), rule="D2.2", by=(CLERK, QUALITY, HEAD)),
                Move("decline", _("No quality problem"), "closed", ("result",), {"closed_at": "now", "closed_by": "user"}, reason=True, rule="D8.3", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "department",
            _("Department's opinion"),
            _p("step", "Department"),
            "info",
            (
                Move(
                    "department_opinion",
                    _("Department's opinion given"),
                    "quality",
                    ("department_opinion", "handler"),
                    {"department_at": "now", "department_by": "user"},
                    rule="D2.2",
                ),
            ),
        ),
        Stage(
            "quality",
            _("Quality review"),
            _p("step", "Quality"),
            "info",
            (
                Move(
                    "quality_opinion",
                    _("Quality opinion given"),
                    "deciding",
                    ("truth", "severity", "extent", "same_batch", "quality_opinion", "verdict"),
                    {"quality_at": "now", "quality_by": "user"},
                    rule="D16.6",
                    by=(QUALITY, HEAD),
                ),
                Move("return", _("Back to the department"), "department", reason=True, back=True),
            ),
        ),
        Stage(
            "deciding",
            _("To settle"),
            _p("step", "Settle"),
            "info",
            (
                Move(
                    "close",
                    _("Close the case"),
                    "closed",
                    ("measures", "result", "answered_at"),
                    {"closed_at": "now", "closed_by": "user"},
                    guard=rules.may_close,
                    rule="D1.9",
                    by=(QUALITY, HEAD),
                    apart=("handler", "quality_by"),
                    only=ways.deciders,
                ),
                Move("return", _("Back to the quality review"), "quality", reason=True, back=True),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "quality", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("same_day", _("Handle the same day"), "received_at", Term(working_days=0), "closed_at", "D1.11", when=rules.affects_production, first=True),
        Deadline("handle", _("Quality opinion"), "received_at", Term(working_days=2), "quality_at", "D1.10"),
        Deadline("settle", _("Settle"), "quality_at", Term(days=7), "closed_at", "D1.10"),
        Deadline("regulator", _("Tell the regulator"), "received_at", Term(hours=24), "regulator_told_at", "D17.3", when=rules.is_suspected, pausable=False),
        Deadline("retest", _("Test again"), "retest_on", Term(days=0), "closed_at", "D16.7"),
    )
    papers = (ISSUE_SLIP, REGULATOR_REPORT)
    ledgers = (
        Ledger(
            "issues",
            _("Ledger of drug quality feedback"),
            (
                LedgerColumn("number", width=14),
                LedgerColumn("received_at", _("Date"), 11),
                LedgerColumn("source", width=14),
                LedgerColumn("product.name", _("Product"), 16),
                LedgerColumn("product.specification", _("Specification"), 12),
                LedgerColumn("product.maker", _("Manufacturer"), 18),
                LedgerColumn("batch", width=11),
                LedgerColumn("batch.expires_on", _("Valid until"), 11),
                LedgerColumn("quantity_affected", width=8),
                LedgerColumn("story", width=30),
                LedgerColumn("quality_opinion", width=22),
                LedgerColumn("verdict", width=12),
                LedgerColumn("result", width=22),
                LedgerColumn("closed_at", _("Closed on"), 11),
                LedgerColumn("handler", width=8),
            ),
            "QR-012",
        ),
    )
    routes = (
        Route("large", _("Large lot or serious: decided by the responsible person"), HEAD, ways.large, "D2.6", "closed_by"),
        Route("review", _("Review meeting"), HEAD, ways.review, "D1.5", "other_opinion"),
        Route("tracked", _("Major: quality department with a tracking file"), QUALITY, ways.grave, "D11.4", "quality_at"),
        Route("accident", _("Accident: general manager and investigation group"), HEAD, ways.accident, "D16.8"),
        Route("suspected", _("Suspected fake or inferior drug: report"), REGULATOR, ways.suspected, "D17.3", "regulator_told_at"),
    )
    trail = (("affected", "quantity_affected"),)
    follows: ClassVar = (
        Follow("visit", {"customer": "customer", "product": "product", "batch": "batch", "purpose": "story"}),
        Follow("goods_return", {"customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("slip", {"from_department": "department", "product": "product", "batch": "batch", "supplier": "supplier", "quantity": "quantity_affected", "problem": "problem", "severity": "severity", "extent": "extent", "affects_production": "affects_production", "story": "story"}),
        Follow("accident", {"department": "department", "customer": "customer", "product": "product", "batch": "batch", "supplier": "supplier", "quantity": "quantity_affected", "trade_stage": "trade_stage", "same_batch": "same_batch", "story": "story"}),
        Follow("capa", {"origin_number": "number", "department": "department", "customer": "customer", "product": "product", "batch": "batch", "severity": "severity", "story": "story", "cause_kind": "cause_kind", "cause": "cause"}),
        Follow("stop_sale", {"product": "product", "batch": "batch", "supplier": "supplier", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold", "suspicion": "suspicion", "story": "story"}),
        Follow("recall", {"product": "product", "batch": "batch", "supplier": "supplier", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold", "story": "story"}),
        Follow("inspection", {"product": "product", "batch": "batch", "supplier": "supplier", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold"}),
        Follow("meeting", {"origin_number": "number", "product": "product", "batch": "batch", "topic": "story"}),
    )
