"""An entry as it looks to somebody who may not see the personal data in it (D9.3, D9.7, D11.7, D15.5).

Two veils: *masked* leaves enough to recognise a person (张*, 138****5678); *sealed* withholds the identity whole. The
same words inside the entry's texts are veiled with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL, SEALED, STAFF, Choices, Link, Ref
from qfdesk.model.masters import Master
from qfdesk.model.show import field_at
from qfdesk.model.values import Values
from qfdesk.rules.masking import HIDDEN, WITHHELD, mask, mask_name, mask_text

TELLING = ("text", "memo", "lines", "code")
"""Kinds whose values may tell a person."""
_WORDS = ("text", "code", "link")
"""Kinds whose values may stand word for word in a text."""
_TEXTS = ("text", "memo", "lines")
_GIVEN_REASONS = ("void_reason",)
_KEYS: dict[type[Entry], tuple[str, ...]] = {}
_FIELDS: dict[tuple[type[Entry], str], Any] = {}


def secrecy(field: Any) -> str:
    """The secrecy a field declares; a link is as secret as the name of what it leads to."""
    if field.traits.secret or not isinstance(field, Link) or not field.rel_model.named:
        return str(field.traits.secret)
    return secrecy(field.rel_model.fields()[field.rel_model.named[0]])


def secret_keys(entry: type[Entry]) -> tuple[str, ...]:
    """The fields of an entry that not everybody sees; the flag that seals is none of them."""
    if entry not in _KEYS:
        fields = entry.fields().items()
        _KEYS[entry] = tuple(k for k, f in fields if secrecy(f) in (PERSONAL, STAFF, SEALED) and k != entry.sealed_by)
    return _KEYS[entry]


def needed(entry: type[Entry]) -> tuple[str, ...]:
    """What must be read besides the columns shown so that a row can be veiled."""
    seal = (entry.sealed_by,) if entry.sealed_by else ()
    return (*secret_keys(entry), *seal)


def is_secret(entry: type[Entry], path: str) -> bool:
    """Whether what stands at a path is not for everybody; False where the path names no field."""
    field = _field(entry, path)
    return field is not None and path != entry.sealed_by and bool(secrecy(field))


def shows(entry: type[Entry], row: Values) -> tuple[bool, bool]:
    """Whether a row of a list shows secrets themselves, and whether it shows texts that might tell them."""
    fields = entry.fields()
    secret = any(is_secret(entry, path) for path in row)
    given = (fields[path] for path in row if path in fields and _given(fields[path]))
    return secret, any(field.kind in TELLING for field in given)


def _given(field: Any) -> bool:
    """Whether a person said what stands in a field."""
    return not field.traits.system or field.name in _GIVEN_REASONS


def is_sealed(entry: type[Entry], values: Values) -> bool:
    """Whether the identity in the entry is sealed."""
    return bool(entry.sealed_by and values.get(entry.sealed_by))


def staff_keys(entry: type[Entry]) -> tuple[str, ...]:
    """The fields of an entry that say at length what was decided about the house's own people.

    A reason given for a change may tell the same in other words, so that no mask finds it: it is withheld whole.
    """
    fields = entry.fields()
    keys = (key for key in secret_keys(entry) if fields[key].traits.secret == STAFF)
    return tuple(key for key in keys if fields[key].kind not in _WORDS)


def tells_of_staff(entry: type[Entry], values: Values) -> bool:
    """Whether anything stands there."""
    return any(values.get(key) for key in staff_keys(entry))


def secrets(entry: type[Entry], values: Values, *, sealed: bool = False) -> list[str]:
    """The words that name the person in an entry: what may stand in its texts as well."""
    found = []
    for key in secret_keys(entry):
        field, value = entry.fields()[key], values.get(key)
        text = str(value) if field.kind in _WORDS and value else ""
        if text and text != WITHHELD and (sealed or _masked(field, text, values) != text):
            found.append(text)
    return found


def veiled(
    entry: type[Entry],
    values: Values,
    *,
    whole: Values | None = None,
    more: Iterable[str] = (),
    sealed: bool = False,
) -> Values:
    """The values (by field key or path) as they look under the veil.

    ``whole``: all the entry's values, where ``values`` hold only some; ``more``: further words that name the person;
    ``sealed``: the identity is withheld, not masked.
    """
    known = {**(whole or {}), **values}
    words = [*secrets(entry, known, sealed=sealed), *more]
    seen = {path: _seen(entry, path, value, known, words, sealed) for path, value in values.items()}
    given = [path for path in _GIVEN_REASONS if seen.get(path)]
    return {**seen, **dict.fromkeys(given, HIDDEN)} if given and tells_of_staff(entry, known) else seen


def veiled_text(text: str, words: Sequence[str], *, sealed: bool = False) -> str:
    """A text with the words that name somebody veiled, and any mobile or identity number or e-mail masked."""
    return mask_text(text, words, HIDDEN if sealed else "")


def _field(entry: type[Entry], path: str) -> Any:
    """The field at a path, None where there is none; looked up once, for a list asks for it in every cell."""
    if (entry, path) not in _FIELDS:
        try:
            _FIELDS[entry, path] = field_at(entry, path)
        except KeyError:
            _FIELDS[entry, path] = None
    return _FIELDS[entry, path]


def _seen(entry: type[Entry], path: str, value: Any, known: Values, words: Sequence[str], sealed: bool) -> Any:
    field = _field(entry, path)
    if field is None or path == entry.sealed_by or value is None or value is False or value in ("", (), []):
        return value
    head, dot, _rest = path.partition(".")
    if sealed and (is_secret(entry, path) or (dot and is_secret(entry, head))):
        return _withheld(field, value)
    if secrecy(field):
        return _masked(field, value, known)
    return _told(field, value, words, sealed)


def _told(field: Any, value: Any, words: Sequence[str], sealed: bool) -> Any:
    """A value that is nobody's secret itself, with the secrets told in it veiled."""
    if field.kind not in _TEXTS or not _given(field):
        return HIDDEN if isinstance(value, str) and not field.traits.system and value in words else value
    if isinstance(value, list):
        return [{key: veiled_text(text, words, sealed=sealed) for key, text in line.items()} for line in value]
    return veiled_text(value, words, sealed=sealed) if isinstance(value, str) else value


def _masked(field: Any, value: Any, known: Values) -> Any:
    if field.traits.secret == SEALED:
        return _withheld(field, value)
    if isinstance(value, Ref):
        return Ref(value.id, mask_name(value.text))
    if isinstance(field, Link):
        return mask_name(str(value))
    if field.name == "initials" and issubclass(field.model, Master):
        name = str(known.get(field.model.named[0]) or "")
        return value if name and mask_name(name) == name else HIDDEN
    return mask(field.name, value) if isinstance(value, str) and field.kind != "choice" else _hidden(field, value)


def _hidden(field: Any, value: Any) -> Any:
    """What stands for a value that has no form of its own under a veil."""
    if isinstance(value, list):
        return [dict.fromkeys(line, HIDDEN) for line in value]
    if isinstance(field, Choices):
        return (HIDDEN,)
    return None if field.kind in ("date", "moment") else False if field.kind == "flag" else HIDDEN


def _withheld(field: Any, value: Any) -> Any:
    if isinstance(value, Ref):
        return Ref(None, WITHHELD)
    return WITHHELD if isinstance(value, str) and field.kind != "choice" else _hidden(field, value)
