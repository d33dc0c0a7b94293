"""Counts, pages and places from the indexes are those of a plain look at every row, after any mixture of changes."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query
from qfdesk.statistics import batches
from qfdesk.store import sqlite
from tests.invented import MORNING, change, save_one

ORDERS = ("received_at", "number", "stage", "customer", "story", "due", "id")
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"stages": ("received",)},
    {"stages": ("received", "accepted")},
    {"since": dt.date(2026, 11, 10)},
    {"until": dt.date(2026, 11, 15), "stages": ("received",)},
    {"text": "瓶盖"},
    {"text": "瓶盖 动3", "since": dt.date(2026, 11, 5)},
    {"person": 1},
    {"overdue": True},
    {"voided": True},
)


def stir(desk: Desk, rng: random.Random, times: int) -> None:
    """Adds, changes, moves and voids complaints by chance; some share their moment."""
    kept: list[int] = []
    for n in range(times):
        act = rng.random()
        if act < 0.6 or not kept:
            at = MORNING - dt.timedelta(days=rng.randrange(12), hours=rng.randrange(3))
            story = rng.choice(("瓶盖松动", "胶囊破损", "包装受潮")) + str(rng.randrange(5))
            customer = Ref(None, f"顾客{rng.randrange(4)}") if rng.random() < 0.8 else None
            batch = Ref(None, f"B{rng.randrange(3)}")
            values = {"received_at": at, "story": story, "customer": customer, "batch": batch, "channel": "phone"}
            kept.append(save_one(desk, "complaint", **values).id)
            continue
        opened = desk.open("complaint", rng.choice(kept))
        if opened.voided:
            continue
        if act < 0.75:
            change(desk, opened, story=f"瓶盖 改 {n}", received_at=MORNING - dt.timedelta(days=rng.randrange(12)))
        elif act < 0.9 and opened.stage == "received":
            desk.move("complaint", opened.id, opened.revision, "accept")
        else:
            desk.void("complaint", opened.id, opened.revision, "重复")


def plain_ids(desk: Desk, query: Query) -> set[int]:
    """The ids a look at every record gives."""
    found: set[int] = set()
    for row in range(1, 10**6):
        if not _exists(desk, row):
            return found
        opened = desk.open("complaint", row)
        values = opened.values
        day = values["received_at"].date()
        people = [ref.id for ref in (values["handler"], values["recorded_by"]) if ref]
        late = any(line.at < desk.now() for line in desk.dues("complaint", row))
        meets = (
            opened.voided == query.voided,
            not query.stages or opened.stage in query.stages,
            not query.since or day >= query.since,
            not query.until or day <= query.until,
            all(word in values["story"] for word in query.text.split()),
            query.person is None or query.person in people,
            not query.overdue or late,
        )
        if all(meets):
            found.add(row)
    return found


def _exists(desk: Desk, number: int) -> bool:
    return number <= desk.count(Query("complaint")) + desk.count(Query("complaint", voided=True))


@pytest.mark.parametrize("seed", [1])
def test_lists_are_what_a_look_at_every_record_gives(desk: Desk, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "FTS_FROM", 0)
    rng = random.Random(seed)
    for _round in range(2):
        stir(desk, rng, 20)
        for asked in ASKED:
            query = Query("complaint", **asked)
            wanted = plain_ids(desk, query)
            assert desk.count(query) == len(wanted), asked
            stages = Counter(desk.open("complaint", number).stage for number in plain_ids(desk, _wide(query)))
            counts = desk.stage_counts(query)
            assert {k: n for k, n in counts.items() if n and k not in ("", "overdue")} == stages, asked
            for key in ORDERS:
                _is_one_order(desk, Query("complaint", **asked, order=(key, rng.random() < 0.5)), wanted)


def _wide(query: Query) -> Query:
    return Query("complaint", text=query.text, since=query.since, until=query.until, person=query.person,
                 voided=query.voided)  # fmt: skip


def _is_one_order(desk: Desk, query: Query, wanted: set[int]) -> None:
    """The list holds each of them once, whatever pages it is read by, and knows the place of each."""
    whole = [row.id for row in desk.page(query, 0, 10**6, ())]
    assert sorted(whole) == sorted(wanted), query
    by_pages = [row.id for start in range(0, len(whole), 4) for row in desk.page(query, start, 4, ())]
    assert by_pages == whole, query
    assert [desk.position(query, number) for number in whole] == list(range(len(whole))), query
    outside = next((n for n in range(1, 500) if n not in wanted), 0)
    assert desk.position(query, outside) is None
    key, down = query.order
    if key in ("received_at", "number", "story", "stage"):
        values = [desk.open("complaint", number).values[key] for number in whole]
        assert values == sorted(values, reverse=down), query


def test_what_takes_long_is_at_hand_once_it_was_looked_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qfdesk.store.pages._SMALL", -1)
    stir(desk, random.Random(3), 10)
    query = Query("complaint", order=("customer", False))
    assert desk.at_hand(Query("complaint"))
    assert not desk.at_hand(query)
    assert desk.look_through(query) == desk.count(query)
    assert desk.at_hand(query)
    save_one(desk, "complaint")
    assert not desk.at_hand(query)


def test_a_batch_is_unusual_by_the_cases_counted_one_by_one(desk: Desk) -> None:
    stir(desk, random.Random(5), 40)
    for _n in range(15):
        save_one(desk, "complaint", batch=Ref(None, "SCHLECHT"), received_at=MORNING - dt.timedelta(days=2))
    found = {row.batch: row for row in batches.unusual(desk.registers(), desk.now())}
    assert found["SCHLECHT"].count == 15
    cases = {n: str(desk.open("complaint", n).values["batch"]) for n in plain_ids(desk, Query("complaint"))}
    assert found["SCHLECHT"].id == max(n for n, batch in cases.items() if batch == "SCHLECHT")
