"""Disk, folders, streams: what fails around the program is told in one sentence, and nothing is half done."""

import os
import sqlite3
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from tests.cli.conftest import Add, Ask

LANGS = pytest.mark.parametrize("lang", ["en", "zh_CN"])


@LANGS
def test_a_missing_ledger_is_told(ask: Ask, tmp_path: Path, lang: str) -> None:
    answer = ask("list", "complaint", place=str(tmp_path / "none.db"), lang=lang)
    assert answer.status == 1
    assert "none.db" in answer.sentence
    assert not (tmp_path / "none.db").exists()


@LANGS
@pytest.mark.parametrize("content", [b"", b"text", b"\x00" * 4096, b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_file_that_is_no_ledger_is_left_as_it_is(ask: Ask, tmp_path: Path, content: bytes, lang: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    assert ask("add", "complaint", given={"story": "x"}, place=str(path), lang=lang).status == 1
    answer = ask("list", "complaint", place=str(path), lang=lang)
    assert answer.status == 1
    assert answer.sentence
    assert path.read_bytes() == content


@LANGS
def test_somebody_elses_database_is_left_as_it_is(ask: Ask, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    before = path.read_bytes()
    answer = ask("check", place=str(path), lang=lang)
    assert answer.status == 1
    assert answer.sentence
    assert path.read_bytes() == before


@LANGS
def test_a_folder_is_no_ledger(ask: Ask, tmp_path: Path, lang: str) -> None:
    answer = ask("check", place=str(tmp_path), lang=lang)
    assert answer.status == 1
    assert answer.sentence


@LANGS
def test_init_leaves_an_existing_file_alone(ask: Ask, ledger: Path, lang: str) -> None:
    before = ledger.read_bytes()
    answer = ask("init", lang=lang)
    assert answer.status == 1
    assert str(ledger) in answer.sentence
    assert ledger.read_bytes() == before


def test_an_init_that_fails_leaves_nothing(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qfdesk.desk.sample.make_sample", fails)
    assert ask("init", "--sample", "5", place=str(tmp_path / "new.db")).status == 1
    assert not (tmp_path / "new.db").exists()


@LANGS
def test_a_profile_that_is_a_file_is_told(ask: Ask, profile: Path, lang: str) -> None:
    profile.write_text("x")
    answer = ask("list", "complaint", lang=lang)
    assert answer.status == 1
    assert "profile" in answer.sentence


@LANGS
@pytest.mark.parametrize(
    ("words", "name"),
    [(("export", "complaint"), "f.xlsx"), (("print", "--blank", "complaint"), "f.pdf"), (("backup",), "f.zip")],
    ids=["export", "print", "backup"],
)
class TestDocuments:
    def test_a_missing_folder_is_told(
        self, ask: Ask, tmp_path: Path, words: tuple[str, ...], name: str, lang: str
    ) -> None:
        answer = ask(*words, "-o", str(tmp_path / "none" / name), lang=lang)
        assert answer.status == 1
        assert "none" in answer.sentence

    def test_a_folder_in_its_place_is_told(
        self, ask: Ask, tmp_path: Path, words: tuple[str, ...], name: str, lang: str
    ) -> None:
        (tmp_path / name).mkdir()
        answer = ask(*words, "-o", str(tmp_path / name), lang=lang)
        assert answer.status == 1
        assert name in answer.sentence

    def test_a_file_open_elsewhere_stays_as_it_was(
        self, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], name: str, lang: str
    ) -> None:
        out = tmp_path / name
        out.write_bytes(b"old")

        def held(_source: object, _target: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", held)
            answer = ask(*words, "-o", str(out), lang=lang)
        assert answer.status == 1
        assert name in answer.sentence
        assert out.read_bytes() == b"old"
        assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_what_is_unforeseen_is_one_sentence_and_stands_in_the_log(
    ask: Ask, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_words: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Desk, "now", breaks)
    answer = ask("due", "--json")
    assert answer.status == 1
    assert answer.json["error"] == answer.sentence
    log = profile / "logs" / "command.log"
    assert str(log) in answer.sentence
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_what_is_unforeseen_is_told_even_without_a_log(
    ask: Ask, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "now", None)
    profile.mkdir()
    (profile / "logs").write_text("in the way")
    answer = ask("due")
    assert answer.status == 1
    assert answer.sentence


def test_a_file_that_cannot_be_used_is_named(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", denied)
        patched.setattr(Path, "exists", denied)
        answer = ask("list", "complaint", place=str(tmp_path / "secret.db"))
    assert answer.status == 1
    assert "secret.db" in answer.sentence


def test_a_stopped_command_says_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "now", stops)
    assert ask("due").status == 1
    assert ask("due").sentence


def test_a_backup_brings_the_ledger_back(ask: Ask, add: Add, ledger: Path, tmp_path: Path) -> None:
    number = add(story="原来的")
    assert ask("backup", "-o", str(tmp_path / "b.zip"), "--json").json == {"file": str(tmp_path / "b.zip")}
    add(story="后来的")
    kept = Path(ask("restore", str(tmp_path / "b.zip")).out.strip())
    assert ask("check").status == 0
    assert [c["number"] for c in ask("list", "complaint", "--json").json] == [number]
    assert len(ask("list", "complaint", "--json", place=str(kept)).json) == 2


@LANGS
def test_what_is_no_backup_changes_nothing(ask: Ask, add: Add, ledger: Path, tmp_path: Path, lang: str) -> None:
    add()
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 nothing")
    for name in ("b.zip", "none.zip"):
        answer = ask("restore", str(tmp_path / name), lang=lang)
        assert answer.status == 2
        assert name in answer.sentence
    assert len(ask("list", "complaint", "--json").json) == 1


def test_check_finds_a_history_that_was_changed(ask: Ask, add: Add, ledger: Path) -> None:
    add()
    assert ask("check", "--json").json == {"sound": True, "wrong": []}
    with sqlite3.connect(ledger) as broken:
        broken.execute("DROP TRIGGER history_no_update")
        broken.execute("UPDATE history SET who = 'somebody' WHERE seq = 1")
    broken.close()
    answer = ask("check", "--json")
    assert answer.status == 1
    assert len(answer.json["wrong"]) == 1


def test_a_busy_ledger_is_told(ask: Ask, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_words: object) -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise error

    monkeypatch.setattr("qfdesk.desk.records.saving.save_in", busy)
    answer = ask("add", "complaint", given={"story": "x"})
    assert answer.status == 1
    assert "Another program" in answer.sentence
