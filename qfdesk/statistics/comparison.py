"""事故分析对比表: accidents side by side, item by item, so that common causes show (D16.9)."""

from __future__ import annotations

from collections.abc import Sequence

from qfdesk.language import _, _p, message
from qfdesk.model.report import CODE, COUNT, TEXT, Cell, Column, Leaf, Part, Report, Table, columns
from qfdesk.rules.duties import QUARTER, YEAR
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.listing import Item, cell_of, joined, value

REPORT = Report(
    "accident_comparison",
    _("Comparison of quality accidents"),
    _("The accidents of a year side by side, item by item, with the causes and goods they have in common"),
    "D16.9",
    (QUARTER, YEAR),
    "QR-185",
    signs=(_("Compared by"), _("Quality officer"), _("General manager")),
)
SIDE_BY_SIDE = 4
"""Accidents in one table; more of them stand in a further one."""
ITEMS = (
    Item(_("Happened on"), TEXT, 0, value("happened_at", "received_at")),
    Item(_p("accident", "Level"), TEXT, 0, value("severity")),
    Item(_("Event"), TEXT, 0, value("event")),
    Item(_("Product and batch"), TEXT, 0, joined("product", "batch")),
    Item(_("Quantity affected"), TEXT, 0, value("quantity")),
    Item(_("Department where it happened"), TEXT, 0, value("department")),
    Item(_("Process step"), TEXT, 0, value("process_step", "trade_stage")),
    Item(_("How it happened"), TEXT, 0, value("story", short=160)),
    Item(_("Loss in yuan"), TEXT, 0, value("loss")),
    Item(_("Kind of cause"), TEXT, 0, value("cause_kind")),
    Item(_("Cause"), TEXT, 0, value("cause", short=160)),
    Item(_("Responsibility"), TEXT, 0, value("responsible")),
    Item(_("Corrective measures"), TEXT, 0, value("corrective", short=120)),
    Item(_("Measures against repetition"), TEXT, 0, value("preventive", short=120)),
    Item(_("Compared with earlier accidents"), TEXT, 0, value("pattern")),
    Item(_("Numbers of like accidents"), TEXT, 0, value("alike")),
    Item(_("What they have in common"), TEXT, 0, value("common", short=120)),
    Item(_("Lesson"), TEXT, 0, value("lesson", short=120)),
    Item(_("Result"), TEXT, 0, value("result", short=120)),
)
_SHARED = ("cause_kind", "event", "product", "department", "trade_stage")


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    found = cases.received("accident", span)
    parts: list[Part] = [*_compared(cases, found), _common(cases, found)]
    parts += findings.with_chart(findings.causes(cases, found), message(_("Pareto of causes")))
    events = findings.by_choice(cases, found, "event", "events", message(_("Events")), message(_("Event")))
    parts += findings.with_chart(events, message(_("Pareto of events")))
    return [Leaf(tuple(parts))]


def _compared(cases: Cases, found: Sequence[Case]) -> list[Table]:
    """Tables with an item in every row and an accident in every column."""
    keys = tuple(dict.fromkeys(key for item in ITEMS for key in ("number", *item.pick.keys)))
    told = cases.told(found, keys)
    tables = []
    for start in range(0, max(len(found), 1), SIDE_BY_SIDE):
        some = list(zip(found[start : start + SIDE_BY_SIDE], told[start : start + SIDE_BY_SIDE], strict=True))
        head = [Column(message(_p("comparison", "Item")), TEXT, 18)]
        head += [Column(message("{number}", number=seen["number"]), TEXT, 30) for _case, seen in some]
        rows: list[tuple[Cell, ...]] = [
            (message(item.label), *(item.pick.show(cases, case, seen) for case, seen in some)) for item in ITEMS
        ]
        title = message(_("Side by side"))
        tables.append(Table(f"compared{start // SIDE_BY_SIDE or ''}", title, tuple(head), tuple(rows) if some else ()))
    return tables


def _common(cases: Cases, found: Sequence[Case]) -> Table:
    """What two accidents or more share: kinds of cause, events, products, places."""
    rows: list[tuple[Cell, ...]] = []
    told = cases.told(found, ("number", *_SHARED))
    for key in _SHARED:
        groups: dict[object, list[tuple[Case, str]]] = {}
        for case, seen in zip(found, told, strict=True):
            said = case[key]
            for one in said if isinstance(said, tuple) else (said,):
                if one:
                    groups.setdefault(one, []).append((case, str(seen["number"])))
        label = message(cases.registers["accident"].fields()[key].label) if found else ""
        for one, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), str(pair[0]))):
            if len(group) > 1:
                first = group[0][0]
                word = cell_of(cases, first, key, {key: (one,) if isinstance(first[key], tuple) else one})
                named = cases.name("accident", key, one) if isinstance(one, int) else word
                rows.append((label, named, len(group), ", ".join(number for _case, number in group)))
    head = columns(
        (_p("comparison", "In common"), TEXT, 18),
        (_p("comparison", "What"), TEXT, 24),
        (_("Accidents"), COUNT, 9),
        (_("Numbers"), CODE, 40),
    )
    return Table("common", message(_("What several have in common")), head, tuple(rows))
