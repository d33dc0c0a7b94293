"""The register of services: help, repair, training and spare parts for users, at the counter or on a trip."""

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
    Row,
    Section,
    Sign,
    Signs,
    Stage,
)
from qfdesk.model.fields import (
    PERSONAL,
    Choice,
    Choices,
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
from qfdesk.rules import services as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import SERVICE
from qfdesk.rules.rights import CLERK, FINANCE, HANDLER, HEAD, QUALITY

ASKED = Section("asked", _p("section", "Request"))
GOODS = Section("goods", _p("service", "Product"))
WORK = Section("work", _("Service given"))
TRIP = Section("trip", _("Trip"), shown_if=("place_kind", ("site",)))
VIEW = Section("view", _("User's opinion"))

KINDS = {
    "support": _("Technical support"),
    "repair": _("Repair"),
    "commission": _("Commissioning"),
    "training": _("Training"),
    "parts": _("Spare parts"),
    "other": _("Other"),
}  # D8.7
PLACES = {"house": _("In the house"), "remote": _("By phone or online"), "site": _("At the user's place")}
SOLVED = {"yes": _("Solved"), "partly": _("Partly solved"), "no": _p("service", "Not solved")}
PART_COLUMNS = (
    LineColumn("part", _p("service", "Part"), width=180),
    LineColumn("model", _("Model"), width=110),
    LineColumn("quantity", _("Quantity"), "quantity", width=80),
    LineColumn("price", _("Unit price"), "money", width=90),
)
STEP_COLUMNS = (
    LineColumn("on", _("Date"), "date", width=110),
    LineColumn("what", _("What was done"), "memo", width=320),
    LineColumn("by", _("By whom"), width=100),
)

_PERSONS = (
    Row((Cell(_("User"), ("customer",), 2), Cell(_("Contact person"), ("contact_name",)))),
    Row((Cell(_("Address"), ("contact_address",), 2), Cell(_("Phone"), ("contact_phone",)))),
    Row((Cell(_p("service", "Product"), ("product.name",), 2), Cell(_("Batch number"), ("batch",)))),
    Row((Cell(_("Specification or model"), ("product.specification", "model"), 2), "bought_on")),
    Row((Cell(_("Kind of service"), ("kind",), ticks=True),)),
)
_WORK = (
    Block(_("Fault or request"), ("story",), (), 5),
    Grid(_("Course of the service"), "steps", lines=3),
    Block(_("What was done"), ("work",), (), 4),
    Grid(_("Parts replaced"), "parts", lines=3),
    Block(_("Result"), ("solved", "result"), (Sign(_("Served by"), "handler", "served_on"),), 4),
    Block(_("User's opinion"), ("satisfied", "opinion"), (Sign(_("User (signature or seal)")),), 3),
)
SERVICE_RECORD = Paper("service_record", _("After-sales service record"), "QR-150", suits=("place_kind", ("", "house", "remote")), parts=(*_PERSONS, *_WORK))
TRIP_REPORT = Paper(
    "trip_report",
    _("Repair or commissioning report"),
    "QR-151",
    suits=("place_kind", ("site",)),
    parts=(
        *_PERSONS,
        Row((Cell(_("Trip"), ("trip_from",)), Cell(_p("trip", "to"), ("trip_to",)), "companions")),
        *_WORK,
        Row(("expenses", Cell(_("Filed at"), ("filed_at",)), Cell(_("Filed by"), ("filed_by",)))),
        Signs((Sign(_("Served by"), "handler"), Sign(_("Head of department")), Sign(_("Quality office (seal)"), "filed_by", "filed_at"))),
    ),
)


class Service(Record):
    """售后服务记录, 维修或调试报告: every service with its course and result (D1.7, D8.7, D16.11, D16.12; M19).

    A service ends when the user's problem is solved; the report of a trip is filed before its expenses are paid.
    """

    key, label, prefix, order, tab = "service", _("Services"), "FS", 410, _("Service and sales")
    kept_by = (SERVICE,)
    new_label = _("New service")
    sections = (ASKED, GOODS, WORK, TRIP, VIEW, FILING)
    columns = ("number", "received_at", "customer", "kind", "product", "handler", "stage", "due")

    received_at = Moment(_("Asked at"), section=ASKED, required=True, past=True, width=96)
    channel = Choice(_("Channel"), of.CHANNELS, section=ASKED)
    kind = Choice(_("Kind of service"), KINDS, section=ASKED, required=True, default="support", width=90)
    place_kind = Choice(_("Place"), PLACES, section=ASKED, default="house", help=_("A service at the user's place is a trip with a report (D1.7)"))
    customer = Link(
        Party,
        _("User"),
        section=ASKED,
        required=True,
        searched=True,
        secret=PERSONAL,
        width=120,
        fills={"contact_name": "contact", "contact_phone": "phone", "contact_address": "address"},
    )
    contact_name = Text(_("Contact person"), section=ASKED, secret=PERSONAL, searched=True)
    contact_phone = Code(_("Phone"), section=ASKED, secret=PERSONAL, searched=True)
    contact_address = Text(_("Address"), section=ASKED, secret=PERSONAL, wide=True)
    story = Memo(_("Fault or request"), section=ASKED, required=True)
    promised_on = Date(_("Promised for"), section=ASKED, help=_("The time named to the user (D8.7)"))

    product = Link(Product, _p("service", "Product"), section=GOODS, searched=True, width=130)
    model = Text(_("Model"), section=GOODS)
    batch = Link(Batch, _("Batch number"), section=GOODS, searched=True, width=90)
    quantity = Quantity(_("Quantity"), section=GOODS)
    bought_on = Date(_("Bought on"), section=GOODS, past=True)

    department = Link(Department, _("Responsible department"), section=WORK)
    handler = Link(Operator, _("Served by"), section=WORK, width=80)
    steps = Lines(_("Course of the service"), STEP_COLUMNS, section=WORK)
    work = Memo(_("What was done"), section=WORK)
    parts = Lines(_("Parts replaced"), PART_COLUMNS, section=WORK)
    served_on = Date(_("Served on"), section=WORK, past=True)
    solved = Choice(_("Problem"), SOLVED, section=WORK, help=_("It goes on until the problem is solved (D16.11)"))
    unfit = Flag(_("Product found unfit"), section=WORK, help=_("Then its cause is looked for with the quality side (D16.11)"))
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=WORK)
    cause = Memo(_("Cause"), section=WORK)
    result = Memo(_("Result"), section=WORK)

    trip_from = Date(_("Trip from"), section=TRIP, past=True)
    trip_to = Date(_("Trip to"), section=TRIP)
    companions = Text(_("Companions"), section=TRIP)
    expenses = Money(_("Expenses"), section=TRIP, internal=True, fixed_by="paid_at")
    filed_at = Moment(_("Report filed at"), section=TRIP, system=True)
    filed_by = Link(Operator, _("Report filed by"), section=TRIP, system=True)
    paid_at = Moment(_("Expenses paid at"), section=TRIP, system=True)
    paid_by = Link(Operator, _("Expenses paid by"), section=TRIP, system=True)

    satisfied = Choice(_("User's view"), of.SATISFACTION, section=VIEW)
    opinion = Memo(_("User's opinion"), section=VIEW)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_service,)
    warnings = (rules.warn_service,)
    stages = (
        Stage(
            "asked",
            _("To serve"),
            _p("step", "Ask"),
            "warn",
            (Move("take", _("Take it on"), "serving", ("handler",), rule="D8.7", by=(CLERK, QUALITY, HANDLER, HEAD)),),
        ),
        Stage(
            "serving",
            _("Being served"),
            _p("step", "Serve"),
            "info",
            (
                Move("done", _("Served"), "served", ("work", "served_on", "solved", "result"), rule="D8.7", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("hand_back", _("Give back"), "asked", (), reason=True, back=True),
            ),
        ),
        Stage(
            "served",
            _("To confirm"),
            _p("step", "Confirm"),
            "info",
            (
                Move("close", _("Close the service"), "closed", ("satisfied",), {"closed_at": "now", "closed_by": "user"}, guard=rules.may_close, rule="D16.11", by=(CLERK, QUALITY, HANDLER, HEAD), apart=("handler",)),
                Move("file", _("File the report"), "served", (), {"filed_at": "now", "filed_by": "user"}, guard=rules.may_file, rule="D1.7", by=(QUALITY, HEAD)),
                Move("pay", _("Pay the expenses"), "served", ("expenses",), {"paid_at": "now", "paid_by": "user"}, guard=rules.may_claim, rule="D1.7", by=(FINANCE,)),
                Move("again", _("Serve again"), "serving", (), reason=True, back=True, rule="D16.11"),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "serving", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("promised", _("Serve as promised"), "promised_on", Term(days=0), "served_on", "D8.7"),
        Deadline("serve", _("Serve in reasonable time"), "received_at", Term(working_days=3), "served_on", "D8.7"),
        Deadline("file", _("File the report of the trip"), "trip_to", Term(working_days=3), "filed_at", "D1.7", when=rules.outside),
    )
    papers = (SERVICE_RECORD, TRIP_REPORT)
    ledgers = (
        Ledger(
            "services",
            _("Ledger of after-sales services"),
            (
                LedgerColumn("number", width=14),
                LedgerColumn("received_at", _("Date"), 11),
                LedgerColumn("customer", width=16),
                LedgerColumn("kind", width=10),
                LedgerColumn("product.name", _p("service", "Product"), 15),
                LedgerColumn("batch", width=11),
                LedgerColumn("story", width=22),
                LedgerColumn("work", width=22),
                LedgerColumn("result", width=18),
                LedgerColumn("served_on", width=11),
                LedgerColumn("handler", width=9),
                LedgerColumn("satisfied", width=9),
            ),
            "QR-152",
        ),
    )
    follows: ClassVar = (
        Follow("survey", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "contact_address": "contact_address", "product": "product", "batch": "batch", "origin_number": "number"}),
        Follow("service", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "contact_address": "contact_address", "product": "product", "model": "model", "batch": "batch"}),
        Follow("complaint", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "product": "product", "batch": "batch", "story": "story"}),
        Follow("slip", {"product": "product", "batch": "batch", "story": "story"}),
        Follow("batch_issue", {"customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("visit", {"customer": "customer", "host_name": "contact_name", "host_phone": "contact_phone", "place": "contact_address", "purpose": "story"}),
    )
