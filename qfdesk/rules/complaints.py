"""Rules of a complaint: what it may not lack, when it is hard, when it may be closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.masking import is_unit

Values = Mapping[str, Any]
_LONGEST = 200
"""Characters of a name: a longer one is refused as the customer, and said once."""


def derive_complainant(values: Values) -> dict[str, Any]:
    """Somebody new who complains as a patient or consumer is the complainant by the name typed as the customer."""
    customer = values.get("customer")
    if customer is None or customer.id is not None or values.get("reporter_type") not in ("patient", "", None):
        return {}
    name = customer.text.strip()
    fits = len(name) <= _LONGEST and not is_unit(name) and values.get("contact_name") in ("", name)
    return {"contact_name": name} if fits else {}


def affects_production(values: Values) -> bool:
    """Handled on arrival (D1.11)."""
    return bool(values.get("affects_production"))


def is_hard(values: Values) -> bool:
    """One week instead of two days (D1.10)."""
    return bool(values.get("hard")) and not affects_production(values)


def is_ordinary(values: Values) -> bool:
    """Two days (D1.10)."""
    return not values.get("hard") and not affects_production(values)


def from_regulator(values: Values) -> bool:
    """Passed on by the market regulator, as from its line 12315: the terms of the law run besides."""
    return values.get("channel") == "regulator"


def check_complaint(values: Values) -> dict[str, Message]:
    """What contradicts itself: an age no person has, an answer before the question."""
    found: dict[str, Message] = {}
    age, bought, received = values.get("age"), values.get("bought_on"), values.get("received_at")
    if age is not None and not 0 <= age <= 130:
        found["age"] = message(_("An age lies between 0 and 130 years; correct it or leave it empty"))
    if bought and received and bought > received.date():
        found["bought_on"] = message(_("It was bought after it was complained of; correct one of the two dates"))
    replied = values.get("replied_at")
    if replied and received and replied < received:
        found["replied_at"] = message(_("The reply lies before the complaint; correct one of the two times"))
    return found


def warn_complaint(values: Values) -> dict[str, Message]:
    """What a later reader will miss (D5.2, D9.3, D13.2): it may be saved, but it is said."""
    found: dict[str, Message] = {}
    kind = values.get("kind")
    if kind in ("quality", "adr", "leaflet", "packing"):
        for key in ("product", "batch"):
            if not values.get(key):
                found[key] = message(_("A report on a medicine should name the product and its batch number (D5.2)"))
    named = values.get("contact_name") or values.get("customer")
    if not named and not values.get("confidential"):
        found["contact_name"] = message(
            _("Name and contact are asked for (D9.3); seal the identity if it may not be known")
        )
    elif named and not values.get("contact_phone") and not values.get("contact_address"):
        found["contact_phone"] = message(_("Without a phone number or an address nobody can be answered (D13.2)"))
    if kind == "adr" and not values.get("symptoms"):
        found["symptoms"] = message(_("An adverse reaction needs the symptoms, the time and the dose of use (D15.2)"))
    return found


def only_simple_query(values: Values) -> Message | None:
    """Only a simple query may be answered without a slip (D1.4)."""
    if values.get("simple_query"):
        return None
    return message(_("only a simple query may be answered at once; tick it, or accept the case (D1.4)"))


def same_batch_looked_at(values: Values) -> Message | None:
    """Other goods of the batch are checked before an opinion is given (D16.6)."""
    if values.get("batch") and not values.get("same_batch"):
        return wanted("same_batch", _("say what the check of the same batch showed (D16.6)"))
    return None


def may_close(values: Values) -> Message | None:
    """A customer who is not satisfied has been taken to a higher level first (D8.10)."""
    if values.get("satisfied") == "dissatisfied" and not values.get("escalated_to"):
        return wanted("escalated_to", _("the customer is not satisfied: escalate it before closing (D8.10)"))
    return None
