"""Records from intake to closing on the command line: list, move, due, history."""

from dataclasses import replace
from pathlib import Path

import pytest

from qfdesk.desk.records import Records
from qfdesk.model.values import Opened
from tests.cli.conftest import Add, Answer, Ask


def _ids(answer: Answer) -> list[str]:
    return [record["number"] for record in answer.json]


def test_a_list_is_narrowed_by_period_stage_field_and_limit(ask: Ask, add: Add) -> None:
    early, late = add(received_at="2026-01-05", kind="service"), add(received_at="2026-03-05", customer="张三")
    assert _ids(ask("list", "complaint", "--json")) == [late, early]
    assert _ids(ask("list", "complaint", "--to", "2026-01-31", "--json")) == [early]
    assert _ids(ask("list", "complaint", "--from", "2026-03-05", "--to", "2026-03-05", "--json")) == [late]
    assert _ids(ask("list", "complaint", "--where", "kind=service", "--json")) == [early]
    assert _ids(ask("list", "complaint", "--where", "customer=张三", "--json")) == [late]
    assert _ids(ask("list", "complaint", "--where", "customer=李四", "--json")) == []
    assert _ids(ask("list", "complaint", "--where", "customer=", "--json")) == [early]
    assert _ids(ask("list", "complaint", "--limit", "1", "--json")) == [late]
    assert _ids(ask("list", "complaint", "--stage", "received", "--json")) == [late, early]
    assert _ids(ask("list", "complaint", "--stage", "closed", "--json")) == []


def test_a_period_may_reach_to_the_end_of_time(ask: Ask, add: Add) -> None:
    add()
    assert len(ask("list", "complaint", "--from", "0001-01-01", "--to", "9999-12-31", "--json").json) == 1
    assert ask("due", "--on", "9999-12-31", "--json").status == 0
    assert ask("due", "--on", "0001-01-01", "--json").json["due"] == []


def test_a_list_for_a_person_has_a_line_a_record(ask: Ask, add: Add) -> None:
    add(story="一\n二"), add("visit", purpose="走\n访")
    assert len(ask("list", "complaint", lang="zh_CN").lines) == 1
    assert len(ask("list", "visit").lines) == 1
    assert "received" not in ask("list", "complaint", lang="zh_CN").out


def test_a_list_of_a_thousand_is_whole_and_in_order(ask: Ask) -> None:
    given = [{"story": str(n), "received_at": f"2026-01-{n % 28 + 1:02d}"} for n in range(1100)]
    assert ask("add", "complaint", given=given).status == 0
    found = ask("list", "complaint", "--json").json
    assert len({r["number"] for r in found}) == 1100
    assert [r["received_at"] for r in found] == sorted((r["received_at"] for r in found), reverse=True)


def test_a_move_fills_saves_and_says_the_stage(ask: Ask, add: Add) -> None:
    number = add(channel="phone")
    answer = ask("move", number.lower(), "accept", "--set", "urgency=urgent", "--json")
    assert (answer.json["number"], answer.json["stage"]) == (number, "accepted")
    shown = ask("show", number, "--json").json
    assert (shown["stage"], shown["urgency"]) == ("accepted", "urgent")
    assert shown["accepted_at"]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_move_says_what_it_still_needs(ask: Ask, add: Add, lang: str) -> None:
    number = add()
    answer = ask("move", number, "accept", "--json", lang=lang)
    assert answer.status == 2
    assert "channel" in answer.json["fields"]
    assert answer.json["error"] == answer.sentence
    assert ask("show", number, "--json").json["stage"] == "received"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("fly",), 2),
        (("close",), 2),
        (("accept", "--set", "channel=nonsense"), 2),
        (("accept", "--set", "number=TS-1"), 2),
        (("accept", "--set", "colour=red"), 2),
        (("accept", "--set", "quantity=many"), 2),
        (("accept", "--set", "channel"), 2),
        (("decline",), 2),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_move_that_cannot_be_changes_nothing(
    ask: Ask, add: Add, words: tuple[str, ...], status: int, lang: str
) -> None:
    number = add()
    before = ask("show", number, "--json").json
    answer = ask("move", number, *words, lang=lang)
    assert answer.status == status
    assert answer.sentence
    assert ask("show", number, "--json").json == before


def test_a_move_with_its_reason_is_in_the_history(ask: Ask, add: Add) -> None:
    number = add()
    assert ask("move", number, "decline", "--reason", "与本店无关").status == 0
    lines = ask("history", number, "--json").json
    assert lines[0]["act"] == "create"
    assert {"stage", "closed_at"} <= {line["field"] for line in lines[1:]}
    assert {line["reason"] for line in lines[1:]} == {"与本店无关"}
    assert all(line["who"] and line["at"] for line in lines)
    assert "与本店无关" in ask("history", number).out


def test_what_is_due_has_its_reason_and_rule(ask: Ask, add: Add) -> None:
    number = add(received_at="2026-03-02 09:00")
    due = [line for line in ask("due", "--on", "2026-03-05", "--json").json["due"] if line["number"] == number]
    accept = next(line for line in due if line["deadline"] == "accept")
    assert accept["due_at"] == "2026-03-03T09:00:00+08:00"
    assert accept["overdue"]
    assert accept["reason"]
    assert accept["rule"] == "D9.4"
    assert ask("due", "--on", "2026-03-01", "--json").json["due"] == []
    assert number in ask("due", lang="zh_CN").out


def test_who_acts_may_be_named(ask: Ask, add: Add) -> None:
    add("operator", name="王芳")
    number = ask("--user", "王芳", "add", "complaint", given={"story": "x"}).lines[0]
    assert ask("show", number, "--json").json["recorded_by"] == "王芳"


def test_the_environment_names_ledger_and_profile(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from qfdesk.app import main

    monkeypatch.setenv("QFDESK_LEDGER", str(ledger))
    monkeypatch.setenv("QFDESK_PROFILE", str(tmp_path / "house"))
    assert main(["migrate"]) == 0
    assert str(ledger) in capsys.readouterr().out
    assert (tmp_path / "house").is_dir()


def test_a_change_by_somebody_else_meanwhile_has_its_own_status(
    ask: Ask, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add(channel="phone")
    seen = Records.open

    def older(self: Records, register: str, entry: int) -> Opened:
        return replace(seen(self, register, entry), revision=0)

    with monkeypatch.context() as patched:
        patched.setattr(Records, "open", older)
        answer = ask("move", number, "accept", "--json")
    assert answer.status == 3
    assert answer.json["error"] == answer.sentence
    assert ask("show", number, "--json").json["stage"] == "received"
