"""Rules of a batch issue: quantities that fit together, who must be told before it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]


def affects_production(values: Values) -> bool:
    """Handled on arrival (D1.11)."""
    return bool(values.get("affects_production"))


def is_suspected(values: Values) -> bool:
    """Fake or inferior drugs are reported to the regulator promptly (D17.3)."""
    return bool(values.get("suspicion"))


def check_quantities(values: Values) -> dict[str, Message]:
    """What is in stock and sold cannot be more than was bought."""
    bought, stock, sold = (values.get("quantity_" + k) for k in ("bought", "stock", "sold"))
    if bought is not None and (stock or 0) + (sold or 0) > bought:
        return {
            "quantity_bought": message(
                _("Stock and sales together are more than was bought; correct one of the three quantities")
            )
        }
    return {}


def warn_issue(values: Values) -> dict[str, Message]:
    """A batch past its date, goods not secured, a suspicion nobody was told of."""
    found: dict[str, Message] = {}
    if values.get("extent") in ("lot", "serious") and not values.get("head_told_at"):
        found["head_told_at"] = message(
            _("A large lot or a serious problem goes to the responsible person of the house (D2.6)")
        )
    if is_suspected(values) and not values.get("regulator_told_at"):
        found["regulator_told_at"] = message(
            _("A suspicion of fake or inferior drugs is reported to the regulator promptly (D17.3)")
        )
    if values.get("severity") in ("major", "critical") and values.get("control") in ("", "none", None):
        found["control"] = message(_("The goods are not secured yet: lock the stock or stop the sale first"))
    return found


def may_close(values: Values) -> Message | None:
    """Who has to be told by the extent (D2.6) and the suspicion (D17.3) has been told."""
    if values.get("extent") in ("lot", "serious") and not values.get("head_told_at"):
        sentence = _("a large lot or serious problem: tell the responsible person of the house first (D2.6)")
        return wanted("head_told_at", sentence)
    if is_suspected(values) and not values.get("regulator_told_at"):
        return wanted("regulator_told_at", _("fake or inferior drugs are suspected: tell the regulator first (D17.3)"))
    return None
