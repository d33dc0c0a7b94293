"""A record of the sample year whose whole way is written down in the file of its register: its values, then move by
move who does it, after how many hours, and what is filled in.

A day is written as ``+5d`` (from the moment of the move), a person as ``@quality`` (somebody with that role), what
the sales tell of the batch as ``=buyers told``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale, Times
from qfdesk.desk.sample.stories import told
from qfdesk.model.parse import parse_all
from qfdesk.model.show import show_number
from qfdesk.model.trail import Buyer
from qfdesk.model.values import Values

_DAY = re.compile(r"[+-]\d+d")


def chronicle(scene: Scene, tale: Tale) -> Course:
    """The whole way of one record."""
    case = tale.story.case
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(10, 40)), scene.who(case["who"]))
    goods: Values = {"product": tale.drug.ref, "batch": tale.lot.ref} if tale.drug and tale.lot else {}
    scene.begin(tale, goods | _values(scene, tale, case["values"], tale.at))
    yield from scene.walk(tale, [_step(scene, tale, move) for move in case["moves"]], told("phrases"))


def _step(scene: Scene, tale: Tale, move: dict[str, Any]) -> Step:
    def values(times: Times) -> Values:
        return _values(scene, tale, move.get("values", {}), times["now"])

    first, last = move["after"]
    return Step(move["key"], (first, last), scene.who(move["who"]), values, move.get("reason", ""))


def _values(scene: Scene, tale: Tale, written: dict[str, Any], at: dt.datetime) -> Values:
    """What is written, as the fields of the register take it."""
    return parse_all(scene.desk.entry(tale.register), {k: _told(scene, tale, v, at) for k, v in written.items()})


def _told(scene: Scene, tale: Tale, value: Any, at: dt.datetime) -> Any:
    if isinstance(value, list):
        return [_told(scene, tale, one, at) for one in value]
    if isinstance(value, dict):
        return {key: _told(scene, tale, one, at) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    if value == "now":
        return at.isoformat()
    if value.startswith("@"):
        return scene.who(value[1:])
    if value.startswith("="):
        return _COUNTED[value[1:]](scene, tale, at)
    if _DAY.fullmatch(value):
        return (at.date() + dt.timedelta(days=int(value[:-1]))).isoformat()
    return value.format(**_words(scene, tale, at)) if "{" in value else value


def _words(scene: Scene, tale: Tale, at: dt.datetime) -> dict[str, str]:
    """What may stand in braces."""
    drug, lot, guest = tale.drug, tale.lot, tale.guest
    found = {"year": f"{at:%Y}", "number": f"{scene.rng.randint(1, 899):03d}"}
    if drug and lot:
        sold = lot.sold(at)
        found |= {"drug": drug.name, "unit": drug.unit, "batch": lot.ref.text, "supplier": lot.supplier.text}
        found |= {"bought": str(lot.bought), "sold": str(sold), "stock": str(lot.bought - sold)}
    if guest:
        found |= {"guest": guest.ref.text, "contact": guest.contact, "phone": guest.phone, "address": guest.address}
        found |= {"age": str(guest.age or ""), "sex": guest.sex}
    return found


def _buyers(scene: Scene, tale: Tale, told_at: str, back: Callable[[Buyer], Decimal]) -> list[dict[str, str]]:
    """Who bought the batch, from the sales ledger, as a recall lists them."""
    if tale.lot is None or tale.lot.ref.id is None:
        return []
    return [
        {
            "buyer": buyer.party.text,
            "contact": buyer.contact,
            "phone": buyer.phone,
            "address": buyer.address,
            "batch": tale.lot.ref.text,
            "sold_on": buyer.last_sale.isoformat(),
            "sold": show_number(buyer.sold),
            "told_at": told_at,
            "way": told("phrases")["way"],
            "recovered": show_number(back(buyer)) if back(buyer) else "",
        }
        for buyer in scene.desk.trails.of_batch(tale.lot.ref.id).buyers
    ]


def _listed(scene: Scene, tale: Tale, back: Callable[[Buyer], Decimal]) -> list[dict[str, str]]:
    """The same buyers as they were told, with what came back by now."""
    known = scene.desk.open(tale.register, scene.saved[tale].id).values["buyers"]
    return _buyers(scene, tale, known[0]["told_at"] if known else "", back)


def _there(scene: Scene, tale: Tale, _at: dt.datetime) -> str:
    """What came back and what was locked, together."""
    values = scene.desk.open(tale.register, scene.saved[tale].id).values
    return str((values["quantity_recovered"] or 0) + (values["quantity_locked"] or 0))


_COUNTED: dict[str, Callable[[Scene, Tale, dt.datetime], Any]] = {
    "buyers told": lambda scene, tale, at: _buyers(scene, tale, at.isoformat(), lambda _buyer: Decimal(0)),
    "buyers back": lambda scene, tale, _at: _listed(scene, tale, lambda buyer: buyer.returned),
    "buyers half": lambda scene, tale, _at: _listed(scene, tale, lambda buyer: buyer.sold // 2),
    "back and locked": _there,
}
