"""Main-customer coverage: who was visited or asked for an opinion this year, and who has not been yet (D12.6)."""

from __future__ import annotations

from qfdesk.language import Message, _, message
from qfdesk.model.masters import PARTY_KINDS, Party
from qfdesk.model.report import (
    CODE,
    COUNT,
    DATE,
    LINES,
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
from qfdesk.rules.duties import YEAR
from qfdesk.statistics.cases import Cases, Span, day_of
from qfdesk.statistics.coverage import ASKING, coverage

REPORT = Report(
    "main_customers",
    _("Main customers asked for their opinion"),
    _("Every main customer with the visit or survey in which it was asked this year, those not asked yet first"),
    "D12.6",
    (YEAR,),
    "QR-187",
    landscape=False,
    signs=(_("Compiled by"), _("Sales department")),
)


def make(cases: Cases, span: Span) -> list[Leaf]:
    """The report's one page."""
    asked = coverage(cases.registers.values(), span.period.first.year)
    known = [one for one in asked if one.at is None or one.at <= span.state_at]
    rows: dict[int, dict[str, object]] = {one.id: {"name": one.name} for one in known}
    seen = cases.seen("party", rows)
    kinds = dict(Party.select(Party.id, Party.kind).where(Party.id.in_([one.id for one in known])).tuples())
    listed: list[tuple[Cell, ...]] = []
    for one in known:
        where: Cell = cases.label(one.register) if one.register else message(_("Not asked yet"))
        kind: Cell = message(PARTY_KINDS[kinds[one.id]]) if kinds.get(one.id) in PARTY_KINDS else ""
        listed.append((str(seen[one.id]["name"]), kind, day_of(one.at), where, one.number))
    head = columns(
        (_("Main customer"), TEXT, 26),
        (_("Kind"), TEXT, 14),
        (_("Last asked on"), DATE, 12),
        (_("How"), TEXT, 14),
        (_("Number"), CODE, 15),
    )
    table = Table("customers", message(_("Main customers")), head, tuple(listed))
    parts: list[Part] = [_covered([one.at is not None for one in known]), table, *_months(cases, span)]
    return [Leaf(tuple(parts))]


def _covered(asked: list[bool]) -> Table:
    done = sum(asked)
    head = columns(
        (_("Main customers"), COUNT, 12),
        (_("Asked"), COUNT, 12),
        (_("Not asked yet"), COUNT, 12),
        (_("Covered"), SHARE, 12),
    )
    title: Message = message(_("Coverage"))
    row: tuple[Cell, ...] = (len(asked), done, len(asked) - done, share(done, len(asked)))
    return Table("coverage", title, head, (row,))


def _months(cases: Cases, span: Span) -> list[Part]:
    """How the coverage grew over the year's months, by the first time each customer was asked."""
    first: dict[int, int] = {}
    main = {row[0] for row in Party.select(Party.id).where(Party.main_user & Party.voided_at.is_null()).tuples()}
    for customer, month in _askings(cases, span):
        if customer in main:
            first[customer] = min(month, first.get(customer, 12))
    rows: list[tuple[Cell, ...]] = []
    run = 0
    for month in range(1, 13):
        new = sum(one == month for one in first.values())
        run += new
        told = f"{span.period.first.year}-{month:02d}"
        if told <= f"{span.now:%Y-%m}":
            rows.append((told, new, run, share(run, len(main))))
    head = columns(
        (_("Month"), TEXT, 10),
        (_("Asked for the first time"), COUNT, 12),
        (_("Asked so far"), COUNT, 12),
        (_("Covered"), SHARE, 10),
    )
    table = Table("growth", message(_("Month by month")), head, tuple(rows))
    return [table, Chart(LINES, message(_("Covered so far")), "growth", (3,))]


def _askings(cases: Cases, span: Span) -> list[tuple[int, int]]:
    found = []
    for register, kinds in ASKING.items():
        for case in cases.received(register, span):
            if case["customer"] and (not kinds or case["kind"] in kinds):
                at = day_of(case["received_at"])
                found.append((int(case["customer"]), at.month if at else 12))
    return found
