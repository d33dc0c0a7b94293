"""Invented sample data: a shop's last twelve months, played through the desk as its people would have done it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from qfdesk.desk import Desk
from qfdesk.desk.sample.cast import Casting
from qfdesk.desk.sample.chronicle import chronicle
from qfdesk.desk.sample.complaint import complaint
from qfdesk.desk.sample.duties import duties, keep_on_paper
from qfdesk.desk.sample.goods_return import goods_return
from qfdesk.desk.sample.issue import issue
from qfdesk.desk.sample.play import Course, Cue, Scene, Tale, play
from qfdesk.desk.sample.sale import sales
from qfdesk.desk.sample.shop import Drug, Lot, open_shop, receive
from qfdesk.desk.sample.stories import CHRONICLES, told
from qfdesk.desk.sample.visit import visit
from qfdesk.rules.clock import day_start, local

__all__ = ["make_sample"]

_COURSES: dict[str, Callable[[Scene, Tale], Course]] = {
    "complaint": complaint,
    "batch_issue": issue,
    "visit": visit,
    "goods_return": goods_return,
    **dict.fromkeys(CHRONICLES, chronicle),
}


def make_sample(desk: Desk, count: int, today: dt.date, seed: int = 1) -> None:
    """Fills the ledger with ``count`` invented records of the year up to ``today``, as many sales at least, and the
    masters they need.

    Nothing lies after the desk's present moment; the same seed, day and hour give the same records.
    """
    with desk.together():
        _play_year(desk, count, today, Random(seed))


def _play_year(desk: Desk, count: int, today: dt.date, rng: Random) -> None:
    now = _present(desk, today)
    opening = day_start(today - dt.timedelta(days=400)) + dt.timedelta(hours=9)
    with desk.at(opening):
        if not desk.settings.get("company"):
            for key in ("company", "reach"):
                desk.settings.put(key, told("shop")[key])
            keep_on_paper(desk)
        shop = open_shop(desk, rng, today)
    scene = Scene(desk, rng, shop)
    arrivals = [_arrival(scene, opening, drug, lot) for drug in shop.drugs for lot in drug.lots]
    tales = Casting(shop, rng, now).tales(count)
    records = [_COURSES[tale.register](scene, tale) for tale in tales]
    play(desk, [*arrivals, *records, *sales(scene, tales, now, count), *duties(scene, opening, now)], now)


def _arrival(scene: Scene, opening: dt.datetime, drug: Drug, lot: Lot) -> Course:
    """A batch comes in and is taken into the masters."""
    at = max(opening, day_start(lot.arrives) + dt.timedelta(hours=10, minutes=scene.rng.randint(0, 300)))
    yield Cue(at, scene.who("handler"))
    receive(scene.desk, scene.rng, drug, lot)


def _present(desk: Desk, today: dt.date) -> dt.datetime:
    """The desk's moment where it lies on that day, else three in the afternoon."""
    now = local(desk.now())
    return now if now.date() == today else day_start(today) + dt.timedelta(hours=15)
