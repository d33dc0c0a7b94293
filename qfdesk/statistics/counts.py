"""月度来信来访统计: letters, calls, visits and service of a month, and the problems they told of (D1.6, D12)."""

from __future__ import annotations

from collections.abc import Mapping

from qfdesk.language import Message, _, _p, message
from qfdesk.model.report import BARS, COUNT, LINES, TEXT, Cell, Chart, Column, Leaf, Part, Report, Table
from qfdesk.rules.duties import MONTH, QUARTER, YEAR
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.grid import Counted, Keep, Line, grid, told_moment

REPORT = Report(
    "monthly_count",
    _("Count of letters, calls and visits"),
    _("How users came to the house and the house to them, the services given, and the quality problems told of"),
    "D1.6, D12.1",
    (MONTH, QUARTER, YEAR),
    "QR-183",
    signs=(_("Counted by"), _("Quality officer")),
)
WAYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "letters": (_("Letters"), ("letter", "email", "fax", "slip", "box")),
    "calls": (_("Calls"), ("phone", "hotline")),
    "visits": (_("Visits in person"), ("visit",)),
    "online": (_("Online"), ("web", "chat", "wechat", "social")),
    "other": (_p("way", "Other ways"), ("survey", "repair", "inspection", "regulator", "other", "")),
}
"""来信, 来电, 来访 (D12.1) and the ways that came later: {key: (label, channels of a complaint)}."""
_REGISTERS = ("complaint", "visit", "service")


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    counted = Counted(cases, span, [key for key in _REGISTERS if key in cases.registers])
    complaints = cases.received("complaint", span)
    trend = _trend(cases, span)
    parts: list[Part] = [
        _by_way(counted),
        Chart(BARS, message(_("Letters, calls and visits, against the period before")), "ways", (2, 1)),
        *_by_kind(counted, "visit", message(_("Visits paid and forums"))),
        *_by_kind(counted, "service", message(_("Services given"))),
        *findings.with_chart(findings.problems(cases, complaints), message(_("Pareto of problems"))),
        findings.top_products(cases, complaints),
        trend,
        Chart(LINES, message(_("Month by month")), "trend", tuple(range(1, len(trend.columns)))),
    ]
    return [Leaf(tuple(parts))]


def _came_by(channels: tuple[str, ...]) -> Keep:
    def keep(case: Case) -> bool:
        return case.register == "complaint" and (case["channel"] or "") in channels

    return keep


def _by_way(counted: Counted) -> Table:
    known = {channel for _label, channels in WAYS.values() for channel in channels}
    lines: list[tuple[Cell, Line]] = []
    registers = [key for key in counted.registers if key == "complaint"]
    for key, (label, channels) in WAYS.items():
        keep = _came_by(channels)
        if key == "other":
            keep = _unlike(known - set(channels))
        lines.append((message(label), counted.line(registers, keep)))
    title = message(_("Letters, calls and visits of users"))
    return grid("ways", title, message(_("Way in")), lines, counted.line(registers), told_moment(counted.span))


def _unlike(channels: set[str]) -> Keep:
    """What came by none of these channels."""
    return lambda case: (case["channel"] or "") not in channels


def _by_kind(counted: Counted, register: str, title: Message) -> list[Part]:
    if register not in counted.registers:
        return []
    groups = (counted.received[register], counted.before[register], counted.left[register])
    kinds = list(dict.fromkeys(case["kind"] for group in groups for case in group))
    options = list(counted.cases.registers[register].fields()["kind"].options)
    kinds.sort(key=lambda kind: options.index(kind) if kind in options else len(options))
    lines = [(counted.cases.choice(register, "kind", kind), counted.line([register], _of_kind(kind))) for kind in kinds]
    whole = counted.line([register])
    return [grid(f"{register}_kinds", title, message(_("Kind")), lines, whole, told_moment(counted.span))]


def _of_kind(kind: str) -> Keep:
    return lambda case: bool(case["kind"] == kind)


def _trend(cases: Cases, span: Span) -> Table:
    spans = span.months()
    series: list[tuple[Message, list[int]]] = []
    for key, (label, channels) in WAYS.items():
        if key != "other":
            counts = cases.received_per_month("complaint", spans, {"channel": channels})
            series.append((message(label), counts))
    for register in _REGISTERS[1:]:
        if register in cases.registers:
            named = message(_("Visits paid and forums")) if register == "visit" else cases.label(register)
            series.append((named, cases.received_per_month(register, spans)))
    rows: list[tuple[Cell, ...]] = [
        (month.period.key, *(counts[n] for _label, counts in series)) for n, month in enumerate(spans)
    ]
    head = (Column(message(_("Month")), TEXT, 10), *(Column(label, COUNT, 10) for label, _counts in series))
    return Table("trend", message(_("Month by month")), head, tuple(rows))
