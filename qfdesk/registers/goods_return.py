"""The register of returns: goods a user sends back, from the slip to refund, restocking and the follow-up visit."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import (
    Deadline,
    Follow,
    Move,
    Section,
    Stage,
    by_law,
)
from qfdesk.model.fields import (
    PERSONAL,
    Choice,
    Code,
    Date,
    Flag,
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
from qfdesk.registers.goods_return_papers import LEDGERS, PAPERS
from qfdesk.rules import returns as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import RETURNS
from qfdesk.rules.rights import CLERK, FINANCE, HANDLER, HEAD, QUALITY

INTAKE = Section("intake", _("Intake"))
GOODS = Section("goods", _("Goods"))
RECEIPT = Section("receipt", _("Receipt of the goods"))
CONFIRM = Section("confirm", _("Confirming the ground"))
DECIDE = Section("decide", _("Handling"))
MONEY = Section("money", _("Refund and stock"))
FOLLOW = Section("follow", _("Follow-up"))

GROUNDS = {
    "quality": _("Quality problem"),
    "standard": _("Objection to the technical standard"),
    "delivery": _("Not delivered in time"),
    "packing": _("Packing"),
    "transport": _("Transport"),
    "recall": _("Recall"),
    "other": _("Other"),
}  # D12.8
CONFIRMERS = {"quality": _("Quality department"), "research": _("Product development"), "sales": _("Sales department")}  # D12.8
DISPOSALS = {
    "restock": _("Back into stock"),
    "forward": _("To another user"),
    "supplier": _("Back to the supplier"),
    "exchange": _("Exchange"),
    "destroy": _("Destroy"),
    "refuse": _("Return refused"),
}  # D12.9
VEHICLES = {"cold": _("Refrigerated vehicle"), "closed": _("Closed vehicle"), "post": _("Post or courier"), "hand": _("Brought in person"), "other": _("Other")}
LOCATIONS = {"waiting": _("Area of returned goods"), "unfit": _("Area of unfit goods"), "fit": _("Area of fit goods")}
MORE_COLUMNS = (
    LineColumn("product", _("Product"), width=150),
    LineColumn("specification", _("Specification"), width=100),
    LineColumn("batch", _("Batch number"), width=100),
    LineColumn("expires", _("Valid until"), "date", width=100),
    LineColumn("claimed", _("Claimed"), "quantity", width=70),
    LineColumn("received", _("Received"), "quantity", width=70),
    LineColumn("price", _("Unit price"), "money", width=80),
    LineColumn("amount", _("Amount"), "money", width=90),
)


class GoodsReturn(Record):
    """退货: goods a user returns, accepted by a slip (D12.7-D12.12; M14).

    The goods are counted against the claim, the department that the ground names confirms (D12.8), and no refund is made
    without a confirmed slip (D12.10). Stock papers prove every restocking (D12.9); the user is visited afterwards (D12.12).
    """

    key, label, prefix, order, tab = "goods_return", _("Returns"), "TH", 40, _("Returns")
    kept_by = (RETURNS,)
    new_label = _("New return")
    sections = (INTAKE, GOODS, RECEIPT, CONFIRM, DECIDE, MONEY, FOLLOW, FILING)
    columns = ("number", "received_at", "customer", "product", "batch", "stage", "due")

    received_at = Moment(_("Applied at"), section=INTAKE, required=True, past=True, width=96)
    channel = Choice(_("Channel"), of.CHANNELS, section=INTAKE)
    customer = Link(
        Party,
        _("Returning unit"),
        section=INTAKE,
        required=True,
        searched=True,
        secret=PERSONAL,
        width=120,
        fills={"contact_name": "contact", "contact_phone": "phone", "consumer": "kind=person"},
    )
    consumer = Flag(_("Consumer, not a unit"), section=INTAKE)
    contact_name = Text(_("Handed in by"), section=INTAKE, secret=PERSONAL, searched=True)
    contact_phone = Code(_("Phone"), section=INTAKE, secret=PERSONAL)
    sale_number = Code(_("Sales document"), section=INTAKE, searched=True, chinese=True)
    sold_on = Date(_("Sold on"), section=INTAKE, past=True)
    invoice = Code(_("Invoice"), section=INTAKE)
    ground = Choice(_("Ground"), GROUNDS, section=INTAKE, required=True)
    story = Memo(_("Why it is returned"), section=INTAKE, required=True)

    product = Link(Product, _("Product"), section=GOODS, required=True, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=GOODS, required=True, searched=True, width=90)
    quantity_sold = Quantity(_("Quantity sold"), section=GOODS)
    quantity_claimed = Quantity(_("Quantity claimed"), section=GOODS, required=True, width=80)
    unit_price = Money(_("Unit price"), section=GOODS)
    amount = Money(_("Amount"), section=GOODS, system=True)
    more_goods = Lines(_("Further goods on this slip"), MORE_COLUMNS, section=GOODS)

    quantity_received = Quantity(_("Quantity received"), section=RECEIPT, width=80)
    arrived_at = Moment(_("Goods arrived at"), section=RECEIPT, system=True)
    arrived_by = Link(Operator, _("Received by"), section=RECEIPT, system=True)
    arrival_temperature = Quantity(_("Temperature on arrival"), section=RECEIPT, unit="℃")
    vehicle = Choice(_("Carried by"), VEHICLES, section=RECEIPT)
    location = Choice(_("Kept in"), LOCATIONS, section=RECEIPT, default="waiting")
    receipt_note = Memo(_("State of the goods"), section=RECEIPT)

    confirmer = Choice(
        _("Confirmed by department"),
        CONFIRMERS,
        section=CONFIRM,
        system=True,
        help=_("The ground decides: quality problem, technical standard, or delivery, packing and transport (D12.8)"),
    )
    department = Link(Department, _("Department"), section=CONFIRM)
    handler = Link(Operator, _("Handler"), section=CONFIRM, width=70)
    confirmation = Memo(_("Confirmation of the ground"), section=CONFIRM)
    confirmed_at = Moment(_("Confirmed at"), section=CONFIRM, system=True)
    confirmed_by = Link(Operator, _("Confirmed by"), section=CONFIRM, system=True)
    inspection = Memo(_("Inspection again"), section=CONFIRM, help=_("By the outgoing-goods inspector where needed (D12.9)"))
    inspector = Text(_("Inspector"), section=CONFIRM)
    inspected_on = Date(_("Inspected on"), section=CONFIRM, past=True)

    proposal = Memo(_("Proposed handling"), section=DECIDE)
    disposal = Choice(_("What becomes of the goods"), DISPOSALS, section=DECIDE, width=100)
    responsible = Choice(_("Responsibility"), of.RESPONSIBLE, section=DECIDE)
    responsible_person = Text(
        _("Person responsible"), section=DECIDE, internal=True, help=_("Where the house is at fault the person is found and dealt with (D12.11)")
    )
    result = Memo(_("Result"), section=DECIDE)
    decided_at = Moment(_("Decided at"), section=DECIDE, system=True)
    decided_by = Link(Operator, _("Decided by"), section=DECIDE, system=True)

    refund_amount = Money(_("Refund"), section=MONEY, fixed_by="refunded_at")
    refunded_at = Moment(_("Refunded at"), section=MONEY, system=True)
    refunded_by = Link(Operator, _("Refunded by"), section=MONEY, system=True)
    stock_in_number = Code(_("Return and stock-in paper"), section=MONEY, chinese=True, help=_("Needed before goods go back into stock (D12.9)"))
    stock_out_number = Code(_("Return and stock-out paper"), section=MONEY, chinese=True, help=_("Needed before goods go to another user (D12.9)"))

    follow_by = Date(_("Follow-up visit by"), section=FOLLOW)
    visited_on = Date(_("Visited on"), section=FOLLOW, past=True)
    satisfied = Choice(_("Customer's view"), of.SATISFACTION, section=FOLLOW)
    follow_up = Memo(_("Follow-up"), section=FOLLOW)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    derives = (rules.derive_return,)
    checks = (rules.check_return,)
    warnings = (rules.warn_return,)
    stages = (
        Stage(
            "applied",
            _("Goods expected"),
            _p("step", "Apply"),
            "warn",
            (
                Move(
                    "receive",
                    _("Goods received"),
                    "received",
                    ("quantity_received",),
                    {"arrived_at": "now", "arrived_by": "user"},
                    guard=rules.may_receive,
                    rule="D12.7",
                    by=(CLERK, QUALITY, HANDLER, HEAD),
                ),
                Move("refuse", _("Refuse the return"), "closed", ("result",), {"closed_at": "now", "closed_by": "user"}, reason=True, rule="D12.7"),
            ),
            waiting=True,
        ),
        Stage(
            "received",
            _("To confirm"),
            _p("return", "Receive"),
            "info",
            (
                Move(
                    "confirm",
                    _("Confirm the ground"),
                    "confirmed",
                    ("confirmation", "department", "handler"),
                    {"confirmed_at": "now", "confirmed_by": "user"},
                    rule="D12.8",
                ),
            ),
        ),
        Stage(
            "confirmed",
            _("To decide"),
            _p("step", "Confirm"),
            "info",
            (
                Move(
                    "decide",
                    _("Decide"),
                    "settling",
                    ("disposal", "responsible", "result"),
                    {"decided_at": "now", "decided_by": "user"},
                    guard=rules.may_decide,
                    rule="D12.8",
                ),
                Move("return", _("Back to confirming"), "received", clears=("confirmed_at", "confirmed_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "settling",
            _("To settle"),
            _p("step", "Settle"),
            "info",
            (
                Move("settle", _("Goods settled"), "following", (), guard=rules.may_settle, rule="D12.9"),
                Move(
                    "refund",
                    _("Refund paid"),
                    "settling",
                    ("refund_amount",),
                    {"refunded_at": "now", "refunded_by": "user"},
                    guard=rules.may_refund,
                    rule="D12.10",
                    by=(FINANCE,),
                ),
            ),
        ),
        Stage(
            "following",
            _p("stage", "Follow-up visit"),
            _p("step", "Visit"),
            "info",
            (
                Move(
                    "close",
                    _("Close the return"),
                    "closed",
                    ("visited_on", "satisfied"),
                    {"closed_at": "now", "closed_by": "user"},
                    guard=rules.may_close,
                    rule="D12.12",
                    by=(CLERK, QUALITY, HANDLER, HEAD),
                ),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "following", (), clears=("closed_at", "closed_by", "satisfied"), reason=True, back=True),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("confirm", _("Confirm the ground"), "arrived_at", Term(working_days=2), "confirmed_at", "D12.8"),
        Deadline("settle", _("Settle"), "confirmed_at", Term(working_days=5), "decided_at", "D12.8"),
        by_law("consumer.refund", "refund", "arrived_at", "refunded_at", when=rules.consumer_refund),
        Deadline("follow", _("Follow-up visit"), "follow_by", Term(days=0), "closed_at", "D12.12"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    trail = (("returned", "quantity_received"), ("returned", "more_goods.received"))
    follows: ClassVar = (
        Follow(
            "visit",
            {"customer": "customer", "host_name": "contact_name", "host_phone": "contact_phone", "product": "product", "batch": "batch", "purpose": "story"},
        ),
        Follow("batch_issue", {"customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("slip", {"product": "product", "batch": "batch", "quantity": "quantity_received", "story": "story"}),
        Follow("capa", {"origin_number": "number", "customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("survey", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "product": "product", "batch": "batch", "origin_number": "number"}),
    )
