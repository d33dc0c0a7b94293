"""Records by name in a table: each column picks what it shows from the values as the person may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qfdesk.language import Listing, Message, _, message
from qfdesk.model.fields import Choice, Ref
from qfdesk.model.report import Cell, Column, Table
from qfdesk.statistics.cases import Case, Cases, day_of

Seen = Mapping[str, Any]


@dataclass(frozen=True)
class Pick:
    """What a column shows: ``keys`` are the fields it reads, ``show`` makes a cell of them."""

    keys: tuple[str, ...]
    show: Callable[[Cases, Case, Seen], Cell]


@dataclass(frozen=True)
class Item:
    """A column of a list."""

    label: str
    kind: str
    width: float
    pick: Pick


def value(*keys: str, short: int = 0) -> Pick:
    """The first of these fields that says something; ``short``: at most so many characters of it."""

    def show(cases: Cases, case: Case, seen: Seen) -> Cell:
        return next((cell for key in keys if (cell := cell_of(cases, case, key, seen, short)) not in ("", None)), "")

    return Pick(keys, show)


def joined(*keys: str) -> Pick:
    """These fields one after the other."""

    def show(cases: Cases, case: Case, seen: Seen) -> Cell:
        said = [cell for key in keys if (cell := cell_of(cases, case, key, seen)) not in ("", None)]
        return " ".join(str(one) for one in said)

    return Pick(keys, show)


def behind(key: str, attribute: str) -> Pick:
    """A field of what a link points at, such as the product's maker; only of masters without personal data."""

    def show(cases: Cases, case: Case, _seen: Seen) -> Cell:
        return cases.behind(case, key, attribute)

    return Pick((), show)


def kind_of_information() -> Pick:
    """The register the record stands in."""
    return Pick((), lambda cases, case, _seen: cases.label(case.register))


def stands_now() -> Pick:
    """Where a record stands now, with the day when it is closed: a past period's open records often are by now."""

    def show(cases: Cases, case: Case, _seen: Seen) -> Cell:
        stage = cases.stage(case)
        if case["closed_at"] is None:
            return stage
        return message(_("{stage} {day}"), stage=stage, day=str(day_of(case["closed_at"])))

    return Pick((), show)


def cell_of(cases: Cases, case: Case, key: str, seen: Seen, short: int = 0) -> Cell:
    """A field's value as a cell: choices by their words, links by name, moments by their day, texts on one line."""
    said = seen.get(key)
    if said in (None, "", (), []):
        return ""
    field = cases.registers[case.register].fields().get(key)
    if isinstance(said, tuple) and not isinstance(said, Ref):
        options = getattr(field, "options", {})
        return Listing(parts=tuple(str(options.get(one, one)) for one in said))
    if isinstance(field, Choice):
        return cases.choice(case.register, key, said)
    if isinstance(said, dt.datetime):
        return day_of(said)
    if isinstance(said, str | Ref):
        text = " ".join(str(said).split())
        return f"{text[: short - 1]}…" if short and len(text) > short else text
    return said if isinstance(said, Cell) else str(said)


def listing(
    cases: Cases, key: str, title: Message, found: Sequence[Case], items: Sequence[Item], most: int = 200
) -> Table:
    """A table with a row for every record, the oldest first."""
    ordered = sorted(found, key=lambda case: (case["received_at"], case.key))[:most]
    wanted = tuple(dict.fromkeys(key for item in items for key in item.pick.keys))
    told = cases.told(ordered, wanted)
    rows = tuple(
        tuple(item.pick.show(cases, case, seen) for item in items) for case, seen in zip(ordered, told, strict=True)
    )
    head = tuple(Column(message(item.label), item.kind, item.width) for item in items)
    note = message(_("The first {n} of {all}."), n=most, all=len(found)) if len(found) > most else None
    return Table(key, title, head, rows, (), note)
