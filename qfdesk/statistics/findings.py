"""What many records have in common: problems, causes, products, batches, makers, and the months one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from qfdesk.language import Listing, Message, _, _p, message
from qfdesk.model.masters import Batch, Product
from qfdesk.model.report import (
    CODE,
    COUNT,
    DATE,
    LINES,
    NUMBER,
    SHARE,
    TEXT,
    Cell,
    Chart,
    Column,
    Part,
    Table,
    columns,
    share,
)
from qfdesk.statistics.cases import Case, Cases, Span
from qfdesk.statistics.listing import Item, joined, kind_of_information, listing, stands_now, value
from qfdesk.statistics.shares import counted, ordered, pareto, pareto_chart

TELLING = ("complaint", "batch_issue", "goods_return", "slip", "accident", "service")
"""The registers that tell of goods, problems and causes; what is made from them would count a matter twice."""
MOST = 10


def telling(cases: Cases, span: Span) -> list[Case]:
    """The records of these registers received in a span."""
    return [case for key in TELLING for case in cases.received(key, span)]


def _counted_in(cases: Cases, found: Iterable[Case]) -> Message:
    labels = [cases.registers[key].label for key in dict.fromkeys(case.register for case in found)]
    return message(_("Counted in: {registers}."), registers=Listing(parts=tuple(labels)) if labels else "–")


def _noted(table: Table, cases: Cases, found: Iterable[Case]) -> Table:
    return Table(table.key, table.title, table.columns, table.rows, table.total, _counted_in(cases, found))


def by_choice(cases: Cases, found: Sequence[Case], key: str, table: str, title: Message, label: Message) -> Table:
    """Records by a choice of theirs, or by each of several choices; those of different registers share their words."""
    said: Counter[Hashable] = Counter()
    words: dict[Hashable, Cell] = {}
    concerned = [case for case in found if case[key]]
    for case in concerned:
        value = case[key]
        for one in value if isinstance(value, tuple) else (value,):
            said[one] += 1
            words.setdefault(one, cases.choice(case.register, key, one))
    return _noted(pareto(table, title, label, said, words.__getitem__), cases, concerned)


def problems(cases: Cases, found: Sequence[Case]) -> Table:
    """By problem (D8.1, D13.3)."""
    return by_choice(cases, found, "problem", "problems", message(_("Problems")), message(_("Problem")))


def causes(cases: Cases, found: Sequence[Case]) -> Table:
    """By kind of cause (D3.5, D14.3); a record may name several."""
    return by_choice(cases, found, "cause_kind", "causes", message(_("Causes")), message(_("Kind of cause")))


def with_chart(table: Table, title: Message) -> list[Part]:
    """A table of what is commonest and its picture, which needs three bars at least."""
    return [table, pareto_chart(table, title)] if len(table.rows) > 2 else [table]


def top_products(cases: Cases, found: Sequence[Case]) -> Table:
    """The products most cases speak of."""
    counts = counted(case["product"] for case in found)
    return _top("products", _("Products most often named"), _("Product"), counts, lambda n: cases.name_of(Product, n))


def top_batches(cases: Cases, found: Sequence[Case]) -> Table:
    """The batches most cases speak of, with their product (D16.6)."""
    counts = counted(case["batch"] for case in found)
    return _top("batches", _("Batches most often named"), _("Batch number"), counts, _batch_name)


def _batch_name(number: int) -> str:
    row = Batch.get_or_none(Batch.id == number)
    product = f" {row.product.name}" if row and row.product else ""
    return f"{row.batch_number}{product}" if row else ""


def top_makers(cases: Cases, found: Sequence[Case]) -> Table:
    """The makers of these products."""
    ids = {case["product"] for case in found if case["product"]}
    makers: dict[int, str] = dict(Product.select(Product.id, Product.maker).where(Product.id.in_(sorted(ids))).tuples())
    counts = counted(makers.get(case["product"], "") for case in found)
    return _top("makers", _("Manufacturers most often named"), _("Manufacturer"), counts, str)


def _top(key: str, title: str, label: str, counts: Counter[Hashable], name: Any) -> Table:
    whole = sum(counts.values())
    rows: list[tuple[Cell, ...]] = [(name(what), n, share(n, whole)) for what, n in ordered(counts)[:MOST]]
    head = (Column(message(label), TEXT, 26), *columns((_("Cases"), COUNT, 8), (_("Share"), SHARE, 8)))
    note = message(_("The first {n} of {all}."), n=MOST, all=len(counts)) if len(counts) > MOST else None
    return Table(key, message(title), head, tuple(rows), (), note)


def trend(cases: Cases, registers: Sequence[str], span: Span, count: int = 12) -> Table:
    """Received per month and register, and the share of deadlines kept, over the months up to the period's end."""
    spans = span.months(count)
    per = {key: cases.received_per_month(key, spans) for key in registers}
    shown = [key for key in registers if any(per[key])][:5] or list(registers[:1])
    kept = _kept_per_month(cases, registers, spans)
    rows: list[tuple[Cell, ...]] = []
    for n, month in enumerate(spans):
        settled, in_time = kept[n]
        numbers = [per[key][n] for key in shown]
        rows.append((month.period.key, *numbers, sum(per[key][n] for key in registers), share(in_time, settled)))
    head = [Column(message(_("Month")), TEXT, 10), *(Column(cases.label(key), COUNT, 9) for key in shown)]
    head += columns((_("All kinds"), COUNT, 9), (_("On-time rate"), SHARE, 9))
    return Table("trend", message(_("Month by month")), tuple(head), tuple(rows))


def trend_charts(table: Table) -> list[Chart]:
    """Its pictures: what came in, and how much was in time."""
    last = len(table.columns) - 1
    return [
        Chart(LINES, message(_("Received per month")), table.key, tuple(range(1, last))),
        Chart(LINES, message(_("On-time rate per month")), table.key, (last,)),
    ]


def _kept_per_month(cases: Cases, registers: Sequence[str], spans: list[Span]) -> list[tuple[int, int]]:
    """(deadlines settled, kept in time) of each month; of an earlier month as it stood when that month ended."""
    found = [[0, 0] for _span in spans]
    for key in registers:
        for one in cases.verdicts(key, spans[0].since, spans[-1].state_at):
            place = next(n for n, span in enumerate(spans) if span.holds(one.at))
            found[place][0] += 1
            found[place][1] += one.in_time
    return [(settled, in_time) for settled, in_time in found]


WEIGHTY = ("major", "critical", "serious")


def weighty(cases: Cases, found: Iterable[Case]) -> list[Case]:
    """Records of weight: major or critical, and every accident, stop-sale and recall."""
    always = ("accident", "stop_sale", "recall")
    return [case for case in found if case.register in always or case["severity"] in WEIGHTY]


MATTER = (
    Item(_("Number"), CODE, 15, value("number")),
    Item(_("Date"), DATE, 11, value("received_at")),
    Item(_("Kind of information"), TEXT, 14, kind_of_information()),
    Item(_("Product and batch"), TEXT, 22, joined("product", "batch")),
    Item(_("Matter"), TEXT, 40, value("story", "purpose", "topic", short=90)),
    Item(_("Handler"), TEXT, 9, value("handler", "recorded_by")),
    Item(_("Stands now"), TEXT, 13, stands_now()),
)


def matters(cases: Cases, key: str, title: Message, found: Sequence[Case], most: int = 30) -> Table:
    """Records by name: number, date, kind, goods, matter, handler, where they stand."""
    return listing(cases, key, title, found, MATTER, most)


def settling(cases: Cases, found: Sequence[Case], span: Span) -> Table:
    """Of the records handled: confirmed by another person, taken as real, and days until closing (D11.3)."""
    rows: list[tuple[Cell, ...]] = []
    for key in dict.fromkeys(case.register for case in found):
        closed = [c for c in found if c.register == key and c.closed_at(span.state_at)]
        if closed:
            by_other = sum(bool(c["closed_by"]) and c["closed_by"] != c["handler"] for c in closed)
            days = sum((c["closed_at"] - c["received_at"]).total_seconds() for c in closed) / 86400 / len(closed)
            real = sum(c["truth"] in ("true", "partly") for c in closed) if _has(cases, key, "truth") else None
            asked = [c["satisfied"] for c in closed if c["satisfied"] in ("satisfied", "fairly", "dissatisfied")]
            content = share(sum(one != "dissatisfied" for one in asked), len(asked))
            rows.append((cases.label(key), len(closed), by_other, real, round(days, 1), len(asked), content))
    head = columns(
        (_("Kind of information"), TEXT, 22),
        (_p("report", "Handled"), COUNT, 9),
        (_("Confirmed by another person"), COUNT, 12),
        (_("Found real"), COUNT, 9),
        (_("Days until closed"), NUMBER, 10),
        (_("Customers asked"), COUNT, 10),
        (_p("share", "Satisfied"), SHARE, 9),
    )
    return Table("settled", message(_("Solved and confirmed")), head, tuple(rows))


def _has(cases: Cases, register: str, key: str) -> bool:
    return key in cases.registers[register].fields()
