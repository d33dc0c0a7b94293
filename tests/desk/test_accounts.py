"""Accounts: who acts proves it, guessing becomes slow, the last administrator stays, no password is ever kept."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Iterator

import pytest

from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.errors import DeskError, InvalidError, NotPermittedError
from qfdesk.model.masters import Operator
from qfdesk.model.values import Draft
from qfdesk.rules import passwords
from qfdesk.rules.passwords import wait_after, weakness
from qfdesk.rules.rights import ADMIN, CLERK, HOUSE, QUALITY
from qfdesk.store import history
from tests.invented import Clock, change, save_one

FIRST, SECOND, THIRD = "Regen-am-Montag", "绿茶不加糖很好喝", "drei kleine Katzen"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cost of a proof is for guessers, not for tests."""
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    yield
    passwords._hasher.cache_clear()


@pytest.fixture
def house(desk: Desk) -> Desk:
    """王芳 leads and has a password, 李明 is a clerk with one, 赵敏 has none; 王芳 sits at the desk."""
    desk.accounts.add("李明", [CLERK], "liming")
    desk.accounts.add("赵敏", [QUALITY])
    desk.accounts.change_password("", FIRST)
    desk.accounts.set_password("liming", SECOND)
    return desk


def refused(desk: Desk, name: str, password: str) -> str:
    with pytest.raises(NotPermittedError) as error:
        desk.accounts.log_in(name, password)
    return error.value.say("en")


# the door


def test_a_house_without_passwords_asks_nobody(desk: Desk) -> None:
    assert not desk.accounts.guarded()
    assert desk.accounts.names() == []
    assert desk.accounts.idle_minutes() == 0
    assert save_one(desk, "complaint").title == "TS-2026-0001"


def test_with_the_first_password_everybody_must_prove_who_they_are(house: Desk) -> None:
    assert house.accounts.guarded()
    assert house.accounts.names() == ["李明", "王芳"]
    assert save_one(house, "complaint").title == "TS-2026-0001"  # whoever locks the house stays in it
    house.accounts.log_out()
    for word in (lambda: house.open("complaint", 1), lambda: house.find("x"), house.board, house.kept_drafts):
        with pytest.raises(NotPermittedError, match="log in first"):
            word()
    assert house.accounts.log_in("liming", SECOND).name == "李明"
    assert house.actor == "李明"
    assert save_one(house, "complaint").title == "TS-2026-0002"
    assert house.open("complaint", 2).values["recorded_by"].text == "李明"


def test_who_has_no_password_is_told_what_to_do(house: Desk) -> None:
    assert "赵敏 has no password yet" in refused(house, "赵敏", "egal")
    assert "an administrator sets it" in refused(house, "赵敏", "egal")


def test_a_wrong_password_an_unknown_name_and_a_closed_account_say_the_same(house: Desk) -> None:
    house.accounts.disable("liming")
    wrong = refused(house, "王芳", "falsch-falsch")
    assert refused(house, "niemand", "falsch-falsch") == wrong
    assert refused(house, "liming", "falsch-falsch") == wrong
    assert "closed" in refused(house, "liming", SECOND)  # told to whom it belongs


def test_an_unknown_name_is_worth_a_proof_too(house: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = passwords.fits

    def fits(kept: str, password: str) -> bool:
        asked.append(kept)
        return real(kept, password)

    monkeypatch.setattr(passwords, "fits", fits)
    refused(house, "niemand", "falsch-falsch")
    refused(house, "王芳", "falsch-falsch")
    assert [bool(kept) for kept in asked] == [False, True]


def test_five_failures_make_everybody_wait_longer_and_longer(house: Desk, clock: Clock) -> None:
    for _n in range(5):
        assert "not right" in refused(house, "liming", "falsch-falsch")
    assert "try again in 30 seconds" in refused(house, "liming", SECOND)
    clock.now += dt.timedelta(seconds=29)
    assert "try again in 1 seconds" in refused(house, "liming", SECOND)
    clock.now += dt.timedelta(seconds=2)
    assert "not right" in refused(house, "liming", "falsch-falsch")
    assert "try again in 60 seconds" in refused(house, "liming", SECOND)
    clock.now += dt.timedelta(minutes=2)
    house.accounts.log_in("liming", SECOND)
    house.accounts.log_in("王芳", FIRST)
    assert house.accounts.person("liming").failures == 0
    assert house.accounts.person("liming").wait_until is None
    assert [wait_after(n).total_seconds() for n in (0, 4, 5, 6, 7, 12, 500)] == [0, 0, 30, 60, 120, 900, 900]


def test_waiting_is_kept_in_the_ledger_and_ended_by_an_administrator(house: Desk, clock: Clock) -> None:
    for _n in range(5):
        refused(house, "liming", "falsch-falsch")
    house.close()
    again = open_desk(house.place, house.profile, "liming", clock)
    assert "Too many wrong passwords" in refused(again, "liming", SECOND)
    again.accounts.log_in("王芳", FIRST)
    again.accounts.set_password("liming", THIRD, must_change=True)
    assert again.accounts.log_in("liming", THIRD).must_change
    again.close()


def test_a_clock_set_back_locks_nobody_out_for_ever(house: Desk, clock: Clock) -> None:
    for _n in range(5):
        refused(house, "liming", "falsch-falsch")
    clock.now -= dt.timedelta(days=3)
    assert house.accounts.log_in("liming", SECOND).name == "李明"


def test_a_given_password_only_opens_the_way_to_ones_own(house: Desk) -> None:
    house.accounts.set_password("liming", THIRD, must_change=True)
    house.accounts.log_in("liming", THIRD)
    with pytest.raises(NotPermittedError, match="must choose a password of their own"):
        save_one(house, "complaint")
    with pytest.raises(NotPermittedError, match="old password is not right"):
        house.accounts.change_password("falsch-falsch", SECOND)
    with pytest.raises(InvalidError, match="is the old one"):
        house.accounts.change_password(THIRD, THIRD)
    house.accounts.change_password(THIRD, SECOND)
    assert save_one(house, "complaint").created


def test_nobody_becomes_another_in_a_house_with_passwords(desk: Desk) -> None:
    with desk.at(desk.now(), "李明"):
        assert desk.actor == "李明"
    desk.accounts.change_password("", FIRST)
    with pytest.raises(NotPermittedError, match="nobody acts as 李明"), desk.at(desk.now(), "李明"):
        pass
    with desk.at(desk.now() - dt.timedelta(days=1)):
        assert desk.actor == "王芳"


def test_drafts_are_seen_by_who_typed_them(house: Desk) -> None:
    draft = house.blank("complaint")
    draft.values["story"] = "王芳写到一半"
    house.keep_draft(draft)
    house.accounts.log_in("liming", SECOND)
    assert house.kept_drafts() == []
    house.drop_draft(draft.uid)
    house.accounts.log_in("王芳", FIRST)
    assert [kept.values["story"] for kept in house.kept_drafts()] == ["王芳写到一半"]


# passwords


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("1234567", "at least 8"),
        ("", "at least 8"),
        ("密码太短", "at least 8"),
        ("x" * 201, "at most 200"),
        ("12345678", "Everybody guesses"),
        ("PassWord", "Everybody guesses"),
        ("aaaaaaaa", "Everybody guesses"),
        ("wang-fang-01", "own name"),
        ("WANG-FANG-01", "own name"),
    ],
)
def test_a_weak_password_is_refused_and_said_why(password: str, says: str) -> None:
    found = weakness(password, ("王芳", "wang-fang-01"))
    assert found is not None
    assert says in found.say("en")


@pytest.mark.parametrize("password", ["kaninchen", "绿茶不加糖很好喝", "        x!y        ", "x" * 100 + "yz"])
def test_a_long_password_needs_no_special_characters(password: str) -> None:
    assert weakness(password, ("王芳", "")) is None


def test_the_proof_is_argon2id_salted_and_made_anew_when_its_cost_changes(
    house: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> dict[str, str]:
        rows = house.store.db.execute_sql("SELECT operator, hash FROM account")
        return {str(number): text for number, text in rows}

    before = kept()
    assert all(text.startswith("$argon2id$") for text in before.values())
    assert passwords.proof(FIRST) != passwords.proof(FIRST)
    house.accounts.log_in("liming", SECOND)
    assert kept() == before
    monkeypatch.setattr(passwords, "COST", {"time_cost": 2, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    house.accounts.log_in("liming", SECOND)
    changed = {number for number, text in kept().items() if text != before[number]}
    assert len(changed) == 1
    assert house.accounts.log_in("liming", SECOND)


def test_the_cost_in_force_is_that_of_the_standard() -> None:
    import ast
    import inspect

    tree = ast.parse(inspect.getsource(passwords))
    named = {ast.unparse(n.targets[0]): n.value for n in tree.body if isinstance(n, ast.Assign)}
    said = ast.literal_eval(named["COST"])
    assert said["memory_cost"] >= 64 * 1024
    assert said["time_cost"] >= 3


def test_no_password_stands_in_the_ledger_a_draft_a_log_or_an_error(
    house: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = [refused(house, "liming", THIRD), refused(house, THIRD, SECOND)]
    house.accounts.log_in("liming", SECOND)
    house.accounts.change_password(SECOND, THIRD)
    house.accounts.log_out()
    with pytest.raises(DeskError) as error:
        house.accounts.change_password(SECOND, FIRST)
    told.append(str(error.value))
    lines = "\n".join(sqlite3.connect(house.place).iterdump())
    assert "$argon2id$" in lines
    written = lines + caplog.text + "\n".join(told)
    written += "".join(p.read_text("utf-8", "replace") for p in house.profile.rglob("*") if p.is_file())
    for secret in (FIRST, SECOND, THIRD):
        assert secret not in written
    proofs = [row[0] for row in house.store.db.execute_sql("SELECT hash FROM account WHERE hash <> ''")]
    said = [f"{line.before}{line.after}{line.reason}" for line in history.read(house.store)]
    assert not any(proof in text for proof in proofs for text in said)


def test_coming_going_and_failing_are_in_the_history(house: Desk) -> None:
    refused(house, "liming", "falsch-falsch")
    refused(house, "niemand", "falsch-falsch")
    house.accounts.log_in("liming", SECOND)
    house.accounts.log_out()
    lines = [(line.act, line.register, line.number) for line in reversed(history.read(house.store))]
    assert lines[-4:] == [
        ("login_failed", "operator", "李明"),
        ("login_failed", HOUSE, ""),
        ("login", "operator", "李明"),
        ("logout", "operator", "李明"),
    ]


def test_what_an_administrator_does_with_an_account_is_in_the_history(house: Desk) -> None:
    house.accounts.disable("liming")
    house.accounts.enable("liming")
    house.accounts.must_change("liming")
    house.accounts.set_roles("liming", [QUALITY])
    person = house.accounts.person("liming")
    lines = reversed(history.read(house.store, "operator", person.id))
    assert [(x.who, x.act, x.field, x.before, x.after) for x in lines][1:] == [
        ("王芳", "account", "password", "false", "true"),
        ("王芳", "account", "disabled", "false", "true"),
        ("王芳", "account", "disabled", "true", "false"),
        ("王芳", "account", "must_change", "false", "true"),
        ("王芳", "account", "roles", '["clerk"]', '["quality"]'),
    ]


# administrators


def test_the_first_password_is_an_administrators(desk: Desk) -> None:
    desk.accounts.add("李明", [CLERK])
    for word in (
        lambda: desk.accounts.set_password("李明", SECOND),
        lambda: desk.accounts.add("赵敏", [QUALITY], "", SECOND),
    ):
        with pytest.raises(InvalidError, match="first password must be an administrator's, who gives the rights: 王芳"):
            word()
    assert [person.name for person in desk.accounts.list()] == ["李明", "王芳"]
    assert not desk.accounts.guarded()


def test_the_first_administrator_is_whoever_gives_the_roles(desk: Desk) -> None:
    """A ledger from before there were roles: 王芳 is a clerk in it, and so is everybody else."""
    with desk.store.db.atomic():
        Operator.insert(name="王芳", roles=(CLERK,), revision=1).execute()
        Operator.insert(name="李明", roles=(CLERK,), revision=1).execute()
    for away in (
        lambda: desk.accounts.set_roles("李明", [ADMIN]),
        lambda: desk.accounts.add("赵敏", [ADMIN]),
        lambda: desk.save(Draft("operator", {"name": "赵敏", "roles": (ADMIN,)})),
    ):
        with pytest.raises(InvalidError, match="make 王芳 one first"):
            away()
    desk.accounts.set_roles("王芳", [CLERK, ADMIN])
    desk.accounts.set_roles("李明", [ADMIN])
    assert desk.may(HOUSE, "users")


def test_the_last_administrator_stays(house: Desk) -> None:
    me = house.accounts.person("王芳")

    def strip() -> None:
        change(house, house.open("operator", me.id), roles=(CLERK,))

    def void() -> None:
        house.void("operator", me.id, house.open("operator", me.id).revision, "weg")

    ways = (
        lambda: house.accounts.disable("王芳"),
        lambda: house.accounts.set_roles("王芳", [CLERK]),
        strip,
        void,
    )
    for way in ways:
        with pytest.raises(NotPermittedError, match="王芳 is the last administrator"):
            way()
    house.accounts.set_roles("赵敏", [ADMIN])
    for way in ways:
        with pytest.raises(NotPermittedError, match="王芳 is the last administrator"):  # 赵敏 cannot log in
            way()
    house.accounts.set_password("赵敏", THIRD)
    house.accounts.disable("王芳")
    with pytest.raises(NotPermittedError, match="account of 王芳 is closed"):
        house.accounts.list()
    house.accounts.log_in("赵敏", THIRD)
    house.accounts.enable("王芳")


def test_whoever_is_disabled_can_do_nothing_from_that_moment(house: Desk) -> None:
    house.accounts.log_in("liming", SECOND)
    assert save_one(house, "complaint").created
    elsewhere = sqlite3.connect(house.place)  # an administrator at another seat
    elsewhere.execute("UPDATE account SET disabled_at = '2026-11-20T02:00:00' WHERE operator = 2")
    elsewhere.commit()
    elsewhere.close()
    with pytest.raises(NotPermittedError, match="account of 李明 is closed"):
        save_one(house, "complaint")


def test_nobody_is_taken_in_twice_or_without_a_role(house: Desk) -> None:
    for name, roles, login in (("李明", [CLERK], ""), ("王五", [CLERK], "liming"), ("liming", [CLERK], "")):
        with pytest.raises(InvalidError, match="李明 is among the people already"):
            house.accounts.add(name, roles, login)
    for roles in ([], ["king"]):
        with pytest.raises(InvalidError, match="is no role"):
            house.accounts.add("王五", roles)
    with pytest.raises(InvalidError):
        house.accounts.add("", [CLERK])


def test_two_of_one_name_log_in_by_their_logins(house: Desk) -> None:
    house.save(Draft("operator", {"name": "李明", "login": "liming2", "roles": (CLERK,)}, base={"roles": (CLERK,)}))
    assert "enter the login instead" in refused(house, "李明", SECOND)
    assert house.accounts.log_in("liming", SECOND).login == "liming"
