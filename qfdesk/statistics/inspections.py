"""抽检结果汇总: samples taken by authorities, their results and what was done, summed up and filed (D2.5, D18.1)."""

from __future__ import annotations

from qfdesk.language import _, _p, message
from qfdesk.model.report import CODE, DATE, TEXT, Leaf, Part, Report
from qfdesk.rules.duties import QUARTER, YEAR
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Cases, Span
from qfdesk.statistics.listing import Item, behind, joined, listing, value

REPORT = Report(
    "inspections",
    _("Sampling results summed up"),
    _("Every outside sample with its verdict and what was done; samples by kind and verdict"),
    "D2.5, D18.1",
    (QUARTER, YEAR),
    "QR-188",
    signs=(_("Summed up by"), _("Quality officer")),
)
ITEMS = (
    Item(_("Number"), CODE, 14, value("number")),
    Item(_("Date"), DATE, 11, value("received_at")),
    Item(_("Kind of sampling"), TEXT, 12, value("kind")),
    Item(_p("sample", "Authority"), TEXT, 16, value("authority")),
    Item(_("Product and batch"), TEXT, 22, joined("product", "batch")),
    Item(_("Manufacturer"), TEXT, 16, behind("product", "maker")),
    Item(_("Number of the test report"), CODE, 14, value("report_number")),
    Item(_("Verdict"), TEXT, 9, value("verdict")),
    Item(_("Items that fail"), TEXT, 14, value("failed_items")),
    Item(_("Handling"), TEXT, 18, value("disposal", "control", "result", short=60)),
)


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    found = cases.received("inspection", span)
    verdicts = findings.by_choice(
        cases, found, "verdict", "verdicts", message(_("Samples by verdict")), message(_("Verdict"))
    )
    kinds = findings.by_choice(
        cases, found, "kind", "sample_kinds", message(_("Samples by kind")), message(_("Kind of sampling"))
    )
    parts: list[Part] = [listing(cases, "samples", message(_p("report", "Samples")), found, ITEMS), verdicts, kinds]
    return [Leaf(tuple(parts))]
