"""Corrections and purges by words: asked, listed, decided; refused with status and sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qfdesk.model.record import Record
from qfdesk.model.show import plain
from qfdesk.registers import all_registers
from tests.cli.conftest import Add, Ask
from tests.invented import a_value


@pytest.fixture
def closed(ask: Ask, add: Add) -> str:
    """The number of a complaint that is closed."""
    number = add(simple_query=True, result="已答复", tags="旧")
    assert ask("move", number, "answer").status == 0
    return number


def test_a_correction_is_asked_for_listed_and_approved(ask: Ask, closed: str) -> None:
    asked = ask("correct", closed, "--set", "tags=返工", "--set", "channel=phone", "--reason", "写错", "--json")
    assert (asked.json["state"], asked.json["number"]) == ("asked", closed)
    assert asked.json["changes"]["tags"] == {"before": "旧", "after": "返工"}
    assert ask("show", closed, "--json").json["tags"] == "旧"
    listed = ask("corrections")
    assert listed.lines[0].split("\t")[:2] == ["1", closed]
    assert set(listed.lines[1:]) == {"\tTags: 旧 → 返工", "\tChannel: - → Phone"}
    assert [one["id"] for one in ask("corrections", "--json").json] == [1]
    done = ask("corrections", "approve", "1", "--note", "已核对")
    assert done.lines == [f"1\t{closed}\tapproved"]
    assert ask("show", closed, "--json").json["tags"] == "返工"
    assert ask("corrections", "--json").json == []
    acts = [line["act"] for line in ask("history", closed, "--json").json]
    assert acts.count("correct") == 2
    assert "correct_ask" in acts


def test_a_correction_is_refused_or_withdrawn(ask: Ask, closed: str) -> None:
    for place, words in enumerate((("refuse", "--note", "原件无误"), ("withdraw",)), 1):
        ask("correct", closed, "--set", "tags=返工", "--reason", "写错")
        done = ask("corrections", words[0], str(place), *words[1:])
        assert (done.status, done.lines[0].split("\t")[2]) == (0, {"refuse": "refused"}.get(words[0], "withdrawn"))
    assert ask("show", closed, "--json").json["tags"] == "旧"


def test_what_is_wrong_with_a_correction_is_told(ask: Ask, add: Add, closed: str) -> None:
    for words, told in (
        (("correct", closed, "--set", "tags=旧", "--reason", "写错"), "Nothing differs"),
        (("correct", closed, "--set", "tags=新", "--reason", " "), "Say why"),
        (("correct", closed, "--set", "closed_by=李明", "--reason", "写错"), "is filled by the program; leave it out"),
        (("correct", add(), "--set", "tags=新", "--reason", "写错"), "is not closed"),
        (("corrections", "approve"), "Name the request"),
        (("corrections", "approve", "7"), "There is no request 7"),
        (("corrections", "burn", "7"), "DECISION is one of approve, refuse, withdraw"),
    ):
        answer = ask(*words)
        assert answer.status == 2, words
        assert told in answer.sentence


@pytest.mark.parametrize("register", all_registers(), ids=lambda register: register.key)
def test_no_command_sets_what_the_program_fills(register: type[Record], ask: Ask) -> None:
    fields, typed = register.fields(), register.typed()
    mine = {key: plain(field, a_value(field, 1)) for key, field in fields.items() if key not in typed}
    assert {"number", "stage", "recorded_by", "created_at", "closed_at", "closed_by"} <= set(mine)
    least = {key: plain(field, a_value(field)) for key, field in typed.items() if field.traits.required}
    assert ask("add", register.key, given={**least, **mine}).status == 2
    assert ask("list", register.key, "--json").json == []
    number = ask("add", register.key, given=least).lines[0]
    move = next((move.key for stage in register.stages for move in stage.moves), "close")
    for key, value in mine.items():
        answer = ask("move", number, move, "--set", f"{key}={value}")
        assert answer.status == 2, key
        assert "is filled by the program; leave it out" in answer.sentence, key


def age(ledger: Path) -> None:
    """Closes the complaints of a ledger long ago."""
    with sqlite3.connect(ledger) as db:
        db.execute("UPDATE complaint SET closed_at = '2020-05-06 02:00:00' WHERE closed_at IS NOT NULL")
    db.close()


def test_a_purge_is_tried_first_and_then_done(ask: Ask, add: Add, closed: str, ledger: Path, profile: Path) -> None:
    add()
    age(ledger)
    tried = ask("purge", "complaint", "--until", "2020-12-31", "--dry-run", "--json")
    assert (tried.json["done"], [one["number"] for one in tried.json["taken"]]) == (False, [closed])
    assert ask("show", closed).status == 0
    done = ask("purge", "complaint", "--until", "2020-12-31", "--reason", "保存期满")
    assert done.lines == [f"{closed}\t2020-05-06"]
    assert ask("show", closed).status == 2
    assert len(list((profile / "backups").glob("*.zip"))) == 1
    assert ask("check").status == 0


def test_a_purge_of_younger_records_is_refused(ask: Ask, add: Add, closed: str, ledger: Path) -> None:
    add()
    answer = ask("purge", "complaint", "--until", "2099-01-01", "--reason", "保存期满")
    assert answer.status == 2
    assert "kept for 5 years" in answer.sentence
    age(ledger)
    answer = ask("purge", "complaint", "--until", "2020-12-31")
    assert answer.status == 2
    assert "Say why" in answer.sentence
    assert ask("purge", "party", "--until", "2020-12-31", "--dry-run").status == 2
    assert ask("show", closed).status == 0
