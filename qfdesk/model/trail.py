"""What a batch's trail shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from qfdesk.language import _p
from qfdesk.model.fields import Ref

QUANTITIES = {
    "bought": _p("quantity", "Bought"),
    "sold": _p("quantity", "Sold"),
    "affected": _p("quantity", "Affected"),
    "locked": _p("quantity", "Locked"),
    "returned": _p("quantity", "Returned"),
    "recovered": _p("quantity", "Recovered"),
    "destroyed": _p("quantity", "Destroyed"),
}
"""What is counted along a trail, in this order: {key: label}."""


@dataclass(frozen=True)
class TrailLine:
    """One record that touches the batch: ``text`` is what it is about, ``quantities`` what it counts."""

    at: dt.datetime
    register: str
    id: int
    number: str
    stage: str
    batch: Ref
    product: Ref | None
    party: Ref | None
    text: str
    quantities: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Buyer:
    """Who bought of the batch, and how much of it came back."""

    party: Ref
    contact: str
    phone: str
    address: str
    sold: Decimal
    returned: Decimal
    last_sale: dt.date


@dataclass(frozen=True)
class Trail:
    """Everything that touches one or several batches, in order of time, with totals and who bought of them.

    ``back``: what came back from buyers, each piece once, though a recall and a return both tell of it.
    """

    batches: tuple[Ref, ...]
    lines: list[TrailLine]
    totals: dict[str, Decimal]
    buyers: list[Buyer]
    back: Decimal = Decimal(0)

    @property
    def outstanding(self) -> Decimal | None:
        """What was sold and has not come back; None where no sale is known."""
        if "sold" not in self.totals:
            return None
        return self.totals["sold"] - self.back
