"""Rules of a service: followed until solved (D16.11), recorded with its course (D8.7), a trip reported (D1.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]


def outside(values: Values) -> bool:
    """A repair or commissioning away from the house."""
    return values.get("place_kind") == "site"


def check_service(values: Values) -> dict[str, Message]:
    """What contradicts itself: a trip or a service that ends before it begins."""
    found: dict[str, Message] = {}
    left, back = values.get("trip_from"), values.get("trip_to")
    if left and back and back < left:
        found["trip_to"] = message(_("The trip ends before it begins; correct one of the two dates"))
    received, done = values.get("received_at"), values.get("served_on")
    if received and done and done < received.date():
        found["served_on"] = message(_("It was served before it was asked for; correct one of the two dates"))
    return found


def warn_service(values: Values) -> dict[str, Message]:
    """Parts that were used up belong on the paper; a fault that shows a bad product goes on to the quality side."""
    found: dict[str, Message] = {}
    if values.get("unfit") and not values.get("cause"):
        found["cause"] = message(
            _("The product was found unfit: its cause is looked for with the quality side (D16.11)")
        )
    return found


def may_close(values: Values) -> Message | None:
    """A service ends when the user's problem is solved (D16.11), and a trip only with its report filed (D1.7)."""
    if values.get("solved") == "no":
        return message(_("the problem is not solved yet: go on until it is (D16.11)"))
    if outside(values) and not values.get("filed_at"):
        return wanted("filed_at", _("the report of the trip is not filed yet: file it first (D1.7)"))
    return None


def may_file(values: Values) -> Message | None:
    """A report of a trip names the trip."""
    if not outside(values):
        return message(_("only a repair or commissioning away from the house has a report to file (D1.7)"))
    if not (values.get("trip_from") and values.get("trip_to")):
        return message(_("enter when the trip began and ended (D1.7)"))
    return None


def may_claim(values: Values) -> Message | None:
    """Expenses are paid only after the report was filed (D1.7)."""
    if not values.get("filed_at"):
        return wanted("filed_at", _("expenses are paid only after the report was filed (D1.7)"))
    return None
