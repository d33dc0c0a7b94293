"""The register of stop-sales: a medicine taken off sale, locked, fed back, and released or disposed of."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import REGULATOR, Deadline, Follow, Move, Route, Section, Stage
from qfdesk.model.fields import Choice, Choices, Code, Date, Flag, LineColumn, Lines, Link, Memo, Moment, Quantity, Text
from qfdesk.model.masters import Batch, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.stop_sale_papers import LEDGERS, PAPERS
from qfdesk.rules import batches
from qfdesk.rules import stop_sales as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

NOTICE = Section("notice", _p("section", "Notice"))
GOODS = Section("goods", _p("stop", "Goods"))
STOP = Section("stop", _("Stop and lock"))
TOLD = Section("told", _p("stop", "Who was told"))
RELEASE = Section("release", _("Release or disposal"))

# D2.4, D18.4; the sources a trader's program knows
SOURCES = {
    "regulator": _("Regulator's notice"),
    "holder": _("Authorisation holder's notice"),
    "supplier": _("Supplier's notice"),
    "sampling": _("Sampling result"),
    "display": _("Check of the display"),
    "maintenance": _("Maintenance check of the stock"),
    "lock": _("Doubtful goods locked"),
    "customer": _("Customer's report"),
    "reaction": _("Adverse reaction"),
    "house": _("The house's own decision"),
}
VERDICTS = {"fit": _p("retest", "Fit"), "lifted": _("Lifted by the authority"), "unfit": _p("retest", "Unfit")}
DISPOSALS = {
    "supplier": _("Back to the supplier"),
    "recall": _("With the recalled goods"),
    "destroy": _("Destroy"),
    "handed": _("Handed to the authority"),
}
GOODS_COLUMNS = (
    LineColumn("code", _("Goods code"), width=92),
    LineColumn("trade_name", _("Trade name"), width=76),
    LineColumn("name", _("Generic name"), width=90),
    LineColumn("specification", _("Specification"), width=78),
    LineColumn("dosage_form", _("Dosage form"), width=62),
    LineColumn("unit", _p("goods", "Unit"), width=42),
    LineColumn("maker", _("Manufacturer"), width=118),
    LineColumn("approval", _("Approval number"), width=120),
    LineColumn("origin", _("Place of origin"), width=56),
    LineColumn("batch", _("Batch number"), width=84),
    LineColumn("expires", _("Valid until"), "date", width=104),
    LineColumn("stock", _("In stock"), "quantity", width=62),
    LineColumn("place", _("Shelf"), width=62),
)
RECIPIENT_COLUMNS = (
    LineColumn("to", _("Department or unit"), width=150),
    LineColumn("person", _("Person told"), width=90),
    LineColumn("way", _("Way"), width=80),
    LineColumn("told_at", _("Told at"), "moment", width=130),
    LineColumn("found", _("Stock found"), "quantity", width=80),
    LineColumn("stopped_on", _("Stopped on"), "date", width=100),
    LineColumn("remark", _("Remark"), width=120),
)


class StopSale(Record):
    """停售/解除停售: goods taken off sale by a notice or the house's own doubt, and their release (D2.4, D18.4; M16).

    Received, stopped, stock locked, fed back; sold again only when a re-test or the authority says so, and by somebody
    else than who stopped them (D11.3). What was sold already goes on as a recall.
    """

    key, label, prefix, order, tab = "stop_sale", _("Stop-sales"), "TX", 210, _("Regulatory")
    new_label = _("New stop-sale")
    sections = (NOTICE, GOODS, STOP, TOLD, RELEASE, FILING)
    columns = ("number", "received_at", "product", "batch", "source", "stage", "due")
    trail = (("locked", "quantity_locked"), ("locked", "more_goods.stock"))

    received_at = Moment(_("Received at"), section=NOTICE, required=True, past=True, width=96)
    source = Choice(_("Ground of the stop"), SOURCES, section=NOTICE, required=True, default="regulator", width=110)
    notice_from = Link(Party, _("Notice from"), section=NOTICE, searched=True, help=_("The authority, holder or supplier that asks for the stop"))
    notice_number = Code(_("Number of the notice"), section=NOTICE, chinese=True, searched=True)
    noticed_on = Date(_("Date of the notice"), section=NOTICE, past=True)
    answer_by = Date(_("Feedback asked for by"), section=NOTICE, help=_("The day the notice names"))

    product = Link(Product, _("Product"), section=GOODS, required=True, searched=True, width=140)
    batch = Link(Batch, _("Batch number"), section=GOODS, searched=True, width=100)
    all_batches = Flag(_("Every batch"), section=GOODS)
    supplier = Link(Party, _("Supplied by"), section=GOODS, searched=True)
    quantity_bought = Quantity(_("Quantity bought"), section=GOODS)
    quantity_stock = Quantity(_("Quantity in stock"), section=GOODS)
    quantity_sold = Quantity(_("Quantity sold"), section=GOODS)
    place = Text(_("Shelf"), section=GOODS, suggest=True)
    more_goods = Lines(_("Further goods on this notice"), GOODS_COLUMNS, section=GOODS)
    story = Memo(_("State of quality"), section=GOODS, required=True, help=_("What was found or what the notice says"))
    suspicion = Choices(_("Suspected fake or inferior drug"), of.SUSPICIONS, section=GOODS)

    opinion = Memo(_("Opinion on the stop"), section=STOP, help=_("What is stopped, where the goods are kept, what comes next"))
    sent_to = Text(_("Sent to"), section=STOP, wide=True, help=_("Who gets this notice: shops, warehouse, departments"))
    stop_from = Date(_("Stopped from"), section=STOP)
    stopped_at = Moment(_("Sale stopped at"), section=STOP, past=True)
    stopped_by = Link(Operator, _("Stopped by"), section=STOP, system=True)
    quantity_locked = Quantity(_("Quantity locked"), section=STOP, width=80)
    lock_place = Text(_("Kept locked in"), section=STOP, suggest=True)
    locked_at = Moment(_("Locked at"), section=STOP, past=True)
    locked_by = Link(Operator, _("Locked by"), section=STOP, system=True)
    handler = Link(Operator, _("Handler"), section=STOP, width=70)

    recipients = Lines(_("Told of the stop"), RECIPIENT_COLUMNS, section=TOLD)
    feedback = Memo(_("Feedback"), section=TOLD, help=_("What was found and locked, as it goes back to who asked for the stop (D2.4)"))
    fed_back_to = Text(_("Fed back to"), section=TOLD, suggest=True)
    fed_back_at = Moment(_("Fed back at"), section=TOLD, past=True)
    checked_by = Link(Operator, _p("stop", "Checked by"), section=TOLD, system=True)
    regulator_told_at = Moment(_("Regulator told at"), section=TOLD, past=True, help=_("A suspicion of fake or inferior drugs is reported at once (D17.3)"))

    review_by = Date(_("Look at again by"), section=RELEASE, help=_("Goods do not stay locked forgotten"))
    institute = Text(_("Testing institute and result"), section=RELEASE, wide=True)
    retest = Memo(_("Conclusion of the re-test"), section=RELEASE)
    retest_verdict = Choice(_("Verdict of the re-test"), VERDICTS, section=RELEASE)
    release_opinion = Memo(_("Opinion on the release"), section=RELEASE)
    release_notice = Code(_("Notice of the release"), section=RELEASE, chinese=True, shown_if=("source", ("regulator",)), help=_("A stop the regulator ordered ends with the regulator's notice"))
    released_at = Moment(_("Released at"), section=RELEASE, system=True)
    released_by = Link(Operator, _("Released by"), section=RELEASE, system=True)
    disposal = Choice(_("What becomes of the goods"), DISPOSALS, section=RELEASE)
    result = Memo(_("Result"), section=RELEASE)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (batches.check_quantities, rules.check_stop)
    warnings = (rules.warn_stop,)
    stages = (
        Stage(
            "received",
            _("To stop the sale"),
            _p("step", "Receive"),
            "danger",
            (
                Move("stop", _("Sale stopped"), "stopped", ("opinion",), {"stopped_at": "now", "stopped_by": "user"}, rule="D2.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("none", _("None of it here"), "closed", ("feedback", "result"), {"fed_back_at": "now", "closed_at": "now", "closed_by": "user"}, reason=True, rule="D2.4", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "stopped",
            _("To lock the stock"),
            _p("step", "Stop"),
            "warn",
            (
                Move("lock", _("Stock locked"), "locked", ("quantity_stock", "quantity_locked", "lock_place"), {"locked_at": "now", "locked_by": "user"}, rule="D2.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "locked",
            _("To feed back"),
            _p("step", "Lock"),
            "info",
            (
                Move("feed_back", _("Fed back"), "held", ("feedback", "fed_back_to"), {"fed_back_at": "now", "checked_by": "user"}, rule="D2.4", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "held",
            _("Stopped and locked"),
            _p("step", "Feed back"),
            "info",
            (
                Move("release", _("Release for sale"), "closed", ("retest", "retest_verdict", "release_opinion", "release_notice"), {"released_at": "now", "released_by": "user", "closed_at": "now", "closed_by": "user"}, guard=rules.may_release, rule="D2.4", by=(QUALITY, HEAD), apart=("stopped_by",)),
                Move("dispose", _("Not released"), "closed", ("disposal", "result"), {"closed_at": "now", "closed_by": "user"}, guard=rules.may_dispose, rule="D18.4", by=(QUALITY, HEAD), apart=("stopped_by",)),
                Move("lock_more", _("More found and locked"), "held", ("quantity_locked",), {"locked_at": "now", "locked_by": "user"}, rule="D2.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
            waiting=True,
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Stop again"), "held", (), clears=("closed_at", "closed_by", "released_at", "released_by"), reason=True, back=True, rule="D2.4", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("stop", _("Stop the sale"), "received_at", Term(days=0), "stopped_at", "D2.4", pausable=False),
        Deadline("lock", _("Lock the stock"), "received_at", Term(hours=24), "locked_at", "D2.4", pausable=False),
        Deadline("feed_back", _("Feed back"), "received_at", Term(working_days=2), "fed_back_at", "D1.10"),
        Deadline("answer", _("Feed back as asked"), "answer_by", Term(days=0), "fed_back_at", "D2.4", pausable=False),
        Deadline("regulator", _("Tell the regulator"), "received_at", Term(hours=24), "regulator_told_at", "D17.3", when=batches.is_suspected, pausable=False),
        Deadline("review", _("Look at the locked goods"), "review_by", Term(days=0), "closed_at", "D2.4"),
    )
    routes = (Route("suspected", _("Suspected fake or inferior drug: report"), REGULATOR, batches.is_suspected, "D17.3", "regulator_told_at"),)
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("recall", {"product": "product", "batch": "batch", "supplier": "supplier", "initiator": "notice_from", "notice_number": "notice_number", "quantity_bought": "quantity_bought", "quantity_stock": "quantity_stock", "quantity_sold": "quantity_sold", "story": "story"}),
        Follow("batch_issue", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story", "suspicion": "suspicion"}),
        Follow("inspection", {"product": "product", "batch": "batch", "supplier": "supplier", "quantity_stock": "quantity_stock"}),
        Follow("capa", {"origin_number": "number", "product": "product", "batch": "batch", "story": "story"}),
    )
