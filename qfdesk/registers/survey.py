"""The register of satisfaction surveys: the survey as a whole, every customer's form, what followed from low scores."""

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
    LineColumn,
    Lines,
    Link,
    Memo,
    Moment,
    Number,
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Department, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import choices as of
from qfdesk.registers.meeting import ACTION_COLUMNS
from qfdesk.registers.survey_papers import LEDGERS, PAPERS
from qfdesk.rules import actions as steps
from qfdesk.rules import surveys as rules
from qfdesk.rules.due import Term
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

_FORM, _PLAN = ("kind", (rules.FORM,)), ("kind", (rules.PLAN,))
SURVEY = Section("survey", _p("section", "Survey"))
WHO = Section("who", _("Who is asked"), shown_if=_FORM)
OUT = Section("out", _("Out and back"))
ANSWERS = Section("answers", _("How satisfied"), shown_if=_FORM)
COUNT = Section("count", _("Forms counted"), shown_if=_PLAN)
VIEW = Section("view", _("Opinions"))
WEIGHTS = Section("weights", _("Weights of the items"), shown_if=_PLAN)
SCORE = Section("score", _p("section", "Scores"))
ACT = Section("act", _("What follows"))

KINDS = {rules.FORM: _("One customer's form"), rules.PLAN: _("Survey as a whole")}
ABOUT = {rules.PRODUCT: _p("survey", "Product"), rules.SERVICE: _p("survey", "Service"), rules.HANDLING: _("Handling of complaints")}  # D8.8, D13.6
# D4.5, D4.8
METHODS = {
    "visit": _("Talk at the customer's place"),
    "phone": _("Telephone interview"),
    "letter": _("By letter"),
    "counter": _("Handed out"),
    "web": _("Online form"),
    "group": _("Focus group"),
    "bought": _("Data gathered on commission"),
    "consumers": _("Report of a consumer organisation"),
    "study": _("Study of the trade"),
}
# D4.3
INFORMATION = {
    "users": _("Survey of customers and users"),
    "product": _("Feedback on the product"),
    "contract": _("Requirements and contracts"),
    "market": _("Needs of the market"),
    "service": _("Data of the service"),
    "rivals": _p("information", "Competitors"),
}
LEVELS = {
    "s5": _("5 Very satisfied"),
    "s4": _("4 Satisfied"),
    "s3": _("3 Fair"),
    "s2": _("2 Dissatisfied"),
    "s1": _("1 Very dissatisfied"),
}
ITEMS = {
    "quality": _p("survey", "Product quality"),
    "packing": _("Packing and look"),
    "price": _("Price"),
    "delivery": _("Delivery on time"),
    "attitude": _("Friendliness of the service"),
    "response": _("Response after the sale"),
    "handling": _("Handling of complaints"),
}
TALLIED = ITEMS | {"own1": _("Own question 1"), "own2": _("Own question 2"), "own3": _("Own question 3"), "whole": _("On the whole")}
QUESTION_COLUMNS = (
    LineColumn("question", _p("survey", "Question"), "memo", width=300),
    LineColumn("about", _p("question", "About"), "choice", ABOUT, 100),
    LineColumn("said", _("Answer (5 to 1)"), "choice", LEVELS, 120),
)
TALLY_COLUMNS = (
    LineColumn("item", _p("survey", "Item"), "choice", TALLIED, 170),
    LineColumn("s5", _p("count", "5 very satisfied"), "quantity", width=80),
    LineColumn("s4", _p("count", "4 satisfied"), "quantity", width=80),
    LineColumn("s3", _p("count", "3 fair"), "quantity", width=80),
    LineColumn("s2", _p("count", "2 dissatisfied"), "quantity", width=80),
    LineColumn("s1", _p("count", "1 very dissatisfied"), "quantity", width=80),
)
_ACTING = (CLERK, QUALITY, HANDLER, HEAD)
_END = {"closed_at": "now", "closed_by": "user"}


class Survey(Record):
    """顾客满意度调查 (D4.3-D4.10, D8.8, D12.6, D13.6; M18): the survey as a whole and the form of each customer asked.

    A form goes out and is recovered, and gives a weighted score of a hundred, also for product, service and handling
    alone; one that shows dissatisfaction is reported at once and followed up until the customer was asked again. The
    survey as a whole holds what was planned, how many forms went out and came back, the forms counted item by item, and
    the summary report on which the general manager decides. Forms belong to a survey by its name.
    """

    key, label, prefix, order, tab = "survey", _("Satisfaction surveys"), "DC", 300, _("Satisfaction")
    new_label = _("New survey form")
    sections = (SURVEY, WHO, OUT, ANSWERS, COUNT, VIEW, WEIGHTS, SCORE, ACT, FILING)
    columns = ("number", "received_at", "topic", "customer", "score", "stage", "due")
    case = False

    received_at = Moment(_("Surveyed at"), section=SURVEY, required=True, past=True, width=96, help=_("When the customer was asked, or the survey was begun"))
    kind = Choice(_("Kind"), KINDS, section=SURVEY, required=True, default=rules.FORM, width=110)
    topic = Text(_p("survey", "Name of the survey"), section=SURVEY, searched=True, suggest=True, wide=True, width=180, help=_("Forms with the same name are counted together"))
    about = Choices(_p("survey", "About"), ABOUT, section=SURVEY, default=(rules.PRODUCT, rules.SERVICE))
    method = Choice(_p("survey", "Method"), METHODS, section=SURVEY, width=100)
    asked_whom = Text(_("Whom it asks"), section=SURVEY, wide=True, shown_if=_PLAN, help=_("Such as every main customer and one in ten of the others"))

    customer = Link(Party, _("Customer"), section=WHO, searched=True, secret=PERSONAL, width=140, fills={"contact_name": "contact", "contact_phone": "phone", "contact_address": "address"}, help=_("Empty where the form is anonymous"))
    contact_name = Text(_("Contact person"), section=WHO, searched=True, secret=PERSONAL)
    contact_phone = Code(_("Phone"), section=WHO, secret=PERSONAL)
    contact_address = Text(_("Address"), section=WHO, secret=PERSONAL, wide=True)
    product = Link(Product, _("Product"), section=WHO, searched=True)
    batch = Link(Batch, _("Batch number"), section=WHO, searched=True)
    origin_number = Code(_("Number of the case"), section=WHO, searched=True, chinese=True, help=_("The complaint or service whose handling is asked about (D13.6)"))

    sent_on = Date(_p("survey", "Sent out on"), section=OUT, past=True)
    handed_by = Link(Operator, _("Handed out by"), section=OUT)
    answer_by = Date(_("Wanted back by"), section=OUT)
    returned_on = Date(_("Came back on"), section=OUT, past=True)
    recovered_by = Link(Operator, _("Asked or recovered by"), section=OUT)

    on_quality = Choice(_p("survey", "Product quality"), LEVELS, section=ANSWERS)
    on_packing = Choice(_("Packing and look"), LEVELS, section=ANSWERS)
    on_price = Choice(_("Price"), LEVELS, section=ANSWERS)
    on_delivery = Choice(_("Delivery on time"), LEVELS, section=ANSWERS)
    on_attitude = Choice(_("Friendliness of the service"), LEVELS, section=ANSWERS)
    on_response = Choice(_("Response after the sale"), LEVELS, section=ANSWERS)
    on_handling = Choice(_("Handling of complaints"), LEVELS, section=ANSWERS)
    on_the_whole = Choice(_("On the whole"), LEVELS, section=ANSWERS)

    forms_out = Number(_("Forms out"), section=COUNT)
    forms_back = Number(_("Forms back"), section=COUNT)
    forms_valid = Number(_("Valid forms"), section=COUNT)
    rate = Quantity(_("Recovery rate"), section=COUNT, system=True, unit="%")
    tally = Lines(_("Answers counted"), TALLY_COLUMNS, section=COUNT, help=_("How many chose each answer, of all forms that came back"))
    review_on = Date(_("Management review on"), section=COUNT, help=_("The summary is made in the month before (D4.10)"))
    report_by = Date(_("Summary due by"), section=COUNT, system=True)

    questions = Lines(_("Own questions"), QUESTION_COLUMNS, section=VIEW)
    reasons = Memo(_("Why dissatisfied"), section=VIEW)
    story = Memo(_("Opinions and suggestions"), section=VIEW)
    rivals = Memo(_("Comparison with competitors"), section=VIEW)
    information = Choices(_("Information gained"), INFORMATION, section=VIEW, help=_("The six kinds of satisfaction information (D4.3)"))

    weight_quality = Number(_("Weight: product quality"), section=WEIGHTS, default=rules.ITEMS["quality"][1])
    weight_packing = Number(_("Weight: packing and look"), section=WEIGHTS, default=rules.ITEMS["packing"][1])
    weight_price = Number(_("Weight: price"), section=WEIGHTS, default=rules.ITEMS["price"][1])
    weight_delivery = Number(_("Weight: delivery"), section=WEIGHTS, default=rules.ITEMS["delivery"][1])
    weight_attitude = Number(_("Weight: friendliness"), section=WEIGHTS, default=rules.ITEMS["attitude"][1])
    weight_response = Number(_("Weight: response"), section=WEIGHTS, default=rules.ITEMS["response"][1])
    weight_handling = Number(_("Weight: handling of complaints"), section=WEIGHTS, default=rules.ITEMS["handling"][1])
    weight_own = Number(_("Weight: each own question"), section=WEIGHTS, default=rules.OWN_WEIGHT)

    score = Quantity(_("Weighted score"), section=SCORE, system=True, width=80)
    product_score = Quantity(_("Score: product"), section=SCORE, system=True)
    service_score = Quantity(_("Score: service"), section=SCORE, system=True)
    handling_score = Quantity(_("Score: handling of complaints"), section=SCORE, system=True)
    low = Number(_("Low answers"), section=SCORE, system=True, width=70)

    analysis = Memo(_("Analysis"), section=ACT)
    proposals = Memo(_("Proposals for improvement"), section=ACT)
    department = Link(Department, _("Responsible department"), section=ACT)
    handler = Link(Operator, _("Handler"), section=ACT, width=70)
    level = Choice(_("Taken to"), of.LEVELS, section=ACT, help=_("A customer who is not satisfied may ask for a higher level (D8.10)"))
    reported_at = Moment(_("Reported at"), section=ACT, system=True)
    reported_by = Link(Operator, _p("survey", "Reported by"), section=ACT, system=True)
    leader_opinion = Memo(_("Decision of the general manager"), section=ACT)
    decided_by = Link(Operator, _("Decided by"), section=ACT, system=True)
    decided_at = Moment(_("Decided at"), section=ACT, system=True)
    actions = Lines(_("Actions"), ACTION_COLUMNS, section=ACT)
    next_due = Date(_("Next action due"), section=ACT, system=True)
    contacted_on = Date(_("Customer spoken to on"), section=ACT, past=True, shown_if=_FORM)
    result = Memo(_("Result"), section=ACT, help=_("What was done and what came of it"))
    view_after = Choice(_("Customer's view afterwards"), of.SATISFACTION, section=ACT, shown_if=_FORM)
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    derives = (rules.derive_survey, steps.derive_next_due)
    checks = (rules.check_survey,)
    warnings = (rules.warn_survey,)
    stages = (
        Stage(
            "planned",
            _("To send out"),
            _p("step", "Plan"),
            "warn",
            (
                Move("send", _("Send it out"), "out", ("topic", "method", "answer_by"), {"sent_on": "today", "handed_by": "user"}, rule="D4.7", by=_ACTING),
                Move("ask", _("Answered at once"), "back", ("topic", "method", "on_the_whole"), {"returned_on": "today", "recovered_by": "user"}, guard=rules.only_form, rule="D4.8", by=_ACTING),
            ),
        ),
        Stage(
            "out",
            _p("survey", "Not back yet"),
            _p("step", "Send out"),
            "info",
            (
                Move("back", _p("survey", "Came back"), "back", ("on_the_whole",), {"returned_on": "today", "recovered_by": "user"}, guard=rules.counted, rule="D4.7", by=_ACTING),
                Move("lost", _("Not recovered"), "closed", (), _END, guard=rules.only_form, reason=True, rule="D4.7", by=_ACTING),
            ),
            waiting=True,
        ),
        Stage(
            "back",
            _("To evaluate"),
            _p("step", "Evaluate"),
            "warn",
            (
                Move("file", _("Nothing to do: file"), "closed", (), _END, guard=rules.nothing_low, rule="D4.7", by=_ACTING),
                Move("report", _("Report it"), "acting", ("handler",), {"reported_at": "now", "reported_by": "user"}, guard=rules.reportable, rule="D4.9", by=_ACTING),
            ),
        ),
        Stage(
            "acting",
            _("Being improved"),
            _p("step", "Improve"),
            "info",
            (
                Move("close", _p("survey", "Close"), "closed", ("result",), _END, guard=rules.may_close, rule="D4.9", by=(QUALITY, HEAD), apart=("handler",)),
                Move("decide", _("Decide the measures"), "acting", ("leader_opinion",), {"decided_by": "user", "decided_at": "now"}, rule="D4.9", by=(HEAD,)),
                Move("again", _("Evaluate again"), "back", (), clears=("reported_at", "reported_by", "decided_by", "decided_at"), reason=True, back=True),
            ),
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "back", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D11.3", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        Deadline("recover", _("Recover the form"), "answer_by", Term(days=0), "returned_on", "D4.7"),
        Deadline("report", _("Report the dissatisfaction"), "returned_on", Term(days=0), "reported_at", "D4.4", when=rules.is_low, pausable=False),
        Deadline("ask_again", _("Speak to the customer"), "returned_on", Term(working_days=5), "contacted_on", "D4.2", when=rules.is_low),
        Deadline("summary", _("Make the summary report"), "returned_on", Term(working_days=10), "reported_at", "D4.9", when=rules.is_plan),
        Deadline("review", _("Summary before the management review"), "report_by", Term(days=0), "reported_at", "D4.10", when=rules.is_plan, pausable=False),
        Deadline("decide", _("Decide the measures"), "reported_at", Term(working_days=5), "decided_at", "D4.9", when=rules.is_plan),
        Deadline("action", _("Next action"), "next_due", Term(days=0), "closed_at", "D4.9"),
    )
    routes = (
        Route("low", _("Customer not satisfied"), HEAD, rules.is_low, "D4.4", "reported_at"),
        Route("summary", _("Summary report of a survey"), HEAD, rules.evaluated, "D4.9", "reported_at"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow(
            "survey",
            {
                "topic": "topic",
                "about": "about",
                "method": "method",
                "sent_on": "sent_on",
                "answer_by": "answer_by",
                "questions": "questions",
                **{f"weight_{item}": f"weight_{item}" for item in (*rules.ITEMS, "own")},
            },
        ),
        Follow("visit", {"customer": "customer", "host_name": "contact_name", "host_phone": "contact_phone", "place": "contact_address", "product": "product", "batch": "batch", "purpose": "reasons"}),
        Follow("complaint", {"customer": "customer", "contact_name": "contact_name", "contact_phone": "contact_phone", "contact_address": "contact_address", "product": "product", "batch": "batch", "story": "reasons"}),
        Follow("slip", {"to_department": "department", "product": "product", "batch": "batch", "story": "reasons"}),
        Follow("capa", {"origin_number": "number", "department": "department", "customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("meeting", {"origin_number": "number", "topic": "topic", "department": "department"}),
    )
