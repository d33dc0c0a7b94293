"""The register of sampling results: what drug institutes and regulators found in goods they sampled."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import (
    Block,
    Cell,
    Deadline,
    Follow,
    Grid,
    Ledger,
    LedgerColumn,
    Move,
    Paper,
    Route,
    Row,
    Section,
    Sign,
    Signs,
    Stage,
)
from qfdesk.model.fields import (
    Choice,
    Choices,
    Code,
    Date,
    LineColumn,
    Lines,
    Link,
    Memo,
    Moment,
    Money,
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.batch_issue import CONTROLS
from qfdesk.rules import inspections as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

SAMPLE = Section("sample", _("Sampling"))
GOODS = Section("goods", _("Medicine"))
TEST = Section("test", _("Test report"))
HANDLE = Section("handle", _("Handling"))
AFTER = Section("after", _("Announcement and filing"))

KINDS = {
    "control": _("Control sampling"),
    "survey": _("Survey sampling"),
    "special": _("Special or unannounced inspection"),
    "case": _("Sampling in a case"),
    "ordered": _("Test ordered by the house"),
    "retained": _("Retained sample tested again"),
}
VERDICTS = {"fit": _p("sample", "Fit"), "unfit": _p("sample", "Unfit"), "open": _p("sample", "Not settled")}
OBJECTIONS = {"accepted": _("Result accepted"), "asked": _("Re-test asked for")}
DISPOSALS = {
    "supplier": _("Back to the supplier"),
    "destroy": _("Destroy"),
    "handed": _("Handed to the authority"),
    "recall": _("With the recalled goods"),
    "released": _("Released after the re-test"),
}
ITEM_COLUMNS = (
    LineColumn("item", _("Item"), width=140),
    LineColumn("standard", _("Standard"), width=180),
    LineColumn("found", _p("test", "Found"), width=180),
    LineColumn("verdict", _("Verdict"), "choice", {"ok": _("Meets it"), "fail": _("Fails it"), "open": _("Not settled")}, 90),
)

INSPECTION_RECORD = Paper(
    "inspection_record",
    _("Record of a sampling result"),
    "QR-140",
    head=("number", "received_at"),
    parts=(
        Row((Cell(_("Kind of sampling"), ("kind",)), Cell(_p("sample", "Authority"), ("authority",)), "sampling_number")),
        Row(("sampled_on", "sampled_at_place", Cell(_("Quantity sampled"), ("quantity_sampled", "product.unit")))),
        Row((Cell(_("Generic name"), ("product.name",), 2), Cell(_("Specification"), ("product.specification",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Batch number"), ("batch",)), Cell(_("Valid until"), ("batch.expires_on",)), Cell(_("Supplied by"), ("supplier",)))),
        Row((Cell(_("Quantity bought"), ("quantity_bought", "product.unit")), Cell(_("Quantity in stock"), ("quantity_stock", "product.unit")), Cell(_("Quantity sold"), ("quantity_sold", "product.unit")))),
        Row((Cell(_("Testing institute"), ("institute",), 2), "report_number")),
        Row((Cell(_("Tested against"), ("basis",), 2), "reported_on")),
        Grid(_("Items tested"), "items", lines=4),
        Block(_("Conclusion"), ("verdict", "failed_items", "story"), (), 3),
        Block(_("Re-test"), ("objection", "objection_result", "objection_text"), (), 2),
        Block(_("Handling"), ("control", "disposal", "result"), (Sign(_("Handler"), "handler", "handled_at"),), 5),
        Row(("published_on", "announcement", "penalty")),
        Signs((Sign(_("Recorded by"), "recorded_by", "received_at"), Sign(_("Quality officer")), Sign(_("Responsible person"), "closed_by", "closed_at"))),
    ),
)


class Inspection(Record):
    """抽检结果: outside sampling of the house's goods, its result and what was done (D2.5, D17.2, D18.1, D18.2; M17).

    A good result is filed and stands in the summary; an unfit one secures the goods, leaves seven days to ask for a
    re-test (药品管理法 Art. 102), and goes on as a stop-sale and a recall.
    """

    key, label, prefix, order, tab = "inspection", _("Sampling results"), "CJ", 240, _("Regulatory")
    new_label = _("New sampling result")
    sections = (SAMPLE, GOODS, TEST, HANDLE, AFTER, FILING)
    columns = ("number", "received_at", "product", "batch", "authority", "verdict", "stage", "due")

    received_at = Moment(_("Result received at"), section=SAMPLE, required=True, past=True, width=96)
    kind = Choice(_("Kind of sampling"), KINDS, section=SAMPLE, default="control")
    authority = Link(Party, _p("sample", "Authority"), section=SAMPLE, searched=True, width=120, help=_("Who took the sample"))
    sampling_number = Code(_("Sampling number"), section=SAMPLE, chinese=True, searched=True)
    sampled_on = Date(_("Sampled on"), section=SAMPLE, past=True)
    sampled_at_place = Text(_("Sampled at"), section=SAMPLE, suggest=True, help=_("Shop, warehouse or shelf"))
    quantity_sampled = Quantity(_("Quantity sampled"), section=SAMPLE)
    answer_by = Date(_("Answer asked for by"), section=SAMPLE)

    product = Link(Product, _("Product"), section=GOODS, required=True, searched=True, width=140)
    batch = Link(Batch, _("Batch number"), section=GOODS, searched=True, width=100)
    supplier = Link(Party, _("Supplied by"), section=GOODS, searched=True)
    quantity_bought = Quantity(_("Quantity bought"), section=GOODS)
    quantity_stock = Quantity(_("Quantity in stock"), section=GOODS)
    quantity_sold = Quantity(_("Quantity sold"), section=GOODS)

    institute = Text(_("Testing institute"), section=TEST, suggest=True, wide=True, searched=True)
    report_number = Code(_("Number of the test report"), section=TEST, chinese=True, searched=True)
    reported_on = Date(_("Date of the report"), section=TEST, past=True)
    basis = Text(_("Tested against"), section=TEST, suggest=True, help=_("The standard it was tested by, such as the pharmacopoeia"))
    items = Lines(_("Items tested"), ITEM_COLUMNS, section=TEST)
    verdict = Choice(_("Verdict"), VERDICTS, section=TEST, width=70)
    failed_items = Text(_("Items that fail"), section=TEST, wide=True, searched=True)
    story = Memo(_("Conclusion"), section=TEST, required=True, help=_("As the report words it"))

    control = Choice(_("Goods secured"), CONTROLS, section=HANDLE)
    controlled_at = Moment(_("Secured at"), section=HANDLE, past=True)
    objection = Choice(_("Re-test"), OBJECTIONS, section=HANDLE, shown_if=("verdict", ("unfit",)), help=_("To be asked for within 7 days of the result"))
    objection_on = Date(_("Decided on the re-test on"), section=HANDLE, past=True, shown_if=("verdict", ("unfit",)))
    objection_text = Text(_("Ground of the re-test"), section=HANDLE, wide=True, shown_if=("objection", ("asked",)))
    objection_result = Choice(_("Result of the re-test"), VERDICTS, section=HANDLE, shown_if=("objection", ("asked",)))
    department = Link(Department, _("Responsible department"), section=HANDLE)
    handler = Link(Operator, _("Handler"), section=HANDLE, width=70)
    cause = Memo(_("Cause"), section=HANDLE)
    measures = Choices(_("Measures"), of.MEASURES, section=HANDLE)
    disposal = Choice(_("What becomes of the goods"), DISPOSALS, section=HANDLE)
    quantity_disposed = Quantity(_("Quantity disposed of"), section=HANDLE)
    supplier_told_at = Moment(_("Supplier told at"), section=HANDLE, past=True)
    answered_at = Moment(_("Authority answered at"), section=HANDLE, past=True)
    handled_at = Moment(_("Handled at"), section=HANDLE, system=True)
    result = Memo(_("Result"), section=HANDLE, help=_("What came of it: filed, goods locked, stopped, recalled"))

    published_on = Date(_("Announced on"), section=AFTER, past=True, help=_("When the authority made the result public (D18.2)"))
    announcement = Code(_("Announcement number"), section=AFTER, chinese=True, searched=True)
    penalty = Text(_("Penalty"), section=AFTER, wide=True, internal=True, help=_("Warning, fine or loss of licence (D18.5)"))
    fine = Money(_p("penalty", "Fine"), section=AFTER, internal=True)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_inspection,)
    warnings = (rules.warn_inspection,)
    stages = (
        Stage(
            "received",
            _("To look at"),
            _p("step", "Receive"),
            "warn",
            (
                Move("file", _("Fit: file it"), "closed", ("authority", "report_number", "verdict", "archive_number", "result"), {"closed_at": "now", "closed_by": "user"}, guard=rules.only_fit, rule="D2.5", by=(CLERK, QUALITY, HEAD)),
                Move("handle", _("Unfit: take it up"), "handling", ("authority", "report_number", "verdict", "failed_items", "control", "handler"), guard=rules.only_unfit, rule="D18.4", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "handling",
            _p("stage", "Handling"),
            _p("step", "Handle"),
            "danger",
            (
                Move("handled", _("Handled"), "handled", ("objection", "measures", "cause", "result"), {"handled_at": "now"}, rule="D18.4", by=(QUALITY, HANDLER, HEAD)),
                Move("answer", _("Authority answered"), "handling", ("result",), {"answered_at": "now"}, rule="D17.2", by=(CLERK, QUALITY, HEAD)),
            ),
        ),
        Stage(
            "handled",
            _("To file"),
            _p("step", "File"),
            "info",
            (
                Move("close", _("File and close"), "closed", ("archive_number", "answered_at"), {"closed_at": "now", "closed_by": "user"}, guard=rules.may_close, rule="D2.5", by=(QUALITY, HEAD), apart=("handler",)),
                Move("return", _("Back to handling"), "handling", clears=("handled_at",), reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "received", (), clears=("closed_at", "closed_by", "handled_at"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("secure", _("Secure the goods"), "received_at", Term(days=0), "controlled_at", "D18.4", when=rules.is_unfit, pausable=False),
        Deadline("object", _("Ask for a re-test or accept"), "received_at", Term(days=7), "objection_on", _("Drug administration law, Art. 102"), when=rules.may_object, pausable=False),
        Deadline("handle", _("Handle the unfit result"), "received_at", Term(days=7), "handled_at", "D1.10", when=rules.is_unfit),
        Deadline("answer", _("Answer the authority"), "answer_by", Term(days=0), "answered_at", "D17.2", pausable=False),
    )
    routes = (Route("unfit", _("Unfit by an outside test"), HEAD, rules.is_unfit, "D2.6"),)
    papers = (INSPECTION_RECORD,)
    ledgers = (
        Ledger(
            "inspections",
            _("Summary of sampling results"),
            (
                LedgerColumn("number", width=14),
                LedgerColumn("received_at", _("Date"), 11),
                LedgerColumn("kind", width=11),
                LedgerColumn("authority", width=15),
                LedgerColumn("sampled_on", width=11),
                LedgerColumn("product.name", _("Product"), 15),
                LedgerColumn("product.specification", _("Specification"), 11),
                LedgerColumn("product.maker", _("Manufacturer"), 16),
                LedgerColumn("batch", width=11),
                LedgerColumn("institute", width=15),
                LedgerColumn("report_number", width=13),
                LedgerColumn("verdict", width=8),
                LedgerColumn("failed_items", width=14),
                LedgerColumn("result", width=20),
                LedgerColumn("archive_number", width=10),
            ),
            "QR-141",
        ),
    )
    follows: ClassVar = (
        Follow("stop_sale", {"product": "product", "batch": "batch", "supplier": "supplier", "notice_from": "authority", "notice_number": "report_number", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold", "story": "story"}),
        Follow("recall", {"product": "product", "batch": "batch", "supplier": "supplier", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold", "story": "story"}),
        Follow("batch_issue", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
        Follow("capa", {"origin_number": "number", "department": "department", "product": "product", "batch": "batch", "story": "story", "cause": "cause"}),
        Follow("accident", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
    )
