"""The clocks on the command line: terms, calendar, hours, pause, resume."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Add, Ask

TABLE = "\n".join(f"2027-01-{day:02},休,春节" for day in range(1, 14))


def test_terms_are_told_changed_and_put_back(ask: Ask) -> None:
    first = {f"{t['register']}.{t['deadline']}": t for t in ask("terms", "--json").json}
    assert first["complaint.accept"]["hours"] == 24
    assert first["complaint.accept"]["version"] == 1
    assert not first["goods_return.refund"]["pausable"]
    assert "complaint.accept\tAccept\t24 hours\tD9.4\t1" in ask("terms").lines
    answer = ask("terms", "set", "complaint.accept", "--working-hours", "6", "--reason", "试行")
    assert (answer.status, answer.lines) == (0, ["complaint.accept\t6 working hours\t2"])
    assert "complaint.accept\tAccept\t6 working hours\tD9.4\t2" in ask("terms").lines
    assert ask("terms", "reset", "complaint.accept", "--reason", "结束").lines == ["complaint.accept\t24 hours\t3"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["terms", "set", "complaint.accept", "--reason", "x"], "Say how long in one way"),
        (
            ["terms", "set", "complaint.accept", "--hours", "2", "--days", "1", "--reason", "x"],
            "Say how long in one way",
        ),
        (["terms", "set", "complaint.accept", "--hours", "2"], "Say why the term is changed"),
        (["terms", "set", "complaint.accept", "--hours", "-2", "--reason", "x"], "wants a value|whole number"),
        (["terms", "set", "complaint.none", "--hours", "2", "--reason", "x"], "no term “complaint.none”"),
        (["terms", "put", "complaint.accept"], "no command “put”"),
        (["calendar", "soon"], "Write “calendar”"),
        (["calendar", "import"], "Write “calendar”"),
        (["calendar", "import", "nowhere.csv"], "cannot be read"),
        (["calendar", "remove", "2027"], "No table was imported for 2027"),
        (["hours", "noon"], "“noon” does not fit"),
        (["pause", "TS-2026-0001", "--for", "nobody", "--reason", "x"], "--for is one of"),
        (["pause", "TS-2026-0001", "--for", "customer", "--reason", "x"], "no record with the number"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(ask: Ask, words: list[str], sentence: str) -> None:
    answer = ask(*words)
    assert answer.status == (1 if "nowhere.csv" in words else 2)
    assert any(part in answer.sentence for part in sentence.split("|")), answer.sentence


def test_next_years_table_is_imported_shown_and_taken_away(ask: Ask, tmp_path: Path) -> None:
    assert "not known yet" in ask("calendar", "2027").out
    assert ask("calendar", "2027", "--json").json == {"year": 2027, "source": "unknown", "days": []}
    file = tmp_path / "table.csv"
    file.write_bytes(TABLE.encode("gbk"))
    assert ask("calendar", "import", str(file)).lines == ["2027\timported"]
    shown = ask("calendar", "2027")
    assert shown.lines[0] == "2027-01-01,off,Spring Festival"
    assert len(shown.lines) == 13
    again = tmp_path / "again.csv"  # what is shown may be imported again
    again.write_text(ask("calendar", "2027", lang="zh_CN").out, "utf-8")
    assert ask("calendar", "import", str(again)).status == 0
    assert ask("calendar", "2027", "--json").json["days"][0] == {
        "date": "2027-01-01",
        "working": False,
        "name": "Spring Festival",
    }
    assert ask("calendar", "remove", "2027").lines == ["2027\tunknown"]


def test_a_wrong_table_names_its_lines(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(TABLE + "\n2027-02-31,休\n2027-03-01,vielleicht", "utf-8")
    answer = ask("calendar", "import", str(file), "--json")
    assert answer.status == 2
    assert set(answer.json["fields"]) == {"14", "15"}


def test_hours_are_told_and_set(ask: Ask) -> None:
    assert ask("hours").lines == ["08:30-12:00, 13:30-17:30"]
    assert ask("hours", "9:00-21:00；周六").lines == ["09:00-21:00; sat"]
    assert ask("hours", "--json").json == {"spans": [["09:00", "21:00"]], "also": [6]}


def test_a_record_is_paused_and_runs_on(ask: Ask, add: Add) -> None:
    number = add("complaint")
    said = ask("pause", number, "--for", "laboratory", "--reason", "送检")
    assert (said.status, said.lines) == (0, [f"{number}\tpaused, waits for a laboratory"])
    lines = ask("show", number, "--json").json["due"]
    assert {line["paused"] for line in lines} == {True}
    assert {line["version"] for line in lines} == {1}
    assert all(line["number"] != number for line in ask("due", "--on", "2099-01-01", "--json").json["due"])
    assert ask("pause", number, "--for", "customer", "--reason", "x").status == 2
    assert ask("resume", number).lines[0].startswith(number)
    assert {line["paused"] for line in ask("due", "--on", "2099-01-01", "--json").json["due"]} == {False}
    acts = [line["act"] for line in ask("history", number, "--json").json]
    assert acts[-2:] == ["pause", "resume"]
