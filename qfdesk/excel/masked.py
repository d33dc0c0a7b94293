"""Masking on the way into a workbook: the fields that name a person, and the same words inside the texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.show import field_at
from qfdesk.model.values import Values
from qfdesk.rules.masking import mask_text

Mask = Callable[[Any, Any], Any]
"""(field, value) -> the value as it may be seen; the same value where it is nobody's secret."""


class Masking:
    """Masks rows. A row of a ledger may lack the name that its story tells, so the complete row is looked at too."""

    def __init__(
        self, mask: Mask | None, whole: Mapping[str, list[Values]], entry: Callable[[str], type[Entry]]
    ) -> None:
        self._mask, self._entry = mask, entry
        self._whole = {(key, row["number"]): row for key, rows in whole.items() for row in rows if row.get("number")}

    @property
    def works(self) -> bool:
        return self._mask is not None

    def rows(self, register: str, rows: Sequence[Values]) -> Sequence[Values]:
        """The rows as they may be seen."""
        if self._mask is None:
            return rows
        fields = self._fields(register, rows)
        return [self._masked(register, row, fields, self._mask) for row in rows]

    def _fields(self, register: str, rows: Sequence[Values]) -> dict[str, Any]:
        """The field of every path of the rows and of the complete rows behind them; what is no field is not shown."""
        entry = self._entry(register)
        found = entry.fields()
        for path in set().union(*rows) - found.keys():
            with suppress(KeyError):
                found[path] = field_at(entry, path)
        return found

    def _masked(self, register: str, row: Values, fields: Mapping[str, Any], mask: Mask) -> Values:
        known = {**self._whole.get((register, row.get("number")), {}), **row}
        told = [(fields[path], value) for path, value in known.items() if value and path in fields]
        secrets = [str(value) for field, value in told if _tells(field) and mask(field, value) != value]
        return {path: _seen(fields[path], value, secrets, mask) for path, value in row.items() if path in fields}


def _tells(field: Any) -> bool:
    """Whether the field's value could stand word for word in a text."""
    return field.kind in ("text", "code", "link")


def _seen(field: Any, value: Any, secrets: Sequence[str], mask: Mask) -> Any:
    shown = mask(field, value)
    if shown != value or not value:
        return shown
    if field.kind == "lines":
        return [{key: mask_text(text, secrets) for key, text in line.items()} for line in value]
    return mask_text(value, secrets) if field.kind in ("text", "memo") else value
