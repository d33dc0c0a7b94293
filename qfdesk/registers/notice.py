"""The register of documents from above and the library of rules: what came in, who read it, what it asks, what holds."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Deadline, Follow, Move, Route, Section, Stage
from qfdesk.model.fields import Choice, Choices, Code, Date, LineColumn, Lines, Link, Memo, Moment, Number, Text
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.meeting import ACTION_COLUMNS
from qfdesk.registers.notice_papers import LEDGERS, PAPERS
from qfdesk.rules import documents as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

DOCUMENT = Section("document", _p("section", "Document"))
CONTENT = Section("content", _("What it says and asks"))
GOODS = Section("goods", _("Goods it names"))
TOLD = Section("told", _("Passed on and read"))
DONE = Section("done", _p("section", "Carried out"))
FORCE = Section("force", _p("section", "In force"))

# D2.1, D7.1, D7.7, D14.1, D18.2
KINDS = {
    "order": _("Instruction from above"),
    "announcement": _("Announcement of a regulator"),
    "law": _("Law or regulation"),
    "superior": _("Document of a superior department"),
    "supplier": _("Notice of a maker or supplier"),
    "rule": _("Rule of the house"),
    "procedure": _("Operating procedure"),
    "plan": _p("document", "Plan of quality work"),
    "policy": _("Quality policy and objectives"),
}
ASKS = {
    "read": _("To be known to all concerned"),
    "check": _("Stock to be checked"),
    "stop_sale": _("Stop the sale"),
    "recall": _("Recall"),
    "report": _("Answer or report"),
    "rules": _("Own rules to be changed"),
    "training": _("Training"),
    "other": _("Other"),
}
WAYS = {
    "paper": _("On paper"),
    "web": _("Website of the authority"),
    "email": _p("channel", "E-mail"),
    "chat": _("Work chat group"),
    "meeting": _p("document", "At a meeting"),
    "phone": _("Phone"),
    "made": _("Made in the house"),
}
SECRECY = {"open": _p("secrecy", "Open"), "internal": _p("secrecy", "Within the house"), "secret": _p("secrecy", "Secret")}
CHECKS = {"yes": _p("check", "Carried out"), "partly": _p("check", "Partly carried out"), "no": _p("check", "Not carried out")}
READER_COLUMNS = (
    LineColumn("who", _("Must read it"), width=120),
    LineColumn("department", _("Department"), width=120),
    LineColumn("told", _p("document", "Told on"), "date", width=100),
    LineColumn("read", _p("document", "Read on"), "date", width=100),
    LineColumn("remark", _("Remark"), width=140),
)
GOODS_COLUMNS = (
    LineColumn("product", _("Product"), width=170),
    LineColumn("batch", _("Batch number"), width=100),
    LineColumn("maker", _("Manufacturer"), width=160),
    LineColumn("stock", _("Stock found"), "quantity", width=80),
    LineColumn("handled", _("What was done"), width=150),
)
_ACTING = (CLERK, QUALITY, HANDLER, HEAD)
_END = {"closed_at": "now", "closed_by": "user"}


class Notice(Record):
    """上级文件, 指令性信息 and 制度库 (D2.1, D7.1, D7.7, D14.1, D18.2; M17, M28).

    What comes from above is passed on promptly to those named, who read it; what it asks has owners and days, and
    somebody else than the one in charge checks that it was carried out (D2.1). The house's own rules and plans go the
    same way and stay in the library under their document number, from the day they hold until they are replaced.
    """

    key, label, prefix, order, tab = "notice", _("Documents and rules"), "WJ", 250, _("Regulatory")
    new_label = _("New document")
    sections = (DOCUMENT, CONTENT, GOODS, TOLD, DONE, FORCE, FILING)
    columns = ("number", "received_at", "kind", "document_number", "title", "stage", "due")
    trail = (("affected", "goods.stock"),)
    case = False

    received_at = Moment(_("Received at"), section=DOCUMENT, required=True, past=True, width=96)
    kind = Choice(_("Kind"), KINDS, section=DOCUMENT, required=True, default="order", width=90)
    document_number = Code(_("Document number"), section=DOCUMENT, chinese=True, searched=True, width=120, help=_("As printed on it, such as QG/SSW0301.05-2007 (D7.7)"))
    title = Text(_p("document", "Title"), section=DOCUMENT, required=True, searched=True, wide=True, limit=500, width=240)
    authority = Link(Party, _("Issuing authority"), section=DOCUMENT, searched=True, width=120, shown_if=("kind", rules.OUTSIDE))
    issued_department = Link(Department, _("Issuing department"), section=DOCUMENT, shown_if=("kind", rules.OWN))
    issued_on = Date(_("Issued on"), section=DOCUMENT, past=True)
    way = Choice(_("Received by way of"), WAYS, section=DOCUMENT)
    urgency = Choice(_("Urgency"), of.URGENCIES, section=DOCUMENT, default="normal")
    secrecy = Choice(_("Secrecy"), SECRECY, section=DOCUMENT, help=_("Quality information is the house's own and kept secret (D11.7)"))
    copies = Number(_("Copies"), section=DOCUMENT)

    story = Memo(_("What it says"), section=CONTENT, required=True, help=_("The spirit of it in a few lines; the document itself is attached"))
    asks = Choices(_("What it asks of the house"), ASKS, section=CONTENT)
    answer_by = Date(_("Answer asked for by"), section=CONTENT)

    product = Link(Product, _("Product"), section=GOODS, searched=True)
    batch = Link(Batch, _("Batch number"), section=GOODS, searched=True)
    goods = Lines(_("Further goods it names"), GOODS_COLUMNS, section=GOODS)

    proposal = Memo(_("Proposed handling"), section=TOLD)
    leader_opinion = Memo(_("Leader's instruction"), section=TOLD)
    department = Link(Department, _("Responsible department"), section=TOLD)
    handler = Link(Operator, _("Person in charge"), section=TOLD, width=70)
    readers = Lines(_("Who reads it"), READER_COLUMNS, section=TOLD, help=_("Whom it concerns, when they were told and when they read it (D2.1)"))
    unread = Number(_("Not read yet by"), section=TOLD, system=True, width=70)
    told_at = Moment(_("Passed on at"), section=TOLD, past=True)
    told_by = Link(Operator, _("Passed on by"), section=TOLD, system=True)
    read_at = Moment(_("Read by all at"), section=TOLD, system=True)

    actions = Lines(_("Tasks"), ACTION_COLUMNS, section=DONE)
    next_due = Date(_("Next task due"), section=DONE, system=True, width=96)
    result = Memo(_("How it was carried out"), section=DONE)
    answered_at = Moment(_p("document", "Answered at"), section=DONE, past=True)
    done_at = Moment(_("Carried out at"), section=DONE, system=True)
    checked = Choice(_("Check"), CHECKS, section=DONE, help=_("Whether it was carried out, found out by somebody else"))
    check_note = Memo(_("What the check found"), section=DONE)
    checked_by = Link(Operator, _p("document", "Checked by"), section=DONE, system=True)
    checked_at = Moment(_("Checked at"), section=DONE, system=True)

    in_force_on = Date(_("In force from"), section=FORCE)
    valid_until = Date(_("In force until"), section=FORCE)
    version = Text(_("Version"), section=FORCE)
    scope = Text(_("Scope"), section=FORCE, wide=True, help=_("Whom or what it holds for"))
    replaces = Code(_("Replaces"), section=FORCE, chinese=True, searched=True, help=_("Number of the document that ends with it"))
    replaced_by = Code(_("Replaced by"), section=FORCE, chinese=True, searched=True)
    review_on = Date(_("To be reviewed by"), section=FORCE, help=_("Rules are evaluated and adjusted regularly (D14.5)"))
    reviewed_on = Date(_("Last reviewed on"), section=FORCE, system=True)
    review_note = Memo(_("What the review found"), section=FORCE)
    withdrawn_on = Date(_("Withdrawn on"), section=FORCE, past=True)
    withdraw_ground = Text(_("Why it was withdrawn"), section=FORCE, wide=True)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    derives = (rules.derive_notice,)
    checks = (rules.check_notice,)
    warnings = (rules.warn_notice,)
    stages = (
        Stage(
            "received",
            _p("document", "To pass on"),
            _p("step", "Receive"),
            "warn",
            (
                Move("pass_on", _("Pass it on"), "reading", ("handler", "readers"), {"told_at": "now", "told_by": "user"}, rule="D2.1", by=_ACTING),
                Move("file", _("For the file only"), "closed", ("result", "archive_number"), _END, guard=rules.for_the_file, rule="D2.1", by=(CLERK, QUALITY, HEAD)),
            ),
        ),
        Stage(
            "reading",
            _("Being read"),
            _p("step", "Read"),
            "info",
            (
                Move("read", _("All have read it"), "acting", (), {"read_at": "now"}, guard=rules.everyone_read, rule="D2.1", by=_ACTING),
                Move("read_file", _("All have read it: file"), "closed", ("archive_number",), {"read_at": "now", **_END}, guard=rules.read_and_done, rule="D2.1", by=(CLERK, QUALITY, HEAD)),
                Move("hand_back", _("Give back"), "received", (), clears=("told_at", "told_by"), reason=True, back=True),
            ),
            waiting=True,
        ),
        Stage(
            "acting",
            _("Being carried out"),
            _p("step", "Carry out"),
            "info",
            (
                Move("done", _p("document", "Carried out"), "checking", ("result",), {"done_at": "now"}, guard=rules.carried_out, rule="D2.1", by=_ACTING),
                Move("answer", _("Answer sent"), "acting", ("result",), {"answered_at": "now"}, rule="D17.2", by=_ACTING),
            ),
        ),
        Stage(
            "checking",
            _("To check"),
            _p("step", "Check"),
            "warn",
            (
                Move("close", _("Checked: file it"), "closed", ("checked", "archive_number"), {"checked_by": "user", "checked_at": "now", **_END}, guard=rules.may_close, rule="D2.1", by=(QUALITY, HEAD), apart=("handler",)),
                Move("enforce", _("Into the library: in force"), "in_force", ("checked", "archive_number"), {"checked_by": "user", "checked_at": "now"}, guard=rules.may_put_in_force, rule="D7.7", by=(QUALITY, HEAD), apart=("handler",)),
                Move("not_done", _("Not carried out: give back"), "acting", (), clears=("done_at",), reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "in_force",
            _p("document", "In force"),
            _p("step", "Hold"),
            "ok",
            (
                Move("withdraw", _p("document", "Withdraw"), "withdrawn", ("withdrawn_on", "withdraw_ground"), _END, rule="D7.7", by=(QUALITY, HEAD)),
                Move("review", _("Reviewed: stays in force"), "in_force", ("review_note", "review_on"), {"reviewed_on": "today"}, rule="D14.5", by=(QUALITY, HEAD)),
                Move("revise", _("To be carried out anew"), "acting", (), clears=("done_at", "checked", "checked_by", "checked_at"), reason=True, back=True, by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "closed",
            _p("document", "Filed"),
            _p("step", "File"),
            "ok",
            (Move("reopen", _("Reopen"), "acting", (), clears=("closed_at", "closed_by", "done_at", "checked", "checked_by", "checked_at"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
        Stage(
            "withdrawn",
            _p("document", "Withdrawn"),
            _p("step", "Withdraw"),
            "soft",
            (Move("restore", _("Put in force again"), "in_force", (), clears=("closed_at", "closed_by", "withdrawn_on", "withdraw_ground"), reason=True, back=True, by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("pass_on_at_once", _("Pass on at once"), "received_at", Term(days=0), "told_at", "D2.4", when=rules.asks_at_once, pausable=False),
        Deadline("pass_on", _p("document", "Pass on"), "received_at", Term(working_days=1), "told_at", "D2.1", when=rules.can_wait),
        Deadline("read", _("Read by all"), "told_at", Term(working_days=5), "read_at", "D2.1"),
        Deadline("task", _("Next task"), "next_due", Term(days=0), "done_at", "D2.1"),
        Deadline("answer", _p("document", "Answer"), "answer_by", Term(days=0), "answered_at", "D17.2", pausable=False),
        Deadline("review", _p("document", "Review"), "review_on", Term(days=0), "closed_at", "D14.5"),
        Deadline("lapse", _p("document", "Runs out"), "valid_until", Term(days=0), "closed_at", "D7.7"),
    )
    routes = (Route("at_once", _("Instruction that does not wait"), HEAD, rules.asks_at_once, "D18.4", "told_at"),)
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("stop_sale", {"notice_from": "authority", "notice_number": "document_number", "noticed_on": "issued_on", "answer_by": "answer_by", "product": "product", "batch": "batch", "story": "story"}),
        Follow("recall", {"product": "product", "batch": "batch", "notice_number": "document_number", "story": "story"}),
        Follow("inspection", {"authority": "authority", "announcement": "document_number", "published_on": "issued_on", "answer_by": "answer_by", "product": "product", "batch": "batch", "story": "story"}),
        Follow("batch_issue", {"product": "product", "batch": "batch", "story": "story"}),
        Follow("slip", {"to_department": "department", "product": "product", "batch": "batch", "story": "story"}),
        Follow("capa", {"origin_number": "number", "department": "department", "product": "product", "batch": "batch", "story": "story"}),
        Follow("meeting", {"origin_number": "number", "topic": "title", "department": "department", "product": "product", "batch": "batch"}),
        Follow("notice", {"kind": "kind", "title": "title", "replaces": "document_number", "scope": "scope", "issued_department": "issued_department", "department": "department"}),
    )
