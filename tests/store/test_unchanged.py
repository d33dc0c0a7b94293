"""What was read is read again as soon as anybody has changed the ledger."""

from __future__ import annotations

import sqlite3

from qfdesk.desk import Desk
from qfdesk.model.values import Draft
from qfdesk.store.unchanged import Unchanged


def test_an_answer_is_kept_while_nothing_changes(desk: Desk) -> None:
    asked: list[int] = []
    known = Unchanged(desk.store)
    for _time in range(3):
        known.get("n", lambda: asked.append(1))
    assert len(asked) == 1


def test_an_own_change_is_seen(desk: Desk) -> None:
    known = Unchanged(desk.store)
    before = known.get("n", desk.people)
    desk.save(Draft("operator", {"name": "赵敏"}))
    assert len(known.get("n", desk.people)) == len(before) + 1


def test_a_change_inside_a_transaction_is_seen_and_its_taking_back_too(desk: Desk) -> None:
    known = Unchanged(desk.store)
    before = len(known.get("n", desk.people))
    try:
        with desk.together():
            desk.save(Draft("operator", {"name": "赵敏"}))
            assert len(known.get("n", desk.people)) == before + 1
            raise RuntimeError
    except RuntimeError:
        pass
    assert len(known.get("n", desk.people)) == before


def test_another_seats_change_is_seen(desk: Desk) -> None:
    known = Unchanged(desk.store)
    before = len(known.get("n", desk.people))
    db = sqlite3.connect(desk.place)
    db.execute(
        "INSERT INTO operator (uid, revision, name, login, roles, phone, initials, void_reason)"
        " VALUES ('x', 1, '别人', '', 'clerk', '', '', '')"
    )
    db.commit()
    db.close()
    assert len(known.get("n", desk.people)) == before + 1
