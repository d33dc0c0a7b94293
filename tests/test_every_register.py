"""What holds for every register and master, whoever declared it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.check import applies
from qfdesk.model.declare import Move, Stage
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Lines, Link, Moment, Ref
from qfdesk.model.handed import handed
from qfdesk.model.lint import lint
from qfdesk.model.parse import parse_all
from qfdesk.model.show import plain, show
from qfdesk.model.values import Opened, Query, Values
from qfdesk.registers import all_entries, all_registers
from tests.invented import MORNING, a_value, change, filled, save_one, walk_to_the_end

EVERY = pytest.mark.parametrize("key", list(all_entries()))
REGISTERS = {register.key for register in all_registers()}
REGISTER = pytest.mark.parametrize("key", [register.key for register in all_registers()])
GOING = pytest.mark.parametrize("key", [register.key for register in all_registers() if len(register.stages) > 1])
"""The registers whose records have a way to go; a sale stands where it is booked."""


def saved(desk: Desk, key: str, n: int = 0) -> Opened:
    """An entry of the kind with every field filled."""
    draft = desk.blank(key)
    draft.values.update(filled(desk.entry(key), n))
    return desk.open(key, desk.save(draft).id)


def as_typed(opened: Opened, entry: type[Entry]) -> Values:
    return {k: v for k, v in opened.values.items() if k in entry.typed()}


def same(entry: type[Entry], mine: Values, theirs: Values) -> None:
    """The values are equal, links by their name."""
    for key, field in entry.typed().items():
        one, other = mine.get(key), theirs.get(key)
        if isinstance(field, Link) and one is not None:
            one, other = one.text, other and other.text
        if key != "initials":
            assert one == other, key


@EVERY
def test_a_declaration_has_no_mistakes(key: str) -> None:
    assert lint(all_entries()[key], all_entries()) == []


def test_two_registers_have_neither_prefix_nor_key_nor_paper_nor_place_in_common() -> None:
    registers = all_registers()
    for what in (
        [r.key for r in registers],
        [r.prefix for r in registers],
        [r.order for r in registers],
        [paper.key for r in registers for paper in r.papers],
        [ledger.key for r in registers for ledger in r.ledgers],
    ):
        assert len(set(what)) == len(what)


def test_the_fields_other_programs_rely_on_are_there() -> None:
    promised = {
        "complaint": "customer product batch channel kind severity urgency reporter_type contact_name contact_phone "
        "confidential accepted_at informed_at satisfied",
        "batch_issue": "customer product batch",
        "visit": "customer product batch",
        "goods_return": "customer product batch ground quantity_claimed quantity_received disposal refund_amount",
        "product": "name trade_name specification dosage_form maker approval_number barcode",
        "batch": "product batch_number made_on expires_on",
    }
    for key, fields in promised.items():
        assert set(fields.split()) <= set(all_entries()[key].fields()), key


def test_mistakes_of_a_declaration_are_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint: Any = all_entries()["complaint"]
    first = complaint.stages[0]
    lost = Stage("lost", "Lost", "Lose", moves=(Move("go", "Go", "nowhere", ("storry",)),))
    monkeypatch.setattr(complaint, "prefix", "t1")
    monkeypatch.setattr(complaint, "columns", ("number", "colour"))
    monkeypatch.setattr(complaint, "stages", (first, lost))
    monkeypatch.setattr(complaint, "deadlines", (replace(complaint.deadlines[0], after="story"),))
    told = "\n".join(lint(complaint, all_entries()))
    for line in (
        "prefix: a number begins with two capital letters",
        "columns: the list shows colour, which does not exist",
        "move-to: lost.go leads to nowhere, which does not exist",
        "move-needs: lost.go needs storry, which does not exist",
        "stage-final: no stage is the last",
        "stage-unreached: no way leads to lost",
        "deadline-field: accept counts by story, which is no date",
    ):
        assert f"{line} (complaint)" in told


@EVERY
def test_every_field_survives_saving(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    values = filled(entry)
    same(entry, values, saved(desk, key).values)


@EVERY
def test_every_field_survives_a_draft(key: str, desk: Desk) -> None:
    draft = desk.edit(saved(desk, key))
    draft.values.pop(next(iter(draft.values)))
    desk.keep_draft(draft)
    assert desk.kept_drafts() == [draft]
    desk.drop_draft(draft.uid)
    assert desk.kept_drafts() == []


@EVERY
def test_every_field_survives_json(key: str, desk: Desk) -> None:
    entry, opened = desk.entry(key), saved(desk, key)
    said = json.loads(json.dumps({k: plain(f, opened.values[k]) for k, f in entry.typed().items()}, ensure_ascii=False))
    same(entry, opened.values, parse_all(entry, said))


@EVERY
def test_every_changed_field_has_its_line_in_the_history(key: str, desk: Desk) -> None:
    entry, opened = desk.entry(key), saved(desk, key)
    other = {k: v for k, v in filled(entry, 3).items() if v != opened.values[k] and v is not None}
    change(desk, opened, "补登", **other)
    lines = {line.field: line for line in desk.history(key, opened.id) if line.act == "change"}
    assert set(other) - set(lines) == set()
    assert all(line.who == "王芳" and line.reason == "补登" for line in lines.values())
    assert all(line.before != line.after for line in lines.values())


@EVERY
def test_saving_what_did_not_change_changes_nothing(key: str, desk: Desk) -> None:
    opened = saved(desk, key)
    lines = len(desk.history(key, opened.id))
    assert change(desk, opened).changed == ()
    again = desk.open(key, opened.id)
    assert again.revision == opened.revision
    assert len(desk.history(key, opened.id)) == lines


@EVERY
def test_an_empty_required_field_is_named(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    required = [k for k, f in entry.typed().items() if f.traits.required]
    assert required
    for name in required:
        draft = desk.blank(key)
        draft.values.update(filled(entry), **{name: None if entry.fields()[name].kind in ("link", "moment") else " "})
        if entry.fields()[name].kind in ("quantity", "money"):
            draft.values[name] = None
        with pytest.raises(InvalidError) as refused:
            desk.save(draft)
        label = entry.fields()[name].label.rpartition("\x04")[2]
        assert refused.value.fields[name].say("en") == f"“{label}” is empty; fill it in"
    assert desk.count(Query(key)) == 0


@EVERY
def test_a_time_in_the_future_is_refused_where_it_must_have_been(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    for name, field in entry.typed().items():
        if field.traits.past:
            later: Any = MORNING + dt.timedelta(days=1) if isinstance(field, Moment) else dt.date(2026, 11, 21)
            wrong = desk.findings(key, {**filled(entry), name: later}).errors
            assert wrong[name].say("en").endswith("lies in the future; correct the date")
            wrong = desk.findings(key, {**filled(entry), name: later.replace(year=1026)}).errors
            assert "lies in the year 1026" in wrong[name].say("en")


@EVERY
def test_a_choice_that_is_not_on_the_list_is_refused(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    for name, field in entry.typed().items():
        if isinstance(field, Choice):
            value: Any = ("gibberish",) if isinstance(field, Choices) else "gibberish"
            assert "gibberish" in desk.findings(key, {**filled(entry), name: value}).errors[name].say("en")
        if isinstance(field, Lines):
            for column in (c for c in field.columns if c.kind == "choice"):
                wrong = desk.findings(key, {**filled(entry), name: [{column.key: "gibberish"}]}).errors
                assert "gibberish" in wrong[name].say("en")


@EVERY
def test_a_value_of_the_wrong_kind_is_refused_and_not_kept(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    for name, field in entry.typed().items():
        for nonsense in (object(), b"x", {"a": 1}):
            wrong = desk.findings(key, {**filled(entry), name: nonsense}).errors
            assert name in wrong, (name, field.kind)


@EVERY
def test_what_the_program_fills_is_never_taken_from_a_draft(key: str, desk: Desk) -> None:
    opened = saved(desk, key)
    system = {k: f for k, f in desk.entry(key).fields().items() if f.traits.system}
    draft = desk.edit(opened)
    draft.values.update({k: a_value(f, 7) for k, f in system.items() if f.kind != "link"})
    desk.save(draft)
    assert desk.open(key, opened.id).values == opened.values


@EVERY
def test_a_void_entry_stays_with_its_number_and_its_reason(key: str, desk: Desk) -> None:
    opened = saved(desk, key)
    with pytest.raises(InvalidError, match="Say why"):
        desk.void(key, opened.id, opened.revision, "  ")
    desk.void(key, opened.id, opened.revision, "重复登记")
    void = desk.open(key, opened.id)
    assert void.voided
    assert (void.title, void.values["void_reason"]) == (opened.title, "重复登记")
    assert [row.id for row in desk.page(Query(key, voided=True), 0, 9, ())] == [opened.id]
    assert opened.id not in [row.id for row in desk.page(Query(key), 0, 9, ())]
    with pytest.raises(InvalidError, match="is void and no longer changed"):
        change(desk, void, **{desk.entry(key).named[-1] if key not in REGISTERS else "story": "换了说法"})
    with pytest.raises(InvalidError, match="is void already"):
        desk.void(key, opened.id, void.revision, "再一次")
    if key in REGISTERS:
        assert desk.moves(key, void.values) == []
        assert desk.dues(key, opened.id) == []
        following = saved(desk, key, 2)
        assert following.title != opened.title


@GOING
def test_a_record_walks_to_its_end_and_is_then_only_read(key: str, desk: Desk) -> None:
    record = save_one(desk, key)
    done = walk_to_the_end(desk, record)
    entry: Any = desk.entry(key)
    opened = desk.open(key, record.id)
    assert entry.stage_of(opened.stage).final
    assert opened.values["closed_at"] == MORNING
    assert opened.values["closed_by"].text == "王芳"
    assert [line.act for line in desk.history(key, record.id) if line.field == "stage"] == ["move"] * len(done)
    assert desk.dues(key, record.id) == []
    with pytest.raises(InvalidError, match="is closed and no longer changed"):
        change(desk, opened, story="后来补充")


@REGISTER
def test_every_move_says_what_it_still_needs(key: str, desk: Desk) -> None:
    entry: Any = desk.entry(key)
    for stage in entry.stages:
        for move in stage.moves:
            states = {s.move.key: s for s in desk.moves(key, {**dict.fromkeys(entry.fields()), "stage": stage.key})}
            wanted = {k for k in move.needs if k not in move.stamps and applies(entry, k, {})}
            assert set(states[move.key].missing) == wanted


@GOING
def test_a_closed_record_is_reopened_with_a_reason_and_closed_again(key: str, desk: Desk) -> None:
    record = save_one(desk, key)
    walk_to_the_end(desk, record)
    opened = desk.open(key, record.id)
    reopen = next(s for s in desk.moves(key, opened.values) if s.move.back).move
    with pytest.raises(InvalidError, match="wants a reason"):
        desk.move(key, record.id, opened.revision, reopen.key)
    desk.move(key, record.id, opened.revision, reopen.key, reason="新证据")
    again = desk.open(key, record.id)
    assert again.values["closed_at"] is None
    change(desk, again, story="补充说明")
    walk_to_the_end(desk, record)


@EVERY
def test_a_list_is_sorted_by_every_column(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    for n in range(4):
        saved(desk, key, n)
    whole = {row.id for row in desk.page(Query(key), 0, 99, ())}
    for column in (*entry.fields(), *(("due",) if key in REGISTERS else ())):
        for down in (False, True):
            rows = desk.page(Query(key, order=(column, down)), 0, 99, (column,))
            assert {row.id for row in rows} == whole, column
            if column in entry.fields() and entry.fields()[column].kind in ("code", "date", "moment", "number"):
                shown = [row.values[column] for row in rows if row.values[column] is not None]
                assert shown == sorted(shown, reverse=down), column


@EVERY
def test_every_text_is_found_by_the_search(key: str, desk: Desk) -> None:
    entry, opened = desk.entry(key), saved(desk, key, 5)
    for name, field in entry.typed().items():
        if field.kind in ("text", "memo", "code", "lines") or (field.kind == "link" and field.traits.searched):
            if name == "initials" or not applies(entry, name, opened.values):
                continue
            word = show(field, opened.values[name]).split("\n")[-1].split(" · ")[-1]
            rows = desk.page(Query(key, text=word), 0, 9, ())
            assert opened.id in [row.id for row in rows], (name, word)


@REGISTER
def test_a_record_is_found_by_the_initials_of_whom_it_names(key: str, desk: Desk) -> None:
    fields = desk.entry(key).fields()
    named = {"customer": Ref(None, "欧阳䶮"), "product": Ref(None, "阿莫西林胶囊")}
    record = save_one(desk, key, **{name: ref for name, ref in named.items() if name in fields})
    if "product" in fields:
        assert [hit.id for hit in desk.find("amxljn")] == [record.id]
    if "customer" in fields:
        assert "oy" in desk.suggest("party", "oy")[0].values["initials"]
        assert (desk.find("OY") != []) == bool(fields["customer"].traits.searched)


@REGISTER
def test_what_follows_from_a_record_takes_its_values_along(key: str, desk: Desk) -> None:
    entry: Any = desk.entry(key)
    origin = saved(desk, key)
    for follow in entry.follows:
        draft = desk.blank(follow.register, (key, origin.id))
        for theirs, ours in follow.carries.items():
            assert draft.values[theirs] == handed(origin.values, ours), (follow.register, theirs)
        whole = filled(desk.entry(follow.register))
        draft.values.update({k: v for k, v in whole.items() if not draft.values[k] and v is not None})
        made = desk.save(draft)
        assert (made.register, made.id, "made") in [(x.register, x.id, x.kind) for x in desk.links(key, origin.id)]
        assert [(x.register, x.id) for x in desk.links(made.register, made.id) if x.kind == "origin"] == [
            (key, origin.id)
        ]


@REGISTER
def test_every_condition_of_a_list_can_be_asked(key: str, desk: Desk) -> None:
    opened = saved(desk, key)
    for name, field in desk.entry(key).fields().items():
        if not isinstance(field, Lines):
            found = desk.page(Query(key, where=((name, opened.values[name]),)), 0, 9, ())
            assert [row.id for row in found] == [opened.id], name


def test_masters_are_found_by_name_initials_and_code(desk: Desk) -> None:
    save_one(desk, "product", name="阿莫西林胶囊", specification="0.25g", approval_number="国药准字H12345678")
    for typed in ("阿莫", "amxl", "AMXL", "H1234", "西林"):
        assert [s.text for s in desk.suggest("product", typed)] == ["阿莫西林胶囊 0.25g"], typed
    assert desk.suggest("product", "头孢") == []
