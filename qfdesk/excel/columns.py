"""The columns of a sheet: what the ledger declares, or every field of a register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qfdesk.excel.cells import CellValue
from qfdesk.language import _, say
from qfdesk.model.declare import Ledger
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Text
from qfdesk.model.show import field_at

_WIDTHS = {
    "memo": 44,
    "lines": 44,
    "choices": 24,
    "moment": 17,
    "date": 12,
    "number": 9,
    "quantity": 11,
    "money": 12,
    "flag": 8,
}
_FIRST = ("number", "stage", "received_at")
_LAST = ("uid", "revision")
_WIDEST_CODE = 24
_MOMENT_WIDTH = 15.0

COUNT = _("No.")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: ``kind`` as the field's, or ``count``; ``width`` in characters."""

    path: str
    label: str
    field: Any
    kind: str
    width: float

    @property
    def number_format(self) -> str:
        """How a spreadsheet shows it; a moment in a narrow column is shown as its day."""
        if self.kind == "moment":
            return "yyyy-mm-dd hh:mm" if self.width >= _MOMENT_WIDTH else "yyyy-mm-dd"
        return {"date": "yyyy-mm-dd", "money": "0.00", "code": "@"}.get(self.kind, "General")

    @property
    def grows(self) -> bool:
        """Whether its width depends on its values."""
        return self.kind in ("number", "quantity", "money", "code")

    def widened(self, values: Sequence[CellValue]) -> Column:
        """Wide enough for its dates and numbers, which would else be shown as ####, and for its codes."""
        if self.kind in ("date", "moment"):
            return replace(self, width=max(self.width, 10.5))
        if not self.grows:
            return self
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        wanted = min(longest + 1, _WIDEST_CODE) if self.kind == "code" else longest + 2.5
        return replace(self, width=max(self.width, wanted))


COUNT_FIELD = Text(COUNT)


def count_column(lang: str) -> Column:
    """The running count, first in every ledger."""
    return Column("", say(COUNT, lang), COUNT_FIELD, "count", 5)


def ledger_columns(entry: type[Entry], ledger: Ledger, lang: str) -> list[Column]:
    """The ledger's columns as declared."""
    found = []
    for declared in ledger.columns:
        field = field_at(entry, declared.path)
        label = say(declared.label or field.label, lang)
        width = declared.width or _WIDTHS.get(field.kind, 14)
        found.append(Column(declared.path, label, field, _kind(field), width))
    return found


def field_columns(entry: type[Entry], lang: str) -> list[Column]:
    """Every field, what tells entries apart first; labels that occur twice carry their section's name."""
    fields = entry.fields()
    keys = [*(k for k in _FIRST if k in fields), *(k for k in fields if k not in _FIRST + _LAST), *_LAST]
    labels = {key: say(fields[key].label, lang) for key in keys}
    often = Counter(labels.values())
    for key, label in tuple(labels.items()):
        section = fields[key].traits.section
        if often[label] > 1 and section:
            labels[key] = f"{say(section.label, lang)}: {label}"
    return [Column(k, labels[k], fields[k], _kind(fields[k]), _WIDTHS.get(fields[k].kind, 16)) for k in keys]


def _kind(field: Any) -> str:
    """The field's kind; a link to something named by a code, such as a batch, is a code too."""
    if isinstance(field, Link):
        fields = field.rel_model.fields()
        return "code" if any(fields[key].kind == "code" for key in field.rel_model.named) else "link"
    return str(field.kind)
