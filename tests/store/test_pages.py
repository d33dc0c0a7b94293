"""A page of a list is what a look at every record would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.values import Opened, Query
from qfdesk.rules.clock import SHOP, local
from tests.invented import MORNING, Clock, save_one


def everything(desk: Desk, register: str) -> list[Opened]:
    """Every record of the register, void ones too, read one by one."""
    found: list[Opened] = []
    number = 1
    while len(found) < desk.count(Query(register)) + desk.count(Query(register, voided=True)):
        found.append(desk.open(register, number))
        number += 1
    return found


def ids(desk: Desk, query: Query) -> list[int]:
    return [row.id for row in desk.page(query, 0, 10**6, ())]


def late(desk: Desk, opened: Opened) -> bool:
    return any(line.overdue(desk.now()) for line in desk.dues(opened.register, opened.id))


QUERIES: list[tuple[dict[str, Any], Callable[[Opened], bool]]] = [
    ({}, lambda _o: True),
    ({"stages": ("received", "closed")}, lambda o: o.stage in ("received", "closed")),
    ({"since": dt.date(2026, 6, 1)}, lambda o: local(o.values["received_at"]).date() >= dt.date(2026, 6, 1)),
    ({"until": dt.date(2026, 6, 1)}, lambda o: local(o.values["received_at"]).date() <= dt.date(2026, 6, 1)),
    (
        {"since": dt.date(2026, 3, 1), "until": dt.date(2026, 9, 30), "stages": ("closed",)},
        lambda o: o.stage == "closed" and dt.date(2026, 3, 1) <= o.values["received_at"].date() <= dt.date(2026, 9, 30),
    ),
    ({"where": (("kind", "quality"),)}, lambda o: o.values["kind"] == "quality"),
    ({"where": (("batch", None),)}, lambda o: o.values["batch"] is None),
    ({"where": (("measures", ("exchange",)),)}, lambda o: "exchange" in o.values["measures"]),
    ({"text": "药"}, lambda o: "药" in str(o.values.values())),
]


@pytest.mark.parametrize(("asked", "meant"), QUERIES[:-1])
def test_conditions_mean_what_they_say(asked: dict[str, Any], meant: Callable[[Opened], bool], year: Desk) -> None:
    query = Query("complaint", **asked)
    wanted = {o.id for o in everything(year, "complaint") if not o.voided and meant(o)}
    assert set(ids(year, query)) == wanted
    assert year.count(query) == len(wanted)


def test_overdue_and_person_and_void(year: Desk) -> None:
    found = everything(year, "complaint")
    live = [o for o in found if not o.voided]
    overdue = {o.id for o in live if late(year, o)}
    assert overdue
    assert set(ids(year, Query("complaint", overdue=True))) == overdue
    assert set(ids(year, Query("complaint", voided=True))) == {o.id for o in found if o.voided}
    for person in year.people():
        mine = {o.id for o in live if person in (o.values["handler"], o.values["recorded_by"])}
        assert set(ids(year, Query("complaint", person=person.id))) == mine


def test_the_counts_beside_the_stages_are_those_of_the_lists(year: Desk) -> None:
    for register in year.registers():
        for query in (
            Query(register.key),
            Query(register.key, since=dt.date(2026, 8, 1)),
            Query(register.key, text="药"),
        ):
            counts = year.stage_counts(query)
            live = [o for o in everything(year, register.key) if not o.voided and o.id in ids(year, query)]
            for stage in register.stages:
                assert counts[stage.key] == sum(o.stage == stage.key for o in live)
            assert counts[""] == len(live)
            assert counts["overdue"] == sum(late(year, o) for o in live)


def test_pages_follow_each_other_without_gap_or_repeat(year: Desk) -> None:
    for order in (("received_at", True), ("customer", False), ("due", False), ("stage", True), ("story", False)):
        query = Query("complaint", order=order)
        whole = ids(year, query)
        parts = [row.id for start in range(0, len(whole), 7) for row in year.page(query, start, 7, ())]
        assert parts == whole
        assert len(set(whole)) == len(whole)
        assert [year.position(query, number) for number in whole] == list(range(len(whole)))
        assert year.position(Query("complaint", stages=("nowhere",), order=order), whole[0]) is None


def test_the_nearest_due_date_stands_first_and_none_last(year: Desk) -> None:
    for down in (False, True):
        rows = year.page(Query("complaint", order=("due", down)), 0, 10**6, ("due",))
        dates = [row.due.at for row in rows if row.due]
        assert dates
        assert dates == sorted(dates, reverse=down)
        assert all(row.due is None for row in rows[len(dates) :])
    for row in rows:
        dues = year.dues("complaint", row.id)
        assert row.due == (dues[0] if dues else None)


def test_a_row_holds_what_the_record_holds(year: Desk) -> None:
    columns = ("number", "customer", "product", "batch", "handler", "stage", "received_at", "measures", "contacts")
    for row in year.page(Query("complaint"), 0, 20, columns):
        opened = year.open("complaint", row.id)
        assert row.values == {key: opened.values[key] for key in columns}


def test_a_new_record_stands_in_a_list_sorted_before(year: Desk) -> None:
    query = Query("complaint", order=("story", False))
    before = ids(year, query)
    saved = save_one(year, "complaint", story="\u4e00 最先")
    assert set(ids(year, query)) == {*before, saved.id}
    assert year.position(query, saved.id) is not None


def test_a_day_begins_and_ends_at_the_shops_midnight(desk: Desk) -> None:
    moments = [dt.datetime(2026, 11, d, h, m, tzinfo=SHOP) for d, h, m in ((18, 23, 59), (19, 0, 0), (19, 23, 59))]
    for moment in moments:
        save_one(desk, "complaint", received_at=moment)
    day = dt.date(2026, 11, 19)
    found = desk.page(Query("complaint", since=day, until=day), 0, 9, ("received_at",))
    assert sorted(row.values["received_at"] for row in found) == moments[1:]


def test_the_name_of_a_link_stands_for_everybody_called_so(desk: Desk) -> None:
    for kind in ("person", "medical"):
        party = save_one(desk, "party", name="张三", kind=kind)
        save_one(desk, "complaint", customer=Ref(party.id, "张三"))
    save_one(desk, "complaint", customer=Ref(None, "李四"))
    assert desk.count(Query("complaint", where=(("customer", Ref(None, "张三")),))) == 2
    assert desk.count(Query("complaint", where=(("customer", Ref(None, "王五")),))) == 0


def test_a_record_becomes_overdue_as_the_clock_goes(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    assert desk.count(Query("complaint", overdue=True)) == 0
    clock.now = MORNING + dt.timedelta(hours=25)
    assert ids(desk, Query("complaint", overdue=True)) == [saved.id]
    assert desk.stage_counts(Query("complaint"))["overdue"] == 1
