"""Invented records for the papers, and ways to read a PDF back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from qfdesk.model import declare
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Date, Flag, Lines, Link, Memo, Moment, Money, Number, Quantity, Ref
from qfdesk.model.record import Record
from qfdesk.model.show import field_at
from qfdesk.model.values import FilledForm
from qfdesk.paper import Pages
from qfdesk.registers import all_entries, all_registers
from qfdesk.rules.clock import SHOP

NOON = dt.datetime(2026, 11, 20, 10, 5, tzinfo=SHOP)
CELLS = {"date": "2026-11-25", "moment": "2026-11-21T09:30:00+08:00", "quantity": "12", "money": "12.50"}


def a_value(path: str, field: Any) -> Any:
    """A plausible value of a field."""
    if isinstance(field, Choices):
        return tuple(list(field.options)[1:3])
    if isinstance(field, Choice):
        return list(field.options)[-1]
    if isinstance(field, Lines):
        return [{c.key: next(iter(c.options), "") or CELLS.get(c.kind, "六味地黄丸") for c in field.columns}] * 2
    kinds: tuple[tuple[Any, Any], ...] = (
        (Flag, True),
        (Memo, "瓶内丸药表面有白色斑点,气味异常。\n要求换货并说明原因(TS-2026-0398)。"),
        (Moment, NOON),
        (Date, NOON.date()),
        (Money, Decimal("1280.50")),
        (Quantity, Decimal(12)),
        (Number, 46),
        (Link, Ref(1, "城东区卫生服务中心")),
    )
    return next((value for kind, value in kinds if isinstance(field, kind)), "K25061")


def paths_of(paper: declare.Paper) -> Iterator[str]:
    """Every path a paper names."""
    yield from paper.head
    for part in paper.parts:
        if isinstance(part, declare.Row):
            for cell in part.cells:
                yield from (cell,) if isinstance(cell, str) else cell.paths
        elif isinstance(part, declare.Grid):
            yield from (part.path, *part.first.values())
        else:
            yield from part.paths if isinstance(part, declare.Block) else ()
            for sign in part.signs:
                yield from filter(None, (sign.by, sign.at))


def register(key: str) -> type[Record]:
    return next(r for r in all_registers() if r.key == key)


def paper_of(key: str) -> tuple[type[Record], declare.Paper]:
    return next((r, paper) for r in all_registers() for paper in r.papers if paper.key == key)


def filled(paper_key: str, paper: declare.Paper | None = None, **values: Any) -> FilledForm:
    """A filled form; ``values`` replace single ones."""
    of, declared = paper_of(paper_key)
    paper = paper or declared
    number = f"{of.prefix}-2026-0415"
    known = {path: a_value(path, field_at(of, path)) for path in paths_of(paper)} | {"number": number} | values
    return FilledForm(of.key, paper, known, number)


def blank(paper_key: str, paper: declare.Paper | None = None) -> FilledForm:
    of, declared = paper_of(paper_key)
    return FilledForm(of.key, paper or declared, {}, "")


def entry(key: str) -> type[Entry]:
    return all_entries()[key]


@dataclass
class Printed:
    """A PDF read back."""

    path: Path
    missing: list[str]

    @property
    def pages(self) -> list[str]:
        with Pages(self.path) as pages:
            return [pages.text(n).replace("\r\n", "\n") for n in range(len(pages))]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def joined(self) -> str:
        """All text without white space, so that where a line ends does not matter."""
        return "".join(self.text.split())
