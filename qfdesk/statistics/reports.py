"""Every report: what is declared of it and how its pages are made. A new report is one more line here."""

from __future__ import annotations

from collections.abc import Callable

from qfdesk.model.report import Leaf, Report
from qfdesk.statistics import (
    analysis,
    appraisal,
    comparison,
    counts,
    customers,
    inspections,
    regulator,
    satisfaction,
    summary,
)
from qfdesk.statistics.cases import Cases, Span

Make = Callable[[Cases, Span], list[Leaf]]

REPORTS: dict[str, tuple[Report, Make]] = {
    report.key: (report, make)
    for report, make in (
        (counts.REPORT, counts.make),
        (summary.SUMMARY, summary.summaries),
        (summary.BRIEF, summary.brief),
        (analysis.REPORT, analysis.make),
        (satisfaction.REPORT, satisfaction.make),
        (regulator.REPORT, regulator.make),
        (comparison.REPORT, comparison.make),
        (appraisal.REPORT, appraisal.make),
        (customers.REPORT, customers.make),
        (inspections.REPORT, inspections.make),
    )
}
