"""The register of quality accidents: reported by level, investigated by a group, reviewed, compared with its likes."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import REGULATOR, Deadline, Follow, Move, Route, Section, Stage, by_law
from qfdesk.model.fields import (
    PERSONAL,
    STAFF,
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
from qfdesk.registers.accident_papers import LEDGERS, PAPERS
from qfdesk.rules import accidents as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

EVENT = Section("event", _p("section", "Event"))
WHAT = Section("what", _("Medicine"))
STORY = Section("story", _("What happened"))
TOLD = Section("told", _("Who was told"))
GROUP = Section("group", _("Investigation group"))
INVESTIGATE = Section("investigate", _("Investigation"))
REVIEW = Section("review", _("Review meeting"))
DECIDE = Section("decide", _("Handling and prevention"))
THREE = Section("three", _("Three points not to let pass"))
COMPARE = Section("compare", _("Comparison with other accidents"))

LEVELS = {"ordinary": _p("accident", "Ordinary"), "serious": _p("accident", "Serious")}
YES_NO = {"yes": _("Yes"), "no": _("No")}
# D16.9
PATTERNS = {"single": _("Stands alone"), "repeated": _("Happened before"), "common": _("Has a cause in common with others")}
GROUP_COLUMNS = (
    LineColumn("name", _p("person", "Name"), width=110),
    LineColumn("department", _("Department"), width=130),
    LineColumn("post", _("Post"), width=110),
    LineColumn("task", _("Task"), width=260),
)
DONE = {"closed_at": "now", "closed_by": "user"}


class Accident(Record):
    """质量事故: lot rework and scrap, gross errors, harm to users (D1.5, D16.3-D16.9; M7, M9, M22).

    Serious ones are reported within 24 hours, ordinary ones within two days, the cause within a week. The general
    manager forms the group (D16.8), the quality committee reviews (D1.5), nothing is closed before cause, teaching and
    measures are settled (三不放过); every accident is compared with its likes (D16.9).
    """

    key, label, prefix, order, tab = "accident", _("Quality accidents"), "SG", 52, _("Feedback slips")
    new_label = _("New accident")
    sections = (EVENT, WHAT, STORY, TOLD, GROUP, INVESTIGATE, REVIEW, DECIDE, THREE, COMPARE, FILING)
    columns = ("number", "received_at", "severity", "event", "product", "stage", "due")

    received_at = Moment(_("Learned at"), section=EVENT, required=True, past=True, width=96, help=_("The clocks run from here"))
    happened_at = Moment(_("Happened at"), section=EVENT, past=True)
    place = Text(_("Place"), section=EVENT)
    severity = Choice(_("Level"), LEVELS, section=EVENT, required=True, default="ordinary", width=72, help=_("Serious: report within 24 hours; ordinary: within two days"))
    event = Choice(_("Event"), of.EVENTS, section=EVENT, width=110, help=_("Lot rework, scrap, gross errors, wrong picks and missed checks are always reviewed (D1.5)"))
    direction = Choice(_("Stream"), of.DIRECTIONS, section=EVENT, default="internal")
    department = Link(Department, _("Department where it happened"), section=EVENT, searched=True)
    reporter = Text(_("Reported by (person)"), section=EVENT)
    customer = Link(Party, _("Customer"), section=EVENT, searched=True, secret=PERSONAL, shown_if=("direction", ("external",)), fills={"contact_name": "contact", "contact_phone": "phone"})
    contact_name = Text(_("Contact person"), section=EVENT, secret=PERSONAL, searched=True, shown_if=("direction", ("external",)))
    contact_phone = Code(_("Phone"), section=EVENT, secret=PERSONAL, shown_if=("direction", ("external",)))

    product = Link(Product, _("Product"), section=WHAT, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=WHAT, searched=True, width=90)
    quantity = Quantity(_("Quantity affected"), section=WHAT)
    supplier = Link(Party, _("Supplied by"), section=WHAT, searched=True)
    trade_stage = Choice(_("Stage of trade"), of.TRADE_STAGES, section=WHAT)
    process_step = Text(_("Process step"), section=WHAT, suggest=True)

    story = Memo(_("How it happened"), section=STORY, required=True)
    harm = Memo(_("Harm to people"), section=STORY, secret=PERSONAL)
    loss = Money(_("Loss in yuan"), section=STORY)
    loss_note = Text(_("What the loss consists of"), section=STORY, wide=True)
    containment = Memo(_("Emergency measures"), section=STORY, help=_("Stock locked, sale stopped, users told"))

    manager_told_at = Moment(_("General manager told at"), section=TOLD, past=True, help=_("At once (D16.8)"))
    departments_told_at = Moment(_("Departments concerned told at"), section=TOLD, past=True, help=_("And the quality office (D1.5)"))
    regulator_told_at = Moment(_("Regulator told at"), section=TOLD, past=True, help=_("A major problem is reported promptly (D17.4)"))
    reported_at = Moment(_("Reported at"), section=TOLD, system=True)
    reported_by = Link(Operator, _("Report given by"), section=TOLD, system=True)

    leader = Link(Operator, _("Head of the group"), section=GROUP)
    handler = Link(Operator, _("Handler"), section=GROUP, width=70)
    group = Lines(_("Members of the group"), GROUP_COLUMNS, section=GROUP)
    formed_at = Moment(_("Group formed at"), section=GROUP, system=True)
    formed_by = Link(Operator, _("Group formed by"), section=GROUP, system=True)

    site_visit_on = Date(_("Site visit on"), section=INVESTIGATE, past=True)
    findings = Memo(_("Investigation"), section=INVESTIGATE)
    same_batch = Memo(_("Same batch checked"), section=INVESTIGATE, help=_("Stock and other cases of the same batch (D16.6)"))
    sample_check = Text(_("Retained sample"), section=INVESTIGATE, help=_("Result of checking the retained sample again (D16.7)"))
    institute = Text(_("Testing institute and result"), section=INVESTIGATE)
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=INVESTIGATE)
    cause = Memo(_("Cause"), section=INVESTIGATE)
    responsible = Choice(_("Responsibility"), of.RESPONSIBLE, section=INVESTIGATE)
    responsible_department = Link(Department, _("Responsible department"), section=INVESTIGATE)
    responsible_person = Text(_("Person responsible"), section=INVESTIGATE, internal=True, secret=STAFF)
    cause_at = Moment(_("Cause reported at"), section=INVESTIGATE, system=True)
    cause_by = Link(Operator, _("Cause reported by"), section=INVESTIGATE, system=True)
    arbitration = Memo(_("Arbitration"), section=INVESTIGATE, help=_("Only where the parties do not agree (D16.8)"))

    review_on = Date(_("Review meeting on"), section=REVIEW, past=True)
    review_people = Memo(_("Present at the review"), section=REVIEW)
    review = Memo(_("Conclusion of the review"), section=REVIEW)

    proposal = Memo(_("Proposed handling"), section=DECIDE)
    corrective = Memo(_("Corrective measures"), section=DECIDE)
    preventive = Memo(_("Measures against repetition"), section=DECIDE)
    parallels = Memo(_("Like products and batches"), section=DECIDE, help=_("What else could have the same fault (D16.3)"))
    persons_handled = Memo(_("What became of those responsible"), section=DECIDE, internal=True, secret=STAFF)
    leader_opinion = Memo(_("Decision of the general manager"), section=DECIDE)
    decided_at = Moment(_("Decided at"), section=DECIDE, system=True)
    decided_by = Link(Operator, _("Decided by"), section=DECIDE, system=True)
    result = Memo(_("Result"), section=DECIDE)

    cause_clear = Choice(_("The cause is clear"), YES_NO, section=THREE)
    people_taught = Choice(_("Those responsible and the staff are taught"), YES_NO, section=THREE)
    measures_taken = Choice(_("Measures against repetition are taken"), YES_NO, section=THREE)
    taught = Memo(_("Who was taught, when"), section=THREE)

    pattern = Choice(_("Compared with earlier accidents"), PATTERNS, section=COMPARE)
    alike = Text(_("Numbers of like accidents"), section=COMPARE, searched=True, wide=True)
    common = Memo(_("What they have in common"), section=COMPARE, help=_("Compared item by item to find common causes (D16.9)"))
    lesson = Memo(_("Lesson"), section=COMPARE)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_accident,)
    warnings = (rules.warn_accident,)
    stages = (
        Stage(
            "happened",
            _("To report"),
            _p("step", "Report"),
            "danger",
            (
                Move("report", _("Report"), "grouping", ("severity", "event", "containment", "manager_told_at"), {"reported_at": "now", "reported_by": "user"}, rule="D16.8", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("tell_manager", _("General manager told"), "happened", (), {"manager_told_at": "now"}, rule="D16.8", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("decline", _("No quality accident"), "closed", ("result",), DONE, reason=True, rule="D8.3", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "grouping",
            _("Group to be formed"),
            _p("step", "Form group"),
            "warn",
            (Move("form_group", _("Form the group"), "investigating", ("leader", "group", "handler"), {"formed_at": "now", "formed_by": "user"}, rule="D16.8", by=(QUALITY, HEAD)),),
        ),
        Stage(
            "investigating",
            _("Investigating"),
            _p("step", "Investigate"),
            "info",
            (
                Move(
                    "report_cause",
                    _("Report the cause"),
                    "reviewing",
                    ("findings", "cause_kind", "cause", "responsible"),
                    {"cause_at": "now", "cause_by": "user"},
                    guard=rules.investigated,
                    rule="D16.3",
                ),
            ),
        ),
        Stage(
            "reviewing",
            _("To review"),
            _p("step", "Review"),
            "info",
            (
                Move("review", _("Review held"), "deciding", ("review_on", "review_people", "review"), rule="D1.5", by=(QUALITY, HEAD)),
                Move("skip_review", _("No review needed"), "deciding", (), guard=rules.no_review_needed, reason=True, rule="D16.4", by=(QUALITY, HEAD)),
                Move("return", _("Back to investigation"), "investigating", (), clears=("cause_at", "cause_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "deciding",
            _("To decide"),
            _p("step", "Decide"),
            "info",
            (
                Move("decide", _("Decide"), "checking", ("proposal", "preventive", "leader_opinion"), {"decided_at": "now", "decided_by": "user"}, rule="D16.8", by=(HEAD,)),
                Move("return", _("Back to investigation"), "investigating", (), clears=("cause_at", "cause_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "checking",
            _("Three points to check"),
            _p("step", "Check"),
            "info",
            (
                Move(
                    "close",
                    _("Close the accident"),
                    "closed",
                    ("cause_clear", "people_taught", "measures_taken", "pattern", "result"),
                    DONE,
                    guard=rules.may_close,
                    rule="D16.9",
                    by=(QUALITY, HEAD),
                    apart=("handler", "leader"),
                ),
                Move("return", _("Back to investigation"), "investigating", (), clears=("cause_at", "cause_by", "decided_at", "decided_by"), reason=True, back=True),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "investigating", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("manager", _("Tell the general manager"), "received_at", Term(working_days=0), "manager_told_at", "D16.8", pausable=False),
        by_law("house.accident.serious", "report_serious", "received_at", "reported_at", when=rules.is_serious),
        by_law("house.accident.ordinary", "report", "received_at", "reported_at", when=rules.is_ordinary),
        by_law("house.accident.cause", "cause", "received_at", "cause_at"),
        Deadline("settle", _("Settle"), "decided_at", Term(days=30), "closed_at", "D16.9"),
    )
    routes = (
        Route("manager", _("Accident: general manager and investigation group"), HEAD, rules.is_accident, "D16.8", "manager_told_at"),
        Route("review", _("Review meeting"), HEAD, rules.needs_review, "D1.5", "review"),
        Route("regulator", _("Major: report to the regulator"), REGULATOR, rules.is_serious, "D17.4", "regulator_told_at"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow(
            "capa",
            {
                "customer": "customer",
                "product": "product",
                "batch": "batch",
                "origin_number": "number",
                "department": "responsible_department",
                "story": "story",
                "containment": "containment",
                "cause_kind": "cause_kind",
                "cause": "cause",
                "corrective": "corrective",
                "preventive": "preventive",
                "parallels": "parallels",
            },
        ),
        Follow("meeting", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "topic": "story"}),
        Follow("slip", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "product": "product", "batch": "batch", "supplier": "supplier", "event": "event", "story": "story", "containment": "containment"}),
        Follow("batch_issue", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
        Follow("stop_sale", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
        Follow("recall", {"product": "product", "batch": "batch", "supplier": "supplier", "story": "story"}),
        Follow("adr", {"customer": "customer", "product": "product", "batch": "batch", "story": "story", "same_batch": "same_batch"}),
    )
