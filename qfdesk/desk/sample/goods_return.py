"""A return of the sample year: counted, confirmed, decided, refunded, the customer asked afterwards."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale
from qfdesk.desk.sample.stories import told
from qfdesk.model.values import Values

GROUND, CONSUMER, STORY, RECEIPT, CONFIRMATION, INSPECTION, DISPOSAL, RESPONSIBLE, RESULT = 0, 1, 3, 4, 5, 6, 7, 8, 9


def goods_return(scene: Scene, tale: Tale) -> Course:
    """The whole way of one return."""
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(3, 20)), scene.who("clerk"))
    scene.begin(tale, _application(scene, tale))
    yield from scene.walk(tale, _steps(scene, tale), told("phrases"))


def _fill(tale: Tale, place: int) -> str:
    return tale.story.columns[place].format(
        drug=tale.drug.name if tale.drug else "", unit=tale.drug.unit if tale.drug else ""
    )


def _sold(scene: Scene, tale: Tale) -> dt.date:
    made = tale.lot.made if tale.lot else tale.at.date()
    return max(tale.at.date() - dt.timedelta(days=scene.rng.randint(1, 20)), made + dt.timedelta(days=10))


def _application(scene: Scene, tale: Tale) -> Values:
    row, rng, drug, lot, guest = tale.story.columns, scene.rng, tale.drug, tale.lot, tale.guest
    if drug is None or lot is None or guest is None:
        raise ValueError("a return without goods or without a customer")
    consumer, sold = row[CONSUMER] == "y", _sold(scene, tale)
    claimed = tale.quantity or (rng.choice((1, 1, 2)) if consumer else rng.randint(2, 24))
    found = {
        "channel": "visit" if consumer else rng.choice(("phone", "wechat", "letter")),
        "customer": guest.ref,
        "consumer": consumer,
        "contact_name": guest.contact,
        "contact_phone": guest.phone,
        "sale_number": f"XS{sold:%y%m%d}{rng.randint(1, 180):04d}",
        "sold_on": sold,
        "ground": row[GROUND],
        "story": _fill(tale, STORY),
        "product": drug.ref,
        "batch": lot.ref,
        "quantity_sold": Decimal(claimed if consumer else claimed + rng.randint(0, 30)),
        "quantity_claimed": Decimal(claimed),
        "unit_price": drug.price,
        "invoice": "" if consumer else f"{rng.randint(10_000_000, 99_999_999)}",
    }
    return found if row[STORY] else {k: v for k, v in found.items() if k != "story"}


def _steps(scene: Scene, tale: Tale) -> list[Step]:
    row, rng = tale.story.columns, scene.rng
    quality, keeper, seller = scene.who("quality"), scene.who("handler"), scene.who("clerk")
    money = row[CONSUMER] == "y" and row[DISPOSAL] not in ("refuse", "exchange")
    view = rng.choice(["satisfied"] * 4 + ["fairly"])
    return [
        Step("receive", (0.2, 6) if row[CONSUMER] == "y" else (6, 60), keeper, lambda _t: _receipt(scene, tale)),
        Step(
            "confirm",
            (2, 26),
            quality,
            lambda _t: {
                "confirmation": _fill(tale, CONFIRMATION),
                "handler": scene.shop.people[quality],
                "department": scene.shop.department_of(told("shop")["routes"]["other"]),
            },
        ),
        Step("decide", (2, 40), scene.who("head"), lambda t: _decision(scene, tale, keeper, t["now"])),
        *([Step("refund", (0.5, 20), scene.who("finance"), lambda _t: _refund(scene, tale))] if money else []),
        Step("settle", (1, 30), keeper, lambda t: _papers(scene, tale, t["now"])),
        Step(
            "close",
            (40, 150),
            seller,
            lambda t: {
                "visited_on": t["now"].date(),
                "satisfied": view,
                "follow_up": rng.choice(told("phrases")["visited"][view]),
            },
        ),
    ]


def _receipt(scene: Scene, tale: Tale) -> Values:
    row, rng = tale.story.columns, scene.rng
    claimed = scene.desk.open(tale.register, scene.saved[tale].id).values["quantity_claimed"]
    cold = row[GROUND] == "transport"
    return {
        "quantity_received": claimed,
        "receipt_note": _fill(tale, RECEIPT),
        "vehicle": "hand" if row[CONSUMER] == "y" else rng.choice(("closed", "post")),
        "arrival_temperature": Decimal(rng.randint(120, 190)) / 10 if cold else None,
        "location": "waiting",
    }


def _decision(scene: Scene, tale: Tale, keeper: str, at: dt.datetime) -> Values:
    row = tale.story.columns
    return {
        "inspection": _fill(tale, INSPECTION),
        "inspector": keeper if row[INSPECTION] else "",
        "inspected_on": at.date() if row[INSPECTION] else None,
        "disposal": row[DISPOSAL],
        "responsible": row[RESPONSIBLE],
        "result": _fill(tale, RESULT),
        "follow_by": at.date() + dt.timedelta(days=scene.rng.randint(6, 8)),
    }


def _refund(scene: Scene, tale: Tale) -> Values:
    return {"refund_amount": scene.desk.open(tale.register, scene.saved[tale].id).values["amount"]}


def _papers(scene: Scene, tale: Tale, at: dt.datetime) -> Values:
    row, number = tale.story.columns, scene.rng.randint(1, 60)
    if row[DISPOSAL] == "restock":
        return {"stock_in_number": f"TR{at:%y%m%d}{number:02d}", "location": "fit"}
    if row[DISPOSAL] == "forward":
        return {"stock_out_number": f"TC{at:%y%m%d}{number:02d}", "location": "fit"}
    return {"location": "unfit"} if row[DISPOSAL] in ("destroy", "supplier") else {}
