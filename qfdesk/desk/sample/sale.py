"""The sales of the sample year: who bought which batch. A batch that stands out, is stopped or recalled has buyers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from qfdesk.desk.sample.play import Course, Cue, Scene, Tale
from qfdesk.desk.sample.shop import Drug, Guest, Lot
from qfdesk.desk.sample.stories import told
from qfdesk.desk.sample.times import some_day
from qfdesk.rules.clock import day_start

_UNITS = ("medical", "retail")
_DISCOUNT = Decimal("0.9")
_TRIES = 20


def sales(scene: Scene, tales: Iterable[Tale], now: dt.datetime, count: int) -> Iterator[Course]:
    """A course for every line of the sales ledger: those the tales need, and ``count`` ordinary ones."""
    stopped = [tale for tale in tales if tale.register in ("stop_sale", "recall") and tale.lot]
    for tale in stopped:
        if tale.lot and not tale.story.word:
            tale.lot.stopped = min(tale.at, tale.lot.stopped or tale.at)
    planned = [*_of_conspicuous(scene, tales), *(line for tale in stopped for line in _before(scene, tale))]
    planned += [line for _n in range(count) for line in _ordinary(scene, now)]
    return (_booked(scene, *line) for line in planned)


_Line = tuple[dt.datetime, Drug, Lot, Guest, int]


def _line(at: dt.datetime, drug: Drug, lot: Lot, guest: Guest, quantity: int) -> _Line:
    lot.sales.append((at, quantity))
    return at, drug, lot, guest, quantity


def _of_conspicuous(scene: Scene, tales: Iterable[Tale]) -> Iterator[_Line]:
    """What is not in stock any more of a batch that stands out was sold before the first complaint about it."""
    for known in told("products")["conspicuous"]:
        first = next((t for t in tales if t.story.word == known["word"] and t.register == "complaint"), None)
        if first is None or first.drug is None or first.lot is None:
            continue
        bought = [(scene.shop.guest(name), quantity) for name, quantity in known["buyers"]]
        named = {t.guest.ref.text for t in tales if t.lot is first.lot and t.guest}
        persons = sorted(scene.shop.guests["person"], key=lambda guest: guest.ref.text not in named)
        left = known["bought"] - known["stock"] - sum(quantity for _guest, quantity in bought)
        bought += [(guest, 1) for guest in persons[:left]]
        for guest, quantity in bought:
            yield _line(_between(scene, first.lot, first.at), first.drug, first.lot, guest, quantity)


def _between(scene: Scene, lot: Lot, until: dt.datetime) -> dt.datetime:
    """Some moment of a shop day between the arrival of the batch and the day before ``until``."""
    first = lot.arrives + dt.timedelta(days=1)
    days = max((until.date() - first).days - 1, 0)
    opened = day_start(first + dt.timedelta(days=scene.rng.randint(max(days - 30, 0), days)))
    return opened + dt.timedelta(hours=9, minutes=scene.rng.randint(0, 540))


def _before(scene: Scene, tale: Tale) -> Iterator[_Line]:
    """Some units and persons bought the batch before it was stopped or recalled."""
    if tale.drug is None or tale.lot is None or tale.story.word:
        return
    units = [guest for kind in _UNITS for guest in scene.shop.guests[kind]]
    people = [*scene.rng.sample(units, 2), *scene.rng.sample(scene.shop.guests["person"], 2)]
    for guest in people:
        quantity = scene.rng.randint(3, 8) if guest.kind in _UNITS else 1
        yield _line(_between(scene, tale.lot, tale.at), tale.drug, tale.lot, guest, quantity)


def _ordinary(scene: Scene, now: dt.datetime) -> Iterator[_Line]:
    """A sale of the counter or the delivery round, of goods that are there and not stopped."""
    rng = scene.rng
    at = some_day(rng, now, 360)
    guest = rng.choice(scene.shop.guests[rng.choice(("person", "person", *_UNITS))])
    quantity = rng.randint(2, 10) if guest.kind in _UNITS else rng.choice((1, 1, 1, 2))
    for _attempt in range(_TRIES):
        drug = rng.choice(scene.shop.drugs)
        here = [lot for lot in drug.lots if _may_go(lot, at, quantity)]
        if here and (guest.kind == "medical" or drug.name not in told("shop")["institutions_only"]):
            yield _line(at, drug, rng.choice(here), guest, quantity)
            return


def _may_go(lot: Lot, at: dt.datetime, quantity: int) -> bool:
    left = lot.bought - sum(sold for _when, sold in lot.sales) - lot.stock
    return lot.on_sale(at) and left >= quantity and (lot.stopped is None or at < lot.stopped)


def _booked(scene: Scene, at: dt.datetime, drug: Drug, lot: Lot, guest: Guest, quantity: int) -> Course:
    """It is booked at the counter, at once."""
    seller = scene.who("handler")
    yield Cue(at, scene.who("clerk"))
    draft = scene.desk.blank("sale")
    draft.values.update(_values(scene, at, drug, lot, guest, quantity), handler=scene.shop.people[seller])
    scene.desk.save(draft)


def _values(scene: Scene, at: dt.datetime, drug: Drug, lot: Lot, guest: Guest, quantity: int) -> dict[str, Any]:
    price = drug.price if guest.kind == "person" else (drug.price * _DISCOUNT).quantize(Decimal("0.01"))
    return {
        "sold_at": at,
        "buyer": guest.ref,
        "document": f"XS{at:%y%m%d}{scene.rng.randint(1, 180):04d}",
        "product": drug.ref,
        "batch": lot.ref,
        "expires_on": lot.expires,
        "quantity": Decimal(quantity),
        "price": price,
    }
