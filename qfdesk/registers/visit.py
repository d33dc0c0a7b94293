"""The register of visits: letters that ask for a visit, visits to users, forums, direct talks."""

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
from qfdesk.model.fields import PERSONAL, Choice, Code, Date, LineColumn, Lines, Link, Memo, Moment, Text
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.rules import visits as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import LETTERS
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

VISIT = Section("visit", _("Visit"))
PEOPLE = Section("people", _("Those taking part"))
FORUM = Section("forum", _("Forum"), shown_if=("kind", ("forum",)))
TALK = Section("talk", _("What was said"))
HANDLING = Section("handling", _("Handling and reply"))

KINDS = {
    "letter": _("Letter or call on a matter"),
    "visit": _("Visit to a user"),
    "forum": _("Forum with users"),
    "talk": _("Direct talk"),
    "opinion": _("Yearly opinion of a main customer"),
    "follow": _("Follow-up visit"),
}  # D4.5, D12.3, D12.6, D12.12
# D4.3
TOPICS = {
    "product": _("Product"),
    "packing": _("Packing"),
    "delivery": _("Delivery"),
    "price": _("Price"),
    "service": _("Service"),
    "contract": _("Requirements and contract"),
    "demand": _("Market demand"),
    "rival": _("Competitors"),
    "other": _("Other"),
}
OPINION_COLUMNS = (
    LineColumn("topic", _p("talk", "About"), "choice", TOPICS, 90),
    LineColumn("said", _("Opinion"), "memo", width=240),
    LineColumn("handling", _("Handling"), "memo", width=200),
    LineColumn("department", _("Department"), width=100),
    LineColumn("due", _p("due", "By"), "date", width=100),
)
RESOLUTION_COLUMNS = (
    LineColumn("what", _("Resolution"), "memo", width=320),
    LineColumn("department", _("Department"), width=120),
    LineColumn("due", _p("due", "By"), "date", width=100),
)

VISIT_RECORD = Paper(
    "visit_record",
    _("Customer visit record"),
    "QR-041",
    head=("number", "received_at", "kind"),
    outward=True,
    copies=(_("Sales department"), _("Quality department")),
    parts=(
        Row((Cell(_("Unit"), ("customer",), 2), Cell(_("Phone"), ("host_phone",)))),
        Row((Cell(_("Address"), ("place",), 2), "visitors")),
        Row((Cell(_("Product and batch"), ("product", "batch"), 2), Cell(_p("host", "Received by"), ("host_name", "host_post")))),
        Block(_("Purpose"), ("purpose",), (), 2),
        Block(_("How the products are used"), ("usage",), (), 4),
        Grid(_("Opinions of the customer"), "opinions", lines=5),
        Block(_("Summary"), ("story",), (Sign(_("Visitor"), "recorded_by", "received_at"),), 4),
        Block(_("Proposed handling"), ("proposal",), (Sign(_("Head of department"), "proposed_by", "proposed_at"),), 3),
        Block(_("Result"), ("result",), (Sign(_("Handler"), "handler", "replied_at"),), 4),
        Signs((Sign(_("Visitor")), Sign(_("Customer")), Sign(_("Head of department")))),
    ),
)
FORUM_MINUTES = Paper(
    "forum_minutes",
    _("Minutes of a forum"),
    "QR-042",
    head=("number", "received_at"),
    copies=(_("Those taking part"), _p("copy", "File")),
    suits=("kind", ("forum",)),
    parts=(
        Row((Cell(_("Place"), ("place",), 2), Cell(_("Chair"), ("chair",)))),
        Row((Cell(_("Topic"), ("purpose",), 3),)),
        Block(_("Units and people present (signed)"), ("attendees",), (), 4),
        Grid(_("Opinions"), "opinions", lines=6),
        Block(_("Summary"), ("story",), (), 6),
        Grid(_("Resolutions"), "resolutions", lines=4),
        Block(_("Handling"), ("result",), (), 3),
        Row((Cell(_("Sent to"), ("distribution",), 3),)),
        Signs((Sign(_("Minutes by"), "recorded_by"), Sign(_("Checked by")))),
    ),
)


class Visit(Record):
    """访问: 信访, 走访, 座谈会 and direct talks with users (D4.5, D12.3-D12.6, D12.12; M13).

    What the user said is written down opinion by opinion, handled by the department named, and answered; main customers
    are asked at least once a year (D12.6).
    """

    key, label, prefix, order, tab = "visit", _("Visits"), "FW", 30, _("Visits")
    kept_by = (LETTERS,)
    new_label = _("New visit")
    sections = (VISIT, PEOPLE, FORUM, TALK, HANDLING, FILING)
    columns = ("number", "received_at", "kind", "customer", "purpose", "stage", "due")

    received_at = Moment(_("Visited at"), section=VISIT, required=True, past=True, width=96)
    kind = Choice(_("Kind"), KINDS, section=VISIT, required=True, default="visit", width=110)
    way = Choice(_("Way"), of.CHANNELS, section=VISIT, default="visit")
    customer = Link(Party, _("Customer"), section=VISIT, searched=True, secret=PERSONAL, width=140, fills={"host_name": "contact", "host_phone": "phone", "place": "address"})
    place = Text(_("Place"), section=VISIT, searched=True, wide=True)
    purpose = Text(_("Purpose"), section=VISIT, searched=True, wide=True, limit=2000, width=180)
    product = Link(Product, _("Product"), section=VISIT, searched=True)
    batch = Link(Batch, _("Batch number"), section=VISIT, searched=True)

    host_name = Text(_p("host", "Received by"), section=PEOPLE, secret=PERSONAL, searched=True)
    host_post = Text(_("Post"), section=PEOPLE)
    host_phone = Code(_("Phone"), section=PEOPLE, secret=PERSONAL)
    visitors = Text(_("Visitors"), section=PEOPLE)

    chair = Text(_("Chair"), section=FORUM)
    attendees = Memo(_("Units and people present"), section=FORUM, secret=PERSONAL)
    distribution = Text(_("Sent to"), section=FORUM, wide=True)

    usage = Memo(_("How the products are used"), section=TALK)
    opinions = Lines(_("Opinions of the customer"), OPINION_COLUMNS, section=TALK)
    story = Memo(_("What was said"), section=TALK, required=True)
    rivals = Memo(_("Comparison with competitors"), section=TALK)
    resolutions = Lines(_("Resolutions"), RESOLUTION_COLUMNS, section=TALK, shown_if=("kind", ("forum",)))

    department = Link(Department, _("Responsible department"), section=HANDLING)
    handler = Link(Operator, _("Handler"), section=HANDLING, width=70)
    answer_by = Date(_("To be answered by"), section=HANDLING)
    proposal = Memo(_("Proposed handling"), section=HANDLING)
    proposed_by = Link(Operator, _("Proposed by"), section=HANDLING, system=True)
    proposed_at = Moment(_("Proposed at"), section=HANDLING, system=True)
    result = Memo(_("Result"), section=HANDLING)
    reply_text = Memo(_("Reply to the customer"), section=HANDLING)
    replied_at = Moment(_("Replied at"), section=HANDLING, past=True)
    satisfied = Choice(_("Customer's view"), of.SATISFACTION, section=HANDLING)
    next_visit_on = Date(_("Next visit on"), section=HANDLING, help=_("A returning user is visited again until satisfied (D12.12)"))
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_visit,)
    warnings = (rules.warn_visit,)
    stages = (
        Stage(
            "recorded",
            _("Recorded"),
            _p("step", "Record"),
            "warn",
            (
                Move("handle", _("Pass on for handling"), "handling", ("purpose", "handler"), rule="D12.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("file", _("File: nothing to handle"), "closed", ("purpose",), {"closed_at": "now", "closed_by": "user"}, guard=rules.nothing_open, rule="D12.5", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "handling",
            _p("stage", "Handling"),
            _p("step", "Handle"),
            "info",
            (Move("propose", _("Handling done"), "replying", ("proposal", "result"), {"proposed_at": "now", "proposed_by": "user"}, rule="D12.4"),),
        ),
        Stage(
            "replying",
            _("To reply"),
            _p("step", "Reply"),
            "info",
            (
                Move(
                    "close",
                    _("Close the visit"),
                    "closed",
                    ("reply_text", "replied_at", "satisfied"),
                    {"closed_at": "now", "closed_by": "user"},
                    guard=rules.may_close,
                    rule="D12.12",
                    by=(CLERK, QUALITY, HANDLER, HEAD),
                ),
                Move("reply", _("Reply sent"), "replying", ("reply_text",), {"replied_at": "now"}, rule="D12.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("return", _("Back to handling"), "handling", reason=True, back=True),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "handling", (), clears=("closed_at", "closed_by", "satisfied"), reason=True, back=True),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("handle", _("Handle"), "received_at", Term(working_days=5), "proposed_at", "D12.4"),
        Deadline("answer", _("Answer"), "answer_by", Term(days=0), "replied_at", "D12.4"),
        Deadline("again", _("Visit again"), "next_visit_on", Term(days=0), "closed_at", "D12.12"),
    )
    papers = (VISIT_RECORD, FORUM_MINUTES)
    ledgers = (
        Ledger(
            "visits",
            _("Ledger of visits"),
            (
                LedgerColumn("number", width=14),
                LedgerColumn("received_at", _("Date"), 11),
                LedgerColumn("kind", width=12),
                LedgerColumn("customer", _("User"), 18),
                LedgerColumn("host_name", width=10),
                LedgerColumn("host_phone", _("Phone"), 13),
                LedgerColumn("visitors", width=10),
                LedgerColumn("purpose", width=22),
                LedgerColumn("story", width=34),
                LedgerColumn("department", _("Department"), 11),
                LedgerColumn("result", width=28),
                LedgerColumn("replied_at", _("Answered on"), 11),
                LedgerColumn("satisfied", width=10),
                LedgerColumn("handler", width=8),
            ),
            "QR-040",
        ),
    )
    follows: ClassVar = (
        Follow(
            "complaint",
            {"customer": "customer", "contact_name": "host_name", "contact_phone": "host_phone", "product": "product", "batch": "batch", "story": "story"},
        ),
        Follow("visit", {"customer": "customer", "product": "product", "batch": "batch", "purpose": "purpose"}),
        Follow("batch_issue", {"customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("slip", {"customer": "customer", "contact_name": "host_name", "contact_phone": "host_phone", "product": "product", "batch": "batch", "story": "story"}),
        Follow("meeting", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "topic": "purpose"}),
        Follow("service", {"customer": "customer", "contact_name": "host_name", "contact_phone": "host_phone", "contact_address": "place", "product": "product", "batch": "batch", "story": "story"}),
        Follow("survey", {"customer": "customer", "contact_name": "host_name", "contact_phone": "host_phone", "contact_address": "place", "product": "product", "batch": "batch", "origin_number": "number"}),
    )
