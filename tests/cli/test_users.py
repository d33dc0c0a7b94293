"""Accounts and rights by command line: exit status 4 for what is not permitted, no password among the words."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qfdesk.rules import passwords
from qfdesk.rules.rights import ADMIN, AUDITOR, CLERK, FINANCE, HANDLER, HEAD, QUALITY, ROLES
from tests.cli.conftest import LEAST, Answer, Ask

FIRST, SECOND = "Regen-am-Montag", "drei kleine Katzen"
As = Callable[..., Answer]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cost of a proof is for guessers, not for tests."""
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    yield
    passwords._hasher.cache_clear()


@pytest.fixture
def by(ask: Ask) -> As:
    """Asks as somebody: ``by("李明", "list", "complaint")``."""

    def asked(name: str, *words: str, **more: object) -> Answer:
        return ask("--user", name, *words, **more)

    return asked


@pytest.fixture
def house(by: As, monkeypatch: pytest.MonkeyPatch) -> As:
    """王芳 leads and has a password, 李明 is a clerk with one."""
    assert by("王芳", "user", "add", "李明", "--role", "clerk", "--login", "liming").status == 0
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", FIRST)
    assert by("王芳", "user", "password", "王芳").status == 0
    monkeypatch.setenv("QFDESK_PASSWORD", FIRST)
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", SECOND)
    assert by("王芳", "user", "password", "liming").status == 0
    monkeypatch.delenv("QFDESK_NEW_PASSWORD")
    return by


def test_without_passwords_nothing_is_asked(by: As) -> None:
    assert by("王芳", "add", "complaint", given=LEAST["complaint"]).status == 0
    listed = by("王芳", "user", "list", "--json").json
    assert [(one["name"], one["password"]) for one in listed] == [("王芳", False)]
    assert ADMIN in listed[0]["roles"]


def test_a_missing_a_wrong_and_a_right_password(house: As, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house("王芳", "list", "complaint").status == 0
    monkeypatch.delenv("QFDESK_PASSWORD")
    missing = house("王芳", "list", "complaint")
    assert missing.status == 4
    assert "QFDESK_PASSWORD" in missing.sentence
    monkeypatch.setenv("QFDESK_PASSWORD", "falsch-falsch")
    wrong = house("王芳", "list", "complaint")
    assert wrong.status == 4
    assert "not right" in wrong.sentence
    assert house("niemand", "list", "complaint").sentence == wrong.sentence


def test_the_computers_account_must_prove_itself_too(house: As, ask: Ask) -> None:
    answer = ask("due")
    assert answer.status == 4
    assert "not right" in answer.sentence


def test_a_new_password_comes_from_standard_input_or_the_environment_only(
    house: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("geheim-geheim",), ("--password", "geheim-geheim"), ("--password=geheim-geheim",)):
        refused = house("王芳", "user", "password", "liming", *words)
        assert refused.status == 2
        assert "never written into a command" in refused.sentence
        assert "geheim-geheim" not in refused.out + refused.err
    monkeypatch.setattr(sys, "stdin", io.StringIO("ein langer Weg\n"))
    assert house("王芳", "user", "password", "liming", "--password-from-stdin").status == 0
    monkeypatch.setenv("QFDESK_PASSWORD", "ein langer Weg")
    assert house("liming", "list", "complaint").status == 0


def test_ones_own_password_is_changed_by_who_gives_the_old_one(house: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QFDESK_PASSWORD", SECOND)
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", "ein langer Weg")
    assert house("王芳", "user", "password", "liming").status == 4
    assert house("liming", "user", "password", "王芳").status == 4
    assert house("liming", "user", "password", "liming").status == 0
    assert house("liming", "list", "complaint").status == 4
    monkeypatch.setenv("QFDESK_PASSWORD", "ein langer Weg")
    assert house("liming", "list", "complaint").status == 0


def test_a_password_to_be_changed_opens_only_its_own_change(house: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", "ein langer Weg")
    assert house("王芳", "user", "password", "liming", "--must-change").status == 0
    monkeypatch.setenv("QFDESK_PASSWORD", "ein langer Weg")
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", SECOND)
    refused = house("liming", "list", "complaint")
    assert refused.status == 4
    assert "must choose a password of their own" in refused.sentence
    assert house("liming", "user", "password", "liming").status == 0
    monkeypatch.setenv("QFDESK_PASSWORD", SECOND)
    assert house("liming", "list", "complaint").status == 0


def test_closing_opening_and_roles(house: As, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house("王芳", "user", "roles", "liming", "quality,handler").status == 0
    listed = {one["name"]: one for one in house("王芳", "user", "list", "--json").json}
    assert listed["李明"]["roles"] == ["quality", "handler"]
    assert house("王芳", "user", "disable", "liming").status == 0
    assert house("王芳", "user", "disable", "王芳").status == 4
    assert house("王芳", "user", "roles", "王芳", "clerk").status == 4
    assert house("王芳", "user", "roles", "liming", "king").status == 2
    assert house("王芳", "user", "disable", "niemand").status == 2
    monkeypatch.setenv("QFDESK_PASSWORD", SECOND)
    assert "closed" in house("liming", "due").sentence
    monkeypatch.setenv("QFDESK_PASSWORD", FIRST)
    assert house("王芳", "user", "enable", "liming").status == 0


def test_the_table_of_rights_is_read_changed_and_taken_back(house: As) -> None:
    rows = {(row["register"], row["act"]): row for row in house("王芳", "user", "rights", "--json").json}
    assert rows["goods_return", "move:refund"]["roles"] == ["finance"]
    assert rows["*", "users"]["roles"] == ["admin"]
    assert house("王芳", "user", "rights", "set", "complaint", "void", "clerk,quality").status == 0
    lines = house("王芳", "user", "rights").lines
    assert "complaint\tvoid\tVoid\tClerk, Quality officer\t*" in lines
    assert house("王芳", "user", "rights", "reset", "complaint", "void").status == 0
    assert not any(line.startswith("complaint\tvoid") for line in house("王芳", "user", "rights").lines)
    assert house("王芳", "user", "rights", "set", "*", "users", "head").status == 4
    assert house("王芳", "user", "rights", "set", "complaint", "fly", "head").status == 2


def test_a_ledger_with_passwords_is_not_replaced_by_anybody(
    house: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "backup.zip"
    assert house("王芳", "backup", "-o", str(backup)).status == 0
    monkeypatch.delenv("QFDESK_PASSWORD")
    assert house("王芳", "restore", str(backup)).status == 4
    monkeypatch.setenv("QFDESK_PASSWORD", FIRST)
    assert house("王芳", "restore", str(backup)).status == 0


_WORDS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "add": (("add", "complaint"), frozenset((CLERK, QUALITY, HANDLER, HEAD))),
    "move": (("move", "TS-2026-0001", "accept"), frozenset((CLERK, QUALITY, HEAD))),
    "decline": (("move", "TS-2026-0001", "decline"), frozenset((QUALITY, HEAD))),
    "show": (("show", "TS-2026-0001"), frozenset(ROLES)),
    "list": (("list", "complaint"), frozenset(ROLES)),
    "find": (("find", "胶囊"), frozenset(ROLES)),
    "due": (("due",), frozenset(ROLES)),
    "history": (("history", "TS-2026-0001"), frozenset(ROLES)),
    "check": (("check",), frozenset(ROLES)),
    "export": (("export", "complaint", "-o", "x.xlsx"), frozenset((QUALITY, HEAD, FINANCE, AUDITOR))),
    "unmasked": (("export", "complaint", "--unmask", "-o", "y.xlsx"), frozenset((QUALITY, HEAD))),
    "print": (
        ("print", "TS-2026-0001", "-o", "x.pdf"),
        frozenset((CLERK, QUALITY, HANDLER, HEAD, FINANCE, AUDITOR)),
    ),
    "backup": (("backup", "-o", "x.zip"), frozenset((CLERK, QUALITY, HEAD, ADMIN))),
    "user list": (("user", "list"), frozenset((ADMIN,))),
    "user add": (("user", "add", "neu", "--role", "admin"), frozenset((ADMIN,))),
    "user disable": (("user", "disable", "p-clerk"), frozenset((ADMIN,))),
    "user enable": (("user", "enable", "p-clerk"), frozenset((ADMIN,))),
    "user roles": (("user", "roles", "p-auditor", "admin"), frozenset((ADMIN,))),
    "user rights": (("user", "rights"), frozenset((ADMIN,))),
    "user rights set": (("user", "rights", "set", "*", "void", "clerk"), frozenset((ADMIN,))),
    "user rights reset": (("user", "rights", "reset", "*", "void"), frozenset((ADMIN,))),
}
"""A command and the roles it is for; whatever else is wrong with it comes after the question who may."""


@pytest.mark.parametrize("name", [*_WORDS])
def test_a_command_is_refused_with_status_4_to_whom_it_is_not_for(
    by: As, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert by("王芳", "add", "complaint", given=LEAST["complaint"]).status == 0
    for role in ROLES:
        assert by("王芳", "user", "add", f"p-{role}", "--role", role).status == 0
    words, roles = _WORDS[name]
    for role in (*(r for r in ROLES if r not in roles), *(r for r in ROLES if r in roles)):
        before = by("王芳", "history", "TS-2026-0001", "--json").json
        answer = by(f"p-{role}", *words, given=LEAST["complaint"] if name == "add" else None)
        assert (answer.status == 4) == (role not in roles), (role, answer.err)
        if answer.status == 4:
            assert f"rights of p-{role}" in answer.sentence
            assert by("王芳", "history", "TS-2026-0001", "--json").json == before
