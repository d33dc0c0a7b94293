"""What one entry hands to another: a field's value, or for a flag whether a choice holds (``kind=person``)."""

from __future__ import annotations

from typing import Any

from qfdesk.model.check import empty
from qfdesk.model.entry import Entry
from qfdesk.model.masters import Batch, Party
from qfdesk.model.record import Record
from qfdesk.model.values import Values
from qfdesk.model.veiled import is_sealed, secret_keys


def handed(values: Values, source: str) -> Any:
    """The value of a source: a field, or ``field=choice``, which is whether the field has that choice."""
    key, compared, wanted = source.partition("=")
    return values.get(key) == wanted if compared else values.get(key)


def source_field(source: str) -> str:
    """The field that a source reads."""
    return source.partition("=")[0]


def carried(origin: type[Entry], entry: type[Entry], seen: Values) -> Values:
    """What a record hands on to one of another register; a sealed one no field that names a person."""
    follows = origin.follows if issubclass(origin, Record) else ()
    carries = next((f.carries for f in follows if f.register == entry.key), {})
    kept = set(secret_keys(origin)) if is_sealed(origin, seen) else set()
    limit = {k: f.traits.limit for k, f in entry.typed().items()}
    told = {mine: handed(seen, it) for mine, it in carries.items() if source_field(it) not in kept}
    found = {mine: value for mine, value in told.items() if not empty(value)}
    return {k: v[: limit[k]] if isinstance(v, str) and limit.get(k) else v for k, v in found.items()}


def offered(entry: type[Entry], key: str, chosen: Values) -> Values:
    """What the entry chosen in a link fills in: the declared fields, and the product of a batch."""
    link = entry.fields()[key]
    if link.rel_model is Party:
        chosen = _person(chosen)
    found = {mine: handed(chosen, source) for mine, source in link.traits.fills.items()}
    if link.rel_model is Batch and "product" in entry.fields():
        found["product"] = chosen.get("product")
    return {mine: value for mine, value in found.items() if not blank(value)}


def _person(chosen: Values) -> Values:
    """A person is their own contact."""
    if chosen.get("kind") == "person" and empty(chosen.get("contact")):
        return {**chosen, "contact": chosen.get("name")}
    return chosen


def blank(value: Any) -> bool:
    """Whether nothing was entered, so that it may be filled; a flag that is not ticked is blank, too."""
    return value is False or empty(value)
