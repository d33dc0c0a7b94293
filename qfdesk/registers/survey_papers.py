"""The papers of a survey: 顾客满意度调查表, 调查计划, 满意度调查总结报告, 不满意处理记录, and the ledger (form 11; D4.6-D4.9)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign, Signs


def _asked(label: str, item: str) -> Row:
    """A line of the questionnaire: the item and its five answers to tick."""
    return Row((Cell(label, (f"on_{item}",), ticks=True),))


SURVEY_FORM = Paper(
    "satisfaction_form",
    _("Customer satisfaction survey form"),
    "QR-171",
    suits=("kind", ("", "form")),
    outward=True,
    mailed=True,
    parts=(
        Row((Cell(_("Customer"), ("customer",), 2), Cell(_("Contact person"), ("contact_name",)))),
        Row((Cell(_("Address"), ("contact_address",), 2), Cell(_("Phone"), ("contact_phone",)))),
        Row((Cell(_p("survey", "Survey"), ("topic",), 2), Cell(_("Please answer by"), ("answer_by",)))),
        Row((Cell(_("Product and batch"), ("product", "batch"), 2), Cell(_p("survey", "Method"), ("method",)))),
        _asked(_p("survey", "Product quality"), "quality"),
        _asked(_("Packing and look"), "packing"),
        _asked(_("Price"), "price"),
        _asked(_("Delivery on time"), "delivery"),
        _asked(_("Friendliness of the service"), "attitude"),
        _asked(_("Response after the sale"), "response"),
        _asked(_("Handling of complaints"), "handling"),
        _asked(_("On the whole"), "the_whole"),
        Grid(_("Further questions"), "questions", lines=3),
        Block(_("Why dissatisfied"), ("reasons",), (), 4),
        Block(_("Suggestions"), ("story",), (), 4),
        Block(_("Compared with competitors"), ("rivals",), (), 3),
        Signs((Sign(_("Customer (signature or seal)")), Sign(_("Surveyor"), "recovered_by", "returned_on"))),
    ),
)

SURVEY_PLAN = Paper(
    "satisfaction_plan",
    _("Plan of a satisfaction survey"),
    "QR-172",
    parts=(
        Row((Cell(_p("survey", "Survey"), ("topic",), 2), Cell(_("Forms to send"), ("forms_out",)))),
        Row((Cell(_p("survey", "About"), ("about",), ticks=True),)),
        Row((Cell(_p("survey", "Method"), ("method",), ticks=True),)),
        Row((Cell(_("Whom it asks"), ("asked_whom",)),)),
        Row(("sent_on", "answer_by", "review_on")),
        Row(("weight_quality", "weight_packing", "weight_price", "weight_delivery")),
        Row(("weight_attitude", "weight_response", "weight_handling", "weight_own")),
        Grid(_("Own questions"), "questions", lines=4),
        Block(_("Remark"), (), (), 4),
        Signs((Sign(_("Drawn up by"), "recorded_by", "received_at"), Sign(_("Head of sales")), Sign(_("Approved by")))),
    ),
)

SUMMARY = Paper(
    "satisfaction_summary",
    _("Summary report of the satisfaction survey"),
    "QR-173",
    suits=("kind", ("plan",)),
    parts=(
        Row((Cell(_p("survey", "Survey"), ("topic",), 2), Cell(_p("survey", "Method"), ("method",)))),
        Row((Cell(_("Whom it asked"), ("asked_whom",), 2), Cell(_p("survey", "About"), ("about",)))),
        Row(("forms_out", "forms_back", "forms_valid", "rate")),
        Row(("score", "product_score", "service_score", "handling_score")),
        Grid(_("Answers counted"), "tally", lines=8),
        Block(_("Why dissatisfied, opinions and suggestions"), ("reasons", "story"), (), 4),
        Block(_("Compared with competitors"), ("rivals",), (), 2),
        Block(_("Analysis"), ("analysis",), (Sign(_("Analysed by"), "handler"),), 5),
        Block(_("Proposals for improvement"), ("proposals",), (Sign(_("Head of sales"), "reported_by", "reported_at"),), 4),
        Block(_("Decision of the general manager"), ("leader_opinion",), (Sign(_("General manager"), "decided_by", "decided_at"),), 3),
        Grid(_("Measures"), "actions", lines=4),
        Block(_("Result"), ("result",), (Sign(_("Confirmed by"), "closed_by", "closed_at"),), 2),
    ),
)

FOLLOW_UP = Paper(
    "satisfaction_follow",
    _("Handling of a customer's dissatisfaction"),
    "QR-174",
    parts=(
        Row((Cell(_("Customer"), ("customer", "contact_name"), 2), Cell(_("Phone"), ("contact_phone",)))),
        Row((Cell(_p("survey", "Survey"), ("topic",), 2), Cell(_("Number of the case"), ("origin_number",)))),
        Row((Cell(_("Product and batch"), ("product", "batch"), 2), "returned_on")),
        Row(("score", "product_score", "service_score", "handling_score")),
        Block(_("Why dissatisfied"), ("reasons", "story"), (Sign(_("Asked by"), "recovered_by", "returned_on"),), 5),
        Block(_("Analysis"), ("analysis",), (Sign(_p("survey", "Reported by"), "reported_by", "reported_at"),), 4),
        Block(_("Decision"), ("level", "leader_opinion"), (Sign(_("Leader"), "decided_by", "decided_at"),), 3),
        Grid(_("Measures"), "actions", lines=4),
        Block(_("Result"), ("result",), (Sign(_("Handler"), "handler"),), 4),
        Block(_("Asked once more"), ("contacted_on", "view_after"), (Sign(_("Confirmed by"), "closed_by", "closed_at"),), 2),
    ),
)

PAPERS = (SURVEY_FORM, SUMMARY, SURVEY_PLAN, FOLLOW_UP)

LEDGERS = (
    Ledger(
        "surveys",
        _("Ledger of satisfaction surveys"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("topic", _p("survey", "Survey"), 20),
            LedgerColumn("customer", width=18),
            LedgerColumn("method", width=10),
            LedgerColumn("sent_on", width=11),
            LedgerColumn("returned_on", width=11),
            LedgerColumn("score", width=8),
            LedgerColumn("product_score", _p("survey", "Product"), 8),
            LedgerColumn("service_score", _p("survey", "Service"), 8),
            LedgerColumn("handling_score", _p("survey", "Handling"), 8),
            LedgerColumn("reasons", width=20),
            LedgerColumn("story", width=20),
            LedgerColumn("result", width=20),
            LedgerColumn("handler", width=9),
        ),
        "QR-170",
    ),
)
