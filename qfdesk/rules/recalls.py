"""Rules of a recall: levels and their clocks by version of the law, recovered against sold (regulation 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.stored import decimal_in

Values = Mapping[str, Any]

LEVELS = ("one", "two", "three")
VERSIONS = {"2022": "text2022", "2007": "text2007"}
HOLDERS = ("holder", "ordered")
"""The kinds in which the house itself answers for the recall to the authority."""


def of_level(version: str, level: int) -> Callable[[Values], bool]:
    """Whether a recall is of this level (1 to 3) under this text of the law."""
    key, text = LEVELS[level - 1], VERSIONS[version]
    return lambda values: values.get("level") == key and values.get("rule_version") == text


def of_holder(version: str, level: int) -> Callable[[Values], bool]:
    """The same, where the house has to file with the authority itself."""
    whose = of_level(version, level)
    return lambda values: is_holder(values) and whose(values)


def is_holder(values: Values) -> bool:
    """The house is the holder, or was ordered to recall: it files plan and summary."""
    return values.get("kind") in HOLDERS


def is_grave(values: Values) -> bool:
    """Harm is possible: the responsible person of the house is told (D2.6)."""
    return values.get("level") in ("one", "two")


def sums_up(values: Values) -> bool:
    """The 2022 text asks the holder for a summary after the recall is complete."""
    return is_holder(values) and values.get("rule_version") == VERSIONS["2022"]


def derive_recall(values: Values) -> dict[str, Any]:
    """Told, sold and recovered, as the list of buyers has them, and the share that came back."""
    buyers = values.get("buyers") or []
    listed, back = _sum(buyers, "sold"), _sum(buyers, "recovered")
    sold = values.get("quantity_sold")
    sold = listed if sold is None else sold
    share = round(back * 100 / sold, 1) if sold and back is not None else None
    return {
        "buyers_listed": len(buyers) or None,
        "buyers_told": sum(bool(line.get("told_at")) for line in buyers) if buyers else None,
        "sold_listed": listed,
        "quantity_recovered": back,
        "recovered_share": share,
        "outstanding": sold - (back or 0) if sold is not None else None,
    }


def _number(text: str | None) -> Decimal | None:
    """A cell as a number, without noughts that say nothing; None where it is none."""
    number = decimal_in(text or None, 3)
    if number is None:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _sum(lines: list[Mapping[str, str]], key: str) -> Decimal | None:
    found = [number for line in lines if (number := _number(line.get(key))) is not None]
    return sum(found, Decimal(0)) if found else None


def check_recall(values: Values) -> dict[str, Message]:
    """Nobody gives back more than was bought, and the buyers together not more than was sold."""
    for line in values.get("buyers") or []:
        if wrong := _wrong_buyer(line):
            return {"buyers": wrong}
    return _check_totals(values)


def _wrong_buyer(line: Mapping[str, str]) -> Message | None:
    buyer = line.get("buyer") or "…"
    for key in ("sold", "recovered"):
        number = _number(line.get(key))
        if line.get(key) and (number is None or number < 0):
            return message(_("“{text}” at {buyer} is no quantity; write a number"), text=line[key], buyer=buyer)
    sold, back = _number(line.get("sold")), _number(line.get("recovered"))
    if sold is None or back is None or back <= sold:
        return None
    text = _("{buyer} gave back {recovered} but bought {sold}; correct one of the two")
    return message(text, buyer=buyer, recovered=back, sold=sold)


def _check_totals(values: Values) -> dict[str, Message]:
    buyers = values.get("buyers") or []
    sold, listed, back = values.get("quantity_sold"), _sum(buyers, "sold"), _sum(buyers, "recovered")
    if sold is not None and listed is not None and listed > sold:
        return {
            "quantity_sold": message(
                _("The buyers listed bought {listed}, more than the {sold} sold; correct the list or the quantity"),
                listed=listed,
                sold=sold,
            )
        }
    if sold is not None and back is not None and back > sold:
        return {"buyers": message(_("{back} came back, more than the {sold} sold; count again"), back=back, sold=sold)}
    disposed = values.get("quantity_disposed")
    there = (back or Decimal(0)) + (values.get("quantity_locked") or Decimal(0))
    if disposed is not None and (back is not None or values.get("quantity_locked") is not None) and disposed > there:
        return {
            "quantity_disposed": message(
                _("{disposed} are disposed of, but only {there} were locked or recovered; correct it"),
                disposed=disposed,
                there=there,
            )
        }
    return {}


def warn_recall(values: Values) -> dict[str, Message]:
    """A level not given, sales without a buyer, buyers without a telephone or not told yet."""
    found: dict[str, Message] = {}
    if not values.get("level"):
        found["level"] = message(_("Without its level the recall has no time limits; enter the one in the notice"))
    sold, listed = values.get("quantity_sold"), _sum(values.get("buyers") or [], "sold")
    if sold and values.get("sold_state") != "none" and (listed or 0) < sold:
        missing = sold - (listed or 0)
        text = _("{missing} of the goods sold have no buyer yet; look in the sales")
        found["buyers"] = message(text, missing=missing)
    elif silent := [line for line in values.get("buyers") or [] if not line.get("told_at")]:
        found["buyers"] = message(_("{buyer} is not told yet"), buyer=silent[0].get("buyer") or "…")
    if values.get("sold_state") == "none" and sold:
        found["sold_state"] = message(_("{sold} were sold: list the buyers"), sold=sold)
    if is_grave(values) and not values.get("head_told_at"):
        found["head_told_at"] = message(
            _("A large lot or a serious problem goes to the responsible person of the house (D2.6)")
        )
    return found


def may_notify(values: Values) -> Message | None:
    """Every buyer on the list has been told."""
    if values.get("sold_state") == "none":
        return None
    silent = [line.get("buyer") or "…" for line in values.get("buyers") or [] if not line.get("told_at")]
    text = _("{buyer} is not told yet: tell every buyer on the list first")
    return message(text, buyer=silent[0]) if silent else None


def may_complete(values: Values) -> Message | None:
    """What did not come back is explained, and whoever asked for the recall has had an answer."""
    if not values.get("fed_back_at"):
        return wanted("fed_back_at", _("feed back to whoever asked for the recall first (D2.4)"))
    outstanding = derive_recall(values)["outstanding"]
    if outstanding and values.get("sold_state") != "none" and not values.get("shortfall"):
        return wanted("shortfall", _("{missing} have not come back: write why, or wait for them"), missing=outstanding)
    return None


def may_close(values: Values) -> Message | None:
    """A recall of one's own is told to the regulator (D17.4)."""
    if is_holder(values) and not values.get("regulator_told_at"):
        return wanted("regulator_told_at", _("tell the regulator of the recall first (D17.4)"))
    return None


def derive_destroyed(values: Values) -> dict[str, Any]:
    """What counts as destroyed in the trail of the batch."""
    return {"quantity_destroyed": values.get("quantity_disposed") if values.get("disposed_as") == "destroy" else None}
