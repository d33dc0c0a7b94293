"""The register of corrective and preventive actions: from the fact to the root cause, the actions and their proof."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Deadline, Follow, Move, Section, Stage
from qfdesk.model.fields import PERSONAL, Choice, Choices, Code, Date, LineColumn, Lines, Link, Memo, Moment, Text
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.capa_papers import LEDGERS, PAPERS
from qfdesk.rules import actions as steps
from qfdesk.rules import capas as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import TRACKER
from qfdesk.rules.rights import HEAD, QUALITY

RAISE = Section("raise", _p("section", "Raised"))
WHAT = Section("what", _("Medicine"))
STORY = Section("story", _("Fact and risk"))
CAUSE = Section("cause", _("Root cause"))
PARALLEL = Section("parallel", _("Like products and batches"))
PLAN = Section("plan", _p("section", "Plan"))
TRACK = Section("track", _p("section", "Carrying out"))
VERIFY = Section("verify", _("Check of the effect"))

KINDS = {"corrective": _("Corrective"), "preventive": _("Preventive"), "improvement": _p("capa", "Improvement")}  # D14.3, D20.5
SOURCES = {
    "complaint": _("Complaint (case)"),
    "batch_issue": _("Batch issue"),
    "goods_return": _("Return (case)"),
    "accident": _("Quality accident"),
    "audit": _("Audit"),
    "inspection": _("Inspection by the regulator"),
    "survey": _("Satisfaction survey"),
    "meeting": _("Meeting or review"),
    "statistics": _("Statistics and trends"),
    "other": _("Other"),
}
FINDINGS = {"clear": _("Not affected"), "affected": _("Affected"), "open": _("Not looked at yet")}
EFFECTS = {"effective": _("Effective"), "partly": _("Partly effective"), "ineffective": _("Not effective")}
PARALLEL_COLUMNS = (
    LineColumn("goods", _("Product or process"), width=180),
    LineColumn("batch", _("Batch number"), width=110),
    LineColumn("looked", _("How it was looked at"), width=180),
    LineColumn("state", _p("capa", "Finding"), "choice", FINDINGS, 110),
    LineColumn("action", _p("capa", "Measure"), width=200),
)
ACTION_COLUMNS = (
    LineColumn("what", _p("capa", "Action"), "memo", width=260),
    LineColumn("kind", _("Kind"), "choice", KINDS, 90),
    LineColumn("owner", _("Owner"), width=80),
    LineColumn("department", _("Department"), width=100),
    LineColumn("due", _p("due", "By"), "date", width=100),
    LineColumn("done", _("Done on"), "date", width=100),
    LineColumn("proof", _("Proof"), width=150),
)
CHECK_COLUMNS = (
    LineColumn("on", _("Date"), "date", width=100),
    LineColumn("by", _("Checked by"), width=90),
    LineColumn("found", _("How far it is"), "memo", width=300),
    LineColumn("told", _("Told to"), width=120),
)


class Capa(Record):
    """纠正和预防措施: root cause, actions with owners and days, parallels, and proof of the effect (M10; D3.5, D14.3, D16.3, D20.5).

    A plan is approved before it is carried out; a named tracker looks at it regularly (D6.5); another person than the one
    in charge finds out whether it works before it is closed (D21.5, ISO 9001 10.2).
    """

    key, label, prefix, order, tab = "capa", _("Corrective and preventive actions"), "JZ", 54, _("Improvement")
    kept_by = (TRACKER,)
    new_label = _("New action")
    sections = (RAISE, WHAT, STORY, CAUSE, PARALLEL, PLAN, TRACK, VERIFY, FILING)
    columns = ("number", "received_at", "source", "product", "handler", "stage", "due")

    received_at = Moment(_("Raised at"), section=RAISE, required=True, past=True, width=96)
    kind = Choice(_("Kind"), KINDS, section=RAISE, required=True, default="corrective")
    source = Choice(_("Source"), SOURCES, section=RAISE, width=110)
    origin_number = Code(_("Number of the origin"), section=RAISE, searched=True, chinese=True, help=_("The complaint, batch issue, accident or audit it comes from"))
    raised_by = Text(_("Raised by"), section=RAISE)
    department = Link(Department, _("Responsible department"), section=RAISE, searched=True, width=110)
    handler = Link(Operator, _("Person in charge"), section=RAISE, width=70)

    customer = Link(Party, _("Customer"), section=WHAT, searched=True, secret=PERSONAL)
    product = Link(Product, _("Product"), section=WHAT, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=WHAT, searched=True, width=90)

    story = Memo(_("What is not as it should be"), section=STORY, required=True)
    standard = Text(_("Against which rule"), section=STORY, wide=True, help=_("The rule, standard or procedure that was not kept"))
    severity = Choice(_("Severity"), of.SEVERITIES, section=STORY)
    risk = Memo(_("Risk"), section=STORY, help=_("Key problem or latent risk, and what could come of it (D3.2)"))
    containment = Memo(_("Emergency measures"), section=STORY)
    taken_at = Moment(_("Taken up at"), section=STORY, system=True)

    cause_people = Text(_("People"), section=CAUSE, limit=1000, wide=True)
    cause_machine = Text(_("Machine"), section=CAUSE, limit=1000, wide=True)
    cause_material = Text(_("Material"), section=CAUSE, limit=1000, wide=True)
    cause_method = Text(_("Method"), section=CAUSE, limit=1000, wide=True)
    cause_environment = Text(_("Environment"), section=CAUSE, limit=1000, wide=True)
    cause_measure = Text(_("Measurement"), section=CAUSE, limit=1000, wide=True)
    cause_kind = Choices(_("Kind of cause"), of.ROOT_CAUSES, section=CAUSE)
    cause = Memo(_("Root cause"), section=CAUSE, help=_("Why, and why again, until nothing lies behind it (D3.5)"))
    analysed_by = Link(Operator, _("Analysed by"), section=CAUSE, system=True)
    analysed_at = Moment(_("Analysed at"), section=CAUSE, system=True)

    parallel_goods = Lines(_("Looked at besides"), PARALLEL_COLUMNS, section=PARALLEL)
    parallels = Memo(_("What follows for others"), section=PARALLEL, help=_("What else could have the same fault (D16.3)"))

    corrective = Memo(_("Corrective measures"), section=PLAN)
    preventive = Memo(_("Preventive measures"), section=PLAN)
    actions = Lines(_("Actions"), ACTION_COLUMNS, section=PLAN)
    due_on = Date(_("Planned completion"), section=PLAN)
    documents = Text(_("Documents to be changed"), section=PLAN, wide=True, help=_("Rules, procedures, training"))
    approved_by = Link(Operator, _("Plan approved by"), section=PLAN, system=True)
    approved_at = Moment(_("Plan approved at"), section=PLAN, system=True)

    tracker = Link(Operator, _("Tracker"), section=TRACK, help=_("Looks regularly at how far it is and reports (D6.5)"))
    progress = Lines(_("Checks on the way"), CHECK_COLUMNS, section=TRACK)
    next_due = Date(_("Next action due"), section=TRACK, system=True)
    next_check_on = Date(_("Next check on"), section=TRACK)
    done_on = Date(_("Completed on"), section=TRACK, past=True)

    verify_on = Date(_("To be verified on"), section=VERIFY, help=_("Late enough for the effect to show"))
    verify_way = Text(_("Way of verifying"), section=VERIFY, wide=True, help=_("What is counted or looked at, over which time"))
    effect = Choice(_("Effect (verified)"), EFFECTS, section=VERIFY)
    verify_note = Memo(_("What was found"), section=VERIFY)
    result = Memo(_("Conclusion"), section=VERIFY)
    verified_by = Link(Operator, _("Verified by"), section=VERIFY, system=True)
    verified_at = Moment(_("Verified at"), section=VERIFY, system=True)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_capa,)
    warnings = (rules.warn_capa,)
    derives = (steps.derive_next_due,)
    stages = (
        Stage(
            "raised",
            _("To take up"),
            _p("step", "Raise"),
            "warn",
            (
                Move("take", _("Take up"), "analysing", ("source", "department", "handler"), {"taken_at": "now"}, rule="D3.5", by=(QUALITY, HEAD)),
                Move("decline", _("No action needed"), "closed", ("result",), {"closed_at": "now", "closed_by": "user"}, reason=True, rule="D8.3", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "analysing",
            _("Finding the cause"),
            _p("step", "Analyse"),
            "info",
            (Move("analyse", _("Cause found"), "planning", ("cause_kind", "cause"), {"analysed_by": "user", "analysed_at": "now"}, rule="D3.5"),),
        ),
        Stage(
            "planning",
            _("Plan to approve"),
            _p("step", "Plan"),
            "info",
            (
                Move("approve", _("Approve the plan"), "acting", ("corrective", "parallels", "actions", "due_on"), {"approved_by": "user", "approved_at": "now"}, guard=steps.planned, rule="D14.3", by=(QUALITY, HEAD), apart=("handler",)),
                Move("return", _("Back to the cause"), "analysing", reason=True, back=True),
            ),
        ),
        Stage(
            "acting",
            _("Carrying out"),
            _p("step", "Act"),
            "info",
            (
                Move("done", _("Carried out"), "verifying", ("done_on", "verify_on"), guard=steps.all_done, rule="D14.3"),
                Move("replan", _("Change the plan"), "planning", (), {"taken_at": "now"}, clears=("approved_by", "approved_at"), reason=True, back=True),
            ),
        ),
        Stage(
            "verifying",
            _("To verify"),
            _p("step", "Verify"),
            "info",
            (
                Move(
                    "close",
                    _("Effective: close"),
                    "closed",
                    ("verify_way", "effect", "verify_note", "result"),
                    {"verified_by": "user", "verified_at": "now", "closed_at": "now", "closed_by": "user"},
                    guard=rules.proved,
                    rule="D21.5",
                    by=(QUALITY, HEAD),
                    apart=("handler", "analysed_by"),
                ),
                Move("again", _("Not effective: find the cause again"), "analysing", ("verify_note",), {"taken_at": "now"}, clears=("analysed_by", "analysed_at", "approved_by", "approved_at", "done_on", "verify_on", "effect"), reason=True, back=True, rule="D21.5", by=(QUALITY, HEAD)),
                Move("return", _("Back to carrying out"), "acting", (), clears=("done_on", "verify_on"), reason=True, back=True),
            ),
            waiting=True,
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "analysing", (), {"taken_at": "now"}, clears=("closed_at", "closed_by", "verified_by", "verified_at", "effect", "approved_by", "approved_at", "done_on", "verify_on"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("take", _("Take up"), "received_at", Term(working_days=2), "taken_at", "D3.5"),
        Deadline("plan", _("Plan the measures"), "taken_at", Term(days=7), "approved_at", "D20.5"),
        Deadline("action", _("Next action"), "next_due", Term(days=0), "done_on", "D3.5"),
        Deadline("complete", _("Complete the measures"), "due_on", Term(days=0), "done_on", "D14.3"),
        Deadline("check", _("Look how far it is"), "next_check_on", Term(days=0), "done_on", "D6.5"),
        Deadline("verify", _("Verify the effect"), "verify_on", Term(days=0), "verified_at", "D21.5"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("capa", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "story": "story", "parallels": "parallels"}),
        Follow("meeting", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "topic": "story"}),
        # What an action changes in the rules goes into their library (D14.5).
        Follow("notice", {"title": "documents", "issued_department": "department", "story": "preventive"}),
        Follow("slip", {"to_department": "department", "product": "product", "batch": "batch", "story": "story", "cause": "cause", "corrective": "corrective", "preventive": "preventive"}),
    )
