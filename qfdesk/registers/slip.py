"""The register of slips: a quality problem passed from one department to the next, and the answer that comes back."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Deadline, Follow, Move, Route, Section, Stage
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
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.slip_papers import LEDGERS, PAPERS
from qfdesk.rules import routes as ways
from qfdesk.rules import slips as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import COLLECTOR
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

WRITE = Section("write", _p("section", "Slip"))
WHAT = Section("what", _("Medicine"))
WHO = Section("who", _("User"), shown_if=("kind", ("abnormal", "product", "quality")))
STORY = Section("story", _("Problem"))
HANDLE = Section("handle", _("Cause and measures"))
OPINIONS = Section("opinions", _("Opinions"))
PARTIES = Section("parties", _("Written feedback to the parties"))
ANSWER = Section("answer", _p("section", "Answer and confirmation"))

# D1.2, D2.2, D16.1, D16.2, D16.12; D1.3
KINDS = {
    "affair": _("Information slip"),
    "quality": _("Quality feedback slip"),
    "product": _("Product quality feedback slip"),
    "alarm": _("Quality deviation alarm"),
    "abnormal": _("Quality deviation reported by a user"),
    "local": _("Solved by the department itself"),
}
# D7.1
INFORMATION = {"dynamic": _("Running information"), "directive": _("Directive"), "answer": _("Information that wants an answer")}
# D1.1, D2.2, D3.1, D6.1
SOURCES = {
    "workshop": _("Between workshops and departments"),
    "line": _("Own production line"),
    "check": _("Quality inspection"),
    "maintenance": _("Maintenance check of the stock"),
    "outbound": _("Check of outgoing goods"),
    "round": _("Inspection round"),
    "staff": _("Word of the staff"),
    "user_visit": _("Visit to users"),
    "letter": _("Letters and calls"),
    "market": _("Market research"),
    "trip": _("Research outside the house"),
    "repair": _("Outside repair or commissioning"),
}
# D1.3, D7.3
LADDER = {"group": _("Team"), "workshop": _("Workshop or department"), "office": _("Quality office"), "manager": _("General manager")}
BYPASS = {"urgent": _p("bypass", "Urgent"), "unexpected": _("Unexpected"), "contradictory": _("Contradictory"), "disputed": _p("bypass", "Disputed")}
# D16.1
DOUBTS = {"undecided": _("The inspector cannot decide"), "serious": _("The problem is serious")}
COPIES = {"stub": _("Stub"), "passed": _("Copy passed on"), "extract": _("Extract"), "published": _("Published")}
PARTY_COLUMNS = (
    LineColumn("party", _("Department or unit"), width=150),
    LineColumn("copy", _("Copy"), "choice", COPIES, 90),
    LineColumn("sent", _p("party", "Sent on"), "date", width=100),
    LineColumn("received", _p("party", "Received on"), "date", width=100),
    LineColumn("receiver", _p("party", "Received by"), width=90),
    LineColumn("answer", _("Evaluation and answer"), "memo", width=240),
    LineColumn("answered", _("Answered on"), "date", width=100),
)
DONE = {"closed_at": "now", "closed_by": "user"}


class Slip(Record):
    """信息事务处理单, 质量信息反馈单, 质量异常警报表 and 反馈表 (D1, D2.2, D6.3, D7, D16.1-D16.4; M3, M4, M7, M24).

    It climbs one level at a time, team, workshop, quality office (D1.3); what is urgent, unexpected, contradictory or
    disputed may go straight to the general manager, with a reason (D7.3). Sent, handled and answered each has its day
    (D7.1). The sender confirms the answer; every other party confirms the receipt (D6.3).
    """

    key, label, prefix, order, tab = "slip", _("Quality feedback slips"), "FK", 50, _("Feedback slips")
    kept_by = (COLLECTOR,)
    new_label = _("New slip")
    sections = (WRITE, WHAT, WHO, STORY, HANDLE, OPINIONS, PARTIES, ANSWER, FILING)
    columns = ("number", "received_at", "kind", "to_department", "product", "stage", "due")

    received_at = Moment(_("Written at"), section=WRITE, required=True, past=True, width=96)
    kind = Choice(_("Kind"), KINDS, section=WRITE, required=True, default="affair", width=120)
    information = Choice(_("Kind of information"), INFORMATION, section=WRITE, default="answer", help=_("The third has to be sent, handled and answered in time (D7.1)"))
    direction = Choice(_("Stream"), of.DIRECTIONS, section=WRITE, default="internal")
    source = Choice(_("Source"), SOURCES, section=WRITE, width=110)
    urgency = Choice(_("Urgency"), of.URGENCIES, section=WRITE, default="normal")
    from_department = Link(Department, _("Sending department"), section=WRITE, searched=True, width=100)
    from_level = Choice(_("Sent from"), LADDER, section=WRITE, default="workshop")
    to_department = Link(Department, _("Receiving department"), section=WRITE, searched=True, width=100)
    to_level = Choice(_("Addressed to"), LADDER, section=WRITE, default="office", help=_("One level at a time: team, workshop or department, quality office (D1.3)"))
    bypass_ground = Choices(_("Ground for leaving out a level"), BYPASS, section=WRITE, help=_("Only such things go past the ladder, to the general manager (D7.3)"))
    bypass_reason = Text(_("Why a level is left out"), section=WRITE, wide=True, limit=500)
    simple_query = Flag(_("Simple query"), section=WRITE, help=_("May be answered at once without a slip (D1.4)"))
    affects_production = Flag(_("Affects production"), section=WRITE, help=_("Then it is due the same day (D1.11)"))
    hard = Flag(_("Hard problem"), section=WRITE, help=_("One week instead of two days (D1.10)"))
    disputed = Flag(_("Disputed"), section=WRITE, help=_("Goes straight to the general manager (D7.3)"))
    answer_by = Date(_("Answer wanted by"), section=WRITE)

    product = Link(Product, _("Product"), section=WHAT, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=WHAT, searched=True, width=90)
    supplier = Link(Party, _("Supplied by"), section=WHAT, searched=True)
    quantity = Quantity(_("Quantity"), section=WHAT)
    process_step = Text(_("Process step"), section=WHAT, suggest=True, help=_("Where in production, buying, storing or selling it arose"))

    customer = Link(Party, _("Customer"), section=WHO, searched=True, secret=PERSONAL, width=110, fills={"contact_name": "contact", "contact_phone": "phone"})
    contact_name = Text(_("Contact person"), section=WHO, searched=True, secret=PERSONAL)
    contact_phone = Code(_("Phone"), section=WHO, secret=PERSONAL)
    user_opinion = Memo(_("User's opinion"), section=WHO)

    problem = Choice(_("Problem"), of.PROBLEMS, section=STORY)
    event = Choice(_("Event"), of.EVENTS, section=STORY, help=_("Such an event is told to all departments concerned and reviewed (D1.5)"))
    severity = Choice(_("Severity"), of.SEVERITIES, section=STORY)
    extent = Choice(_("Extent"), of.EXTENTS, section=STORY)
    found_by = Text(_("Found by (person)"), section=STORY, help=_("The inspector, maintainer or worker who found it"))
    doubt = Choice(_("Why the alarm"), DOUBTS, section=STORY, shown_if=("kind", ("alarm",)), help=_("The inspector cannot decide, or it is serious (D16.1)"))
    story = Memo(_("What is the problem"), section=STORY, required=True)
    enclosures = Text(_("Enclosures"), section=STORY, wide=True, help=_("Samples, pictures, test reports; the files go to the attachments"))
    containment = Memo(_("What was done at once"), section=STORY)

    handler = Link(Operator, _("Handler"), section=HANDLE, width=70)
    findings = Memo(_("Investigation"), section=HANDLE)
    site_visit_on = Date(_("Site visit on"), section=HANDLE, past=True, help=_("Together with the user, on the spot (D16.5)"))
    same_batch = Memo(_("Same batch checked"), section=HANDLE, help=_("Stock and other cases of the same batch (D16.6)"))
    sample_check = Text(_("Retained sample"), section=HANDLE, help=_("Result of checking the retained sample again (D16.7)"))
    institute = Text(_("Testing institute and result"), section=HANDLE)
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=HANDLE)
    cause = Memo(_("Cause"), section=HANDLE)
    responsible = Choice(_("Responsibility"), of.RESPONSIBLE, section=HANDLE)
    corrective = Memo(_("Corrective measures"), section=HANDLE)
    preventive = Memo(_("Preventive measures"), section=HANDLE)
    parallels = Memo(_("Like products and batches"), section=HANDLE, help=_("What else could have the same fault (D16.3)"))
    finish_by = Date(_("To be finished by"), section=HANDLE)
    review = Memo(_("Review meeting"), section=HANDLE, shown_if=("event", tuple(of.EVENTS)), help=_("Who took part and what was concluded (D1.5)"))

    department_opinion = Memo(_("Opinion of the department"), section=OPINIONS)
    quality_opinion = Memo(_("Opinion of the quality department"), section=OPINIONS)
    other_opinion = Memo(_("Opinion of other departments"), section=OPINIONS)
    leader_opinion = Memo(_("Leader's decision"), section=OPINIONS)
    leader_told_at = Moment(_("Leader told in writing at"), section=OPINIONS, past=True, help=_("A written report to the leader and the department in charge (D16.10)"))

    parties = Lines(_("Who else gets it"), PARTY_COLUMNS, section=PARTIES)
    publication = Memo(_("Text for outside"), section=PARTIES, help=_("What other parties and the public are told; the quality department alone publishes (D11.6)"))
    published_at = Moment(_("Published at"), section=PARTIES, system=True)
    published_by = Link(Operator, _("Published by"), section=PARTIES, system=True)

    sent_at = Moment(_("Sent at"), section=ANSWER, system=True, width=96)
    sent_by = Link(Operator, _("Sent by"), section=ANSWER, system=True)
    taken_at = Moment(_("Taken over at"), section=ANSWER, system=True)
    taken_by = Link(Operator, _("Taken over by"), section=ANSWER, system=True)
    result = Memo(_("Result"), section=ANSWER)
    handled_at = Moment(_("Handled at"), section=ANSWER, system=True)
    handled_by = Link(Operator, _("Handled by"), section=ANSWER, system=True)
    answer = Memo(_("Answer to the sender"), section=ANSWER, help=_("How it was handled, told to the sending department (D1.9)"))
    answered_at = Moment(_("Answered at"), section=ANSWER, system=True)
    answered_by = Link(Operator, _("Answered by"), section=ANSWER, system=True)
    satisfied = Choice(_("Sender's view"), of.SATISFACTION, section=ANSWER)
    confirmation = Memo(_("Confirmation of the sender"), section=ANSWER)
    escalated_to = Choice(_("Escalated to"), of.LEVELS, section=ANSWER)
    escalated_on = Date(_("Escalated on"), section=ANSWER, past=True)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_slip,)
    warnings = (rules.warn_slip,)
    stages = (
        Stage(
            "written",
            _("To send"),
            _p("step", "Write"),
            "warn",
            (
                Move("send", _("Send"), "sent", ("from_department", "to_department", "urgency", "story"), {"sent_at": "now", "sent_by": "user"}, guard=rules.ladder_kept, rule="D1.3", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("solve", _("Solved by the department"), "closed", ("cause", "corrective", "result"), {"handled_at": "now", "handled_by": "user"} | DONE, guard=rules.only_local, rule="D1.3", by=(QUALITY, HANDLER, HEAD)),
                Move("answer_at_once", _("Answer at once"), "closed", ("result",), {"answered_at": "now", "answered_by": "user"} | DONE, guard=rules.only_simple_query, rule="D1.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "sent",
            _("To take over"),
            _p("step", "Send"),
            "warn",
            (
                Move("take", _("Take over"), "handling", ("handler",), {"taken_at": "now", "taken_by": "user"}, rule="D1.9"),
                Move("send_back", _("Not ours: back to the sender"), "written", (), clears=("sent_at", "sent_by"), reason=True, back=True, rule="D1.9"),
            ),
            waiting=True,
        ),
        Stage(
            "handling",
            _p("stage", "Handling"),
            _p("step", "Handle"),
            "info",
            (
                Move("handle", _("Handling done"), "answering", ("cause", "corrective", "result"), {"handled_at": "now", "handled_by": "user"}, guard=rules.answer_complete, rule="D1.9"),
                Move("publish", _("Publish"), "handling", ("publication",), {"published_at": "now", "published_by": "user"}, rule="D11.6", by=(QUALITY, HEAD)),
                Move("tell_leader", _("Leader told in writing"), "handling", (), {"leader_told_at": "now"}, rule="D16.10", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "answering",
            _("To answer"),
            _p("step", "Answer"),
            "info",
            (
                Move("answer", _("Answer sent"), "confirming", ("answer",), {"answered_at": "now", "answered_by": "user"}, rule="D1.9"),
                Move("publish", _("Publish"), "answering", ("publication",), {"published_at": "now", "published_by": "user"}, rule="D11.6", by=(QUALITY, HEAD)),
                Move("return", _("Back to handling"), "handling", (), clears=("handled_at", "handled_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "confirming",
            _("To confirm"),
            _p("step", "Confirm"),
            "info",
            (
                Move("close", _("Confirm and close"), "closed", ("satisfied", "confirmation"), DONE, guard=rules.may_close, rule="D11.3", by=(CLERK, QUALITY, HANDLER, HEAD), apart=("handler",)),
                Move("escalate", _("Escalate"), "handling", ("escalated_to",), {"escalated_on": "today"}, clears=("handled_at", "handled_by", "answered_at", "answered_by"), reason=True, back=True, rule="D8.10", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("return", _("Back to handling"), "handling", (), clears=("handled_at", "handled_by", "answered_at", "answered_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "handling", (), clears=("closed_at", "closed_by", "satisfied"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("send", _("Send"), "received_at", Term(working_days=1), "sent_at", "D7.1", when=rules.is_sent),
        Deadline("same_day", _("Handle the same day"), "sent_at", Term(working_days=0), "handled_at", "D1.11", when=rules.affects_production, first=True),
        Deadline("answer", _("Answer"), "sent_at", Term(working_days=2), "answered_at", "D1.10", when=rules.is_ordinary),
        Deadline("answer_hard", _("Answer"), "sent_at", Term(days=7), "answered_at", "D1.10", when=rules.is_hard),
        Deadline("wanted", _("Answer wanted"), "answer_by", Term(days=0), "answered_at", "D7.1", when=rules.is_sent),
        Deadline("finish", _("Carry out the measures"), "finish_by", Term(days=0), "closed_at", "D1.9"),
    )
    routes = (
        Route("leap", _("Past the ladder: straight to the general manager"), HEAD, rules.leaps, "D7.3", "leader_opinion"),
        Route("disputed", _("Disputed: straight to the general manager"), HEAD, ways.disputed, "D7.3", "leader_opinion"),
        Route("large", _("Large lot or serious: told to the responsible person"), HEAD, ways.large, "D2.6", "leader_told_at"),
        Route("tracked", _("Major: quality department with a tracking file"), QUALITY, ways.grave, "D11.4", "quality_opinion"),
        Route("review", _("Review meeting"), HEAD, rules.needs_review, "D1.5", "review"),
        Route("higher", _("Sender not satisfied: higher level"), HEAD, ways.dissatisfied, "D8.10", "escalated_to"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("accident", {"customer": "customer", "product": "product", "batch": "batch", "quantity": "quantity", "event": "event", "story": "story", "containment": "containment"}),
        Follow("capa", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "story": "story", "cause_kind": "cause_kind", "cause": "cause", "corrective": "corrective", "preventive": "preventive", "parallels": "parallels"}),
        Follow("meeting", {"product": "product", "batch": "batch", "topic": "story", "origin_number": "number"}),
        Follow("batch_issue", {"product": "product", "batch": "batch", "supplier": "supplier", "problem": "problem", "story": "story"}),
        Follow("slip", {"from_department": "to_department", "from_level": "to_level", "customer": "customer", "product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
    )
