"""质量信息汇总分析表: what came in, what is common, how it was settled (D3.2, D8.6, D10.5, D11.3, D13.3, D20.4)."""

from __future__ import annotations

from qfdesk.language import _, message
from qfdesk.model.report import BARS, Chart, Leaf, Part, Report
from qfdesk.rules.duties import MONTH, QUARTER, YEAR
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Cases, Span
from qfdesk.statistics.grid import Counted, by_register

REPORT = Report(
    "analysis",
    _("Summary and analysis of quality information"),
    _("Kinds, problems and causes in order of weight, products and batches, the trend, and how it was settled"),
    "D8.6, D11.3, D13.3",
    (MONTH, QUARTER, YEAR),
    "QR-180",
    signs=(_("Summed up by"), _("Quality officer")),
)


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    trend = findings.trend(cases, cases.information, span)
    counted = Counted(cases, span, cases.information)
    found = findings.telling(cases, span)
    complaints = [case for case in found if case.register == "complaint"]
    kinds = findings.by_choice(
        cases, complaints, "kind", "complaint_kinds", message(_("Complaints by kind")), message(_("Kind"))
    )
    parts: list[Part] = [
        by_register(counted),
        Chart(BARS, message(_("Received, against the period before")), "kinds", (2, 1)),
        *findings.with_chart(kinds, message(_("Complaints by kind"))),
        *findings.with_chart(findings.problems(cases, found), message(_("Pareto of problems"))),
        *findings.with_chart(findings.causes(cases, found), message(_("Pareto of causes"))),
        findings.top_products(cases, found),
        findings.top_batches(cases, found),
        findings.top_makers(cases, found),
        trend,
        *findings.trend_charts(trend),
        findings.settling(cases, found, span),
    ]
    return [Leaf(tuple(parts))]
