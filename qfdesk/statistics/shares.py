"""Pure counting: what is commonest first, with shares and cumulated shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from qfdesk.language import Message, _, message
from qfdesk.model.report import COUNT, SHARE, TEXT, Cell, Chart, Column, Table, columns, share

PARETO_COLUMNS = ((_("Cases"), COUNT, 8), (_("Share"), SHARE, 8), (_("Cumulated"), SHARE, 10))


def ordered(counts: Counter[Hashable]) -> list[tuple[Hashable, int]]:
    """The commonest first; those alike in the order of their keys, so that a report comes out the same every time."""
    return sorted(((key, n) for key, n in counts.items() if n), key=lambda one: (-one[1], str(one[0])))


def pareto(
    key: str, title: Message, label: Message, counts: Counter[Hashable], name: Callable[[Hashable], Cell]
) -> Table:
    """A table of what is commonest, with the cumulated share (Pareto)."""
    whole = sum(counts.values())
    rows: list[tuple[Cell, ...]] = []
    run = 0
    for what, n in ordered(counts):
        run += n
        rows.append((name(what), n, share(n, whole), share(run, whole)))
    total: tuple[Cell, ...] = (message(_("Total")), whole, share(whole, whole), None) if rows else ()
    return Table(key, title, (Column(label, TEXT, 24), *columns(*PARETO_COLUMNS)), tuple(rows), total)


def pareto_chart(table: Table, title: Message) -> Chart:
    """The picture of such a table."""
    return Chart("pareto", title, table.key, (1, 3))


def counted(values: Iterable[Hashable]) -> Counter[Hashable]:
    """Counts, nothing said left out: '' and None say nothing."""
    return Counter(value for value in values if value not in (None, ""))
