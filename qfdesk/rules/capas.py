"""Rules of a corrective or preventive action: causes before measures, parallels looked at, the effect proved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message

Values = Mapping[str, Any]

CAUSES = ("people", "machine", "material", "method", "environment", "measure")
"""人机料法环测: each has a box of its own."""


def check_capa(values: Values) -> dict[str, Message]:
    """What was done cannot have been done before it was raised, nor be verified before it is done."""
    found: dict[str, Message] = {}
    raised, done, verify = values.get("received_at"), values.get("done_on"), values.get("verify_on")
    if raised and done and done < raised.date():
        found["done_on"] = message(_("It was done before it was raised; correct one of the two dates"))
    if done and verify and verify < done:
        found["verify_on"] = message(_("The effect cannot be verified before it is done; correct one of the two dates"))
    return found


def warn_capa(values: Values) -> dict[str, Message]:
    """A cause named without its reason, parallels nobody looked at, an effect without proof."""
    found: dict[str, Message] = {}
    for key in values.get("cause_kind") or ():
        if key in CAUSES and not values.get("cause_" + key):
            found["cause_" + key] = message(_("This kind of cause is ticked: say what it was"))
    if values.get("corrective") and not values.get("parallels") and not values.get("parallel_goods"):
        found["parallels"] = message(
            _("Say which like products and batches were looked at, or that there are none (D16.3)")
        )
    if any(line.get("state") == "affected" and not line.get("action") for line in values.get("parallel_goods") or ()):
        found["parallel_goods"] = message(_("Goods with the same fault have no measure yet (D16.3)"))
    return found


def parallels_looked_at(values: Values) -> Message | None:
    """举一反三: no plan before like products and batches were looked at (D16.3)."""
    if values.get("parallels") or values.get("parallel_goods"):
        return None
    return message(_("say which like products and batches were looked at, or that there are none (D16.3)"))


def proved(values: Values) -> Message | None:
    """Only what has been shown to work is closed; else it goes back to the causes (D21.5)."""
    if values.get("effect") != "effective":
        return message(_("the effect is not proved: send it back to the causes, or verify it again (D21.5)"))
    return None
