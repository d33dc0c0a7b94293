"""Urging: the case remembers who was asked to hurry, by whom, how and with what words."""

from __future__ import annotations

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from tests.invented import change, save_one


def test_an_urge_is_a_line_in_the_case_addressed_to_its_handler(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    desk.urging.urge("complaint", saved.id, "请尽快答复")
    assert desk.urging.addressed("complaint", saved.id) == "王芳"
    handler = save_one(desk, "operator", name="赵敏")
    opened = desk.open("complaint", saved.id)
    change(desk, opened, handler=Ref(handler.id, "赵敏"))
    desk.urging.urge("complaint", saved.id, "今天必须答复", "by_phone")
    last, first = desk.urging.of("complaint", saved.id)
    assert (first.to, first.text, first.way, first.who) == ("王芳", "请尽快答复", "by_word", "王芳")
    assert (last.to, last.text, last.way, last.at) == ("赵敏", "今天必须答复", "by_phone", desk.now())
    assert desk.history("complaint", saved.id)[0].act == "urge"


def test_an_urge_changes_nothing_of_the_record(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    before = desk.open("complaint", saved.id)
    desk.urging.urge("complaint", saved.id, "请尽快答复")
    assert desk.open("complaint", saved.id) == before


@pytest.mark.parametrize(("text", "way"), [("  ", "by_word"), ("快", "by_pigeon")])
def test_an_urge_wants_words_and_a_known_way(desk: Desk, text: str, way: str) -> None:
    saved = save_one(desk, "complaint")
    with pytest.raises(InvalidError):
        desk.urging.urge("complaint", saved.id, text, way)
    assert desk.urging.of("complaint", saved.id) == []


def test_several_are_urged_together_or_not_at_all(desk: Desk) -> None:
    one, other = save_one(desk, "complaint"), save_one(desk, "visit")
    done = desk.urging.urge_all([("complaint", one.id), ("visit", other.id), ("complaint", one.id)], "本周内办结")
    assert [saved.title for saved in done] == [one.title, other.title]
    opened = desk.open("visit", other.id)
    desk.void("visit", other.id, opened.revision, "重复")
    with pytest.raises(InvalidError, match="finished"):
        desk.urging.urge_all([("complaint", one.id), ("visit", other.id)], "再催")
    assert len(desk.urging.of("complaint", one.id)) == 1


def test_a_master_cannot_be_urged(desk: Desk) -> None:
    saved = save_one(desk, "party")
    with pytest.raises(InvalidError):
        desk.urging.urge("party", saved.id, "快")


def test_an_auditor_does_not_urge(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    save_one(desk, "operator", name="周审计", login="auditor", roles=("auditor",))
    with desk.at(desk.now(), "周审计"), pytest.raises(NotPermittedError):
        desk.urging.urge_all([("complaint", saved.id)], "快")
    assert desk.urging.of("complaint", saved.id) == []
