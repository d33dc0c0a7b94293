"""Rules of a stop-sale: what was found, who answered, when the goods may be sold again (D2.4, D17.3, D18.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.batches import is_suspected

Values = Mapping[str, Any]


def check_stop(values: Values) -> dict[str, Message]:
    """More cannot be locked than there is; nothing is stopped before its notice came."""
    found: dict[str, Message] = {}
    stock, locked = values.get("quantity_stock"), values.get("quantity_locked")
    if stock is not None and locked is not None and locked > stock:
        found["quantity_locked"] = message(
            _("{locked} are locked but only {stock} are in stock; correct one of the two"), locked=locked, stock=stock
        )
    noticed, received = values.get("noticed_on"), values.get("received_at")
    if noticed and received and noticed > received.date():
        found["noticed_on"] = message(_("The notice was written after it came in; correct one of the two dates"))
    return found


def warn_stop(values: Values) -> dict[str, Message]:
    """A stop without a batch, without its notice's number, without answers, of goods that were sold."""
    found: dict[str, Message] = {}
    if not values.get("batch") and not values.get("all_batches"):
        found["batch"] = message(_("Name the batch, or tick that every batch of the product is stopped"))
    if values.get("source") == "regulator" and not values.get("notice_number"):
        found["notice_number"] = message(_("A regulator's notice is filed by its number; enter it (D2.4)"))
    stock, locked = values.get("quantity_stock"), values.get("quantity_locked")
    if stock is not None and locked is not None and locked < stock:
        found["quantity_locked"] = message(_("{missing} in stock are not locked; find them"), missing=stock - locked)
    if values.get("quantity_sold"):
        found["quantity_sold"] = message(
            _("{sold} were sold already: make a recall of this stop-sale, so that the buyers are told"),
            sold=values["quantity_sold"],
        )
    if silent := [line.get("to", "") for line in values.get("recipients") or [] if not line.get("stopped_on")]:
        found["recipients"] = message(_("No answer yet from {unit}: urge it"), unit=silent[0] or "…")
    if is_suspected(values) and not values.get("regulator_told_at"):
        found["regulator_told_at"] = message(
            _("A suspicion of fake or inferior drugs is reported to the regulator promptly (D17.3)")
        )
    return found


def may_release(values: Values) -> Message | None:
    """Goods go on sale again only when the re-test, or the authority, does not say that they may not (D2.4)."""
    if values.get("retest_verdict") == "unfit":
        return message(_("the re-test says unfit: the goods are disposed of, not released (D2.4)"))
    return None


def may_dispose(values: Values) -> Message | None:
    """Who has to be told of a suspicion has been told (D17.3)."""
    if is_suspected(values) and not values.get("regulator_told_at"):
        return wanted("regulator_told_at", _("fake or inferior drugs are suspected: tell the regulator first (D17.3)"))
    return None
