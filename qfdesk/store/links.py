"""Links as values: names of linked entries, and masters found or made from a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.masters import PARTY_KINDS, Batch, Party, Product
from qfdesk.model.show import title_of
from qfdesk.model.values import Draft, Values
from qfdesk.store.rows import asked, names_at, row_of

_NAME_AND_SPECIFICATION = re.compile(r"(\S+)\s+(\S*\d.*)")


def values_of(entry: type[Entry], row: Any, before: Values | None = None) -> Values:
    """A row's values by field key, its links as Ref; ``before``: values read a moment ago, whose names still hold."""
    names = _names(entry, row, before or {})
    found: Values = {}
    for key, field in entry.fields().items():
        if isinstance(field, Link):
            number = row.__data__.get(key)
            found[key] = Ref(number, names[field.rel_model, number]) if number else None
        else:
            found[key] = row.__data__.get(key)
    return found


def _names(entry: type[Entry], row: Any, before: Values) -> dict[tuple[type[Entry], int], str]:
    """The names of everything a row links to, each read once."""
    found: dict[tuple[type[Entry], int], str] = {}
    for key, field in entry.fields().items():
        number, known = row.__data__.get(key) if isinstance(field, Link) else None, before.get(key)
        if number and isinstance(known, Ref) and known.id == number:
            found[field.rel_model, number] = known.text
        elif number and (field.rel_model, number) not in found:
            target = field.rel_model
            found[target, number] = title_of(target, dict(zip(target.named, names_at(target, number), strict=False)))
    return found


def refuse_void(entry: type[Entry], draft: Draft) -> None:
    """Raises InvalidError where the draft newly names an entry that was voided, or merged into another, meanwhile."""
    wrong: dict[str, Message] = {}
    for key, ref in draft.values.items():
        field, before = entry.fields().get(key), draft.base.get(key)
        if not isinstance(field, Link) or not isinstance(ref, Ref) or not ref.id:
            continue
        if isinstance(before, Ref) and before.id == ref.id:
            continue
        for (why,) in _why_void(field.rel_model, ref.id):
            label = message(field.rel_model.label)
            wrong[key] = message(_("“{master}” is void ({reason}); choose another one"), master=label, reason=why)
    if wrong:
        raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))


def _why_void(target: type[Entry], number: int) -> list[tuple[str]]:
    met = (target.id == 0) & target.voided_at.is_null(False)
    return asked(target, "void", lambda: target.select(target.void_reason).where(met), number)


def called(target: type[Entry], text: str, near: Values) -> list[int]:
    """The ids of the live entries that go by exactly this name or code; a batch of the product in ``near`` only."""
    text = text.strip()
    if target is Batch:
        product = near.get("product")
        if isinstance(product, Ref) and product.id:
            return _ids(target, "of product", _of_product, text, product.id)
    found = _ids(target, "named", lambda: getattr(target, target.named[0]) == "", text)
    if target is Product:
        found = _products(text, found)
    if target.key == "operator" and not found:
        found = _ids(target, "login", lambda: target.login == "", text)
    return found


def _products(text: str, named: list[int]) -> list[int]:
    """The products that a text means; ``named``: those that have it as their name."""
    if len(named) > 1:
        return _ids(Product, "parted", _parted, text, "") or named
    return named or _whole(text) or _ids(Product, "coded", _coded, text, text)


def _of_product() -> Any:
    return (Batch.batch_number == "") & (Batch.product == 0)


def _parted() -> Any:
    return (Product.name == "") & (Product.specification == "")


def _coded() -> Any:
    return (Product.approval_number == "") | (Product.barcode == "")


def _whole(text: str) -> list[int]:
    """The products whose name and specification, parted by a space, are the text."""
    spaces = (n for n, letter in enumerate(text) if letter == " ")
    parted = {(text[:space].strip(), text[space:].strip()) for space in spaces}
    return sorted({number for one in parted for number in _ids(Product, "parted", _parted, *one)})


def settled(entry: type[Entry], values: Values) -> tuple[Values, list[Message]]:
    """The values with every text that several masters go by made one of them: the owner of the batch, else the first.

    For callers that cannot ask a person. Besides, what is to be said wherever it was the first.
    """
    found, taken = dict(values), []
    for key, field, ref in links_first(entry, values):
        target, product = field.rel_model, found.get("product")
        if target is Batch and isinstance(product, Ref) and product.id is None:
            continue  # the product will be made, and a batch of its own with it
        numbers = called(target, ref.text, found)
        if len(numbers) < 2:
            if numbers:
                found[key] = Ref(numbers[0], ref.text)
            continue
        owners = _owners(numbers, values.get("batch")) if target is Product else []
        if len(owners) != 1:
            said = _("“{name}” names {n} entries of “{master}”: the first was taken; write the full name or code")
            taken.append(message(said, name=ref.text, n=len(numbers), master=message(target.label)))
        found[key] = Ref((owners or numbers)[0], ref.text)
    return found, taken


def _owners(products: list[int], batch: Any) -> list[int]:
    """Those of the products that have a batch of this number."""
    if not isinstance(batch, Ref) or batch.id is not None or not batch.text.strip():
        return []
    rows = Batch.select(Batch.product).where(
        Batch.voided_at.is_null() & (Batch.batch_number == batch.text.strip()) & Batch.product.in_(products)
    )
    return sorted({row[0] for row in rows.tuples()})


def _ids(target: type[Entry], name: str, met: Callable[[], Any], *texts: Any) -> list[int]:
    """The entries in force that meet a condition, which differs from others of its name in ``texts`` only."""

    def query() -> Any:
        return target.select(target.id).where(target.voided_at.is_null() & met()).order_by(target.id)

    return [row[0] for row in asked(target, name, query, *texts)]


def start_of(target: type[Entry], text: str, near: Values) -> Values:
    """The values a master begins with when it is made from a text."""
    started: Values = {target.named[0]: text.strip()}
    if target is Product and (parts := _NAME_AND_SPECIFICATION.fullmatch(text.strip())):
        started = {"name": parts[1], "specification": parts[2]}
    reporter = near.get("reporter_type")
    if target is Party and reporter and reporter != "patient":
        started["kind"] = reporter if reporter in PARTY_KINDS else "other"
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
            row = rows.get((target.key, ref.id)) or row_of(target, ref.id)
            rows[target.key, ref.id] = row
            found[path] = (
                None
                if row is None
                else (
                    values_of(target, row).get(rest) if isinstance(target.fields()[rest], Link) else getattr(row, rest)
                )
            )
        else:
            found[path] = None
    return found
