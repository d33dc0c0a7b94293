"""Rules of the sales ledger: what a line of it needs (药品管理法 Art. 57), and what cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.rules.clock import local

Values = Mapping[str, Any]


def derive_sale(values: Values) -> dict[str, Any]:
    """A sale is booked for the moment it was made; the amount is quantity times price."""
    quantity, price, sold = values.get("quantity"), values.get("price"), values.get("sold_at")
    found: dict[str, Any] = {"received_at": sold}
    known = quantity is not None and price is not None
    found["amount"] = round(Decimal(quantity or 0) * Decimal(price or 0), 2) if known else None
    return found


def check_sale(values: Values) -> dict[str, Message]:
    """Nothing is sold in no quantity."""
    quantity = values.get("quantity")
    if quantity is not None and quantity == 0:
        return {"quantity": message(_("A sale of nothing is none; enter how much was sold"))}
    return {}


def warn_sale(values: Values) -> dict[str, Message]:
    """What the law wants in every line: the batch, its expiry, the price; and no sale after the expiry."""
    found: dict[str, Message] = {}
    if not values.get("batch"):
        found["batch"] = message(_("The batch number belongs in the sales ledger (Drug administration law, Art. 57)"))
    if values.get("price") is None:
        found["price"] = message(_("The price belongs in the sales ledger (Drug administration law, Art. 57)"))
    expires, sold = values.get("expires_on"), values.get("sold_at")
    if isinstance(expires, dt.date) and isinstance(sold, dt.datetime) and local(sold).date() > expires:
        found["expires_on"] = message(_("It was sold after its expiry: check both dates, stop the batch if it is so"))
    return found
