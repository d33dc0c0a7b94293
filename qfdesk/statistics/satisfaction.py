"""满意度调查总结报告: surveys with forms out and back, what was said of each item and of the handling of cases.

Sources: D4.6 to D4.10, D8.8, D13.6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from qfdesk.language import Message, _, _p, message
from qfdesk.model.report import (
    BARS,
    CODE,
    COUNT,
    DATE,
    NUMBER,
    SHARE,
    TEXT,
    Cell,
    Chart,
    Leaf,
    Part,
    Report,
    Table,
    columns,
    share,
)
from qfdesk.rules.duties import MONTH, QUARTER, YEAR
from qfdesk.rules.surveys import ITEMS, PLAN, POINTS
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.listing import Item, kind_of_information, listing, stands_now, value

REPORT = Report(
    "satisfaction_summary",
    _("Summary report on customer satisfaction"),
    _("Surveys with forms out and back, scores by item, methods, and how content customers were with the handling"),
    "D4.9, D4.10, D13.6",
    (MONTH, QUARTER, YEAR),
    "QR-189",
    signs=(_("Compiled by"), _("Head of sales"), _("General manager")),
)
LEVELS = tuple(POINTS)
"""The five answers, from very satisfied to very dissatisfied."""
_HANDLED = ("complaint", "visit", "goods_return", "service")
_VIEWS = ("satisfied", "fairly", "dissatisfied", "unreachable")


@dataclass
class Survey:
    """One survey by its name: its plan, if there is one, and the forms of the period."""

    name: str
    plan: Case | None = None
    forms: list[Case] = field(default_factory=list)

    @property
    def out(self) -> int:
        told = self.plan["forms_out"] if self.plan else None
        return int(told) if told is not None else sum(bool(one["sent_on"] or one["returned_on"]) for one in self.forms)

    @property
    def back(self) -> int:
        told = self.plan["forms_back"] if self.plan else None
        return int(told) if told is not None else sum(bool(one["returned_on"]) for one in self.forms)

    def score(self, key: str) -> float | None:
        """A score: the plan's where it has one, else the mean of the forms'."""
        told = [self.plan[key]] if self.plan and self.plan[key] is not None else [one[key] for one in self.forms]
        known = [float(one) for one in told if one is not None]
        return round(sum(known) / len(known), 1) if known else None

    def answers(self, item: str) -> dict[str, int]:
        """{answer: how often it was given} to an item: as the plan counted them, else from the forms."""
        if self.plan and (lines := [one for one in self.plan["tally"] or () if one.get("item") == item]):
            return {level: sum(_whole(one.get(level)) for one in lines) for level in LEVELS}
        key = "on_the_whole" if item == "whole" else f"on_{item}"
        return {level: sum(one[key] == level for one in self.forms) for level in LEVELS}


def _whole(text: Any) -> int:
    try:
        return int(Decimal(str(text or 0)))
    except (InvalidOperation, ValueError, OverflowError):
        return 0


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    surveys = by_name(cases.received("survey", span))
    parts: list[Part] = []
    if "survey" in cases.registers:
        items = _items(cases, surveys)
        parts += [_surveys(surveys), items, *_charts(items), _methods(cases, surveys)]
    handling = _handling(cases, span)
    parts += [handling, Chart(BARS, message(_("Content with the handling")), "handling", (2, 3, 4)), _low(cases, span)]
    return [Leaf(tuple(parts))]


def by_name(found: Sequence[Case]) -> list[Survey]:
    """The surveys of a period, forms under the survey they name."""
    surveys: dict[str, Survey] = {}
    for case in found:
        name = str(case["topic"] or "").strip()
        survey = surveys.setdefault(name, Survey(name))
        if case["kind"] == PLAN:
            survey.plan = case
        else:
            survey.forms.append(case)
    return sorted(surveys.values(), key=lambda survey: survey.name)


def _surveys(surveys: Sequence[Survey]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in surveys:
        scores = [one.score(key) for key in ("score", "product_score", "service_score", "handling_score")]
        name: Cell = one.name or message(_("Forms without a survey's name"))
        rows.append((name, one.out, one.back, share(one.back, one.out), *scores))
    out, back = sum(one.out for one in surveys), sum(one.back for one in surveys)
    total: tuple[Cell, ...] = (message(_("Total")), out, back, share(back, out), None, None, None, None) if rows else ()
    head = columns(
        (_p("section", "Survey"), TEXT, 26),
        (_("Forms out"), COUNT, 9),
        (_("Forms back"), COUNT, 9),
        (_("Recovery rate"), SHARE, 9),
        (_("Weighted score"), NUMBER, 9),
        (_("Score: product"), NUMBER, 9),
        (_("Score: service"), NUMBER, 9),
        (_("Score: handling of complaints"), NUMBER, 11),
    )
    return Table("surveys", message(_("Surveys")), head, tuple(rows), total)


def _items(cases: Cases, surveys: Sequence[Survey]) -> Table:
    """What was said of each item, all surveys together."""
    fields = cases.registers["survey"].fields()
    rows: list[tuple[Cell, ...]] = []
    for item in (*ITEMS, "whole"):
        given = {level: sum(one.answers(item)[level] for one in surveys) for level in LEVELS}
        people = sum(given.values())
        if people:
            label = message(fields["on_the_whole" if item == "whole" else f"on_{item}"].label)
            points = sum(POINTS[level] * n for level, n in given.items()) / people
            content = share(given["s5"] + given["s4"], people)
            rows.append((label, *given.values(), people, round(points, 1), content))
    head = columns(
        (_p("survey", "Item"), TEXT, 24),
        (_p("count", "5 very satisfied"), COUNT, 9),
        (_p("count", "4 satisfied"), COUNT, 9),
        (_p("count", "3 fair"), COUNT, 9),
        (_p("count", "2 dissatisfied"), COUNT, 9),
        (_p("count", "1 very dissatisfied"), COUNT, 9),
        (_("Answers"), COUNT, 9),
        (_("Points of a hundred"), NUMBER, 10),
        (_p("share", "Satisfied"), SHARE, 9),
    )
    return Table("items", message(_("Answers by item")), head, tuple(rows))


def _charts(items: Table) -> list[Chart]:
    return [Chart(BARS, message(_("Points by item")), "items", (7,))] if items.rows else []


def _methods(cases: Cases, surveys: Sequence[Survey]) -> Table:
    """Forms out and back by the way customers were asked (D4.8)."""
    found: dict[str, list[int]] = {}
    for survey in surveys:
        counted = [survey.plan] if survey.plan and survey.plan["forms_out"] is not None else survey.forms
        for case in counted:
            if case is not None:
                sums = found.setdefault(case["method"] or "", [0, 0])
                whole = case is survey.plan
                sums[0] += survey.out if whole else bool(case["sent_on"] or case["returned_on"])
                sums[1] += survey.back if whole else bool(case["returned_on"])
    rows = [
        (_said(cases, method), out, back, share(back, out))
        for method, (out, back) in sorted(found.items(), key=lambda one: (-one[1][0], one[0]))
    ]
    head = columns(
        (_p("survey", "Method"), TEXT, 24),
        (_("Forms out"), COUNT, 9),
        (_("Forms back"), COUNT, 9),
        (_("Recovery rate"), SHARE, 9),
    )
    return Table("methods", message(_("Ways of asking")), head, tuple(rows))


def _said(cases: Cases, method: str) -> Cell:
    return cases.choice("survey", "method", method) if method else message(_("Not said"))


def _handling(cases: Cases, span: Span) -> Table:
    """The customer's view of how the records closed in the period were handled (D13.6, D20.6)."""
    rows: list[tuple[Cell, ...]] = []
    sums = dict.fromkeys(_VIEWS, 0)
    for register in _HANDLED:
        if register in cases.registers:
            counts = _views(cases.closed(register, span))
            rows.append((cases.label(register), *_view_cells(counts)))
            sums = {view: sums[view] + counts[view] for view in _VIEWS}
    head = columns(
        (_("Kind of information"), TEXT, 22),
        (_("Customers asked"), COUNT, 9),
        (_p("view", "Satisfied"), COUNT, 9),
        (_("Fairly satisfied"), COUNT, 9),
        (_("Dissatisfied"), COUNT, 9),
        (_("Could not be asked"), COUNT, 9),
        (_("Share satisfied"), SHARE, 9),
    )
    total = (message(_("Total")), *_view_cells(sums))
    note = message(_("Records closed in the period, by the customer's view of the handling."))
    return Table("handling", message(_("Content with the handling")), head, tuple(rows), total, note)


def _views(closed: Sequence[Case]) -> dict[str, int]:
    return {view: sum(case["satisfied"] == view for case in closed) for view in _VIEWS}


def _view_cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    asked = counts["satisfied"] + counts["fairly"] + counts["dissatisfied"]
    return (asked, *(counts[view] for view in _VIEWS), share(counts["satisfied"] + counts["fairly"], asked))


LOW = (
    Item(_("Number"), CODE, 15, value("number")),
    Item(_("Date"), DATE, 11, value("received_at")),
    Item(_("Kind of information"), TEXT, 14, kind_of_information()),
    Item(_("Customer"), TEXT, 16, value("customer")),
    Item(_("Why dissatisfied"), TEXT, 32, value("reasons", "story", short=100)),
    Item(_("What was done"), TEXT, 28, value("result", "follow_up", short=100)),
    Item(_("Stands now"), TEXT, 13, stands_now()),
)


def _low(cases: Cases, span: Span) -> Table:
    """Who was not satisfied, and what was done about it."""
    forms = [case for case in cases.received("survey", span) if case["kind"] != PLAN and case["low"]]
    records = [
        case
        for register in _HANDLED
        if register in cases.registers
        for case in cases.closed(register, span)
        if case["satisfied"] == "dissatisfied"
    ]
    title: Message = message(_("Dissatisfied customers"))
    return listing(cases, "dissatisfied", title, [*forms, *records], LOW)
