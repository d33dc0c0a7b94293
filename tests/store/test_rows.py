"""Rows read and added by statements that are put into words once: the same as peewee reads and adds them."""

from __future__ import annotations

import peewee
import pytest

from qfdesk.desk import Desk
from qfdesk.model.ledger import Counter, LedgerInfo
from qfdesk.model.masters import Party
from qfdesk.registers import all_entries
from qfdesk.store.rows import asked, done, put, row_of


@pytest.mark.parametrize("key", list(all_entries()))
def test_a_row_is_what_peewee_reads(key: str, year: Desk) -> None:
    entry = year.entry(key)
    for known in entry.select().order_by(entry.id.desc()).limit(5):
        assert row_of(entry, known.id).__data__ == known.__data__


def test_a_row_that_is_not_there_is_none(year: Desk) -> None:
    assert row_of(Party, 10**9) is None
    assert row_of(Party, None) is None


def test_what_is_not_given_is_as_the_column_begins(desk: Desk) -> None:
    with desk.store.change():
        number = put(Party, {"name": "康宁大药房"})
    ours = row_of(Party, number).__data__
    theirs = Party(name="康宁大药房").__data__
    assert {key: ours[key] for key in theirs if key != "uid"} == {k: v for k, v in theirs.items() if k != "uid"}
    assert ours["uid"]


def test_a_question_is_asked_anew_each_time(desk: Desk) -> None:
    def query() -> peewee.Select:
        return LedgerInfo.select(LedgerInfo.value).where(LedgerInfo.key == "")

    desk.store.set_setting("company", "益民")
    assert asked(LedgerInfo, "told", query, "company") == [("益民",)]
    desk.store.set_setting("company", "康宁")
    assert asked(LedgerInfo, "told", query, "company") == [("康宁",)]
    assert asked(LedgerInfo, "told", query, "nothing") == []


def test_a_change_says_how_many_rows_it_concerned(desk: Desk) -> None:
    def count_on() -> peewee.Update:
        return Counter.update(last=Counter.last + 1).where(Counter.register == "")

    with desk.store.change():
        assert done(Counter, "count on", count_on, 1, "nowhere") == 0
        Counter.insert(register="somewhere", year=2026, last=4).execute()
        assert done(Counter, "count on", count_on, 2, "somewhere") == 1
    assert Counter.get(Counter.register == "somewhere").last == 6
