"""What is left of a person in an entry and in what its history tells: values and texts, masked by what they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from qfdesk.model.cells import WORDS, rightly_written
from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL, SEALED, STAFF, LineColumn, Lines, Link
from qfdesk.model.ledger import History
from qfdesk.model.masters import Party
from qfdesk.model.values import Values
from qfdesk.rules.masking import HIDDEN, has_form, mask, mask_name, mask_text
from qfdesk.store import history
from qfdesk.store.history import as_text

_NOBODY = frozenset(("uid", "number", "stage"))
"""System texts that tell nobody."""
_WORDS = ("text", "code", "link")


def _personal(one: Any) -> bool:
    """Whether a field tells of the person; what is said of the house's own people tells of nobody else."""
    return one.traits.secret in (PERSONAL, SEALED) or one.name == "initials"


def _named(entry: type[Entry], key: str) -> bool:
    """Whether a field tells the person: it is declared so, or it is what a person is called."""
    return _personal(entry.fields()[key]) or (issubclass(entry, Party) and key in entry.named)


def words_of(entry: type[Entry], values: Values) -> set[str]:
    """The words that name the person in an entry."""
    named = ((one, values[key]) for key, one in entry.fields().items() if _named(entry, key))
    return {word for one, value in named for word in _words(one, value)} - {""}


def _words(one: Any, value: Any) -> Iterable[str]:
    """The words by which one personal field names the person: of a small table its names, phones and addresses."""
    if isinstance(one, Lines):
        cells = ((key, text) for line in _table(value) or () for key, text in line.items() if has_form(key))
        return [text for key, text in cells if len(text) > 1 and "*" not in text and mask(key, text) != text]
    return [_word(one, value)] if one.kind in _WORDS else []


def _table(value: Any) -> list[dict[str, str]] | None:
    """The lines of a small table, also from the text the history keeps; None for what is no table."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, list) and all(isinstance(line, dict) for line in value) else None


def _word(one: Any, value: Any) -> str:
    """A value as a word to look for in texts; '' for a unit's name, which stays."""
    text = str(value or "").strip()
    return text if text and _masked_text_of(one, text) != text and one.name != "initials" else ""


def told_before(entry: type[Entry], lines: Sequence[History]) -> set[str]:
    """The words of earlier values: an old phone is as personal as the new one."""
    found: set[str] = set()
    for line in history.told_lines(lines):
        said = _made(line.after) if line.act == "create" and not line.field else {}
        pairs = [*said.items(), (line.field, line.before), (line.field, line.after)]
        for key, text in pairs:
            one = entry.fields().get(key)
            if one is not None and _named(entry, key) and isinstance(text, str | list):
                found.update(_words(one, text))
    return found - {""}


def _made(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def masked_values(entry: type[Entry], values: Values, words: Sequence[str], cut: Sequence[str]) -> Values:
    """The values with the person masked; the links ``cut`` are empty."""
    found: Values = {}
    for key, one in entry.fields().items():
        if key in cut:
            found[key] = None
        elif key not in _NOBODY and not isinstance(one, Link):
            found[key] = _masked(one, values[key], words, named=_named(entry, key))
    return found


def _masked(one: Any, value: Any, words: Sequence[str], *, named: bool) -> Any:
    if value in (None, "", (), []) or isinstance(value, bool):
        return value
    if isinstance(one, Lines):
        return _masked_lines(one, value, words, named=named)
    if one.traits.secret == STAFF and one.kind in ("text", "code"):
        return value
    if named:
        return _masked_text_of(one, value) if one.kind in ("text", "code", "memo") else _nothing(value)
    if one.kind in ("text", "memo") or (isinstance(value, str) and any(word in value for word in words)):
        return mask_text(value, words)
    return value


def _masked_lines(field: Lines, lines: list[dict[str, str]], words: Sequence[str], *, named: bool) -> Any:
    """A small table with the person masked; its days, choices and quantities stay, so that it can be kept."""
    columns = {column.key: column for column in field.columns}
    keeps_names = field.traits.secret == STAFF

    def masked(key: str, text: str) -> str:
        column = columns.get(key)
        if column is not None and column.kind not in WORDS and (named or rightly_written(column, text)):
            return text if rightly_written(column, text) else ""
        if named and not (column and column.plain):
            return _masked_cell(key, text)
        return text if keeps_names and _names_staff(column) else mask_text(text, words)

    tidy = ({key: masked(key, text) for key, text in line.items()} for line in lines)
    return [{key: text for key, text in line.items() if text} for line in tidy]


def _masked_cell(key: str, text: str) -> str:
    return text if "*" in text else mask(key, text)


def _names_staff(column: LineColumn | None) -> bool:
    """Whether a cell is the name of one of the house's people, who may be called like the person to forget."""
    return column is not None and column.kind == "text" and has_form(column.key)


def _nothing(value: Any) -> Any:
    """What is left of a choice, a number or a day that tells of a person."""
    return "" if isinstance(value, str) else () if isinstance(value, tuple) else None


def _masked_text_of(one: Any, text: str) -> str:
    """A personal value in the form of a text, masked by what it is; what was masked before stays."""
    if one.kind == "memo":
        return HIDDEN
    if "*" in text:
        return text
    if isinstance(one, Link) or one.name == "initials":
        return mask_name(text) if isinstance(one, Link) else ""
    return mask(one.name, text) if one.kind in ("text", "code") else HIDDEN


def masked_line(entry: type[Entry], roles: Sequence[str], text: str, words: Sequence[str]) -> str:
    """A text of the history masked by the ``roles`` its mark stands for: fields, ``=`` the entry's name, '' other."""
    if made := _made(text):
        texts = {k: v if isinstance(v, str) else as_text(None, v) for k, v in made.items()}
        masked = {k: masked_line(entry, [k], v, words) for k, v in texts.items()}
        return json.dumps(masked, ensure_ascii=False, sort_keys=True)
    fields = entry.fields()
    for role in roles:
        if role == "=":
            return mask_name(text)
        if role in fields and isinstance(fields[role], Lines) and (lines := _table(text)) is not None:
            masked = _masked_lines(fields[role], lines, words, named=_named(entry, role))
            return as_text(fields[role], masked)
        if role in fields and fields[role].traits.secret == STAFF and fields[role].kind in ("text", "code"):
            return text
        if role in fields and _named(entry, role) and fields[role].kind != "flag":
            return _masked_text_of(fields[role], text)
    return mask_text(text, words)
