"""药品质量信息反馈报告表: what the drug regulator is told of a period (D17.1-D17.5). No customer is named."""

from __future__ import annotations

from collections.abc import Sequence

from qfdesk.language import _, _p, message
from qfdesk.model.report import CODE, DATE, TEXT, Leaf, Part, Report, Table
from qfdesk.rules.duties import MONTH, QUARTER, YEAR
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.grid import Counted, by_register
from qfdesk.statistics.listing import Item, behind, kind_of_information, listing, value

REPORT = Report(
    "regulator_summary",
    _("Summary of drug quality feedback for the regulator"),
    _("Every doubtful batch with its product, finding and handling, adverse reactions and recalls; for the regulator"),
    "D17.1, D17.2, D17.4",
    (MONTH, QUARTER, YEAR),
    "QR-184",
    outward=True,
    signs=(_p("regulator", "Reported by"), _("Quality officer"), _("Responsible person of the house (seal)")),
)
_COUNTED = ("complaint", "batch_issue", "adr", "stop_sale", "recall", "inspection")
GOODS = (
    Item(_("Number"), CODE, 14, value("number")),
    Item(_("Date"), DATE, 10, value("received_at")),
    Item(_("Kind of information"), TEXT, 11, kind_of_information()),
    Item(_("Generic name"), TEXT, 14, behind("product", "name")),
    Item(_("Specification"), TEXT, 11, behind("product", "specification")),
    Item(_("Manufacturer"), TEXT, 15, behind("product", "maker")),
    Item(_("Approval number"), CODE, 15, behind("product", "approval_number")),
    Item(_("Batch number"), CODE, 10, behind("batch", "batch_number")),
    Item(_("Quantity affected"), TEXT, 8, value("quantity_affected", "quantity_locked", "quantity")),
    Item(_("Quality finding"), TEXT, 28, value("story", short=120)),
    Item(_("Handling"), TEXT, 18, value("verdict", "measures", "control", "disposal")),
    Item(_("Regulator told at"), DATE, 10, value("regulator_told_at", "reported_at")),
)
REACTIONS = (
    Item(_("Number"), CODE, 14, value("number")),
    Item(_("Date"), DATE, 10, value("received_at")),
    Item(_("Generic name"), TEXT, 16, behind("product", "name")),
    Item(_("Batch number"), CODE, 11, behind("batch", "batch_number")),
    Item(_("Reaction"), TEXT, 24, value("reaction_name", short=80)),
    Item(_("Report type"), TEXT, 10, value("kinds")),
    Item(_p("adr", "Outcome"), TEXT, 10, value("outcome")),
    Item(_("Reported at"), DATE, 10, value("reported_at")),
)


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    counted = Counted(cases, span, [key for key in _COUNTED if key in cases.registers])
    found = telling(cases, span)
    parts: list[Part] = [
        by_register(counted, _tells, least=len(counted.registers)),
        listing(cases, "goods", message(_("Doubtful goods")), found, GOODS),
        *_reactions(cases, span),
        *findings.with_chart(findings.problems(cases, found), message(_("Pareto of problems"))),
    ]
    return [Leaf(tuple(parts))]


def telling(cases: Cases, span: Span) -> list[Case]:
    """The records that name doubtful goods; reactions have a table of their own."""
    goods = [key for key in _COUNTED if key != "adr"]
    return [case for key in goods for case in cases.received(key, span) if _tells(case)]


def _tells(case: Case) -> bool:
    """Of complaints those about quality, of samples the unfit ones, of the others all."""
    if case.register == "complaint":
        return case["kind"] in ("quality", "packing", "leaflet") or bool(case["suspicion"])
    return case.register != "inspection" or case["verdict"] == "unfit"


def _reactions(cases: Cases, span: Span) -> Sequence[Table]:
    if "adr" not in cases.registers:
        return ()
    title = message(_("Suspected adverse reactions"))
    return (listing(cases, "reactions", title, cases.received("adr", span), REACTIONS),)
