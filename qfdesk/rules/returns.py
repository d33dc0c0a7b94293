"""Rules of a return: count, confirm, decide, refund, in that order (D12.7-D12.12)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]

CONFIRMER_OF = {
    "quality": "quality",
    "recall": "quality",
    "other": "quality",
    "standard": "research",
    "delivery": "sales",
    "packing": "sales",
    "transport": "sales",
}


def derive_return(values: Values) -> dict[str, Any]:
    """Who confirms follows from the ground (D12.8); the amount from quantity and price."""
    quantity = values.get("quantity_received")
    quantity = values.get("quantity_claimed") if quantity is None else quantity
    price = values.get("unit_price")
    amount = round(Decimal(quantity) * Decimal(price), 2) if quantity is not None and price is not None else None
    return {"confirmer": CONFIRMER_OF.get(values.get("ground") or "", ""), "amount": amount}


def check_return(values: Values) -> dict[str, Message]:
    """Quantities that cannot be: nothing claimed, more claimed than sold, more received than claimed (D12.7)."""
    found: dict[str, Message] = {}
    sold, claimed, received = (values.get("quantity_" + k) for k in ("sold", "claimed", "received"))
    if claimed is not None and claimed <= 0:
        found["quantity_claimed"] = message(
            _("Claim more than nothing; enter the quantity the customer wants to return")
        )
    if sold is not None and claimed is not None and claimed > sold:
        found["quantity_claimed"] = message(
            _("{claimed} are claimed but only {sold} were sold; correct one of the two"), claimed=claimed, sold=sold
        )
    if received is not None and claimed is not None and received > claimed:
        found["quantity_received"] = message(
            _("{received} were received but only {claimed} are claimed; enter the surplus on a slip of its own"),
            received=received,
            claimed=claimed,
        )
    bought, applied = values.get("sold_on"), values.get("received_at")
    if bought and applied and bought > applied.date():
        found["sold_on"] = message(_("It was sold after it was returned; correct one of the two dates"))
    amount, refund = values.get("amount"), values.get("refund_amount")
    if amount is not None and refund is not None and not values.get("more_goods") and refund > amount:
        found["refund_amount"] = message(
            _("The refund of {refund} is more than the goods are worth ({amount}); correct it"),
            refund=refund,
            amount=amount,
        )
    return found


def warn_return(values: Values) -> dict[str, Message]:
    """Sold drugs are not taken back from consumers except for their quality (GSP); a count that falls short is said."""
    found: dict[str, Message] = {}
    if values.get("consumer") and values.get("ground") not in (None, "", "quality", "recall"):
        found["ground"] = message(
            _(
                "Apart from quality reasons a drug once sold is not taken back from a consumer (GSP); "
                "say in the reason why this one is"
            )
        )
    claimed, received = values.get("quantity_claimed"), values.get("quantity_received")
    if claimed is not None and received is not None and received < claimed:
        found["quantity_received"] = message(
            _("{missing} fewer than claimed were received; write in the state of the goods what became of them"),
            missing=claimed - received,
        )
    return found


def consumer_refund(values: Values) -> bool:
    """A consumer's refund has a clock of its own."""
    return bool(values.get("consumer")) and values.get("disposal") not in ("refuse", "exchange")


def may_receive(values: Values) -> Message | None:
    """Something must have arrived."""
    if not values.get("quantity_received"):
        return wanted("quantity_received", _("count the goods first: the quantity received is nothing (D12.7)"))
    return None


def may_decide(values: Values) -> Message | None:
    """Goods to be sold again were inspected again (D12.9)."""
    if values.get("disposal") in ("restock", "forward") and not values.get("inspection"):
        return wanted("inspection", _("goods that are to be sold again are inspected again first (D12.9)"))
    return None


def may_refund(values: Values) -> Message | None:
    """The refund lock: no refund without a confirmed slip (D12.10), and only once."""
    if not values.get("confirmed_at"):
        return message(_("the slip is not confirmed: finance must refuse the refund (D12.10)"))
    if values.get("disposal") == "refuse":
        return message(_("the return was refused: there is nothing to refund (D12.10)"))
    if values.get("refunded_at"):
        return message(_("the refund was paid already"))
    return None


def no_refund_yet(values: Values) -> Message | None:
    """What finance reads on a slip that is no ground for a refund (D12.10)."""
    if not values.get("confirmed_at"):
        return message(_("NOT CONFIRMED YET: no refund on this slip (D12.10)"))
    if values.get("disposal") == "refuse":
        return message(_("REFUSED: no refund on this slip (D12.10)"))
    return None


def may_settle(values: Values) -> Message | None:
    """Stock papers exist for what is sold again, and a refund that was granted is paid (D12.9, D12.10)."""
    if values.get("disposal") == "restock" and not values.get("stock_in_number"):
        return wanted("stock_in_number", _("enter the number of the return and stock-in paper (D12.9)"))
    if values.get("disposal") == "forward" and not values.get("stock_out_number"):
        return wanted("stock_out_number", _("enter the number of the return and stock-out paper (D12.9)"))
    if values.get("refund_amount") and not values.get("refunded_at"):
        return message(_("the refund is entered but not paid yet (D12.10)"))
    return None


def may_close(values: Values) -> Message | None:
    """The returning user is visited until satisfied (D12.12)."""
    if values.get("satisfied") == "dissatisfied":
        return message(_("the customer is not satisfied: visit again before closing (D12.12)"))
    return None
