"""The list of one register as Qt asks for it: a count, and pages of rows fetched when they are painted."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Kind, Moment, Quantity
from qfdesk.model.record import Record
from qfdesk.model.show import show
from qfdesk.model.values import DueLine, Listed, Query
from qfdesk.rules.clock import local

PAGE = 128
KEPT = 24
DUE = "due"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
TAG_ROLE = int(Qt.ItemDataRole.UserRole) + 1
VOID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_KNOWN = frozenset((_DISPLAY, _TOOLTIP, _ALIGN, TAG_ROLE, VOID_ROLE))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_INVALID = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class Tag(NamedTuple):
    """A word on a coloured ground; tone '' is plain text."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: its text, as a tag where it has a tone; soft, at the right, struck through.

    ``brief`` is shown where there is no room for the text.
    """

    text: str
    tone: str = ""
    soft: bool = False
    right: bool = False
    void: bool = False
    brief: str = ""


class EntryList(QAbstractTableModel):
    """The entries a query finds. ``counted`` tells the new number of rows, ``trouble`` an error of the ledger."""

    counted = Signal(int)
    trouble = Signal(object)

    def __init__(self, desk: Desk, entry: type[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.entry = desk, entry
        self._fields: dict[str, Kind] = entry.fields()
        self.columns: tuple[str, ...] = entry.columns
        self.query = Query(entry.key, order=first_order(entry))
        self._rows = 0
        self._pages: OrderedDict[int, list[Listed]] = OrderedDict()
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._now = desk.now()
        self.aside: Callable[[Query], None] | None = None

    def ask(self, query: Query) -> None:
        """Shows what a query finds; the order in use stays."""
        self.query = replace(query, order=self.query.order)
        self.refresh()

    def refresh(self) -> None:
        """Counts again and forgets the pages; rows come back as they are painted.

        What takes its time is handed to ``aside``, which calls ``load`` when the ledger has the answer ready.
        """
        if self.aside and not self._at_hand():
            self.aside(self.query)
        else:
            self.load()

    def load(self) -> None:
        """Counts and forgets the pages at once."""
        self.beginResetModel()
        self._pages.clear()
        self._cells.clear()
        self._now = self._desk.now()
        self._rows = self._count()
        self.endResetModel()
        self.counted.emit(self._rows)

    def take_order(self, column: str, down: bool) -> None:
        """Sorts by a column from now on, without asking the ledger yet."""
        self.query = replace(self.query, order=(column, down))

    def take_time(self) -> None:
        """Takes the present moment for what is late and what is due today."""
        self._now = self._desk.now()
        self._cells.clear()

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Shows other columns (field keys, or ``due``)."""
        self.beginResetModel()
        self.columns = columns
        self._pages.clear()
        self._cells.clear()
        self.endResetModel()

    def offered(self) -> tuple[str, ...]:
        """Every column that may be shown: those declared first, then all other fields."""
        rest = (k for k in self._fields if k not in self.entry.columns and k not in ("uid", "revision"))
        return (*self.entry.columns, *rest)

    def label(self, column: str) -> str:
        """What stands above a column."""
        return say(_("Due")) if column == DUE else say(self._fields[column].label)

    def width(self, column: str) -> int:
        """How wide a column begins, in pixels."""
        if column == DUE:
            return 112
        return self._fields[column].traits.width or 120

    def row(self, number: int) -> Listed | None:
        """The entry in a row, or None beyond the end."""
        if not 0 <= number < self._rows:
            return None
        page = self._page(number // PAGE)
        place = number % PAGE
        return page[place] if place < len(page) else None

    def row_of(self, entry: int) -> int | None:
        """The row an entry stands in: looked for in the pages at hand, then asked of the ledger."""
        for number, page in self._pages.items():
            for place, listed in enumerate(page):
                if listed.id == entry:
                    return number * PAGE + place
        return self._desk.position(self.query, entry)

    def _at_hand(self) -> bool:
        try:
            return self._desk.at_hand(self.query)
        except DeskError:
            return True  # told of by the count

    def _count(self) -> int:
        try:
            return self._desk.count(self.query)
        except DeskError as error:
            self.trouble.emit(error)
            return 0

    def _page(self, number: int) -> list[Listed]:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._fetch(number)
            if len(self._pages) > KEPT:
                gone, _rows = self._pages.popitem(last=False)
                for row in range(gone * PAGE, (gone + 1) * PAGE):
                    self._cells.pop(row, None)
        return page

    def _fetch(self, number: int) -> list[Listed]:
        try:
            return self._desk.page(self.query, number * PAGE, PAGE, self.columns)
        except DeskError as error:
            self.trouble.emit(error)
            return []

    def rowCount(self, parent: Index = _INVALID) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands in a cell, worked out once while its page is kept; None beyond the end."""
        cells = self._cells.get(row)
        if cells is None:
            listed = self.row(row)
            if listed is None:
                return None
            cells = self._cells[row] = tuple(self._cell(listed, key) for key in self.columns)
        return cells[column]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _KNOWN:
            return None
        if role == _TOOLTIP:
            return self._hint(index.row(), self.columns[index.column()])
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        if role == _ALIGN:
            return _RIGHT if cell.right else _LEFT
        return {_DISPLAY: cell.text, TAG_ROLE: cell.tone, VOID_ROLE: cell.void}[role]

    def _cell(self, listed: Listed, column: str) -> Cell:
        if column == DUE:
            tag = due_tag(listed.due, self._now)
            return Cell(tag.text, tag.tone, soft=True, void=listed.voided)
        value, field = listed.values.get(column), self._fields[column]
        if column == "stage" and issubclass(self.entry, Record):
            tag = stage_tag(self.entry, str(value or ""))
            return Cell(tag.text, tag.tone, void=listed.voided)
        if isinstance(field, Moment) and isinstance(value, dt.datetime):
            text = short_moment(value, self._now)
            return Cell(text, soft=True, void=listed.voided, brief=text.partition(" ")[0])
        text = "" if value is False else show(field, value)
        return Cell(text.replace("\n", " ")[:200], right=isinstance(field, Quantity), void=listed.voided)

    def _hint(self, row: int, column: str) -> str:
        """The whole text of a cell, or why something is due then."""
        listed = self.row(row)
        if listed is None:
            return ""
        if column == DUE:
            return f"{say(listed.due.deadline.label)} · {listed.due.reason.say()}" if listed.due else ""
        if column == "stage" and issubclass(self.entry, Record):
            return stage_tag(self.entry, str(listed.values.get(column) or "")).text
        return show(self._fields[column], listed.values.get(column))[:1000]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _DISPLAY:
            return self.label(self.columns[section])
        return _LEFT if role == _ALIGN else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        wanted = (self.columns[column], order == Qt.SortOrder.DescendingOrder)
        if wanted != self.query.order:
            self.query = replace(self.query, order=wanted)
            self.refresh()


def first_order(entry: type[Entry]) -> tuple[str, bool]:
    """How a list is sorted before anybody chose: newest first, masters by name."""
    return ("received_at", True) if issubclass(entry, Record) else (entry.named[0], False)


def stage_tag(entry: type[Record], key: str) -> Tag:
    """A stage as a tag; waiting for others is plain and soft."""
    for stage in entry.stages:
        if stage.key == key:
            return Tag(say(stage.label), "soft" if stage.waiting else stage.tone)
    return Tag(key, "soft")


def due_tag(line: DueLine | None, now: dt.datetime) -> Tag:
    """A due date as a tag: overdue, due today, tomorrow and later plain."""
    if line is None:
        return Tag("—", "")
    if line.paused:
        return Tag(say(_("paused")), "soft")
    at, today = local(line.at), local(now)
    if line.at < now:
        return Tag(late(now - line.at), "danger")
    days = (at.date() - today.date()).days
    if days == 0:
        return Tag(say(_("today {time}"), time=f"{at:%H:%M}"), "warn")
    if days == 1:
        return Tag(say(_("tomorrow {time}"), time=f"{at:%H:%M}"), "")
    return Tag(f"{at:%m-%d}" if at.year == today.year else f"{at:%Y-%m-%d}", "")


def late(span: dt.timedelta) -> str:
    """How long something is overdue, in the one unit that says it."""
    if span.days >= 1:
        return say(_("{n} d overdue"), n=span.days)
    hours = span.seconds // 3600
    if hours:
        return say(_("{n} h overdue"), n=hours)
    return say(_("{n} min overdue"), n=max(1, span.seconds // 60))


def short_moment(moment: dt.datetime, now: dt.datetime) -> str:
    """A moment as a list shows it: without the year while it is this one."""
    at = local(moment)
    return f"{at:%m-%d %H:%M}" if at.year == local(now).year else f"{at:%Y-%m-%d}"
