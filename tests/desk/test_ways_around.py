"""Ways around rights, seals and masks that were tried once: none of them leads anywhere."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.audit import AuditQuery
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Operator
from qfdesk.model.values import Draft, Query, Saved
from qfdesk.rules import passwords
from qfdesk.rules.rights import ADMIN, AUDITOR, CLERK, HANDLER, QUALITY
from tests.desk.test_secrecy import SECRETS, WHO, As, as_, holds  # noqa: F401
from tests.invented import MORNING, Clock, save_one, walk_to_the_end


def sealed_one(desk: Desk) -> Saved:
    return save_one(desk, "complaint", **WHO, confidential=True)


# rights


def test_a_right_is_asked_for_however_the_register_is_named(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO)
    as_("boss")
    desk.rights.set("complaint", "read", [ADMIN])
    as_(CLERK)
    calls: tuple[Any, ...] = (
        lambda: desk.open("complaint", saved.id),
        lambda: desk.open(register="complaint", number=saved.id),
        lambda: desk.history(number=saved.id, register="complaint"),
        lambda: desk.count(query=Query("complaint")),
    )
    for call in calls:
        with pytest.raises(NotPermittedError):
            call()


@pytest.mark.parametrize("field", ["handler"])
def test_naming_somebody_unknown_takes_the_right_to_keep_people(desk: Desk, as_: As, field: str) -> None:  # noqa: F811
    as_(CLERK)
    before = {row.name for row in Operator.select()}
    with pytest.raises(NotPermittedError, match="People"):
        save_one(desk, "complaint", **{field: Ref(None, "乱写的人")})
    assert {row.name for row in Operator.select()} == before
    assert desk.count(Query("complaint")) == 0
    save_one(desk, "complaint", **{field: Ref(None, "王芳")})


def test_roles_are_not_given_by_a_draft_that_says_they_were_there(desk: Desk, as_: As) -> None:  # noqa: F811
    as_("boss")
    desk.rights.set("operator", "add", [ADMIN, CLERK])
    desk.rights.set("operator", "change", [ADMIN, CLERK])
    as_(CLERK)
    values = {"name": "自封的人", "roles": (ADMIN,)}
    with pytest.raises(NotPermittedError):
        desk.save(Draft("operator", dict(values), None, 0, dict(values)))
    with pytest.raises(NotPermittedError):
        desk.save_all([Draft("operator", dict(values), None, 0, dict(values))])
    opened = desk.open("operator", desk.session.person.id or 0)
    told = {**opened.values, "roles": (ADMIN,)}
    with pytest.raises(NotPermittedError):
        desk.save(Draft("operator", {"roles": (ADMIN,)}, opened.id, opened.revision, told))
    save_one(desk, "operator", name="新来的人")


def test_files_of_a_closed_record_are_not_taken_out(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    (tmp_path / "票.txt").write_text("票", encoding="utf-8")
    file = desk.attach("complaint", saved.id, tmp_path / "票.txt")
    walk_to_the_end(desk, saved)
    with pytest.raises(InvalidError, match="closed"):
        desk.detach(file.id, "不要了")
    assert [one.name for one in desk.attachments("complaint", saved.id)] == ["票.txt"]


# seals


def test_a_correction_takes_no_seal_off(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = sealed_one(desk)
    walk_to_the_end(desk, saved)
    as_(QUALITY)
    with pytest.raises(NotPermittedError, match="D15.5"):
        desk.corrections.ask("complaint", saved.id, {"confidential": False}, "写错")
    assert desk.corrections.of("complaint", saved.id) == []
    assert not holds(desk.open("complaint", saved.id))


def test_nobody_learns_a_sealed_person_by_choosing_numbers(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = sealed_one(desk)
    party = desk.open("complaint", saved.id).values["customer"]
    as_(QUALITY)
    for text in ("", "某人", "欧**"):
        with pytest.raises((InvalidError, NotPermittedError)):
            save_one(desk, "complaint", customer=Ref(party.id, text))
    assert desk.count(Query("complaint")) == 1
    guess = {"customer": Ref(party.id, "")}
    paths = ("customer.name", "customer.phone", "customer.address", "customer.contact")
    assert not holds(desk.shown("complaint", guess, paths))
    assert not holds(desk.fill("complaint", "customer", party.id))


# what is told beside the record


def test_the_words_of_a_pause_and_of_urging_are_veiled_as_the_record_is(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO)
    desk.clockwork.pause("complaint", saved.id, "customer", "等欧阳明珠（13711112222）回话")
    desk.urging.urge("complaint", saved.id, "快给欧阳明珠回电13711112222")
    as_(HANDLER)
    seen = (
        desk.clockwork.pauses("complaint", saved.id),
        desk.clockwork.paused("complaint", saved.id),
        desk.clockwork.waiting(),
        desk.urging.of("complaint", saved.id),
        desk.board(),
        desk.history("complaint", saved.id),
    )
    assert [holds(one) for one in seen] == [[]] * len(seen)
    as_(QUALITY)
    assert holds(desk.clockwork.waiting())
    assert holds(desk.urging.of("complaint", saved.id))


def _purged(desk: Desk, clock: Clock, **values: Any) -> tuple[int, str]:
    """A record that was taken away when its time was over; its id and number."""
    old = save_one(desk, "complaint", **{**WHO, **values})
    walk_to_the_end(desk, old)
    save_one(desk, "complaint")
    clock.now = MORNING + dt.timedelta(days=365 * 9)
    assert desk.keeping.purge("complaint", dt.date(2027, 1, 1), "期满").taken
    return old.id, old.title


@pytest.mark.parametrize("values", [{}, {"confidential": True}], ids=["masked", "sealed"])
def test_the_history_of_a_record_taken_away_stays_veiled(
    desk: Desk, as_: As, clock: Clock, values: dict[str, Any]  # noqa: F811
) -> None:
    number, title = _purged(desk, clock, **values)
    assert title in str(desk.history("complaint", number))
    for role in (CLERK, AUDITOR, *([QUALITY] if values else [])):
        as_(role)
        assert not holds(desk.history("complaint", number)), role
        assert not holds([line for line in desk.latest(500) if line.register == "complaint"]), role
    as_(AUDITOR)
    lines = desk.audit.lines(AuditQuery(), 0, 1000)
    assert [line for line in lines if line.act == "purge"]
    assert not holds(lines)
    as_(QUALITY, QUALITY)
    assert bool(holds(desk.history("complaint", number))) is not bool(values)


# anchors


def test_a_cut_tail_is_found_when_the_head_that_was_kept_is_gone_too(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "complaint")
    desk.files.remember_head()
    heads = list((tmp_path / "profile" / "heads").iterdir())
    assert desk.wrong() == []
    db = desk.store.db
    for name in [row[0] for row in db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]:
        db.execute_sql(f'DROP TRIGGER "{name}"')
    last = db.execute_sql("SELECT MAX(seq) FROM history").fetchone()[0]
    db.execute_sql(f"DELETE FROM history WHERE seq = {last}")
    for head in heads:
        head.unlink()
    assert any("shorter" in one.say("en") for one in desk.wrong())


@pytest.mark.parametrize("said", ['["a", "b"]', "{}", "[1]", "[1, 2, 3]", '{"1": 2}', "null", "[1e999, 1]", '[[], ""]'])
def test_a_spoiled_head_file_stops_nothing(desk: Desk, tmp_path: Path, said: str) -> None:
    save_one(desk, "complaint")
    desk.files.remember_head()
    for head in (tmp_path / "profile" / "heads").iterdir():
        head.write_text(said, encoding="utf-8")
    assert isinstance(desk.wrong(), list)


# odd times


@pytest.mark.parametrize("until", [dt.date.min, dt.date(1, 1, 2), dt.date(1900, 1, 1)])
def test_a_purge_of_the_remotest_past_finds_nothing(desk: Desk, until: dt.date) -> None:
    save_one(desk, "complaint")
    with pytest.raises(InvalidError, match="so long ago"):
        desk.keeping.purge("complaint", until, "期满")


def test_a_pause_counts_by_the_true_values(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO)
    before = desk.dues("complaint", saved.id)
    as_(HANDLER)
    desk.clockwork.pause("complaint", saved.id, "customer", "等")
    desk.clockwork.resume("complaint", saved.id)
    assert json.dumps([str(one.at) for one in desk.dues("complaint", saved.id)]) == json.dumps(
        [str(one.at) for one in before]
    )


# searching as an oracle


def test_words_that_are_veiled_find_no_line_of_the_history(desk: Desk, as_: As) -> None:  # noqa: F811
    save_one(desk, "complaint", **WHO)
    sealed = sealed_one(desk)
    as_(AUDITOR)
    for word in (*SECRETS, "1371111", "欧阳明"):
        assert desk.audit.count(AuditQuery(text=word)) == 0, word
        assert desk.audit.lines(AuditQuery(text=word)) == [], word
    assert desk.audit.count(AuditQuery(text=sealed.title)) == len(desk.audit.lines(AuditQuery(text=sealed.title))) > 0
    as_(QUALITY)
    found = desk.audit.lines(AuditQuery(text="青石镇柳堤街88号"))
    assert {line.number for line in found if line.register == "complaint"} == {"TS-2026-0001"}
    assert desk.audit.lines(AuditQuery(text="青石镇柳堤街88号"), 1, 50) == found[1:]


def test_an_endless_text_is_refused_by_the_history_as_by_the_search(desk: Desk) -> None:
    for text in ("x" * 10**6, "x " * 1000):
        with pytest.raises(InvalidError, match="too long to search for"):
            desk.audit.count(AuditQuery(text=text))


def test_likeness_tells_no_veiled_word(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO, product=Ref(None, "阿胶"), kind="quality")
    walk_to_the_end(desk, saved)
    product = desk.open("complaint", saved.id).values["product"]
    as_(HANDLER)
    new = {"product": product, "kind": "quality"}
    scores = [
        [one.score for one in desk.solutions.like("complaint", {**new, "story": story})]
        for story in ("欧阳明珠", "张三丰年")
    ]
    assert scores[0] == scores[1]


def test_the_main_customers_are_told_veiled(desk: Desk, as_: As) -> None:  # noqa: F811
    save_one(desk, "party", name="欧阳明珠", main_user=True)
    as_(HANDLER)
    assert [one.name for one in desk.duties.coverage(2026)] == ["欧阳**"]


# who sits there, and what lies next to what one may read


def test_a_look_behind_a_mask_ends_when_somebody_else_sits_down(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "complaint", **WHO)
    clerk = as_(CLERK)
    assert holds(desk.secrecy.unmask("complaint", saved.id, "回访"))
    desk.session.become(clerk)
    assert holds(desk.open("complaint", saved.id))
    as_(AUDITOR)
    as_(clerk)
    assert not holds(desk.open("complaint", saved.id))


def test_neither_links_nor_neighbours_tell_of_a_register_that_may_not_be_read(desk: Desk, as_: As) -> None:  # noqa: F811
    first = save_one(desk, "complaint", product=Ref(None, "阿胶"), batch=Ref(None, "2601"))
    second = save_one(desk, "batch_issue", product=Ref(None, "阿胶"), batch=Ref(None, "2601"))
    desk.tie("complaint", first.id, second.title)
    values = desk.open("complaint", first.id).values
    assert [one.number for one in desk.links("complaint", first.id)] == [second.title]
    assert [one.number for one in desk.neighbours("complaint", first.id, values)] == [second.title]
    as_("boss")
    desk.rights.set("batch_issue", "read", [ADMIN])
    as_(CLERK)
    assert desk.links("complaint", first.id) == []
    assert desk.neighbours("complaint", first.id, values) == []


def test_two_who_approve_at_once_do_it_once(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    walk_to_the_end(desk, saved)
    asked = desk.corrections.ask("complaint", saved.id, {"archive_number": "D-9"}, "写错")
    begun, done = threading.Barrier(4), []

    def approve() -> None:
        begun.wait()
        try:
            desk.corrections.approve(asked.id)
            done.append("approved")
        except InvalidError as error:
            done.append(error.say("en"))
        desk.let_go()

    threads = [threading.Thread(target=approve) for _n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert done.count("approved") == 1, done
    assert all("decided" in one for one in done if one != "approved"), done
    assert [line.act for line in desk.history("complaint", saved.id)].count("correct") == 1


def test_many_who_guess_at_once_are_counted_one_by_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    desk.accounts.change_password("", "Regen-am-Montag")
    begun, said = threading.Barrier(8), []

    def guess() -> None:
        begun.wait()
        for n in range(3):
            try:
                desk.accounts.log_in("王芳", f"geraten-{n}")
            except NotPermittedError as error:
                said.append(error.say("en"))
        desk.let_go()

    threads = [threading.Thread(target=guess) for _n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    passwords._hasher.cache_clear()
    assert len(said) == 24
    wrong = [one for one in said if "not right" in one]
    assert len(wrong) <= 5 + 8  # whoever was in the middle of it when the fifth failed
    with pytest.raises(NotPermittedError, match="Too many"):
        desk.accounts.log_in("王芳", "Regen-am-Montag")


def test_the_history_tells_no_line_of_a_table_of_persons(desk: Desk, as_: As) -> None:  # noqa: F811
    saved = save_one(desk, "recall", batch=Ref(None, "2601"))
    opened = desk.open("recall", saved.id)
    draft = desk.edit(opened)
    draft.values["sold_state"] = "sold"
    buyer = {"buyer": "百草园药店", "contact": "常店长", "phone": "13900007868", "address": "站前大道126号"}
    draft.values["buyers"] = [buyer]
    desk.save(draft)
    told = ("常店长", "13900007868", "站前大道126号")
    assert holds(desk.history("recall", saved.id), told)
    as_(HANDLER)
    assert not holds(desk.history("recall", saved.id), told)
    assert not holds(desk.open("recall", saved.id), told)
