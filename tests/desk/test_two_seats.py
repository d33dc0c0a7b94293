"""Two seats that act at the same moment: what one decides on is still so when it is done, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import DeskError, InvalidError, NotPermittedError
from qfdesk.model.check import empty
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Operator
from qfdesk.model.values import Draft, Query, Saved
from qfdesk.rules import passwords
from qfdesk.rules.rights import ADMIN, CLERK, HEAD, QUALITY
from qfdesk.store import save as saving
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from tests.desk.test_accounts import FIRST, SECOND, THIRD
from tests.desk.test_importing import ROW, run, sales
from tests.desk.test_secrecy import WHO, As, as_, holds  # noqa: F401
from tests.invented import change, filled, save_one, walk_to_the_end

Do = Callable[[], Any]
Meanwhile = Callable[[Do], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Iterator[Meanwhile]:
    """``meanwhile(act)``: another seat does this in the moment before the next change takes hold of the ledger."""
    waiting: list[Do] = []
    true = Store.change

    @contextmanager
    def change_after_the_other(store: Store) -> Iterator[None]:
        while waiting and not store.db.in_transaction():
            waiting.pop()()
        with true(store):
            yield

    monkeypatch.setattr(Store, "change", change_after_the_other)
    yield waiting.append
    assert not waiting, "nothing was changed, so that nobody came in between"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cost of a proof is for guessers, not for tests."""
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    yield
    passwords._hasher.cache_clear()


def at_once(desk: Desk, *acts: Do) -> list[str]:
    """Does it all at once, each on a connection of its own; what was refused, in words."""
    begun, refused = threading.Barrier(len(acts)), []

    def one(act: Do) -> None:
        begun.wait()
        try:
            act()
        except DeskError as error:
            refused.append(error.say("en"))
        finally:
            desk.let_go()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def voided(desk: Desk, saved: Saved) -> bool:
    return desk.open(saved.register, saved.id).voided


def void(desk: Desk, saved: Saved) -> Do:
    return lambda: desk.void(saved.register, saved.id, desk.open(saved.register, saved.id).revision, "录错")


def acts_of(desk: Desk, saved: Saved) -> list[str]:
    return [line.act for line in desk.history(saved.register, saved.id)]


# merging


@pytest.mark.parametrize("register", ["party", "complaint"])
def test_of_two_merged_into_each_other_one_stays(desk: Desk, meanwhile: Meanwhile, register: str) -> None:
    one, other = save_one(desk, register), save_one(desk, register, **({"name": "乙"} if register == "party" else {}))
    meanwhile(lambda: desk.merging.merge(register, other.id, one.id, "同一个"))
    with pytest.raises(InvalidError, match="is void already"):
        desk.merging.merge(register, one.id, other.id, "同一个")
    assert (voided(desk, one), voided(desk, other)) == (True, False)


def test_nothing_is_merged_into_what_was_voided_meanwhile(desk: Desk, meanwhile: Meanwhile) -> None:
    keep, lost = save_one(desk, "party", name="甲药店"), save_one(desk, "party", name="乙药店")
    meanwhile(void(desk, keep))
    with pytest.raises(InvalidError, match="is void already"):
        desk.merging.merge("party", keep.id, lost.id, "同一家")
    assert not voided(desk, lost)


def test_many_who_merge_crosswise_leave_one_of_each_pair(desk: Desk) -> None:
    pairs = [(save_one(desk, "party", name=f"甲{n}"), save_one(desk, "party", name=f"乙{n}")) for n in range(4)]

    def merged(keep: int, other: int) -> Do:
        return lambda: desk.merging.merge("party", keep, other, "同一家")

    refused = at_once(
        desk, *(merged(a.id, b.id) for a, b in pairs), *(merged(b.id, a.id) for a, b in pairs)
    )
    assert len(refused) == 4, refused
    assert all("is void already" in one for one in refused), refused
    assert [voided(desk, a) + voided(desk, b) for a, b in pairs] == [1, 1, 1, 1]


# what the house has set


def test_rights_given_at_two_seats_are_both_kept(desk: Desk, meanwhile: Meanwhile) -> None:
    desk.rights.set("sale", "void", [ADMIN])
    meanwhile(lambda: desk.rights.set("visit", "export", [ADMIN]))
    desk.rights.set("complaint", "void", [ADMIN])
    meanwhile(lambda: desk.rights.set("visit", "print", [HEAD]))
    desk.rights.reset("sale", "void")
    changed = {(one.register, one.act): one.roles for key in ("complaint", "visit", "sale")
               for one in desk.rights.of(key) if one.changed}  # fmt: skip
    assert changed == {("complaint", "void"): (ADMIN,), ("visit", "export"): (ADMIN,), ("visit", "print"): (HEAD,)}


def test_rights_given_by_many_at_once_are_all_kept(desk: Desk) -> None:
    acts = ["void", "export", "print", "merge", "attach", "pause"]
    assert at_once(desk, *(lambda act=act: desk.rights.set("complaint", act, [ADMIN]) for act in acts)) == []
    kept = {one.act for one in desk.rights.of("complaint") if one.roles == (ADMIN,)}
    assert set(acts) <= kept


def test_duties_changed_at_two_seats_are_both_kept(desk: Desk, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: desk.duties.change("tracking_check", "晚一天", day=11))
    desk.duties.change("inspection_round", "早一些", day=10)
    meanwhile(lambda: desk.duties.change("monthly_count", "早一些", day=5))
    desk.duties.reset("inspection_round")
    meanwhile(lambda: desk.duties.change("tracking_check", "由负责人做", role=HEAD))
    own = desk.duties.add("盘点", day=3)
    known = {one.key: one for one in desk.duties.known()}
    assert (known["tracking_check"].day, known["tracking_check"].role) == (11, HEAD)
    assert known["monthly_count"].day == 5
    assert known[own].day == 3


def test_a_table_of_holidays_is_taken_away_once(desk: Desk, meanwhile: Meanwhile, tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text("\n".join(f"2027-01-{day:02d},休,假" for day in range(1, 16)), "utf-8")
    desk.clockwork.import_calendar(file)
    meanwhile(lambda: desk.clockwork.drop_calendar(2027, "录错"))
    with pytest.raises(InvalidError, match="No table was imported"):
        desk.clockwork.drop_calendar(2027, "录错")


# duties


def test_a_duty_two_note_as_done_is_noted_once_and_the_second_reads_by_whom(
    desk: Desk, meanwhile: Meanwhile
) -> None:
    meanwhile(lambda: desk.duties.done("inspection_round", "2026-11", "乙的记录"))
    with pytest.raises(InvalidError, match=r"is noted as done for 2026-11 already, by 王芳; take that back first"):
        desk.duties.done("inspection_round", "2026-11", "甲的记录")
    meanwhile(lambda: desk.duties.undo("inspection_round", "2026-11", "记错了"))
    with pytest.raises(InvalidError, match="is not noted as done for 2026-11"):
        desk.duties.undo("inspection_round", "2026-11", "记错了")
    assert [line.act for line in desk.history("house", 0)][:2] == ["duty_undo", "duty"]


def test_a_duty_many_note_as_done_at_once_is_noted_once(desk: Desk) -> None:
    save_one(desk, "complaint")
    refused = at_once(desk, *[lambda: desk.duties.done("inspection_round", "2026-11", "记录")] * 6)
    assert len(refused) == 5
    assert all("already, by 王芳" in one for one in refused), refused


# people


def test_somebody_two_take_in_is_taken_in_once(desk: Desk, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: desk.accounts.add("张三", [CLERK], login="zs"))
    with pytest.raises(InvalidError, match="is among the people already"):
        desk.accounts.add("张三", [CLERK], login="zs")
    refused = at_once(desk, *[lambda: desk.accounts.add("李四", [CLERK], login="ls")] * 6)
    assert len(refused) == 5
    assert sorted(one.name for one in desk.accounts.list() if one.login in ("zs", "ls")) == ["张三", "李四"]


def test_whoever_records_for_the_first_time_at_two_seats_is_one_person(desk: Desk, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: save_one(desk, "complaint"))
    save_one(desk, "visit")
    assert [row.name for row in Operator.select()] == ["王芳"]
    assert desk.session.person.id == Operator.get().id


def test_an_account_two_close_is_closed_once(desk: Desk, meanwhile: Meanwhile) -> None:
    made = desk.accounts.add("张三", [CLERK])
    meanwhile(lambda: desk.accounts.disable("张三"))
    desk.accounts.disable("张三")
    meanwhile(lambda: desk.accounts.enable("张三"))
    desk.accounts.enable("张三")
    lines = [line.after for line in desk.history("operator", made.id) if line.field == "disabled"]
    assert lines == ["false", "true"]


def test_a_password_replaced_meanwhile_opens_nothing_and_is_not_put_back(
    desk: Desk, meanwhile: Meanwhile, cheap: None
) -> None:
    desk.accounts.add("李明", [CLERK], "liming")
    desk.accounts.change_password("", FIRST)
    desk.accounts.set_password("liming", SECOND)
    boss = desk.session.person
    meanwhile(lambda: desk.accounts.set_password("liming", THIRD))
    with pytest.raises(NotPermittedError, match="not right"):
        desk.accounts.log_in("liming", SECOND)
    assert desk.session.person == boss
    assert desk.accounts.log_in("liming", THIRD).name == "李明"

    def reset() -> None:
        liming = desk.session.person
        desk.session.become(boss)
        desk.accounts.set_password("liming", SECOND)
        desk.session.become(liming)

    meanwhile(reset)
    with pytest.raises(NotPermittedError, match="The old password is not right; nothing was changed"):
        desk.accounts.change_password(THIRD, "另一个不短的密码")
    assert desk.accounts.log_in("liming", SECOND).name == "李明"


def test_an_account_closed_meanwhile_lets_nobody_in(desk: Desk, meanwhile: Meanwhile, cheap: None) -> None:
    desk.accounts.add("李明", [CLERK], "liming")
    desk.accounts.change_password("", FIRST)
    desk.accounts.set_password("liming", SECOND)
    meanwhile(lambda: desk.accounts.disable("liming"))
    with pytest.raises(NotPermittedError, match="is closed; ask an administrator"):
        desk.accounts.log_in("liming", SECOND)
    assert desk.session.name == "王芳"


# records


def test_a_record_voided_meanwhile_takes_no_pause_file_tie_or_urging(
    desk: Desk, meanwhile: Meanwhile, tmp_path: Path
) -> None:
    (tmp_path / "票.txt").write_text("票", encoding="utf-8")
    other = save_one(desk, "visit")
    tries: tuple[tuple[str, Callable[[Saved], Any]], ...] = (
        ("none of its clocks runs", lambda one: desk.clockwork.pause(one.register, one.id, "customer", "等回话")),
        ("is void and no longer changed", lambda one: desk.attach(one.register, one.id, tmp_path / "票.txt")),
        ("is void and no longer changed", lambda one: desk.tie(one.register, one.id, other.title)),
        ("is void and no longer changed", lambda one: desk.tie(other.register, other.id, one.title)),
        ("there is nothing to urge", lambda one: desk.urging.urge(one.register, one.id, "请尽快")),
    )
    for sentence, act in tries:
        saved = save_one(desk, "complaint")
        meanwhile(void(desk, saved))
        with pytest.raises(InvalidError, match=sentence):
            act(saved)
        assert set(acts_of(desk, saved)) == {"create", "void"}
        assert desk.links("complaint", saved.id) == []
    assert not [path for path in (tmp_path / "profile" / "attachments").rglob("*") if path.is_file()]


def test_a_file_of_a_record_closed_meanwhile_stays(desk: Desk, meanwhile: Meanwhile, tmp_path: Path) -> None:
    (tmp_path / "票.txt").write_text("票", encoding="utf-8")
    saved = save_one(desk, "complaint")
    file = desk.attach("complaint", saved.id, tmp_path / "票.txt")
    meanwhile(lambda: walk_to_the_end(desk, saved))
    with pytest.raises(InvalidError, match="is closed"):
        desk.detach(file.id, "不要了")
    assert [one.name for one in desk.attachments("complaint", saved.id)] == ["票.txt"]


def test_whoever_is_named_anew_meanwhile_is_not_forgotten(desk: Desk, meanwhile: Meanwhile) -> None:
    party = save_one(desk, "party", name="丁一一", kind="person")
    old = save_one(desk, "complaint", customer=Ref(party.id, "丁一一"))
    walk_to_the_end(desk, old)
    meanwhile(lambda: save_one(desk, "complaint", customer=Ref(party.id, "丁一一"), story="丁一一又来"))
    with pytest.raises(InvalidError, match="named in records that are not closed: TS-2026-0002"):
        desk.forgetting.forget("party", party.id, "本人要求")
    assert desk.open("party", party.id).title == "丁一一"
    assert desk.wrong() == []


def test_a_new_record_takes_over_nobody_who_was_forgotten_meanwhile(
    desk: Desk, as_: As, meanwhile: Meanwhile  # noqa: F811
) -> None:
    old = save_one(desk, "complaint", **WHO)
    walk_to_the_end(desk, old)
    boss, clerk = desk.session.person, as_(CLERK)
    draft = desk.blank("goods_return", ("complaint", old.id))
    fields = desk.entry("goods_return").typed()
    missing = [key for key, field in fields.items() if field.traits.required and empty(draft.values[key])]
    draft.values |= {key: filled(desk.entry("goods_return"), 1)[key] for key in missing}

    def forget() -> None:
        as_(boss)
        desk.forgetting.forget("complaint", old.id, "本人要求")
        as_(clerk)

    meanwhile(forget)
    made = desk.save(draft)
    as_(boss)
    assert holds(desk.open("goods_return", made.id)) == []
    assert desk.wrong() == []


# secrecy


def test_an_identity_sealed_meanwhile_is_not_unmasked(desk: Desk, as_: As, meanwhile: Meanwhile) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO)
    boss = desk.session.person
    clerk = as_(CLERK)

    def seal() -> None:
        as_(boss)
        desk.secrecy.seal("complaint", saved.id, "举报")
        as_(clerk)

    meanwhile(seal)
    with pytest.raises(NotPermittedError, match="is sealed"):
        desk.secrecy.unmask("complaint", saved.id, "回访")
    assert "欧阳明珠" not in str(desk.open("complaint", saved.id))


def test_an_identity_is_sealed_and_opened_once(desk: Desk, meanwhile: Meanwhile) -> None:
    saved = save_one(desk, "complaint", **WHO)
    meanwhile(lambda: desk.secrecy.seal("complaint", saved.id, "举报"))
    with pytest.raises(InvalidError, match="is sealed already"):
        desk.secrecy.seal("complaint", saved.id, "举报")
    meanwhile(lambda: desk.secrecy.unseal("complaint", saved.id, "本人同意"))
    with pytest.raises(InvalidError, match="is not sealed"):
        desk.secrecy.unseal("complaint", saved.id, "本人同意")


def test_nobody_is_named_holder_of_what_was_opened_meanwhile(desk: Desk, as_: As, meanwhile: Meanwhile) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO, confidential=True)
    boss, other = desk.session.person, as_(QUALITY)
    as_(boss)
    meanwhile(lambda: desk.secrecy.unseal("complaint", saved.id, "本人同意"))
    with pytest.raises(InvalidError, match="is not sealed"):
        desk.secrecy.name_holder("complaint", saved.id, other)


def test_what_was_seen_within_a_change_taken_back_is_looked_at_anew(desk: Desk, as_: As) -> None:  # noqa: F811
    """A line of the same number may be another one."""
    saved = save_one(desk, "complaint", **WHO)
    as_(QUALITY)
    with suppress(ZeroDivisionError), desk.together():
        change(desk, saved, internal_note="x")
        assert "欧阳明珠" in str(desk.open("complaint", saved.id))
        raise ZeroDivisionError
    opened = desk.records.read("complaint", saved.id)
    draft = Draft("complaint", {}, saved.id, opened.revision, opened.values, opened.uid)
    saving.save(desk.store, draft, Act("别人", desk.now(), "seal"), {"confidential": True})
    assert "欧阳明珠" not in str(desk.open("complaint", saved.id))


# importing


def test_a_file_two_import_at_once_is_taken_in_once_and_back_once(
    desk: Desk, meanwhile: Meanwhile, tmp_path: Path
) -> None:
    file = sales(tmp_path, ROW)
    meanwhile(lambda: run(desk, file))
    with pytest.raises(InvalidError, match="was imported on .* already"):
        run(desk, file)
    assert desk.count(Query("sale")) == 1
    number = desk.importing.past("sale")[0].id
    meanwhile(lambda: desk.importing.undo(number, "录错"))
    with pytest.raises(InvalidError, match="no import .* that could be taken back"):
        desk.importing.undo(number, "录错")
