"""Rights: every use case of the desk × every role, every move × every role, and nothing changed by a refusal (D7.7)."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.desk.rights import INNER
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.imported import Plan, Row
from qfdesk.model.values import Query
from qfdesk.registers import all_registers
from qfdesk.rules.rights import ACTS, ADMIN, AUDITOR, CLERK, FINANCE, HANDLER, HEAD, HOUSE, QUALITY, ROLES
from qfdesk.store import history
from tests.invented import a_value, change, save_one, walk_to_the_end

INWARD = {"session", "veil"}
"""What the parts are built upon; nobody outside speaks to them, which is tested, too."""


def parts(desk: Desk) -> dict[str, Any]:
    """The desk and its parts by name."""
    own = {name: part for name, part in vars(desk).items() if type(part).__module__.startswith("qfdesk.desk")}
    return {"desk": desk, **{name: part for name, part in own.items() if name not in INWARD}}


def words(desk: Desk) -> Iterator[tuple[str, str, Any]]:
    """(part, word, method) of everything that can be asked of the desk."""
    for name, part in parts(desk).items():
        for word, method in inspect.getmembers(type(part), inspect.isroutine):
            if not word.startswith("_"):
                yield name, word, method


@pytest.fixture
def house(desk: Desk) -> Desk:
    """王芳 leads, somebody of each role is there; a complaint, a return, a closed complaint to correct."""
    save_one(desk, "complaint", story="瓶盖松动", channel="phone")
    save_one(desk, "goods_return")
    closed = save_one(desk, "complaint")
    walk_to_the_end(desk, closed)
    desk.corrections.ask("complaint", closed.id, {"story": "改正"}, "写错")
    for role in ROLES:
        desk.accounts.add(f"p-{role}", [role])
    return desk


@pytest.fixture
def at(house: Desk) -> Callable[[str], Desk]:
    """The desk with somebody of a role at it."""
    people = {person.name: person.ref for person in house.accounts.list()}

    def seated(role: str) -> Desk:
        house.session.become(people[f"p-{role}"])
        return house

    return seated


def given(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """An argument for every name of a parameter; what is not among them is given nothing."""
    today, draft = dt.date(2026, 11, 20), desk.records.blank("complaint")
    draft.values["story"] = "瓶盖松动"
    return {
        "register": "complaint",
        "master": "party",
        "number": 1,
        "revision": 1,
        "key": "accept",
        "draft": draft,
        "drafts": [draft],
        "query": Query("complaint"),
        "queries": [Query("complaint")],
        "targets": [("complaint", 1)],
        "values": {},
        "changes": {},
        "base": {},
        "reason": "因为",
        "purpose": "核对",
        "text": "x",
        "title": "TS-2026-0001",
        "other": "TH-2026-0001",
        "field": "product",
        "ref": 1,
        "paths": (),
        "offset": 0,
        "columns": ("number",),
        "path": tmp_path / "x.txt",
        "target": tmp_path / "x.zip",
        "out": tmp_path / "x.pdf",
        "pdf": tmp_path / "x.pdf",
        "file": tmp_path / "x.csv",
        "attachment": 1,
        "uid": "u",
        "name": "p-clerk",
        "password": "geheim-12x",
        "old": "x",
        "new": "geheim-12x",
        "roles": [CLERK],
        "act": "read",
        "asked": [("complaint", "read")],
        "opened": desk.open("complaint", 1),
        "moment": desk.now(),
        "seconds": 1.0,
        "until": today,
        "year": 2026,
        "operator": Ref(1, "王芳"),
        "lang": None,
        "plan": Plan("complaint", "x.csv", "", (), "", 0, ("内容",), {0: "story"}, (Row(2, ["瓶盖松动"]),)),
    }


def arguments(method: Any, known: dict[str, Any]) -> dict[str, Any]:
    """What a word is called with."""
    wanted = list(inspect.signature(inspect.unwrap(method)).parameters.values())[1:]
    plain = [one for one in wanted if one.kind in (one.POSITIONAL_OR_KEYWORD, one.POSITIONAL_ONLY)]
    return {one.name: known.get(one.name) for one in plain if one.default is one.empty}


def asked_of(method: Any, values: dict[str, Any]) -> list[tuple[str, str]]:
    """(register, act) that the mark of a word asks for."""
    act = method.act
    if callable(act):
        return list(act(*values.values()))
    first = next(iter(values.values()), "complaint")
    return [("party" if first == "party" else "complaint", act)] if act not in ("", INNER) else []


def head(desk: Desk) -> tuple[int, str]:
    """How far the history has come."""
    return history.head(desk.store)


def test_every_word_of_the_desk_says_what_right_it_needs(desk: Desk) -> None:
    unmarked = [f"{part}.{word}" for part, word, method in words(desk) if getattr(method, "act", None) is None]
    assert unmarked == []
    acts = {method.act for _part, _word, method in words(desk) if isinstance(method.act, str)}
    assert acts - {"", INNER} <= ACTS.keys()


@pytest.mark.parametrize("role", [*ROLES])
def test_every_word_is_refused_exactly_to_whom_the_table_does_not_name(
    at: Callable[[str], Desk], role: str, tmp_path: Path
) -> None:
    desk = at(ADMIN)
    desk.session.become(Ref(1, "王芳"))
    known = given(desk, tmp_path)
    desk, wrong, refused = at(role), [], 0
    for part, word, method in words(desk):
        values = arguments(method, known)
        asked = asked_of(method, values)
        if not asked or (part, word) == ("desk", "close"):
            continue
        may = all(role in desk.session.rights().roles(*one) for one in asked)
        before = head(desk)
        answer = said(desk, getattr(parts(desk)[part], word), values)
        if not may:
            refused += 1
            if not isinstance(answer, NotPermittedError) or head(desk) != before:
                wrong.append(f"{part}.{word} is not refused to {role}: {answer!r}")
        elif isinstance(answer, NotPermittedError) and names_act(answer, desk, asked):
            wrong.append(f"{part}.{word} is refused to {role}: {answer}")
    assert wrong == []
    assert refused > 5


def said(desk: Desk, word: Callable[..., Any], values: dict[str, Any]) -> Any:
    """What a word answers or raises; whatever it did is taken back. A backup waits for transactions to end."""
    if word.__name__ == "back_up":
        try:
            return word(*values.values())
        except NotPermittedError as error:
            return error
    with desk.store.db.atomic() as doing:
        try:
            return word(*values.values())
        except Exception as error:
            return error
        finally:
            doing.rollback()


def names_act(error: NotPermittedError, desk: Desk, asked: list[tuple[str, str]]) -> bool:
    """Whether the refusal is the gate's own and not one that lies deeper, such as a seal's."""
    return any(error.message.values.get("act") == desk.session.said(*one) for one in asked)


@pytest.mark.parametrize("register", [register.key for register in all_registers()])
def test_every_move_is_refused_exactly_to_whom_it_does_not_name(at: Callable[[str], Desk], register: str) -> None:
    wrong = []
    for role in ROLES:
        desk = at(role)
        before = head(desk)
        for stage in desk.entry(register).stages:  # type: ignore[attr-defined]
            for move in stage.moves:
                may = role in (move.by or ACTS["move"][1])
                refused = False
                try:
                    desk.move(register, 10**6, 1, move.key)
                except NotPermittedError:
                    refused = True
                except InvalidError:
                    pass  # there is no such record, or reading it comes first
                if refused == may:
                    wrong.append((move.key, role))
        assert head(desk) == before
    assert wrong == []


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (CLERK, "read add change attach print import", "void settings users export personal approve forget purge"),
        (QUALITY, "read add change void personal export", "settings users purge forget"),
        (HANDLER, "read add change pause print", "void settings users export personal approve"),
        (HEAD, "read add change void approve settings purge export_open", "users"),
        (FINANCE, "read print export report", "add change void attach settings users personal"),
        (AUDITOR, "read print export audit check", "add change void attach move settings users backup"),
        (ADMIN, "read users settings backup audit", "add change void personal unmask export print"),
    ],
)
def test_each_role_may_what_its_name_says(at: Callable[[str], Desk], role: str, may: str, may_not: str) -> None:
    desk = at(role)
    assert [act for act in may.split() if not desk.may("complaint", act)] == []
    assert [act for act in may_not.split() if desk.may("complaint", act)] == []


def test_people_are_kept_by_administrators_and_roles_given_by_them_alone(at: Callable[[str], Desk]) -> None:
    for role in ROLES:
        assert at(role).may("operator", "change") == (role == ADMIN)
    desk = at(ADMIN)
    desk.rights.set("operator", "change", [ADMIN, QUALITY])
    clerk = desk.accounts.person("p-clerk")
    saved = desk.open("operator", clerk.id)
    desk = at(QUALITY)
    change(desk, saved, phone="13800000000")
    with pytest.raises(NotPermittedError, match="Accounts, roles and rights"):
        change(desk, saved, roles=(ADMIN,))


def test_a_change_of_the_table_takes_effect_at_once_and_can_be_taken_back(at: Callable[[str], Desk]) -> None:
    assert not at(CLERK).may("complaint", "void")
    at(ADMIN).rights.set("complaint", "void", [CLERK])
    assert at(CLERK).may("complaint", "void")
    assert not at(CLERK).may("goods_return", "void")
    assert not at(QUALITY).may("complaint", "void")
    row = next(r for r in at(ADMIN).rights.list() if (r.register, r.act) == ("complaint", "void"))
    assert (row.roles, row.default, row.changed) == ((CLERK,), (QUALITY, HEAD), True)
    at(ADMIN).rights.set("*", "void", [HANDLER])
    assert at(CLERK).may("complaint", "void")
    assert at(HANDLER).may("goods_return", "void")
    at(ADMIN).rights.reset("complaint", "void")
    assert not at(CLERK).may("complaint", "void")
    at(ADMIN).rights.reset("*", "void")
    assert at(QUALITY).may("complaint", "void")
    changed = [line for line in history.read(at(ADMIN).store, HOUSE) if line.field == "rights"]
    assert len(changed) == 4
    assert {line.who for line in changed} == {"p-admin"}


def test_a_move_can_be_given_to_other_roles(at: Callable[[str], Desk]) -> None:
    desk = at(ADMIN)
    desk.rights.set("complaint", "move:accept", [HANDLER])
    assert at(HANDLER).may("complaint", "move:accept")
    assert not at(CLERK).may("complaint", "move:accept")
    assert at(CLERK).may("complaint", "move:inform")


@pytest.mark.parametrize(
    ("register", "act", "roles", "says"),
    [
        ("nothing", "void", [CLERK], "There is no register"),
        ("complaint", "fly", [CLERK], "There is no act"),
        ("complaint", "move:fly", [CLERK], "There is no act"),
        ("complaint", "void", ["king"], "is no role"),
    ],
)
def test_a_row_that_means_nothing_is_refused(
    at: Callable[[str], Desk], register: str, act: str, roles: list[str], says: str
) -> None:
    with pytest.raises(InvalidError, match=says):
        at(ADMIN).rights.set(register, act, roles)


def test_nobody_takes_the_table_from_the_administrators(at: Callable[[str], Desk]) -> None:
    with pytest.raises(NotPermittedError, match="Administrators keep accounts and rights"):
        at(ADMIN).rights.set("*", "users", [HEAD])
    with pytest.raises(NotPermittedError, match="Accounts, roles and rights"):
        at(HEAD).settings.put("rights", '{"*": {"users": ["head"]}}')
    at(HEAD).settings.put("company", "仁济药房")


def test_what_may_not_be_read_is_not_found_either(at: Callable[[str], Desk]) -> None:
    assert [hit.register for hit in at(CLERK).find("瓶盖松动")] == ["complaint"]
    assert at(CLERK).board().overdue is not None
    at(ADMIN).rights.set("complaint", "read", [QUALITY])
    desk = at(CLERK)
    assert desk.find("瓶盖松动") == []
    assert "complaint" not in {line.register for line in desk.latest()}
    assert "complaint" not in {line.register for line in desk.due_before(desk.now() + dt.timedelta(days=400))}
    with pytest.raises(NotPermittedError):
        desk.open("complaint", 1)


# refunds and confirmations


def walk(desk: Desk, number: int, key: str, **values: Any) -> None:
    opened = desk.open("goods_return", number)
    desk.move("goods_return", number, opened.revision, key, values)


@pytest.fixture
def confirmed(at: Callable[[str], Desk]) -> int:
    """A return whose slip is confirmed and whose refund is to be paid."""
    desk = at(QUALITY)
    while (opened := desk.open("goods_return", 1)).stage != "settling":
        state = desk.moves("goods_return", opened.values)[0]
        fields = desk.entry("goods_return").fields()
        wanted = {key: "destroy" if key == "disposal" else a_value(fields[key]) for key in state.missing}
        desk.move("goods_return", 1, opened.revision, state.move.key, wanted, "因为")
    return 1


def test_finance_alone_marks_a_refund_paid_and_changes_nothing_else(
    at: Callable[[str], Desk], confirmed: int
) -> None:
    for role in (CLERK, QUALITY, HANDLER, HEAD, AUDITOR, ADMIN):
        desk = at(role)
        before = head(desk)
        with pytest.raises(NotPermittedError, match="it is for: Finance"):
            walk(desk, confirmed, "refund", refund_amount=Decimal(5))
        assert head(desk) == before
    desk = at(FINANCE)
    with pytest.raises(NotPermittedError, match="“Change”"):
        walk(desk, confirmed, "refund", refund_amount=Decimal(5), story="改写")
    with pytest.raises(NotPermittedError):
        change(desk, desk.open("goods_return", confirmed), story="改写")
    walk(desk, confirmed, "refund", refund_amount=Decimal(5))
    paid = desk.open("goods_return", confirmed).values
    assert paid["refunded_by"].text == "p-finance"
    assert paid["refunded_at"] == desk.now()


def test_a_refund_is_not_paid_before_the_slip_is_confirmed(at: Callable[[str], Desk]) -> None:
    change(at(CLERK), at(CLERK).open("goods_return", 1), refund_amount=Decimal(5))
    with pytest.raises(InvalidError, match="cannot do “refund” at its present stage"):
        walk(at(FINANCE), 1, "refund")


def test_one_person_alone_closes_what_he_handled_of_two_the_other(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    me = desk.session.person
    entry = desk.entry("complaint")
    close = next(m for stage in entry.stages for m in stage.moves if m.key == "close")  # type: ignore[attr-defined]
    assert close.apart == ("handler",)
    for key, values in (
        ("accept", {"channel": "phone"}),
        ("investigate", {"severity": "minor", "extent": "single", "handler": me, "informed_at": desk.now()}),
    ):
        opened = desk.open("complaint", saved.id)
        desk.move("complaint", saved.id, opened.revision, key, values)
    other = desk.accounts.add("赵敏", [QUALITY])
    with pytest.raises(NotPermittedError, match="done by somebody else than the Handler"):
        walk_to_the_end(desk, saved)
    desk.accounts.disable(other.name)
    assert walk_to_the_end(desk, saved)[-1] == "close"


def test_who_and_when_are_never_taken_from_what_is_typed(at: Callable[[str], Desk]) -> None:
    desk = at(CLERK)
    other, before = Ref(1, "王芳"), desk.now() - dt.timedelta(days=9)
    forged = {"recorded_by": other, "created_at": before, "closed_by": other}
    saved = save_one(desk, "complaint", **forged)
    kept = desk.open("complaint", saved.id).values
    assert kept["recorded_by"].text == "p-clerk"
    assert kept["created_at"] == desk.now()
    assert kept["closed_by"] is None
    assert {line.who for line in desk.history("complaint", saved.id)} == {"p-clerk"}


# nobody goes round the gate


def test_window_and_commands_say_no_inner_word(desk: Desk) -> None:
    inner = {(part, word) for part, word, method in words(desk) if method.act == INNER}
    assert ("records", "write") in inner
    place = Path(__file__).resolve().parents[2] / "qfdesk"
    wrong = []
    for path in [*(place / "ui").rglob("*.py"), *(place / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                said = (node.value.attr, node.attr)
                if said in inner or said[0] == "veil" or (said[0] == "session" and said[1] in ("become", "at")):
                    wrong.append(f"{path.name}:{node.lineno} says {'.'.join(said)}")
    assert wrong == []
