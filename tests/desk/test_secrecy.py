"""Personal data is seen by whoever may see it, a sealed identity by its holders; nothing else tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import ConflictError, InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Party
from qfdesk.model.record import Record
from qfdesk.model.values import Query, Saved
from qfdesk.model.veiled import secret_keys
from qfdesk.registers import all_entries
from qfdesk.rules.rights import AUDITOR, CLERK, FINANCE, HANDLER, QUALITY
from tests.desk.secrets_of import collected, led, person
from tests.invented import change, filled, save_one

WHO = {
    "customer": Ref(None, "欧阳明珠"),
    "contact_name": "欧阳明珠",
    "contact_phone": "13711112222",
    "contact_address": "青石镇柳堤街88号",
    "story": "欧阳明珠（13711112222）说：到青石镇柳堤街88号来取",
}
SECRETS = ("欧阳明珠", "13711112222", "青石镇柳堤街88号")
NAMING = [key for key, entry in all_entries().items() if issubclass(entry, Record) and secret_keys(entry)]
As = Callable[..., Any]


@pytest.fixture
def as_(desk: Desk) -> As:
    """``as_("clerk")``: somebody of that role sits down; ``as_(ref)``: this person."""
    led(desk)
    boss = desk.session.person

    def sit(who: str | Ref, *roles: str) -> Ref:
        found = who if isinstance(who, Ref) else None
        if found is None:
            desk.session.become(boss)
            found = person(desk, f"人员{who}", *(roles or (who,))) if who != "boss" else boss
        desk.session.become(found)
        return found

    return sit


def holds(text: Any, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    return [one for one in secrets if one in str(text)]


def everything(desk: Desk, keys: list[str]) -> Iterator[tuple[str, str]]:
    """(what, text) of all that is read of these registers."""
    for key in keys:
        entry = desk.entry(key)
        rows = desk.page(Query(key), 0, 1000, tuple(entry.fields()))
        yield f"list {key}", str(rows)
        for row in rows[:40]:
            yield f"open {key} {row.id}", str(desk.open(key, row.id))
            yield f"history {key} {row.id}", str(desk.history(key, row.id))
            yield f"links {key} {row.id}", str([desk.links(key, row.id), desk.neighbours(key, row.id, row.values)])
            yield f"corrections {key} {row.id}", str(desk.corrections.of(key, row.id))
        if not issubclass(entry, Record):
            yield f"suggested {key}", str(desk.suggest(key, "", 400))
    yield "latest", str(desk.latest(400))
    yield "board", str(desk.board())


@pytest.mark.parametrize("role", [CLERK, HANDLER, AUDITOR, FINANCE])
def test_no_word_of_a_year_tells_a_person_to_whoever_has_not_the_right(year: Desk, role: str) -> None:
    led(year)
    save_one(year, "complaint", **WHO)
    secrets = tuple(collected(year))
    year.session.become(person(year, "外人", role))
    assert len(secrets) > 150
    told = {what: found for what, text in everything(year, list(year.store.entries)) if (found := holds(text, secrets))}
    assert told == {}


def test_whoever_has_the_right_sees_it_everywhere(desk: Desk, as_: As) -> None:
    save_one(desk, "complaint", **WHO)
    as_(QUALITY)
    assert set(SECRETS) <= {one for _what, text in everything(desk, ["complaint"]) for one in holds(text)}


@pytest.mark.parametrize("key", NAMING)
def test_every_secret_field_of_every_register_is_masked_and_survives_a_save(desk: Desk, as_: As, key: str) -> None:
    entry = desk.entry(key)
    values = {k: v for k, v in filled(entry, 3).items() if not isinstance(v, bool)}
    words = [k for k in secret_keys(entry) if entry.fields()[k].kind in ("text", "memo", "code")]
    values |= {k: f"机密{n}" for n, k in enumerate(words)}
    values |= {k: Ref(None, "欧阳明珠") for k in secret_keys(entry) if entry.fields()[k].kind == "link"}
    saved = save_one(desk, key, **values)
    true = desk.open(key, saved.id).values
    as_(CLERK)
    opened = desk.open(key, saved.id)
    masked = {k for k in secret_keys(entry) if true[k] not in (None, "", (), [], False)}
    assert masked <= opened.veiled
    draft = desk.edit(opened)
    draft.values["tags"] = "急"
    draft.values.update(dict.fromkeys(opened.veiled, ""))  # even emptied by a faulty window
    desk.save(draft)
    as_("boss")
    after = desk.open(key, saved.id).values
    assert {k: after[k] for k in masked} == {k: true[k] for k in masked}
    assert after["tags"] == "急"


def test_a_move_by_somebody_who_sees_masks_keeps_the_true_values(desk: Desk, as_: As) -> None:
    saved = save_one(desk, "complaint", channel="phone", kind="quality", urgency="normal", **WHO)
    true = desk.open("complaint", saved.id).values
    as_(CLERK)
    opened = desk.open("complaint", saved.id)
    desk.move("complaint", saved.id, opened.revision, "accept", dict(opened.values))
    as_("boss")
    after = desk.open("complaint", saved.id).values
    assert after["stage"] == "accepted"
    assert {k: after[k] for k in WHO} == {k: true[k] for k in WHO}


def test_a_conflict_tells_no_secret(desk: Desk, as_: As) -> None:
    saved = save_one(desk, "complaint", **WHO)
    clerk = as_(CLERK)
    draft = desk.edit(desk.open("complaint", saved.id))
    draft.values["tags"] = "急"
    as_("boss")
    change(desk, saved, story="欧阳明珠又来了", contact_phone="13799998888")
    as_(clerk)
    with pytest.raises(ConflictError) as caught:
        desk.save(draft)
    assert not holds([caught.value.theirs, caught.value.mine, caught.value.say()], (*SECRETS, "13799998888"))


# seeing one record


def test_seeing_one_record_takes_a_purpose_and_leaves_a_line(desk: Desk, as_: As) -> None:
    saved, other = save_one(desk, "complaint", **WHO), save_one(desk, "complaint", **WHO)
    clerk = as_(CLERK)
    with pytest.raises(InvalidError):
        desk.secrecy.unmask("complaint", saved.id, "  ")
    assert desk.secrecy.unmask("complaint", saved.id, "回电话").values["contact_phone"] == "13711112222"
    assert desk.open("complaint", saved.id).veiled == frozenset()
    assert desk.open("complaint", other.id).veiled
    line = next(line for line in desk.history("complaint", saved.id) if line.act == "unmask")
    assert (line.who, line.reason) == (clerk.text, "回电话")
    desk.secrecy.unmask("complaint", saved.id, "再看一次")
    assert sum(line.act == "unmask" for line in desk.history("complaint", saved.id)) == 1
    as_(HANDLER)
    assert desk.open("complaint", saved.id).veiled, "somebody else at the desk sees it masked again"


def test_whoever_has_not_the_right_to_look_behind_is_refused(desk: Desk, as_: As) -> None:
    saved = save_one(desk, "complaint", **WHO)
    as_(AUDITOR)
    with pytest.raises(NotPermittedError):
        desk.secrecy.unmask("complaint", saved.id, "好奇")
    assert desk.open("complaint", saved.id).veiled


def test_whoever_recorded_or_handles_a_record_sees_it(desk: Desk, as_: As) -> None:
    handler = as_(HANDLER)
    clerk = as_(CLERK)
    saved = save_one(desk, "complaint", handler=handler, **WHO)
    for who in (clerk, handler):
        as_(who)
        assert desk.open("complaint", saved.id).veiled == frozenset()
    row = desk.page(Query("complaint"), 0, 10, ("customer", "contact_phone"))[0]
    assert not holds(row.values), "a list stays masked"


# search


@pytest.mark.parametrize("word", ["欧阳明", "明珠", "13711112222", "1371111", "柳堤街88", "oymz", "OYMZ"])
def test_no_word_of_a_secret_finds_a_record_for_whoever_may_not_see_it(desk: Desk, as_: As, word: str) -> None:
    save_one(desk, "complaint", **WHO)
    assert desk.find(word)
    assert desk.count(Query("complaint", text=word))
    as_(CLERK)
    assert not desk.find(word)
    assert not desk.count(Query("complaint", text=word))
    assert not desk.count(Query("party", text=word))


def test_the_rest_is_found_and_shown_masked(desk: Desk, as_: As) -> None:
    saved = save_one(desk, "complaint", **WHO | {"story": "欧阳明珠说药片发黄"})
    as_(CLERK)
    hit = desk.find("药片发黄")[0]
    assert (hit.number, hit.around.count("明珠")) == (saved.title, 0)
    assert desk.find("欧阳 药片"), "what the mask leaves to be read may be looked for"
    assert [row.id for row in desk.page(Query("complaint", text="药片发黄"), 0, 5, ("number",))] == [saved.id]


def test_a_unit_is_found_by_everybody_by_name_and_initials(desk: Desk, as_: As) -> None:
    save_one(desk, "complaint", customer=Ref(None, "城东人民医院"))
    as_(CLERK)
    assert desk.find("城东人民")
    assert desk.find("cdrmyy")


def test_neither_filter_nor_order_tells_a_secret(desk: Desk, as_: As) -> None:
    for name in ("赵一一", "安二二", "毕三三"):
        save_one(desk, "complaint", contact_name=name, customer=Ref(None, name))
    as_(CLERK)
    for where in (("contact_name", "赵一一"), ("customer", Ref(None, "赵一一")), ("customer", Ref(1, "x"))):
        for ask in (desk.count, desk.stage_counts, desk.lists.numbers_of):
            with pytest.raises(NotPermittedError):
                ask(Query("complaint", where=(where,)))
    by_name = desk.lists.numbers_of(Query("complaint", order=("customer", False)))
    assert by_name == desk.lists.numbers_of(Query("complaint"))


def test_a_customer_is_offered_to_whoever_types_name_or_phone_whole(desk: Desk, as_: As) -> None:
    save_one(desk, "party", name="欧阳明珠", phone="13711112222", address="青石镇柳堤街88号")
    as_(CLERK)
    assert not desk.suggest("party", "明珠")
    assert not desk.suggest("party", "oymz")
    assert not desk.suggest("party", "1371111222")
    by_name, by_phone = desk.suggest("party", "欧阳明珠")[0], desk.suggest("party", "13711112222")[0]
    assert (by_name.text, holds(by_name)) == ("欧阳明珠", ["欧阳明珠"])
    assert (by_phone.text, holds(by_phone)) == ("欧阳**", ["13711112222"])
    assert not holds(desk.suggest("party", "欧阳"))
    assert not desk.suggest_text("complaint", "contact_name", "欧")


def test_choosing_a_masked_customer_is_a_look_behind_the_mask(desk: Desk, as_: As) -> None:
    party = save_one(desk, "party", name="欧阳明珠", phone="13711112222")
    clerk = as_(CLERK)
    offered = desk.suggest("party", "欧阳")[0]
    saved = save_one(desk, "complaint", customer=Ref(offered.id, offered.text))
    assert desk.open("complaint", saved.id).values["customer"].text == "欧阳明珠"
    as_("boss")
    line = next(line for line in desk.history("party", party.id) if line.act == "unmask")
    assert (line.who, line.reason) == (clerk.text, saved.title)


def test_a_record_made_from_a_masked_one_holds_what_stands_behind_the_mask(desk: Desk, as_: As) -> None:
    origin = save_one(desk, "complaint", product=Ref(None, "甲药"), **WHO)
    as_(CLERK)
    draft = desk.blank("goods_return", ("complaint", origin.id))
    assert not holds(draft.values)
    draft.values.update(quantity_claimed=1, ground="quality", batch=Ref(None, "B1"))
    saved = desk.save(draft)
    as_("boss")
    assert desk.open("goods_return", saved.id).values["contact_name"] == "欧阳明珠"
    assert any(line.act == "unmask" for line in desk.history("complaint", origin.id))


# sealed identities


def sealed(desk: Desk) -> Saved:
    return save_one(desk, "complaint", kind="report", confidential=True, **WHO | {"symptoms": "", "age": 44})


@pytest.mark.parametrize("role", [CLERK, QUALITY, "head", "admin"])
def test_a_sealed_identity_is_told_to_nobody_but_its_holders(desk: Desk, as_: As, role: str, tmp_path: Path) -> None:
    as_(CLERK)
    saved = sealed(desk)
    assert not desk.open("complaint", saved.id).veiled
    as_(f"{role} other", role)
    told = {what: found for what, text in everything(desk, ["complaint"]) if (found := holds(text))}
    assert told == {}
    opened = desk.open("complaint", saved.id)
    assert (opened.values["contact_name"], opened.values["customer"]) == ("(sealed)", Ref(None, "(sealed)"))
    for word in ("欧阳明珠", "137111", "oymz"):
        assert not desk.find(word)
        assert not desk.count(Query("complaint", text=word))
    with pytest.raises(NotPermittedError):
        desk.secrecy.unmask("complaint", saved.id, "想看") if role == CLERK else desk.secrecy.name_holder(
            "complaint", saved.id, desk.session.person
        )


def test_neither_filter_nor_order_tells_a_sealed_identity_to_whoever_sees_all_others(desk: Desk, as_: As) -> None:
    as_(CLERK)
    save_one(desk, "complaint", customer=Ref(None, "阿一"))
    saved = sealed(desk)
    save_one(desk, "complaint", customer=Ref(None, "赵三"))
    as_(QUALITY)
    assert not desk.suggest("party", "欧阳明珠"), "whom only a sealed record names is not even listed"
    assert not desk.count(Query("party", text="欧阳"))
    party = Party.get(Party.name == "欧阳明珠")
    assert desk.count(Query("complaint", where=(("customer", Ref(party.id, party.name)),))) == 0
    for down in (True, False):
        order = desk.lists.numbers_of(Query("complaint", order=("customer", down)))
        assert order.index(saved.id) != 1


def test_no_file_of_many_records_tells_a_sealed_identity(desk: Desk, as_: As, tmp_path: Path) -> None:
    saved = sealed(desk)
    told = texts(desk.export([Query("complaint")], tmp_path / "open.xlsx", unmask=True))
    assert "(sealed)" in told
    assert not holds(told)
    assert not holds(pdf(desk.print_ledger(Query("complaint"), tmp_path / "ledger.pdf")))
    assert holds(pdf(desk.print_forms([("complaint", saved.id)], tmp_path / "one.pdf", "complaint_record")))


def test_holders_name_others_and_take_them_off_again(desk: Desk, as_: As) -> None:
    clerk = as_(CLERK)
    saved = sealed(desk)
    friend = as_("handler two", HANDLER)
    assert not desk.secrecy.knows("complaint", saved.id)
    as_(clerk)
    desk.secrecy.name_holder("complaint", saved.id, friend, "负责核查")
    assert desk.secrecy.holders("complaint", saved.id) == [clerk, friend]
    as_(friend)
    assert desk.secrecy.knows("complaint", saved.id)
    assert desk.open("complaint", saved.id).values["contact_phone"] == "13711112222"
    with pytest.raises(InvalidError):
        desk.secrecy.release_holder("complaint", saved.id, clerk)
    as_(clerk)
    desk.secrecy.release_holder("complaint", saved.id, friend, "核查结束")
    as_(friend)
    assert desk.open("complaint", saved.id).veiled
    acts = [(line.act, line.reason) for line in desk.history("complaint", saved.id)][:2]
    assert acts == [("release", "核查结束"), ("hold", "负责核查")]


def test_where_no_holder_is_left_the_quality_officer_names_one(desk: Desk, as_: As) -> None:
    clerk = as_(CLERK)
    saved = sealed(desk)
    quality = as_(QUALITY)
    with pytest.raises(NotPermittedError):
        desk.secrecy.name_holder("complaint", saved.id, quality)
    as_("boss")
    gone = desk.open("operator", clerk.id or 0)
    desk.void("operator", gone.id, gone.revision, "已离职")
    as_(quality)
    assert desk.secrecy.may_name("complaint", saved.id)
    desk.secrecy.name_holder("complaint", saved.id, quality, "接手")
    assert desk.secrecy.knows("complaint", saved.id)


def test_a_seal_is_taken_off_by_a_holder_with_a_reason_and_by_nobody_else(desk: Desk, as_: As) -> None:
    clerk = as_(CLERK)
    saved = sealed(desk)
    as_(QUALITY)
    draft = desk.edit(desk.open("complaint", saved.id))
    draft.values["confidential"] = False
    with pytest.raises(NotPermittedError):
        desk.save(draft)
    with pytest.raises(NotPermittedError):
        desk.secrecy.unseal("complaint", saved.id, "想看")
    as_(clerk)
    with pytest.raises(InvalidError):
        desk.secrecy.unseal("complaint", saved.id, " ")
    desk.secrecy.unseal("complaint", saved.id, "本人同意")
    assert not desk.open("complaint", saved.id).values["confidential"]
    line = next(line for line in desk.history("complaint", saved.id) if line.act == "unseal")
    assert line.reason == "本人同意"


def test_a_record_may_be_sealed_later_and_who_seals_it_knows_it(desk: Desk, as_: As) -> None:
    saved = save_one(desk, "complaint", **WHO)
    boss = desk.session.person
    quality = as_(QUALITY)
    change(desk, desk.open("complaint", saved.id), confidential=True)
    assert desk.secrecy.holders("complaint", saved.id) == [boss, quality]
    as_("head two", "head")
    assert desk.open("complaint", saved.id).veiled
    assert not desk.find("明珠")


def test_the_files_of_a_sealed_record_are_for_its_holders(desk: Desk, as_: As, tmp_path: Path) -> None:
    clerk = as_(CLERK)
    saved = sealed(desk)
    letter = tmp_path / "信.txt"
    letter.write_text("我是欧阳明珠", encoding="utf-8")
    kept = desk.attach("complaint", saved.id, letter)
    as_(QUALITY)
    assert desk.attachments("complaint", saved.id) == []
    with pytest.raises(NotPermittedError):
        desk.attachment_copy(kept.id)
    as_(clerk)
    assert desk.attachment_copy(kept.id).exists()


def test_a_record_made_from_a_sealed_one_names_nobody(desk: Desk, as_: As) -> None:
    origin = sealed(desk)
    draft = desk.blank("goods_return", ("complaint", origin.id))
    assert (draft.values["customer"], draft.values["contact_name"]) == (None, "")


@pytest.mark.parametrize("role", [CLERK, QUALITY, "boss"])
def test_no_text_of_a_record_made_from_a_sealed_one_tells_the_identity(desk: Desk, as_: As, role: str) -> None:
    boss = as_("boss")
    origin = save_one(desk, "complaint", kind="report", confidential=True, **WHO | {"story": "欧阳明珠来信举报"})
    maker = as_(role)
    for follow in desk.entry("complaint").follows:  # type: ignore[attr-defined]
        draft = desk.blank(follow.register, ("complaint", origin.id))
        whole = filled(desk.entry(follow.register), 1)
        for key, field in desk.entry(follow.register).typed().items():
            if field.traits.required and not draft.values.get(key):
                draft.values[key] = whole[key]
        made = desk.save(draft)
        as_(boss)
        assert "明珠" not in str(desk.open(follow.register, made.id).values), follow.register
        as_(maker)
    assert "unmask" not in [line.act for line in desk.history("complaint", origin.id)]


# papers


def texts(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for page in book for line in page.iter_rows() for cell in line if cell.value)


def pdf(path: Path) -> str:
    from qfdesk.paper.preview import Pages

    with Pages(path) as pages:
        return "".join("".join(pages.text(n).split()) for n in range(len(pages)))


@pytest.mark.parametrize("role", [CLERK, AUDITOR])
def test_papers_ledgers_and_workbooks_of_a_year_tell_nobody(year: Desk, role: str, tmp_path: Path) -> None:
    led(year)
    save_one(year, "complaint", **WHO)
    secrets = tuple("".join(text.split()) for text in collected(year))
    year.session.become(person(year, "外人", role))
    told: dict[str, list[str]] = {}
    for register in year.registers():
        ids = year.lists.numbers_of(Query(register.key))[:6]
        for paper in register.papers if ids else ():
            out = tmp_path / f"{paper.key}.pdf"
            told[paper.key] = holds(pdf(year.print_forms([(register.key, n) for n in ids], out, paper.key)), secrets)
        for ledger in register.ledgers:
            out = tmp_path / f"{ledger.key}-ledger.pdf"
            told[ledger.key] = holds(pdf(year.print_ledger(Query(register.key), out, ledger.key)), secrets)
    if role == AUDITOR:
        queries = [Query(key, order=("id", True)) for key in year.store.entries]
        told["export"] = holds("".join(texts(year.export(queries, tmp_path / "all.xlsx")).split()), secrets)
    assert {what: found for what, found in told.items() if found} == {}


def test_an_extract_says_that_it_is_one_and_names_nobody(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint", product=Ref(None, "甲药"), **WHO)
    told = pdf(desk.print_forms([("complaint", saved.id)], tmp_path / "e.pdf", "letter_extract", "en"))
    assert not holds(told)
    assert f"Extractfrom{saved.title}" in told
    assert "甲药" in told


def test_no_internal_field_stands_on_a_paper_that_leaves_the_house(desk: Desk, tmp_path: Path) -> None:
    for register in desk.registers():
        inner = {k for k, f in register.typed().items() if f.traits.internal and f.kind in ("text", "memo", "code")}
        outward = [paper for paper in register.papers if paper.outward]
        if not inner or not outward:
            continue
        planted = {k: f"内部{n}号机密" for n, k in enumerate(sorted(inner))}
        saved = save_one(desk, register.key, **planted)
        for paper in outward:
            told = pdf(desk.print_forms([(register.key, saved.id)], tmp_path / f"{paper.key}.pdf", paper.key))
            assert "机密" not in told, paper.key


def test_every_print_export_and_look_is_in_the_history(desk: Desk, as_: As, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint", **WHO)
    desk.print_forms([("complaint", saved.id)], tmp_path / "a.pdf")
    desk.print_ledger(Query("complaint"), tmp_path / "b.pdf")
    desk.export([Query("complaint")], tmp_path / "c.xlsx")
    desk.export([Query("complaint")], tmp_path / "d.xlsx", unmask=True)
    as_(CLERK)
    desk.secrecy.unmask("complaint", saved.id, "回访")
    acts = [line.act for line in desk.latest(30)]
    assert [acts.count(act) for act in ("print", "export", "unmask")] == [2, 1, 2]


def test_an_older_ledger_hides_and_finds_as_a_new_one_does(desk: Desk, as_: As) -> None:
    from qfdesk.model.ledger import SearchEntry
    from qfdesk.store import search

    save_one(desk, "complaint", **WHO | {"story": "药片发黄"})
    SearchEntry.update(veiled=None, veiled_initials="").execute()
    as_(CLERK)
    assert not desk.find("药片发黄"), "what is not known to be open is not shown"
    desk.store.set_setting("search_form", "")
    search.bring_up_to_date(desk.store)
    assert desk.find("药片发黄")
    assert not desk.find("明珠")


def test_a_query_of_another_hand_cannot_say_what_it_may_see(desk: Desk, as_: As) -> None:
    save_one(desk, "complaint", **WHO)
    as_(CLERK)
    assert desk.count(replace(Query("complaint", text="明珠"), sight=Query("x").sight)) == 0
