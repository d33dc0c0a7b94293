"""Rules of a sampling result: what fits the verdict, what an unfit one sets going (D2.5, D17.2, D18.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]


def is_unfit(values: Values) -> bool:
    """The institute says unfit, and no re-test has said otherwise."""
    return values.get("verdict") == "unfit" and values.get("objection_result") != "fit"


def may_object(values: Values) -> bool:
    """An unfit result stands until the house has decided whether it asks for a re-test."""
    return values.get("verdict") == "unfit" and not values.get("objection")


def check_inspection(values: Values) -> dict[str, Message]:
    """Samples are taken, then tested, then told of; a verdict of fit has no item that fails."""
    found: dict[str, Message] = {}
    taken, told, received = (values.get(key) for key in ("sampled_on", "reported_on", "received_at"))
    if taken and told and told < taken:
        found["reported_on"] = message(_("The report is older than the sample; correct one of the two dates"))
    if taken and received and taken > received.date():
        found["sampled_on"] = message(_("The sample was taken after the result came; correct one of the two dates"))
    sampled, stock = values.get("quantity_sampled"), values.get("quantity_bought")
    if sampled is not None and stock is not None and sampled > stock:
        found["quantity_sampled"] = message(_("More was sampled than was bought; correct one of the two quantities"))
    return found


def warn_inspection(values: Values) -> dict[str, Message]:
    """An item that fails beside a verdict of fit; unfit goods not secured; a result without its report."""
    found: dict[str, Message] = {}
    failed = [line for line in values.get("items") or [] if line.get("verdict") == "fail"]
    if failed and values.get("verdict") == "fit":
        item = failed[0].get("item") or "…"
        found["verdict"] = message(_("“{item}” fails, but the verdict is fit; look at it once more"), item=item)
    if is_unfit(values) and values.get("control") in (None, "", "none"):
        found["control"] = message(_("The goods are not secured yet: lock the stock or stop the sale first"))
    if values.get("verdict") == "unfit" and not values.get("failed_items"):
        found["failed_items"] = message(_("Say which items fail; every paper that follows names them"))
    if not values.get("report_number"):
        found["report_number"] = message(_("A result is filed by the number of its test report; enter it (D2.5)"))
    return found


def only_fit(values: Values) -> Message | None:
    """Only a good result is filed at once."""
    if values.get("verdict") == "unfit":
        return message(_("the result is unfit: take it up and handle it"))
    return None


def only_unfit(values: Values) -> Message | None:
    """What is fit needs no handling."""
    if values.get("verdict") != "unfit":
        return message(_("the result is not unfit: file it"))
    return None


def may_close(values: Values) -> Message | None:
    """Unfit goods are secured and, where the house does not object, disposed of (D18.4)."""
    if not is_unfit(values):
        return None
    if values.get("control") in (None, "", "none"):
        return message(_("the goods are not secured: lock the stock or stop the sale first (D18.4)"))
    if not values.get("disposal"):
        return wanted("disposal", _("enter what became of the unfit goods"))
    return None
