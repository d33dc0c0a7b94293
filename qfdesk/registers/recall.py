"""The register of recalls: goods sold are called back from their buyers, counted and disposed of."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import REGULATOR, Deadline, Follow, Move, Route, Section, Stage, by_law
from qfdesk.model.fields import PERSONAL, Choice, Code, Date, Lines, Link, Memo, Moment, Number, Quantity, Text
from qfdesk.model.masters import Batch, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import recall_choices as lists
from qfdesk.registers.recall_papers import LEDGERS, PAPERS
from qfdesk.rules import batches
from qfdesk.rules import recalls as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

NOTICE = Section("notice", _p("section", "Notice"))
GOODS = Section("goods", _p("stop", "Goods"))
PLAN = Section("plan", _("Assessment and plan"))
STOP = Section("stop", _("Stop and lock"))
BUYERS = Section("buyers", _("Buyers"))
PROGRESS = Section("progress", _p("recall", "Progress"))
END = Section("end", _("Disposal and summary"))

FILING_CLOCKS = tuple(
    by_law(f"recall.{version}.file.{level}", f"file_{version}_{level}", "received_at", "filed_at", rules.of_holder(version, level))
    for version in rules.VERSIONS
    for level in (1, 2, 3)
)
NOTICE_CLOCKS = tuple(
    by_law(f"recall.{version}.notify.{level}", f"notify_{version}_{level}", "received_at", "notified_at", rules.of_level(version, level))
    for version in rules.VERSIONS
    for level in (1, 2, 3)
)
PROGRESS_CLOCKS = tuple(
    by_law(f"recall.{version}.progress.{level}", f"{key}_{version}_{level}", after, until, rules.of_level(version, level), label)
    for version in rules.VERSIONS
    for level in (1, 2, 3)
    for key, after, until, label in (
        ("first_report", "notified_at", "reported_at", _("First progress report")),
        ("next_report", "reported_at", "completed_at", _("Next progress report")),
    )
)


class Recall(Record):
    """召回/追回: goods are called back from whoever bought them (D8.5, D18.4; M16).

    The holder's own recall, one ordered, one assisted, or the house's own recovery of goods sold (GSP). Level and
    version of the law give the time limits; recovered is counted against sold, buyer by buyer.
    """

    key, label, prefix, order, tab = "recall", _("Recalls"), "ZH", 220, _("Regulatory")
    new_label = _("New recall")
    sections = (NOTICE, GOODS, PLAN, STOP, BUYERS, PROGRESS, END, FILING)
    columns = ("number", "received_at", "product", "batch", "level", "recovered_share", "stage", "due")
    trail = (("recovered", "quantity_recovered"), ("destroyed", "quantity_destroyed"))

    received_at = Moment(_("Recall notice at"), section=NOTICE, required=True, past=True, width=96, help=_("When the holder decided or its notice came; the time limits count from here"))
    kind = Choice(_("Kind of recall"), lists.KINDS, section=NOTICE, required=True, default="assist", width=100)
    level = Choice(_p("recall", "Level"), lists.LEVELS, section=NOTICE, width=90, help=_("1: serious harm; 2: passing or reversible harm; 3: normally no harm"))
    rule_version = Choice(_("Text of the law"), lists.VERSIONS, section=NOTICE, default="text2022", help=_("The time limits follow this text"))
    initiator = Link(Party, _("Recalling unit"), section=NOTICE, searched=True, fills={"initiator_person": "contact", "initiator_phone": "phone"})
    initiator_person = Text(_("Person responsible there"), section=NOTICE)
    initiator_phone = Code(_("Phone there"), section=NOTICE)
    notice_number = Code(_("Number of the notice"), section=NOTICE, chinese=True, searched=True)
    limit_on = Date(_p("recall", "To be finished by"), section=NOTICE, help=_("The time limit the notice or the plan names"))
    reason_kind = Choice(_("Reason"), lists.REASONS, section=NOTICE)
    story = Memo(_("Why it is recalled"), section=NOTICE, required=True)
    keep = Choice(_("Goods are kept"), lists.KEEPING, section=NOTICE, default="returned")

    product = Link(Product, _("Product"), section=GOODS, required=True, searched=True, width=140)
    batch = Link(Batch, _("Batch number"), section=GOODS, required=True, searched=True, width=100)
    supplier = Link(Party, _("Supplied by"), section=GOODS, searched=True)
    quantity_bought = Quantity(_("Quantity bought"), section=GOODS)
    quantity_stock = Quantity(_("Quantity in stock"), section=GOODS)
    quantity_sold = Quantity(_("Quantity sold"), section=GOODS)
    sold_to = Text(_("Sold to"), section=GOODS, wide=True, help=_("The buyers in a word; each one stands below"))
    more_goods = Lines(_("Further batches"), lists.GOODS_COLUMNS, section=GOODS)

    assessment = Memo(_("Assessment of the danger"), section=PLAN, help=_("How grave, how likely, whom it concerns"))
    quantity_planned = Quantity(_("Quantity to be recalled"), section=PLAN)
    plan = Memo(_("Recall measures"), section=PLAN, help=_("Organisation, scope and time of the recall"))
    publication = Text(_("Made public by"), section=PLAN, wide=True, help=_("Ways and reach of the announcement"))
    expected = Text(_("Effect expected"), section=PLAN, wide=True)
    plan_disposal = Text(_("Disposal planned"), section=PLAN, wide=True)
    contact = Text(_("Contact for the recall"), section=PLAN, help=_("Name and phone in the house"))
    filed_at = Moment(_("Assessment and plan filed at"), section=PLAN, past=True)
    head_told_at = Moment(_("Responsible person told at"), section=PLAN, past=True)
    regulator_told_at = Moment(_("Regulator told at"), section=PLAN, past=True)

    stopped_at = Moment(_("Sale stopped at"), section=STOP, past=True)
    quantity_locked = Quantity(_("Quantity locked"), section=STOP)
    locked_at = Moment(_("Locked at"), section=STOP, past=True)
    lock_place = Text(_("Kept locked in"), section=STOP, suggest=True)
    feedback = Memo(_("Feedback"), section=STOP, help=_("What was found, locked and sold, as it goes back to the recalling unit"))
    fed_back_at = Moment(_("Fed back at"), section=STOP, past=True)

    sold_state = Choice(_("Who bought it"), lists.SOLD, section=BUYERS, required=True, default="sold")
    buyers = Lines(_("Buyers of the batch"), lists.BUYER_COLUMNS, section=BUYERS, secret=PERSONAL, shown_if=("sold_state", ("sold",)), help=_("Each buyer with what was sold, when it was told and what came back"))
    notified_at = Moment(_("Buyers told at"), section=BUYERS, past=True)
    notified_by = Link(Operator, _("Buyers told by"), section=BUYERS, system=True)
    buyers_listed = Number(_("Buyers listed"), section=BUYERS, system=True)
    buyers_told = Number(_("Buyers told"), section=BUYERS, system=True)
    sold_listed = Quantity(_("Sold to those listed"), section=BUYERS, system=True)
    quantity_recovered = Quantity(_("Quantity recovered"), section=BUYERS, system=True)
    recovered_share = Quantity(_("Recovered of what was sold"), section=BUYERS, system=True, unit="%", width=80)
    outstanding = Quantity(_("Still out"), section=BUYERS, system=True)

    reports = Lines(_("Progress reports"), lists.REPORT_COLUMNS, section=PROGRESS)
    reported_at = Moment(_("Last progress report at"), section=PROGRESS, system=True)
    completed_at = Moment(_("Recall complete at"), section=PROGRESS, system=True)
    shortfall = Memo(_("Why some did not come back"), section=PROGRESS, help=_("Used up, resold, not found"))
    handler = Link(Operator, _("Handler"), section=PROGRESS, width=70)

    disposed_as = Choice(_("What becomes of the goods"), lists.DISPOSALS, section=END)
    quantity_disposed = Quantity(_("Quantity disposed of"), section=END)
    quantity_destroyed = Quantity(_("Of it destroyed"), section=END, system=True)
    disposed_on = Date(_("Disposed of on"), section=END, past=True)
    destroyed_before = Text(_("Witnesses of the destruction"), section=END, shown_if=("disposed_as", ("destroy",)), help=_("Two persons, or the authority"))
    effect = Choice(_("Effect of the recall"), lists.EFFECTS, section=END)
    summary = Memo(_p("recall", "Summary"), section=END, help=_("Course, quantities, effect, and what prevents a repetition"))
    result = Memo(_("Result"), section=END)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    derives = (rules.derive_recall, rules.derive_destroyed)
    checks = (batches.check_quantities, rules.check_recall)
    warnings = (rules.warn_recall,)
    stages = (
        Stage(
            "received",
            _("To stop the sale"),
            _p("step", "Receive"),
            "danger",
            (Move("stop", _("Sale stopped"), "stopped", ("level", "rule_version"), {"stopped_at": "now"}, rule="D18.4", by=(CLERK, QUALITY, HANDLER, HEAD)),),
        ),
        Stage(
            "stopped",
            _("To lock the stock"),
            _p("step", "Stop"),
            "warn",
            (Move("lock", _("Stock locked"), "locked", ("quantity_stock", "quantity_locked", "lock_place"), {"locked_at": "now"}, rule="D2.4", by=(CLERK, QUALITY, HANDLER, HEAD)),),
        ),
        Stage(
            "locked",
            _("To tell the buyers"),
            _p("step", "Lock"),
            "warn",
            (
                Move("notify", _p("move", "Buyers told"), "recovering", ("plan", "sold_state", "buyers", "feedback"), {"notified_at": "now", "notified_by": "user", "fed_back_at": "now"}, guard=rules.may_notify, rule="D18.4", by=(QUALITY, HEAD)),
                Move("feed_back", _("Fed back"), "locked", ("feedback",), {"fed_back_at": "now"}, rule="D2.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "recovering",
            _("Goods coming back"),
            _p("step", "Recover"),
            "info",
            (
                Move("complete", _("Recall complete"), "disposing", ("effect",), {"completed_at": "now"}, guard=rules.may_complete, rule="D8.5", by=(QUALITY, HEAD)),
                Move("report", _("Progress reported"), "recovering", ("reports",), {"reported_at": "now"}, rule="D18.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
            waiting=True,
        ),
        Stage(
            "disposing",
            _("To dispose of and sum up"),
            _p("step", "Sum up"),
            "info",
            (
                Move("close", _("Close the recall"), "closed", ("disposed_as", "quantity_disposed", "destroyed_before", "summary", "result"), {"closed_at": "now", "closed_by": "user"}, guard=rules.may_close, rule="D8.5", by=(QUALITY, HEAD), apart=("handler",)),
                Move("return", _("Back to recovering"), "recovering", clears=("completed_at",), reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "disposing", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("stop", _("Stop the sale"), "received_at", Term(days=0), "stopped_at", "D2.4", pausable=False),
        Deadline("lock", _("Lock the stock"), "received_at", Term(hours=24), "locked_at", "D2.4", pausable=False),
        Deadline("feed_back", _("Feed back"), "received_at", Term(working_days=2), "fed_back_at", "D1.10", pausable=False),
        *NOTICE_CLOCKS,
        *FILING_CLOCKS,
        *PROGRESS_CLOCKS,
        Deadline("limit", _("Finish the recall"), "limit_on", Term(days=0), "completed_at", "D8.5", pausable=False),
        by_law("recall.2022.summary", "summary", "completed_at", "closed_at", rules.sums_up),
    )
    routes = (
        Route("grave", _("Recall of level 1 or 2"), HEAD, rules.is_grave, "D2.6", "head_told_at"),
        Route("regulator", _("Recall the house answers for"), REGULATOR, rules.is_holder, "D17.4", "regulator_told_at"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("goods_return", {"product": "product", "batch": "batch", "story": "story"}),
        Follow("stop_sale", {"product": "product", "batch": "batch", "supplier": "supplier", "notice_from": "initiator", "notice_number": "notice_number", "story": "story"}),
        Follow("visit", {"product": "product", "batch": "batch", "purpose": "story"}),
        Follow("capa", {"origin_number": "number", "product": "product", "batch": "batch", "story": "story"}),
    )
