"""The register of complaints: a customer's word from intake to closing."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import REGULATOR, Deadline, Follow, Move, Route, Section, Stage, by_law
from qfdesk.model.fields import (
    PERSONAL,
    SEALED,
    STAFF,
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
    Number,
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.complaint_papers import LEDGERS, PAPERS
from qfdesk.rules import complaints as rules
from qfdesk.rules import routes as ways
from qfdesk.rules.due import Term
from qfdesk.rules.posts import COLLECTOR, LETTERS
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

INTAKE = Section("intake", _("Intake"))
WHO = Section("who", _("Complainant"))
WHAT = Section("what", _("Medicine"))
STORY = Section("story", _("What happened"))
MORE = Section("more", _("Further details"))
USE = Section("use", _("How it was used"), shown_if=("kind", ("adr", "quality")))
ASSESS = Section("assess", _("Assessment"))
INVESTIGATE = Section("investigate", _("Investigation"))
DECIDE = Section("decide", _("Decision"))
REPLY = Section("reply", _("Reply and follow-up"))

CARRIED = {"customer": "customer", "product": "product", "batch": "batch"}
CONTACT_COLUMNS = (
    LineColumn("at", _("When"), "moment", width=130),
    LineColumn(
        "about",
        _p("talk", "About"),
        "choice",
        {
            "received": _("Receipt confirmed"),
            "progress": _("Progress"),
            "plan": _("Solution"),
            "result": _("Result"),
            "satisfaction": _("Satisfaction"),
        },
        90,
    ),
    LineColumn("way", _("Way"), width=80),
    LineColumn("said", _("What was said"), "memo", width=300),
)


class Complaint(Record):
    """顾客投诉: a complaint, inquiry, opinion or report of a customer, by whatever channel (M1, M2, M6, M8, M10-M12).

    Accepted and the customer told within 24 hours (D9.4), investigated (D9.6, D16.3), decided, answered within the
    house's own term (D4.2), closed with the customer's view (D20.6). Letters, calls and visits share one number (D12.3).
    """

    key, label, prefix, order, tab = "complaint", _("Complaints"), "TS", 10, _("Complaints")
    kept_by = (LETTERS, COLLECTOR)
    new_label = _("New complaint")
    sections = (INTAKE, WHO, WHAT, STORY, USE, MORE, ASSESS, INVESTIGATE, DECIDE, REPLY, FILING)
    sealed_by = "confidential"
    columns = ("number", "received_at", "customer", "product", "batch", "stage", "due")

    received_at = Moment(_("Received at"), section=INTAKE, required=True, past=True, width=96)
    channel = Choice(_("Channel"), of.CHANNELS, section=INTAKE)
    kind = Choice(_("Kind"), of.COMPLAINT_KINDS, section=INTAKE, required=True, default="quality")
    problem = Choice(_("Problem"), of.PROBLEMS, section=INTAKE)
    simple_query = Flag(_("Simple query"), section=INTAKE, help=_("May be answered at once without a slip (D1.4)"))

    customer = Link(
        Party,
        _("Customer"),
        section=WHO,
        searched=True,
        secret=PERSONAL,
        width=110,
        fills={"contact_name": "contact", "contact_phone": "phone", "contact_address": "address"},
    )
    reporter_type = Choice(_("Reporter"), of.REPORTER_TYPES, section=WHO, default="patient")
    contact_name = Text(_p("person", "Name"), section=WHO, searched=True, secret=PERSONAL)
    contact_phone = Code(_("Phone"), section=WHO, searched=True, secret=PERSONAL)
    contact_address = Text(_("Address"), section=WHO, secret=PERSONAL, wide=True)
    confidential = Flag(_("Identity sealed"), section=WHO, secret=SEALED, index=True, help=_("For a whistle-blower: the identity stays with the persons named (D15.5)"))

    product = Link(Product, _("Product"), section=WHAT, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=WHAT, searched=True, width=90)
    quantity = Quantity(_("Quantity"), section=WHAT)
    bought_on = Date(_("Bought on"), section=WHAT, past=True)

    occurred_on = Date(_("Happened on"), section=STORY, past=True)
    story = Memo(_("What is complained of"), section=STORY, required=True)
    wish = Memo(_("What the complainant wants"), section=STORY)

    dose = Text(_("Dose"), section=USE)
    frequency = Text(_("Frequency"), section=USE)
    use_period = Text(_("Time of use"), section=USE)
    look = Text(_("Appearance, smell, taste"), section=USE)
    effect = Text(_("Effect"), section=USE)
    symptoms = Memo(_("Symptoms"), section=USE, secret=PERSONAL, shown_if=("kind", ("adr",)))

    sex = Choice(_("Sex"), of.SEXES, section=MORE, secret=PERSONAL)
    age = Number(_("Age"), section=MORE, secret=PERSONAL, unit=_("years"))
    identity_proof = Code(_("Proof of identity"), section=MORE, secret=PERSONAL, internal=True, chinese=True, help=_("Only where the rule of the house demands it (D9.3)"))
    trace_code = Code(_("Trace code"), section=MORE, searched=True, help=_("The 20 digits of the drug trace code, or the maker's own code"))
    evidence = Text(_("Evidence"), section=MORE, help=_("Sample, receipt, pictures; the files go to the attachments (D5.2)"))
    direction = Choice(_("Stream"), of.DIRECTIONS, section=MORE, default="external")
    trade_stage = Choice(_("Stage of trade"), of.TRADE_STAGES, section=MORE, help=_("Where in buying, selling, transfer and storing it arose (D19.1)"))
    outlet = Text(_("Outlet"), section=MORE, suggest=True, help=_("The shop, or the outlet whose feedback box was opened (D9.2)"))
    original_kept = Flag(_("Original letter kept"), section=MORE, help=_("The letter and its reply are filed under this number (D12.3)"))
    affects_production = Flag(_("Affects production"), section=MORE, help=_("Then it is due the same day (D1.11)"))

    truth = Choice(_("Finding"), of.TRUTH, section=ASSESS, help=_("Whether it is a real quality problem (D8.3)"))
    severity = Choice(_("Severity"), of.SEVERITIES, section=ASSESS)
    importance = Choice(_("Importance"), of.IMPORTANCE, section=ASSESS)
    urgency = Choice(_("Urgency"), of.URGENCIES, section=ASSESS, default="normal")
    extent = Choice(
        _("Extent"), of.EXTENTS, section=ASSESS, help=_("Single to local: the quality officer handles it; large lot or serious: the responsible person (D2.6)")
    )
    hard = Flag(_("Hard problem"), section=ASSESS, help=_("One week instead of two days (D1.10)"))
    disputed = Flag(_("Disputed"), section=ASSESS, help=_("Goes straight to the general manager (D7.3)"))
    scope = Text(_("Scope of impact"), section=ASSESS, wide=True)
    suspicion = Choices(_("Suspected fake or inferior drug"), of.SUSPICIONS, section=ASSESS, shown_if=("kind", ("quality", "sale", "report")))

    department = Link(Department, _("Responsible department"), section=INVESTIGATE)
    handler = Link(Operator, _("Handler"), section=INVESTIGATE, width=70)
    site_visit_on = Date(_("Site visit on"), section=INVESTIGATE, past=True)
    sample_check = Text(_("Retained sample"), section=INVESTIGATE, help=_("Result of checking the retained sample again (D16.7)"))
    same_batch = Text(_("Same batch checked"), section=INVESTIGATE, help=_("Stock and other cases of the same batch (D16.6)"))
    institute = Text(_("Testing institute and result"), section=INVESTIGATE)
    findings = Memo(_("Investigation"), section=INVESTIGATE)
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=INVESTIGATE)
    cause = Memo(_("Cause"), section=INVESTIGATE)
    responsible = Choice(_("Responsibility"), of.RESPONSIBLE, section=INVESTIGATE)
    responsible_person = Text(_("Person responsible"), section=INVESTIGATE, internal=True, secret=STAFF)
    review = Memo(_("Review meeting"), section=INVESTIGATE, shown_if=("extent", ("lot", "serious")), help=_("Who took part and what was concluded (D1.5)"))
    proposed_at = Moment(_("Opinion given at"), section=INVESTIGATE, system=True)
    proposed_by = Link(Operator, _("Opinion given by"), section=INVESTIGATE, system=True)

    proposal = Memo(_("Proposed handling"), section=DECIDE)
    measures = Choices(_("Measures"), of.MEASURES, section=DECIDE)
    corrective = Memo(_("Corrective measures"), section=DECIDE)
    preventive = Memo(_("Preventive measures"), section=DECIDE)
    parallels = Memo(_("Like products and batches"), section=DECIDE, help=_("What else could have the same fault (D16.3)"))
    leader_opinion = Memo(_("Leader's decision"), section=DECIDE)
    paid_amount = Money(_("Paid to the customer"), section=DECIDE)
    result = Memo(_("Result"), section=DECIDE)
    decided_at = Moment(_("Decided at"), section=DECIDE, system=True)
    decided_by = Link(Operator, _("Decided by"), section=DECIDE, system=True)

    accepted_at = Moment(_("Accepted at"), section=REPLY, system=True)
    accepted_by = Link(Operator, _("Accepted by"), section=REPLY, system=True)
    informed_at = Moment(_("Customer told at"), section=REPLY, past=True, help=_("When the customer was told that it is accepted (D9.4)"))
    promised_on = Date(_("Answer promised for"), section=REPLY, help=_("The time named to the customer (D5.4)"))
    contacts = Lines(_("Contacts with the customer"), CONTACT_COLUMNS, section=REPLY)
    reply_text = Memo(_("Reply to the customer"), section=REPLY)
    reply_channel = Choice(_("Replied by"), of.CHANNELS, section=REPLY)
    replied_at = Moment(_("Replied at"), section=REPLY, past=True)
    superior_told_at = Moment(_("Superior told at"), section=REPLY, past=True, help=_("When the result went to the superior department (D2.3)"))
    satisfied = Choice(_("Customer's view"), of.SATISFACTION, section=REPLY)
    escalated_to = Choice(_("Escalated to"), of.LEVELS, section=REPLY, help=_("A customer who is not satisfied may ask for a higher level (D8.10)"))
    escalated_on = Date(_("Escalated on"), section=REPLY, past=True)
    follow_up = Memo(_("Follow-up"), section=REPLY)

    forwarded_to = Link(Department, _("Passed on to"), section=FILING, help=_("The department that got a copy or an extract (D12.3)"))
    forwarded_on = Date(_("Passed on on"), section=FILING, past=True)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_complaint,)
    derives = (rules.derive_complainant,)
    warnings = (rules.warn_complaint,)

    stages = (
        Stage(
            "received",
            _("To accept"),
            _p("step", "Receive"),
            "warn",
            (
                Move("accept", _("Accept"), "accepted", ("channel", "kind", "story", "urgency"), {"accepted_at": "now", "accepted_by": "user"}, rule="D9.4", by=(CLERK, QUALITY, HEAD)),
                Move(
                    "answer",
                    _("Answer at once"),
                    "closed",
                    ("result",),
                    {"accepted_at": "now", "replied_at": "now", "informed_at": "now", "closed_at": "now", "closed_by": "user"},
                    guard=rules.only_simple_query,
                    rule="D1.4",
                    by=(CLERK, QUALITY, HEAD),
                ),
                Move("decline", _("Do not accept"), "closed", (), {"closed_at": "now", "closed_by": "user"}, reason=True, rule="D8.3", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "accepted",
            _("To investigate"),
            _p("step", "Accept"),
            "info",
            (
                Move("investigate", _("Start investigation"), "investigating", ("severity", "extent", "handler", "informed_at"), rule="D9.5", by=(QUALITY, HEAD)),
                Move("inform", _("Customer told"), "accepted", (), {"informed_at": "now"}, rule="D9.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "investigating",
            _("Investigating"),
            _p("step", "Investigate"),
            "info",
            (
                Move(
                    "propose",
                    _("Give opinion"),
                    "deciding",
                    ("truth", "findings", "cause", "responsible", "proposal"),
                    {"proposed_at": "now", "proposed_by": "user"},
                    guard=rules.same_batch_looked_at,
                    rule="D16.3",
                ),
            ),
        ),
        Stage(
            "deciding",
            _("To decide"),
            _p("step", "Decide"),
            "info",
            (
                Move("decide", _("Decide"), "replying", ("measures", "result"), {"decided_at": "now", "decided_by": "user"}, rule="D2.6", by=(QUALITY, HEAD), only=ways.deciders),
                Move("return", _("Back to investigation"), "investigating", reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "replying",
            _("To reply"),
            _p("step", "Reply"),
            "info",
            (
                Move(
                    "close",
                    _("Close the case"),
                    "closed",
                    ("reply_text", "replied_at", "satisfied"),
                    {"closed_at": "now", "closed_by": "user"},
                    guard=rules.may_close,
                    rule="D20.6",
                    by=(QUALITY, HEAD),
                    apart=("handler",),
                ),
                Move("reply", _("Reply sent"), "replying", ("reply_text",), {"replied_at": "now"}, rule="D8.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("escalate", _("Escalate"), "investigating", ("escalated_to",), {"escalated_on": "today"}, reason=True, back=True, rule="D8.10", by=(CLERK, QUALITY, HEAD)),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "investigating", (), clears=("closed_at", "closed_by", "satisfied"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("accept", _("Accept"), "received_at", Term(hours=24), "accepted_at", "D9.4"),
        Deadline("inform", _("Tell the customer"), "received_at", Term(hours=24), "informed_at", "D9.4"),
        Deadline("same_day", _("Handle the same day"), "received_at", Term(working_days=0), "proposed_at", "D1.11", when=rules.affects_production, first=True),
        Deadline("investigate", _("Investigate"), "accepted_at", Term(working_days=2), "proposed_at", "D1.10", when=rules.is_ordinary),
        Deadline("investigate_hard", _("Investigate a hard problem"), "accepted_at", Term(days=7), "proposed_at", "D1.10", when=rules.is_hard),
        Deadline("answer", _("Answer"), "received_at", Term(working_days=5), "replied_at", "D4.2"),
        Deadline("promised", _("Answer as promised"), "promised_on", Term(days=0), "replied_at", "D5.4"),
        by_law("12315.accept", "accept_12315", "received_at", "accepted_at", rules.from_regulator),
        by_law("12315.mediate", "mediate_12315", "accepted_at", "replied_at", rules.from_regulator),
    )
    routes = (
        Route("sales", _("Complaint to the head at once"), HEAD, ways.complained, "D4.4", "accepted_at"),
        Route("large", _("Large lot or serious: decided by the responsible person"), HEAD, ways.large, "D2.6", "decided_at"),
        Route("tracked", _("Major: quality department with a tracking file"), QUALITY, ways.grave, "D11.4", "proposed_at"),
        Route("review", _("Review meeting"), HEAD, ways.review, "D1.5", "review"),
        Route("accident", _("Accident: general manager and investigation group"), HEAD, ways.accident, "D16.8", "decided_at"),
        Route("disputed", _("Disputed: straight to the general manager"), HEAD, ways.disputed, "D7.3", "leader_opinion"),
        Route("suspected", _("Suspected fake or inferior drug: report"), REGULATOR, ways.suspected, "D17.3"),
        Route("reaction", _("Suspected adverse reaction: report"), REGULATOR, ways.reaction, "D17.5"),
        Route("higher", _("Not satisfied: higher level"), HEAD, ways.dissatisfied, "D8.10", "escalated_to"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("goods_return", CARRIED | {"contact_name": "contact_name", "contact_phone": "contact_phone", "consumer": "reporter_type=patient", "quantity_claimed": "quantity", "story": "story"}),
        Follow("batch_issue", CARRIED | {"story": "story"}),
        Follow("visit", CARRIED | {"host_name": "contact_name", "host_phone": "contact_phone", "place": "contact_address", "purpose": "story"}),
        # Other departments get the matter, not the person (D12.3).
        Follow("slip", {"product": "product", "batch": "batch", "quantity": "quantity", "direction": "direction", "problem": "problem", "severity": "severity", "extent": "extent", "affects_production": "affects_production", "hard": "hard", "disputed": "disputed", "urgency": "urgency", "story": "story"}),
        Follow("accident", CARRIED | {"contact_name": "contact_name", "contact_phone": "contact_phone", "direction": "direction", "quantity": "quantity", "story": "story"}),
        Follow("capa", CARRIED | {"origin_number": "number", "department": "department", "severity": "severity", "story": "story", "cause_kind": "cause_kind", "cause": "cause", "corrective": "corrective", "preventive": "preventive", "parallels": "parallels"}),
        Follow("adr", CARRIED | {"channel": "channel", "patient_name": "contact_name", "patient_contact": "contact_phone", "sex": "sex", "age": "age", "dose": "dose", "frequency": "frequency", "occurred_on": "occurred_on", "same_batch": "same_batch", "story": "story"}),
        Follow("meeting", CARRIED | {"origin_number": "number", "topic": "story"}),
        # A customer's sample and the retained one go to an institute (D16.7); the result is still to come.
        Follow("inspection", {"product": "product", "batch": "batch"}),
        Follow("service", CARRIED | {"channel": "channel", "contact_name": "contact_name", "contact_phone": "contact_phone", "contact_address": "contact_address", "quantity": "quantity", "story": "story"}),
        Follow("survey", CARRIED | {"contact_name": "contact_name", "contact_phone": "contact_phone", "contact_address": "contact_address", "origin_number": "number"}),
    )
