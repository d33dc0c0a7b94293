"""What an import reads and does, as plain values; and the fields a table's column may become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qfdesk.language import LANGUAGES, Message, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Lines, Link
from qfdesk.model.masters import Batch, Party, Product
from qfdesk.model.record import Record

_PARTS: dict[type[Entry], tuple[str, ...]] = {
    Product: (
        "specification",
        "trade_name",
        "dosage_form",
        "unit",
        "maker",
        "holder",
        "approval_number",
        "barcode",
        "origin",
    ),
    Batch: ("made_on", "expires_on", "supplier"),
    Party: ("contact", "phone", "address", "credit_code"),
}
"""What a row may say of a master that it names: kept where the master is made by it."""


@dataclass(frozen=True)
class Row:
    """A row of the table: ``number`` as the sheet counts it, from 1."""

    number: int
    cells: list[Any]


@dataclass(frozen=True)
class PastImport:
    """An import as the history tells it: ``id`` is its line, ``first`` the first line it wrote."""

    id: int
    at: dt.datetime
    who: str
    register: str
    file: str
    sheet: str
    rows: int
    sha256: str
    first: int
    mapping: dict[str, str]
    undone: bool = False


@dataclass(frozen=True)
class Plan:
    """A table about to be imported. ``mapping``: {column: path of the field}, both as the person may change them.

    ``skipped``: rows that are none of the table's (row number, why). ``unread``: formulas without a value, as (row,
    column) from 0. ``before``: earlier imports of the very same file that stand.
    """

    register: str
    file: str
    sha256: str
    sheets: tuple[str, ...]
    sheet: str
    header: int
    headers: tuple[str, ...]
    mapping: dict[int, str]
    rows: tuple[Row, ...]
    skipped: tuple[tuple[int, Message], ...] = ()
    notes: tuple[Message, ...] = ()
    unread: frozenset[tuple[int, int]] = frozenset()
    before: tuple[PastImport, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong in a cell, or in a row as a whole (``column`` '')."""

    row: int
    column: str
    header: str
    sentence: Message
    value: str


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do (``dry``). With ``problems`` nothing was done. ``made``: {master: how many};
    ``known``: rows whose entry was in the ledger already; ``doubts``: what only should be said."""

    register: str
    rows: int
    dry: bool
    id: int = 0
    titles: tuple[str, ...] = ()
    made: dict[str, int] = field(default_factory=dict)
    known: int = 0
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def letter_of(column: int) -> str:
    """A, B, …, Z, AA: the name of a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def targets(entry: type[Entry]) -> dict[str, tuple[Any, Link | None]]:
    """{path: (field, the link it lies behind)} of everything a column may become: typed fields, and what a row may
    say of the masters it names (``product.specification``; of the first link to a master only)."""
    found: dict[str, tuple[Any, Link | None]] = {}
    parts: dict[str, tuple[Any, Link | None]] = {}
    seen: set[type[Entry]] = set()
    for key, one in entry.typed().items():
        if isinstance(one, Lines):
            continue
        found[key] = (one, None)
        if isinstance(one, Link) and one.rel_model in _PARTS and one.rel_model not in seen:
            seen.add(one.rel_model)
            parts |= {f"{key}.{part}": (one.rel_model.fields()[part], one) for part in _PARTS[one.rel_model]}
    if issubclass(entry, Record):
        found["closed_at"] = (entry.fields()["closed_at"], None)
    return found | parts


def label_of(entry: type[Entry], path: str, lang: str | None = None) -> str:
    """A target in words."""
    one, link = targets(entry)[path]
    return f"{say(link.label, lang)} · {say(one.label, lang)}" if link is not None else say(one.label, lang)


def names_of(entry: type[Entry]) -> dict[str, tuple[str, ...]]:
    """{path: all it goes by}, in both languages."""
    return {path: tuple(_names(entry, path)) for path in targets(entry)}


def _names(entry: type[Entry], path: str) -> Iterator[str]:
    one, link = targets(entry)[path]
    for lang in LANGUAGES:
        yield say(one.label, lang)
        if link is not None:
            yield f"{say(link.label, lang)} {say(one.label, lang)}"
