"""Whose a batch is: a record that names a product may name no batch of another one (D16.6)."""

from __future__ import annotations

from typing import Any, TypeGuard

from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Batch, Product
from qfdesk.model.show import title_of
from qfdesk.model.values import Findings, Values
from qfdesk.store.links import called
from qfdesk.store.rows import asked, names_at, row_of

_BOTH = frozenset(("product", "batch"))


def said_of(entry: type[Entry], values: Values, before: Values | None = None) -> Findings:
    """What is to be said at the batch: an error where it is another product's, a warning where only its number is.

    ``before``: the values as they were; what stood so already is warned of only. A batch without a product fits any.
    """
    if foreign := _foreign(entry, values):
        stood = before is not None and all(_same(values.get(key), before.get(key)) for key in _BOTH)
        return Findings({} if stood else {"batch": foreign}, {"batch": foreign})
    known = known_elsewhere(entry, values)
    return Findings({}, {"batch": known} if known else {})


def refuse_foreign(entry: type[Entry], values: Values, before: Values | None = None) -> None:
    """Raises InvalidError where the values newly name a batch of another product."""
    wrong = said_of(entry, values, before).errors
    if wrong:
        raise InvalidError(_("{first}"), fields=wrong, first=wrong["batch"])


def _foreign(entry: type[Entry], values: Values) -> Message | None:
    """The sentence naming both products, where the batch that is linked belongs to another one than the record."""
    product, batch = values.get("product"), values.get("batch")
    if not entry.fields().keys() >= _BOTH or not _named(product) or not isinstance(batch, Ref) or not batch.id:
        return None
    row = row_of(Batch, batch.id)
    owner = row.__data__.get("product") if row is not None else None
    if not owner or owner in _meant(product, values):
        return None
    return message(
        _("Batch {batch} belongs to “{owner}”, not to “{product}”; type the number anew or correct the product"),
        batch=row.batch_number,
        owner=_title(owner),
        product=product.text,
    )


def known_elsewhere(entry: type[Entry], values: Values) -> Message | None:
    """The warning for a number that would become a new batch of this product, while other products have such a one."""
    product, batch = values.get("product"), values.get("batch")
    if not entry.fields().keys() >= _BOTH or not _named(product) or not isinstance(batch, Ref) or batch.id:
        return None
    number, mine = batch.text.strip(), _meant(product, values)
    owners = [owner for (owner,) in asked(Batch, "owners", _owners, number)] if number else []
    if not owners or mine & set(owners):
        return None
    return message(
        _("Batch {batch} is known of “{owner}”; saving adds a new one of “{product}”, so check number and product"),
        batch=number,
        owner=_title(owners[0]),
        product=product.text,
    )


def _owners() -> Any:
    met = (Batch.batch_number == "") & Batch.voided_at.is_null() & Batch.product.is_null(False)
    return Batch.select(Batch.product).where(met).order_by(Batch.id)


def _meant(product: Ref, values: Values) -> set[int]:
    """The products a link may mean; none where it will be made."""
    return {product.id} if product.id else set(called(Product, product.text, values))


def _named(product: Any) -> TypeGuard[Ref]:
    return isinstance(product, Ref) and bool(product.id or product.text.strip())


def _same(one: Any, other: Any) -> bool:
    return one == other or (isinstance(one, Ref) and isinstance(other, Ref) and bool(one.id) and one.id == other.id)


def _title(product: int) -> str:
    return title_of(Product, dict(zip(Product.named, names_at(Product, product), strict=False)))
