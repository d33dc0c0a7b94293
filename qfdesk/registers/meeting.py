"""The register of meetings: regular meetings, reviews, analyses and forums, with minutes and what they agreed on."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Deadline, Follow, Move, Section, Stage
from qfdesk.model.fields import PERSONAL, STAFF, Choice, Code, Date, LineColumn, Lines, Link, Memo, Moment, Text
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers.meeting_papers import LEDGERS, PAPERS
from qfdesk.rules import actions as steps
from qfdesk.rules import meetings as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

MEETING = Section("meeting", _p("section", "Meeting"))
PEOPLE = Section("people", _("Those taking part"))
ABOUT = Section("about", _("What it is about"))
TALK = Section("talk", _p("section", "Minutes"))
AGREED = Section("agreed", _("Conclusion and actions"))

# D1.5, D3.6, D6.2, D7.4, D7.5, D8.9, D12.5, D14.5, D16.4
KINDS = {
    "monthly": _("Monthly meeting"),
    "quality": _("Quality information meeting"),
    "spot": _("Meeting on the spot"),
    "topic": _("Coordination on one topic"),
    "review": _("Review of a problem or accident"),
    "analysis": _("Analysis of quality information"),
    "forum": _p("meeting", "Forum"),
    "communication": _("Review of internal communication"),
    "management": _("Management review"),
    "rules": _("Evaluation of the quality information rules"),
    "training": _("Training"),
    "appraisal": _p("meeting", "Appraisal"),
    "other": _("Other"),
}
# D7.4
WAYS = {
    "meeting": _p("meeting", "Meeting"),
    "call": _("Telephone or video"),
    "circular": _("Circular"),
    "report": _p("meeting", "Report"),
    "interview": _("Interview"),
    "written": _("Written material"),
}
ITEM_COLUMNS = (
    LineColumn("matter", _p("meeting", "Item"), "memo", width=220),
    LineColumn("number", _p("meeting", "Record"), width=120),
    LineColumn("analysis", _("Analysis and evaluation"), "memo", width=240),
    LineColumn("measure", _("Measure or opinion"), "memo", width=220),
)
ACTION_COLUMNS = (
    LineColumn("what", _p("capa", "Action"), "memo", width=280),
    LineColumn("owner", _("Owner"), width=80),
    LineColumn("department", _("Department"), width=110),
    LineColumn("due", _p("due", "By"), "date", width=100),
    LineColumn("done", _("Done on"), "date", width=100),
    LineColumn("proof", _("Outcome"), width=160),
)
# D8.9, D13.6
OUTCOMES = {
    "reward": _("Reward"),
    "praise": _("Praise"),
    "penalty": _("Penalty"),
    "training": _("Training"),
}
MERIT_COLUMNS = (
    LineColumn("person", _("Person"), width=88),
    LineColumn("what", _p("merit", "What"), "choice", OUTCOMES, 98),
    LineColumn("ground", _p("merit", "Ground"), "memo", width=200),
    LineColumn("number", _p("meeting", "Record"), width=116),
    LineColumn("measure", _p("merit", "Measure"), "memo", width=150),
    LineColumn("done", _("Done on"), "date", width=100),
)


class Meeting(Record):
    """例会, 评审, 座谈会, 考评: minutes with what was agreed (D1.5, D6.2, D7.4, D7.5, D14.5, D16.4; M9, M20).

    Problems are gone through one by one (D6.2), a review ends with a conclusion that is reported upward, every action
    has an owner and a day and is followed until it is done. What was decided about persons (D8.9, M27) stays in the
    house: who may not see personal data does not see it, and what leaves the house leaves it out.
    """

    key, label, prefix, order, tab = "meeting", _("Meetings and reviews"), "HY", 56, _("Improvement")
    new_label = _("New minutes")
    sections = (MEETING, PEOPLE, ABOUT, TALK, AGREED, FILING)
    columns = ("number", "received_at", "kind", "topic", "chair", "stage", "due")

    received_at = Moment(_("Held at"), section=MEETING, required=True, past=True, width=96)
    kind = Choice(_("Kind"), KINDS, section=MEETING, required=True, default="monthly", width=130)
    way = Choice(_("Way"), WAYS, section=MEETING, default="meeting", help=_("How it was talked over (D7.4)"))
    topic = Text(_("Topic"), section=MEETING, searched=True, wide=True, limit=2000, width=180)
    place = Text(_("Place"), section=MEETING, suggest=True)
    period = Text(_("Month or period"), section=MEETING, help=_("What the meeting looks back on, such as 2026-11"))

    chair = Text(_("Chair"), section=PEOPLE, width=80)
    handler = Link(Operator, _("Handler"), section=PEOPLE, width=70, help=_("Follows up what was agreed"))
    attendees = Memo(_("Units and people present"), section=PEOPLE)
    absent = Text(_("Absent"), section=PEOPLE, wide=True)

    origin_number = Code(_("Number of the case"), section=ABOUT, searched=True, chinese=True, help=_("The accident, slip or issue that is reviewed"))
    department = Link(Department, _("Department"), section=ABOUT, searched=True)
    customer = Link(Party, _("Customer"), section=ABOUT, searched=True, secret=PERSONAL)
    product = Link(Product, _("Product"), section=ABOUT, searched=True)
    batch = Link(Batch, _("Batch number"), section=ABOUT, searched=True)

    items = Lines(_("Items"), ITEM_COLUMNS, section=TALK, help=_("Gone through and evaluated one by one (D6.2)"))
    story = Memo(_("What was discussed"), section=TALK, required=True)

    result = Memo(_("Conclusion"), section=AGREED)
    proposals = Memo(_("Proposals for improvement"), section=AGREED)
    actions = Lines(_("Actions"), ACTION_COLUMNS, section=AGREED)
    merits = Lines(_("Rewards, penalties and training"), MERIT_COLUMNS, section=AGREED, internal=True, secret=STAFF, help=_("What was decided about persons stays in the house; the extract for others leaves it out (D8.9)"))
    next_due = Date(_("Next action due"), section=AGREED, system=True, width=96)
    reported_to = Text(_("Reported to"), section=AGREED, help=_("Who got the conclusion and the proposals (D6.2)"))
    reported_on = Date(_("Reported on"), section=AGREED, past=True)
    leader_opinion = Memo(_("Decision of the general manager"), section=AGREED, help=_("Who leads the house sees to it that it is done (D6.2)"))
    distribution = Text(_("Sent to"), section=AGREED, wide=True)
    issued_at = Moment(_("Minutes issued at"), section=AGREED, system=True)
    issued_by = Link(Operator, _("Minutes issued by"), section=AGREED, system=True)
    next_on = Date(_("Next meeting on"), section=AGREED)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    checks = (rules.check_meeting,)
    warnings = (rules.warn_meeting,)
    derives = (steps.derive_next_due,)
    stages = (
        Stage(
            "held",
            _("Minutes to issue"),
            _p("step", "Minutes"),
            "warn",
            (
                Move("issue", _("Issue the minutes"), "acting", ("chair", "attendees", "result"), {"issued_at": "now", "issued_by": "user"}, guard=steps.planned, rule="D7.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("file", _("File: no actions"), "closed", ("chair", "attendees", "result"), {"issued_at": "now", "issued_by": "user", "closed_at": "now", "closed_by": "user"}, guard=rules.nothing_agreed, rule="D7.4", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
        ),
        Stage(
            "acting",
            _("Actions running"),
            _p("step", "Follow up"),
            "info",
            (
                Move("close", _("All done: close"), "closed", (), {"closed_at": "now", "closed_by": "user"}, guard=rules.settled, rule="D6.2", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("return", _("Change the minutes"), "held", (), clears=("issued_at", "issued_by"), reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "acting", (), clears=("closed_at", "closed_by"), reason=True, back=True, by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("issue", _("Issue the minutes"), "received_at", Term(working_days=3), "issued_at", "D7.4"),
        Deadline("action", _("Next action"), "next_due", Term(days=0), "closed_at", "D6.2"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("capa", {"customer": "customer", "product": "product", "batch": "batch", "origin_number": "number", "story": "story"}),
        Follow("slip", {"customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("notice", {"title": "topic", "issued_department": "department", "story": "result", "actions": "actions"}),
        Follow("meeting", {"kind": "kind", "topic": "topic", "chair": "chair", "place": "place", "origin_number": "number"}),
    )
