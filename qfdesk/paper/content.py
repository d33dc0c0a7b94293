"""What stands on a form, read from its declaration and values: plain text and tick boxes, no geometry yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qfdesk.language import _, say
from qfdesk.model.declare import Block, Cell, Grid, Row, Sign, Signs
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Date, Flag, Lines, Memo, Moment, Quantity
from qfdesk.model.show import field_at, show, show_cell, show_date
from qfdesk.model.values import FilledForm
from qfdesk.paper.fonts import printable
from qfdesk.rules.capitals import LIMIT, capitals
from qfdesk.rules.clock import local

YES_NO = {"yes": _("Yes"), "no": _("No")}
DATE_FORM = _("{y}-{m}-{d}")
_FIELDS: dict[tuple[Any, str], Any] = {}


def field_of(entry: type[Entry], path: str) -> Any:
    """``field_at``, remembered: a thousand forms ask for the same few fields."""
    if (entry, path) not in _FIELDS:
        _FIELDS[entry, path] = field_at(entry, path)
    return _FIELDS[entry, path]


@dataclass(frozen=True)
class Item:
    """One thing to read or fill in: ``label`` runs in before it, ``hint`` stands in grey where nothing is said yet,
    ``unit`` behind the room to write.

    ``options`` are tick boxes (label, ticked). ``tall``: takes as many lines as there are.
    """

    label: str = ""
    text: str = ""
    options: tuple[tuple[str, bool], ...] = ()
    hint: str = ""
    unit: str = ""
    tall: bool = False

    @property
    def empty(self) -> bool:
        return not self.text and not any(ticked for _label, ticked in self.options)


@dataclass(frozen=True)
class Signature:
    """A place to sign: empty name or date are left to ink."""

    label: str
    name: str
    date: str
    hint: str


@dataclass(frozen=True)
class RowSaid:
    """Cells of (label, content, share of the width)."""

    cells: tuple[tuple[str, Item, int], ...]


@dataclass(frozen=True)
class BlockSaid:
    """A tall box."""

    label: str
    items: tuple[Item, ...]
    signs: tuple[Signature, ...]
    lines: int


@dataclass(frozen=True)
class GridSaid:
    """A table: columns of (label, declared width, kind), rows of text, ``lines`` at least."""

    label: str
    columns: tuple[tuple[str, float, str], ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int


@dataclass(frozen=True)
class SignsSaid:
    """A row of places to sign."""

    signs: tuple[Signature, ...]


Said = RowSaid | BlockSaid | GridSaid | SignsSaid


class Reading:
    """Reads one form in one language. ``missing`` is told every character that cannot be printed."""

    def __init__(
        self, form: FilledForm, entry: type[Entry], lang: str, missing: Callable[[str], None] | None = None
    ) -> None:
        self.form, self.entry, self.lang, self.missing = form, entry, lang, missing

    def clean(self, text: str) -> str:
        return printable(text, self.missing)

    def say(self, text: str, /, **values: Any) -> str:
        return self.clean(say(text, self.lang, **values))

    def barred(self, path: str) -> bool:
        """Whether the field may not stand on this paper, since the paper leaves the house."""
        return self.form.paper.outward and bool(field_of(self.entry, path).traits.internal)

    def value(self, path: str) -> Any:
        if not path or self.barred(path):
            return None
        values = self.form.values
        return values.get(path, values.get(path.partition(":")[0]))

    def text(self, path: str) -> str:
        """The value of a path in words, with its unit; empty is ''."""
        field, value = field_of(self.entry, path), self.value(path)
        if path.endswith(":capitals") and self.lang == "zh_CN" and isinstance(value, Decimal) and abs(value) < LIMIT:
            return capitals(value)
        said = self.clean(show(field, value, self.lang, paper=True)).strip("\n")
        return f"{said} {self.say(field.traits.unit)}" if said and field.traits.unit else said

    def joined(self, paths: tuple[str, ...], apart: tuple[str, ...] = ()) -> str:
        """Several values in one cell, joined by `` / ``; a unit follows its quantity, a name said twice stands once.

        ``apart``: what these say stands beside the cell.
        """
        beside = [self.text(path) for path in apart]
        said: list[str] = []
        before: Any = None
        for path in paths:
            text = self.text(path)
            if isinstance(before, Quantity) and path.endswith(".unit"):
                said[-1:] = [f"{one} {text}".rstrip() for one in said[-1:]]
            elif text and text not in said and text not in beside:
                said.append(text)
            before = field_of(self.entry, path)
        return " / ".join(said)

    def blank_date(self) -> str:
        return self.say(DATE_FORM, y=" " * 13, m=" " * 8, d=" " * 8)

    def options(self, path: str) -> tuple[tuple[str, bool], ...]:
        """All options of a choice, those that hold ticked; a value that is no longer an option is added."""
        field, value = field_of(self.entry, path), self.value(path)
        if isinstance(field, Flag):
            chosen: tuple[str, ...] = () if value is None else (("yes",) if value else ("no",))
            options = YES_NO
        else:
            chosen = tuple(value) if isinstance(field, Choices) and value else ((value,) if value else ())
            options = field.options | {key: key for key in chosen if key not in field.options}
        return tuple((self.say(label), key in chosen) for key, label in options.items())

    def item(self, path: str, label: str = "") -> Item:
        """A path in a tall box or in the head: tick boxes for a choice, else text."""
        field = field_of(self.entry, path)
        if self.barred(path):
            return Item(label)
        if isinstance(field, Choice | Flag):
            return Item(label, options=self.options(path))
        return Item(label, self.text(path), hint=self.hint(path), tall=isinstance(field, Memo | Lines))

    def hint(self, path: str) -> str:
        field = field_of(self.entry, path)
        if isinstance(field, Date | Moment):
            return self.blank_date()
        return ""

    def cell(self, cell: Cell | str) -> tuple[str, Item, int]:
        """A cell of a row; nothing known yet: tick boxes or a hint to write by."""
        if isinstance(cell, str):
            cell = Cell(field_of(self.entry, cell).label, (cell,))
        paths = tuple(path for path in cell.paths if not self.barred(path))
        label = self.say(cell.label)
        if len(paths) == 1 and (cell.ticks or isinstance(field_of(self.entry, paths[0]), Flag)):
            return label, Item(options=self.options(paths[0])), cell.span
        if text := self.joined(paths, cell.apart) or self.joined(cell.otherwise):
            return label, Item(text=text), cell.span
        choice = next((p for p in paths if isinstance(field_of(self.entry, p), Choice)), "")
        hint = "/" if choice and len(paths) > 1 else "".join(map(self.hint, paths))
        unit = "".join(
            self.text(path) if path.endswith(".unit") else self.say(field_of(self.entry, path).traits.unit)
            for path in paths
        )
        return label, Item(options=self.options(choice) if choice else (), hint=hint, unit=unit), cell.span

    def sign(self, sign: Sign) -> Signature:
        """Who and when, as far as the record knows; a date without the time of day."""
        at = self.value(sign.at)
        day = local(at).date() if isinstance(at, dt.datetime) else at
        date = show_date(day, self.lang, paper=True) if isinstance(day, dt.date) else ""
        name = self.text(sign.by).replace("\n", " ") if sign.by else ""
        return Signature(self.say(sign.label), name, date if name or not sign.by else "", self.blank_date())

    def block(self, part: Block) -> BlockSaid:
        label = self.say(part.label)
        paths = [path for path in part.paths if not self.barred(path)]
        names = [self.say(field_of(self.entry, path).label) for path in paths]
        several = len(paths) > 1
        items = (self.item(p, name if several and name != label else "") for p, name in zip(paths, names, strict=True))
        return BlockSaid(label, tuple(items), tuple(map(self.sign, part.signs)), part.lines)

    def grid(self, part: Grid) -> GridSaid:
        field = field_of(self.entry, part.path)
        rows = [
            tuple(self.clean(show_cell(c, str(line.get(c.key) or ""), self.lang, paper=True)) for c in field.columns)
            for line in self.value(part.path) or []
        ]
        first = tuple(self.text(part.first[c.key]) if c.key in part.first else "" for c in field.columns)
        if any(first):
            rows.insert(0, first)
        columns = tuple((self.say(c.label), float(c.width), c.kind) for c in field.columns)
        return GridSaid(self.say(part.label), columns, tuple(rows), part.lines or len(rows))

    def parts(self) -> list[Said]:
        """What stands on the form, without the tables that stand only where they are filled."""
        said = (self.part(part) for part in self.form.paper.parts)
        return [one for one in said if not isinstance(one, GridSaid) or one.lines]

    def part(self, part: Row | Block | Grid | Signs) -> Said:
        """One part of the declaration as it is said on this form."""
        if isinstance(part, Row):
            return RowSaid(tuple(map(self.cell, part.cells)))
        if isinstance(part, Block):
            return self.block(part)
        if isinstance(part, Grid):
            return self.grid(part)
        return SignsSaid(tuple(map(self.sign, part.signs)))

    def head(self) -> list[Item]:
        """What stands above the frame: number, date, the way it came in."""
        paths = [path for path in self.form.paper.head if not self.barred(path)]
        return [self.item(path, self.say(field_of(self.entry, path).label)) for path in paths]
