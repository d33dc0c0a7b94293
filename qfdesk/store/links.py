"""Links as values: names of linked entries, and masters found or made from a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.masters import Batch, Product
from qfdesk.model.show import title_of
from qfdesk.model.values import Values
from qfdesk.store.ledger import Store

_NAME_AND_SPECIFICATION = re.compile(r"(\S+)\s+(\S*\d.*)")


def name_of(target: type[Entry], row: Any) -> str:
    """The name a linked row goes by."""
    return title_of(target, {key: getattr(row, key) for key in target.named})


def values_of(entry: type[Entry], row: Any, before: Values | None = None) -> Values:
    """A row's values by field key, its links as Ref; ``before``: values read a moment ago, whose names still hold."""
    names = _names(entry, row, before or {})
    found: Values = {}
    for key, field in entry.fields().items():
        if isinstance(field, Link):
            number = row.__data__.get(key)
            found[key] = Ref(number, names[field.rel_model, number]) if number else None
        else:
            found[key] = getattr(row, key)
    return found


def _names(entry: type[Entry], row: Any, before: Values) -> dict[tuple[type[Entry], int], str]:
    """The names of everything a row links to: one query per master, whatever the number of links."""
    wanted: dict[type[Entry], set[int]] = {}
    found: dict[tuple[type[Entry], int], str] = {}
    for key, field in entry.fields().items():
        number, known = row.__data__.get(key) if isinstance(field, Link) else None, before.get(key)
        if number and isinstance(known, Ref) and known.id == number:
            found[field.rel_model, number] = known.text
        elif number:
            wanted.setdefault(field.rel_model, set()).add(number)
    for target, numbers in wanted.items():
        columns = [target.id, *(getattr(target, key) for key in target.named)]
        for linked in target.select(*columns).where(target.id.in_(numbers)):
            found[target, linked.id] = name_of(target, linked)
    return found


def exact(target: type[Entry], text: str, near: Values) -> int | None:
    """The id of the one entry that is called exactly this; a batch is looked for under its product first."""
    text = text.strip()
    live = target.voided_at.is_null()
    if target is Batch:
        return _exact_batch(text, near)
    rows = target.select(target.id).where(live & (getattr(target, target.named[0]) == text)).limit(2).tuples()
    found = [row[0] for row in rows]
    if target is Product and not found:
        name, _space, specification = text.partition(" ")
        same = (Product.name == name) & (Product.specification == specification.strip())
        coded = (Product.approval_number == text) | (Product.barcode == text)
        found = [row[0] for row in Product.select(Product.id).where(live & (same | coded)).limit(2).tuples()]
    if target.key == "operator" and not found:
        found = [row[0] for row in target.select(target.id).where(live & (target.login == text)).limit(2).tuples()]
    return found[0] if found else None


def _exact_batch(text: str, near: Values) -> int | None:
    rows = (
        Batch.select(Batch.id, Batch.product).where(Batch.voided_at.is_null() & (Batch.batch_number == text)).tuples()
    )
    product = near.get("product")
    if isinstance(product, Ref) and product.id:
        return next((number for number, owner in rows if owner == product.id), None)
    found = list(rows)
    return found[0][0] if len(found) == 1 else None


def start_of(target: type[Entry], text: str, near: Values) -> Values:
    """The values a master begins with when it is made from a text."""
    started: Values = {target.named[0]: text.strip()}
    if target is Product and (parts := _NAME_AND_SPECIFICATION.fullmatch(text.strip())):
        started = {"name": parts[1], "specification": parts[2]}
    if target is Batch and isinstance(near.get("product"), Ref):
        started["product"] = near["product"]
    return started


def links_first(entry: type[Entry], values: Values) -> Iterable[tuple[str, Link, Ref]]:
    """The links of the values that are texts only, products before batches, since a batch belongs to a product."""
    loose = [
        (key, field, values[key])
        for key, field in entry.fields().items()
        if isinstance(field, Link)
        and isinstance(values.get(key), Ref)
        and values[key].id is None
        and values[key].text.strip()
    ]
    return sorted(loose, key=lambda item: item[1].rel_model is Batch)


def shown(
    store: Store,
    entry: type[Entry],
    values: Values,
    paths: Iterable[str],
    rows: dict[tuple[str, int], Any] | None = None,
) -> Values:
    """The values at dotted paths (``product.maker``) by way of the links in ``values``.

    ``rows`` keeps the linked entries already read, for a caller with many entries that name the same ones.
    """
    found: Values = {}
    rows = {} if rows is None else rows
    for path in paths:
        head, _dot, rest = path.partition(":")[0].partition(".")
        ref = values.get(head)
        if not rest:
            found[path] = ref
        elif isinstance(ref, Ref) and ref.id is not None:
            target = entry.fields()[head].rel_model
            row = rows.get((target.key, ref.id)) or target.get_by_id(ref.id)
            rows[target.key, ref.id] = row
            found[path] = (
                values_of(target, row).get(rest) if isinstance(target.fields()[rest], Link) else getattr(row, rest)
            )
        else:
            found[path] = None
    return found
