"""The record editor, driven by keys and clicks: typing, filling, saving, moving on, never losing what was typed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.language import _, use
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from qfdesk.ui.editor import EditorPane
from qfdesk.ui.editor.add_dialog import AddDialog, start_of
from qfdesk.ui.editor.dialogs import ConflictDialog, TieDialog
from qfdesk.ui.events import Events
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.reason_dialog import ReasonDialog
from tests.gui.hand import CTRL, LEFT, SHIFT, Key, answer, press
from tests.gui.invented import add_entry
from tests.invented import change, save_one


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk, themed: QApplication) -> EditorPane:
    made = EditorPane(desk, Events(), Jobs())
    qtbot.addWidget(made)
    made.resize(646, 648)
    made.show()
    return made


@pytest.fixture
def product(desk: Desk) -> Ref:
    saved = add_entry(
        desk,
        "product",
        name="阿莫西林胶囊",
        specification="0.25g*24",
        maker="华北制药",
        approval_number="国药准字H13020726",
        barcode="6901234567892",
    )
    return Ref(saved.id, saved.title)


def number_of(desk: Desk, register: str = "complaint", row: int = 0) -> int:
    return desk.page(Query(register), row, 1, ("number",))[0].id


def type_into(pane: EditorPane, key: str, text: str) -> None:
    assert pane.form is not None
    box: Any = pane.form.box(key)
    pane.form.focus(key)
    inner = getattr(box, "line", None) or getattr(box, "paragraphs", None) or box.combo.typed
    inner.setFocus()
    inner.selectAll()
    if text.isascii():
        QTest.keyClicks(inner, text)
    else:
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(inner, composed)


def enter(pane: EditorPane, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    assert pane.form is not None
    box: Any = pane.form.box(key)
    inner = getattr(box, "line", None) or getattr(box, "paragraphs", None) or box.combo.typed
    QTest.keyClick(inner, Key.Key_Return, modifier)


def focused(pane: EditorPane) -> str:
    """The field whose box has the focus."""
    assert pane.form is not None
    boxes = {k: b for block in pane.form.blocks for k, b in block.boxes.items()}
    there = pane.focusWidget()
    return next((k for k, b in boxes.items() if there is not None and (b.isAncestorOf(there) or b is there)), "")


def give_reason(text: str) -> Callable[[ReasonDialog], None]:
    def give(dialog: ReasonDialog) -> None:
        QTest.keyClicks(dialog.box, text)
        buttons = [b for b in dialog.findChildren(QAbstractButton) if b.property("role") == "danger"]
        QTest.mouseClick(buttons[0], LEFT)

    return give


# what is shown


def test_an_entry_is_shown_with_its_number_stage_steps_and_counts(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    assert pane.head.title.text() == desk.open("complaint", number_of(desk)).title
    assert pane.head.stage.text() == "To accept"
    assert pane.head.steps.now.endswith("Receive")
    assert pane.head.sides["history"].text().startswith("History")
    assert not pane.is_dirty()
    assert not pane.head.unsaved.isVisible()
    type_into(pane, "contact_name", "x")
    assert pane.head.unsaved.isVisible()


def test_the_nearest_due_date_is_said_with_its_reason(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    assert "D9.4" in pane.head.due_line.text()
    pane.show_entry("complaint", number_of(desk, row=8))
    assert "overdue" in pane.head.due_line.text()
    assert "overdue" in pane.head.due.text()


def test_a_section_whose_fields_do_not_matter_yet_is_folded_and_opens_at_a_press(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    assert pane.form is not None
    blocks = {block.section.key: block for block in pane.form.blocks}
    assert blocks["intake"].opened
    assert not blocks["decide"].opened
    blocks["decide"]._head.clicked.emit()
    assert blocks["decide"].opened
    pane.show_entry("complaint", number_of(desk, row=1))
    assert blocks["decide"].opened


def test_boxes_and_sections_appear_only_for_their_choice(pane: EditorPane) -> None:
    pane.show_new("complaint")
    assert pane.form is not None
    use_block = next(block for block in pane.form.blocks if block.section.key == "use")
    type_into(pane, "kind", "Service quality")
    enter(pane, "kind")
    assert use_block.isHidden()
    type_into(pane, "kind", "Adverse drug")
    enter(pane, "kind")
    assert not use_block.isHidden()


def test_markup_in_a_record_is_shown_literally(pane: EditorPane, desk: Desk) -> None:
    nasty = "<b>x</b><img src=x>&amp;"
    saved = add_entry(desk, "complaint", story=nasty, customer=Ref(None, nasty))
    pane.show_entry("complaint", saved.id)
    assert pane.form is not None
    assert pane.form.box("story").value() == nasty
    assert pane.form.box("customer").line.text() == nasty  # type: ignore[attr-defined]
    labels = [label for label in pane.form.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_masters_are_edited_by_the_same_editor(pane: EditorPane, desk: Desk) -> None:
    pane.show_new("product")
    type_into(pane, "name", "布洛芬片")
    type_into(pane, "specification", "0.2g")
    assert pane.save()
    assert [s.text for s in desk.suggest("product", "布洛芬片")] == ["布洛芬片 0.2g"]
    assert pane.head.steps.isHidden()


# typing and walking


def test_enter_walks_to_the_next_field_and_shift_enter_back(pane: EditorPane) -> None:
    pane.show_new("complaint")
    assert pane.form is not None
    pane.form.focus("contact_name")
    enter(pane, "contact_name")
    assert focused(pane) == "contact_phone"
    enter(pane, "contact_phone", SHIFT)
    assert focused(pane) == "contact_name"


def test_in_a_memo_enter_is_a_new_line_and_ctrl_enter_walks_on(pane: EditorPane) -> None:
    pane.show_new("complaint")
    type_into(pane, "story", "one")
    enter(pane, "story")
    assert focused(pane) == "story"
    enter(pane, "story", CTRL)
    assert focused(pane) == "wish"
    assert pane.held is not None
    assert pane.held.draft.values["story"] == "one\n"


def test_ctrl_s_and_f2_save(pane: EditorPane, desk: Desk) -> None:
    for key, modifier in ((Key.Key_S, CTRL), (Key.Key_F2, Qt.KeyboardModifier.NoModifier)):
        before = desk.count(Query("complaint"))
        pane.show_new("complaint")
        type_into(pane, "channel", "Phone")
        type_into(pane, "story", "white spots")
        assert pane.form is not None
        QTest.keyClick(pane.form.box("story").inner, key, modifier)
        assert desk.count(Query("complaint")) == before + 1
        assert not pane.is_dirty()


def test_a_link_found_by_pinyin_initials_fills_the_rest(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    add_entry(desk, "party", name="欧阳先", contact="欧阳先生", phone="13812340512", address="建设路 12 号")
    pane.show_new("complaint")
    type_into(pane, "customer", "oyx")
    assert pane.form is not None
    box: Any = pane.form.box("customer")
    qtbot.waitUntil(lambda: box.finder.list.isVisible() and bool(box.model.found))
    enter(pane, "customer")
    assert pane.held is not None
    values = pane.held.draft.values
    assert values["customer"].text == "欧阳先"
    assert (values["contact_name"], values["contact_phone"]) == ("欧阳先生", "13812340512")
    assert focused(pane) != "customer"


def test_initials_and_enter_typed_at_once_find_it_too(pane: EditorPane, product: Ref) -> None:
    pane.show_new("complaint")
    type_into(pane, "product", "amxl")
    enter(pane, "product")
    assert pane.held is not None
    assert pane.held.draft.values["product"] is not None
    assert pane.held.draft.values["product"].id is not None


def test_a_name_begun_is_not_taken_for_another(pane: EditorPane, desk: Desk) -> None:
    add_entry(desk, "party", name="Chosen and others")
    pane.show_new("complaint")
    type_into(pane, "customer", "Chosen")
    enter(pane, "customer")
    assert pane.held is not None
    assert pane.held.draft.values["customer"] == Ref(None, "Chosen")


def test_a_scanned_barcode_finds_the_product_and_tells_its_facts(pane: EditorPane, product: Ref, qtbot: QtBot) -> None:
    pane.show_new("complaint")
    type_into(pane, "product", "6901234567892")
    enter(pane, "product")
    assert pane.held is not None
    assert pane.held.draft.values["product"] == product
    assert pane.form is not None
    block = next(b for b in pane.form.blocks if "product" in b.keys)
    qtbot.waitUntil(lambda: block._facts["product.specification"].text() == "0.25g*24")
    assert "国药准字H13020726" in block._facts["line"].text()


def test_what_was_typed_is_not_overwritten_by_a_chosen_link(pane: EditorPane, desk: Desk) -> None:
    add_entry(desk, "party", name="Chosen", phone="999")
    pane.show_new("complaint")
    type_into(pane, "contact_phone", "111")
    type_into(pane, "customer", "Chosen")
    enter(pane, "customer")
    assert pane.held is not None
    assert pane.held.draft.values["contact_phone"] == "111"
    assert pane.held.draft.values["customer"].id is not None


def test_a_new_master_is_added_on_the_spot(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    pane.show_new("complaint")
    type_into(pane, "product", "新药片")
    assert pane.form is not None
    box: Any = pane.form.box("product")
    qtbot.waitUntil(lambda: box.finder.list.isVisible())

    def add(dialog: AddDialog) -> None:
        assert dialog.boxes["name"].value() == "新药片"
        QTest.keyClicks(dialog.boxes["specification"].inner, "10mg")
        QTest.keyClick(dialog.boxes["specification"].inner, Key.Key_Return)
        assert dialog.isVisible(), "Enter never answers the dialog"
        QTest.keyClick(dialog, Key.Key_S, CTRL)

    answer(AddDialog, add)
    box.finder.list.setCurrentIndex(box.finder.completionModel().index(box.model.rowCount() - 1, 0))
    enter(pane, "product")
    qtbot.waitUntil(lambda: pane.held is not None and bool(pane.held.draft.values["product"].id))
    assert pane.held is not None
    assert pane.held.draft.values["product"].text == "新药片 10mg"


def test_text_that_names_nobody_yet_is_made_on_saving(pane: EditorPane, desk: Desk) -> None:
    pane.show_new("complaint")
    type_into(pane, "customer", "Somebody new")
    type_into(pane, "channel", "Phone")
    type_into(pane, "story", "white spots")
    assert pane.save()
    assert pane.held is not None
    assert pane.held.draft.values["customer"].id is not None
    assert [s.text for s in desk.suggest("party", "Somebody new")] == ["Somebody new"]


def test_the_same_batch_elsewhere_speaks_where_the_batch_is_typed(
    pane: EditorPane, desk: Desk, product: Ref, qtbot: QtBot
) -> None:
    batch = add_entry(desk, "batch", batch_number="K7", product=product)
    link = Ref(batch.id, batch.title)
    first = add_entry(desk, "complaint", product=product, batch=link)
    add_entry(desk, "goods_return", product=product, batch=link)
    pane.show_new("complaint")
    type_into(pane, "batch", "K7")
    enter(pane, "batch")
    assert pane.form is not None
    banner = next(b.banner for b in pane.form.blocks if b.banner)
    qtbot.waitUntil(lambda: banner.text == "Same batch elsewhere: Complaints 1, Returns 1")
    assert pane.held is not None
    assert pane.held.draft.values["product"] == product
    opened: list[tuple[str, int]] = []
    pane.form.neighbour_wanted.connect(lambda register, number: opened.append((register, number)))
    action = next(a for a in banner.menu().actions() if a.text().startswith(first.title))
    action.trigger()
    assert opened == [("complaint", first.id)]


# findings


def test_a_refused_save_says_what_is_wrong_at_the_box_and_goes_there(pane: EditorPane, qtbot: QtBot) -> None:
    pane.show_new("complaint")
    type_into(pane, "contact_name", "Li")
    assert not pane.save()
    assert pane.form is not None
    assert "is empty" in pane.form.box("story").note
    first = focused(pane)
    assert first
    assert pane.form.box(first).note
    type_into(pane, "story", "white spots")
    qtbot.waitUntil(lambda: pane.form is not None and pane.form.box("story").note == "")


def test_a_date_that_is_not_understood_is_never_dropped(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    type_into(pane, "bought_on", "some day")
    assert pane.is_dirty()
    assert not pane.save()
    assert pane.form is not None
    box: Any = pane.form.box("bought_on")
    assert box.line.text() == "some day"
    assert "some day" in box.note


# leaving


def leave_by(text: str) -> Callable[[QMessageBox], None]:
    return lambda box: press(box, text)


def test_leaving_unsaved_work_asks_and_may_save_discard_or_stay(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    before = desk.open("complaint", number).values["contact_name"]
    type_into(pane, "contact_name", "Kept")
    answer(QMessageBox, leave_by("Go on typing"))
    assert not pane.leave()
    assert pane.is_dirty()
    answer(QMessageBox, leave_by("Do not save"))
    assert pane.leave()
    assert desk.open("complaint", number).values["contact_name"] == before
    assert not pane.is_dirty()
    type_into(pane, "contact_name", "Kept")
    answer(QMessageBox, leave_by("Save"))
    assert pane.leave()
    assert desk.open("complaint", number).values["contact_name"] == "Kept"


def test_typing_and_taking_it_back_leaves_nothing_to_save(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    type_into(pane, "contact_address", "x")
    assert pane.is_dirty()
    assert pane.form is not None
    QTest.keyClick(pane.form.box("contact_address").inner, Key.Key_Backspace)
    assert not pane.is_dirty()


def test_a_draft_outlives_a_power_cut_and_is_gone_once_saved(
    pane: EditorPane, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pane.show_new("complaint")
    type_into(pane, "channel", "Phone")
    type_into(pane, "story", "typed before the light went out")
    pane.following.keep_draft()
    kept = desk.kept_drafts()
    assert [d.values["story"] for d in kept] == ["typed before the light went out"]
    other = EditorPane(desk, Events(), Jobs())
    qtbot.addWidget(other)
    other.show_draft(kept[0])
    assert other.is_dirty()
    assert other.form is not None
    assert other.form.box("story").value() == "typed before the light went out"
    assert other.save()
    assert desk.kept_drafts() == []


def test_a_kept_draft_of_an_entry_is_offered_when_it_is_shown(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "contact_name", "Half")
    pane.following.keep_draft()
    other = EditorPane(desk, Events(), Jobs())
    qtbot.addWidget(other)
    other.show_entry("complaint", number)
    assert "never saved" in other.banner.text
    other.show()
    press(other.banner, "Go on with it")
    assert other.form is not None
    assert other.form.box("contact_name").value() == "Half"


def test_a_full_disk_is_told_and_the_form_stays(pane: EditorPane, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pane.show_entry("complaint", number_of(desk))
    type_into(pane, "contact_name", "Stays")

    def full(*_args: object) -> Saved:
        raise SurroundingsError(_("The disk is full; free some room and save again"))

    monkeypatch.setattr(desk, "save", full)
    assert not pane.save()
    assert "disk is full" in pane.banner.text
    assert pane.form is not None
    assert pane.form.box("contact_name").value() == "Stays"


# two clerks


def changed_by_another(desk: Desk, number: int, **values: Any) -> None:
    draft = desk.edit(desk.open("complaint", number))
    draft.values.update(values)
    desk.save(draft)


def test_mine_may_be_kept_on_top_of_theirs(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "contact_name", "Mine")
    changed_by_another(desk, number, contact_name="Theirs", contact_phone="222")
    rows: list[list[str]] = []

    def keep(dialog: ConflictDialog) -> None:
        table = dialog.table
        for row in range(table.rowCount()):
            rows.append([table.item(row, c).text() for c in range(3)])  # type: ignore[union-attr]
        press(dialog, "Keep mine")

    answer(ConflictDialog, keep)
    assert pane.save()
    assert ["Name", "Mine", "Theirs"] in rows
    values = desk.open("complaint", number).values
    assert (values["contact_name"], values["contact_phone"]) == ("Mine", "222")


def test_theirs_may_be_taken_or_the_typing_goes_on(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "contact_name", "Mine")
    changed_by_another(desk, number, contact_name="Theirs")
    answer(ConflictDialog, lambda dialog: press(dialog, "Go on typing"))
    assert not pane.save()
    assert pane.form is not None
    assert pane.form.box("contact_name").value() == "Mine"
    answer(ConflictDialog, lambda dialog: press(dialog, "Take theirs"))
    pane.save()
    assert pane.form.box("contact_name").value() == "Theirs"
    assert not pane.is_dirty()


# moving on


def test_what_the_next_move_needs_is_named_and_leads_to_its_box(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    assert pane.foot.move_button.text() == "Accept"
    assert pane.foot.move_button.isEnabled()
    QTest.mouseClick(pane.foot.move_button, LEFT)
    assert desk.open("complaint", number).stage == "accepted"
    assert pane.foot.move_button.text() == "Start investigation"
    assert not pane.foot.move_button.isEnabled()
    names = [b.text() for b in pane.foot.missing.names if b.text()]
    assert "Severity" in names
    QTest.mouseClick(pane.foot.missing.names[names.index("Severity")], LEFT)
    assert focused(pane) == "severity"


def test_a_rule_that_asks_for_a_field_leads_to_its_box_by_click_and_by_key(pane: EditorPane, desk: Desk) -> None:
    given = {"truth": "true", "findings": "漏液", "cause": "封口", "responsible": "supplier", "proposal": "换货"}
    first = {"channel": "phone", "severity": "minor", "extent": "single", "handler": Ref(None, "王芳")}
    saved = save_one(desk, "complaint", batch=Ref(None, "2601"), **first)
    for key in ("accept", "inform", "investigate"):
        saved = desk.move("complaint", saved.id, desk.open("complaint", saved.id).revision, key)
    change(desk, saved, **given)
    pane.show_entry("complaint", saved.id)
    assert [b.text() for b in pane.foot.missing.names if b.text()] == ["Same batch checked"]
    QTest.mouseClick(pane.foot.missing.names[0], LEFT)
    assert focused(pane) == "same_batch"
    assert not pane.move_on("propose")
    assert "D16.6" in pane.banner.text
    assert focused(pane) == "same_batch"
    type_into(pane, "same_batch", "库存已封存")
    assert pane.move_on("propose")


def test_a_move_saves_what_was_typed_first(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "contact_name", "Typed and moved")
    assert pane.move_on("accept")
    opened = desk.open("complaint", number)
    assert (opened.stage, opened.values["contact_name"]) == ("accepted", "Typed and moved")


def test_a_new_record_is_typed_and_moved_from_stage_to_stage_until_it_is_closed(pane: EditorPane, desk: Desk) -> None:
    steps = {
        "accept": {"channel": "Phone", "story": "white spots"},
        "investigate": {"severity": "Minor", "extent": "Single case", "handler": "赵敏", "informed_at": "now"},
        "propose": {"truth": "Partly", "findings": "f", "cause": "c", "responsible": "Nobody", "proposal": "p"},
        "decide": {"result": "r"},
        "close": {"reply_text": "t", "replied_at": "now", "satisfied": "Fairly"},
    }
    pane.show_new("complaint")
    for move, typed in steps.items():
        for key, text in typed.items():
            type_into(pane, key, text)
            enter(pane, key, CTRL)
        if move == "decide" and pane.form is not None:
            ticks: Any = pane.form.box("measures")
            QTest.keyClick(ticks.ticks["explain"], Key.Key_Space)
        assert pane.move_on(move), move
    assert pane.held is not None
    assert pane.held.closed
    assert pane.head.steps.now.endswith("Close")
    assert [s.move.key for s in pane.following.moves] == ["reopen"]


def test_a_closed_record_is_only_read_and_says_how_to_reopen_it(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    opened = desk.open("complaint", number)
    desk.move("complaint", number, opened.revision, "decline", {}, "not ours")
    pane.show_entry("complaint", number)
    assert pane.form is not None
    assert pane.form.readonly
    assert "reopen" in pane.notice.text
    type_into(pane, "contact_name", "x")
    assert not pane.is_dirty()
    answer(ReasonDialog, give_reason("new facts"))
    press(pane.notice, "Reopen")
    assert desk.open("complaint", number).stage == "investigating"
    assert not pane.form.readonly
    assert desk.history("complaint", number)[0].reason == "new facts"


def test_an_entry_is_made_void_with_a_reason(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    answer(ReasonDialog, give_reason("entered twice"))
    pane.void()
    assert desk.open("complaint", number).voided
    assert "entered twice" in pane.notice.text
    assert pane.head.stage.text() == "Voided"
    assert pane.form is not None
    assert pane.form.readonly


def test_a_record_is_tied_to_another_by_its_number(pane: EditorPane, desk: Desk) -> None:
    number, other = number_of(desk), desk.open("complaint", number_of(desk, row=3))
    pane.show_entry("complaint", number)

    def tie(dialog: TieDialog) -> None:
        QTest.keyClicks(dialog.line, "TS-1999-0001")
        QTest.mouseClick(dialog.do, LEFT)
        assert dialog.banner.text
        dialog.line.clear()
        QTest.keyClicks(dialog.line, other.title)
        QTest.keyClick(dialog.line, Key.Key_Return)
        assert dialog.isVisible()
        QTest.mouseClick(dialog.do, LEFT)

    answer(TieDialog, tie)
    pane.tie()
    assert [one.number for one in desk.links("complaint", number)] == [other.title]


def test_printing_and_following_on_save_first_and_ask_the_window(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "contact_name", "Printed")
    with qtbot.waitSignal(pane.print_wanted) as printed:
        pane.foot.print_button.menu().actions()[0].trigger()
    paper = desk.registers()[0].papers[0].key
    assert printed.args == ["complaint", number, paper]
    assert desk.open("complaint", number).values["contact_name"] == "Printed"
    with qtbot.waitSignal(pane.new_wanted) as wanted:
        pane.foot.follow_button.menu().actions()[0].trigger()
    assert wanted.args[1] == ("complaint", number)


def test_a_record_made_from_another_carries_its_values_over(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_new("goods_return", ("complaint", number))
    assert pane.held is not None
    assert pane.held.draft.values["customer"] == desk.open("complaint", number).values["customer"]
    assert pane.held.draft.made_from == ("complaint", number)


# the other side


def test_the_history_is_told_in_words(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    type_into(pane, "channel", "Letter")
    assert pane.save()
    QTest.mouseClick(pane.head.sides["history"], LEFT)
    table = pane.side.history
    texts = [[table.item(r, c).text() for c in range(6)] for r in range(table.rowCount())]  # type: ignore[union-attr]
    assert any(row[2:5] == ["Channel", "Phone", "Letter"] for row in texts)
    QTest.mouseClick(pane.head.sides["history"], LEFT)
    assert pane.body.currentWidget() is pane.form


def test_files_are_attached_opened_as_a_copy_and_taken_out_with_a_reason(
    pane: EditorPane, desk: Desk, tmp_path: Path
) -> None:
    picture = tmp_path / "spots.jpg"
    picture.write_bytes(b"picture")
    number = number_of(desk)
    pane.show_entry("complaint", number)
    QTest.mouseClick(pane.head.sides["attachments"], LEFT)
    files = pane.side.files
    opened: list[Path] = []
    files._open = opened.append
    files.attach([picture, tmp_path / "nothing.jpg"])
    assert files.banner.text
    assert [file.name for file in files.files] == ["spots.jpg"]
    assert pane.head.sides["attachments"].text() == "Attachments 1"
    files.table.selectRow(0)
    files.open_copy()
    assert opened[0].read_bytes() == b"picture"
    answer(ReasonDialog, give_reason("wrong record"))
    files.remove()
    assert desk.attachments("complaint", number) == []


def test_a_linked_record_opens_from_the_list_of_links(pane: EditorPane, desk: Desk, qtbot: QtBot) -> None:
    number, other = number_of(desk), number_of(desk, row=2)
    desk.tie("complaint", number, desk.open("complaint", other).title)
    pane.show_entry("complaint", number)
    assert pane.head.sides["links"].text() == "Links 1"
    QTest.mouseClick(pane.head.sides["links"], LEFT)
    pane.side.links.table.selectRow(0)
    with qtbot.waitSignal(pane._events.open_entry) as wanted:
        pane.side.links.open_chosen()
    assert wanted.args == ["complaint", other]


# the pane as a whole


def test_one_form_serves_all_records_of_a_register(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    form = pane.form
    pane.show_entry("complaint", number_of(desk, row=1))
    assert pane.form is form


def test_derived_values_are_told_while_typing(pane: EditorPane, qtbot: QtBot) -> None:
    pane.show_new("goods_return")
    type_into(pane, "quantity_claimed", "3")
    type_into(pane, "unit_price", "12.5")
    assert pane.held is not None
    assert pane.held.draft.values["unit_price"] == Decimal("12.5")
    assert pane.form is not None
    block = next(b for b in pane.form.blocks if b.section.key == "goods")
    qtbot.waitUntil(lambda: "37.50" in block._stamps.text())


def test_an_entry_changed_elsewhere_is_read_again(pane: EditorPane, desk: Desk) -> None:
    number = number_of(desk)
    pane.show_entry("complaint", number)
    changed_by_another(desk, number, contact_name="New name")
    pane._events.changed.emit(None)
    assert pane.form is not None
    assert pane.form.box("contact_name").value() == "New name"


def test_another_language_keeps_what_was_typed(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    type_into(pane, "contact_name", "Typed")
    use("zh_CN")
    pane._events.language_changed.emit()
    assert pane.form is not None
    assert pane.form.box("contact_name").value() == "Typed"
    assert pane.foot.save_button.text().startswith("保存")
    assert pane.is_dirty()


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_register_and_master_is_shown_in_every_language(pane: EditorPane, desk: Desk, lang: str) -> None:
    use(lang)
    for entry in (*desk.registers(), *desk.masters()):
        assert pane.show_new(entry.key)
        assert pane.form is not None
        for block in pane.form.blocks:
            block.open()
        assert not pane.is_dirty()


def test_an_entry_that_is_gone_is_told(pane: EditorPane) -> None:
    assert not pane.show_entry("complaint", 99_999)
    assert "no longer" in pane.banner.text


def test_closing_frees_the_editor(qtbot: QtBot, desk: Desk, themed: QApplication) -> None:
    pane = EditorPane(desk, Events(), Jobs())
    pane.show_new("complaint")
    form = weakref.ref(pane.form)
    gone: list[int] = []
    pane.destroyed.connect(lambda: gone.append(1))
    pane.close()
    pane.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    del pane
    gc.collect()
    assert form() is None


def test_enter_walks_through_every_box_of_every_form_and_then_to_the_buttons(pane: EditorPane, desk: Desk) -> None:
    for entry in (*desk.registers(), *desk.masters()):
        pane.show_new(entry.key)
        assert pane.form is not None
        for block in pane.form.blocks:
            block.open()
        order = pane.form._order()
        walked: list[str] = []
        pane.form.focus(order[0])
        while (key := focused(pane)) and len(walked) <= len(order):
            walked.append(key)
            QTest.keyClick(pane.focusWidget(), Key.Key_Return, CTRL)
        assert walked == order, entry.key
        assert pane.focusWidget() in (pane.foot.save_button, pane.foot.move_button)


def test_a_draft_typed_and_taken_back_is_not_offered_again(pane: EditorPane, desk: Desk) -> None:
    pane.show_entry("complaint", number_of(desk))
    type_into(pane, "contact_address", "x")
    pane.following.keep_draft()
    assert len(desk.kept_drafts()) == 1
    assert pane.form is not None
    QTest.keyClick(pane.form.box("contact_address").inner, Key.Key_Backspace)
    pane.following.keep_draft()
    assert desk.kept_drafts() == []


def test_files_dropped_on_the_form_are_attached(pane: EditorPane, desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "spots.jpg"
    picture.write_bytes(b"picture")
    number = number_of(desk)
    pane.show_entry("complaint", number)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    place, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    QApplication.sendEvent(pane, QDragEnterEvent(place.toPoint(), copy, mime, LEFT, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(pane, QDropEvent(place, copy, mime, LEFT, Qt.KeyboardModifier.NoModifier))
    assert [file.name for file in desk.attachments("complaint", number)] == ["spots.jpg"]


def test_a_barcode_nobody_knows_begins_a_product_with_that_barcode(desk: Desk) -> None:
    product, batch = desk.entry("product"), desk.entry("batch")
    assert start_of(product, "6901234567892", None) == {"barcode": "6901234567892"}
    assert start_of(product, "新药", None) == {"name": "新药"}
    assert start_of(batch, "K1", Ref(1, "a")) == {"batch_number": "K1", "product": Ref(1, "a")}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [440, 646, 1000])
def test_nothing_at_head_and_foot_is_cut_off_at_any_width(
    pane: EditorPane, desk: Desk, qtbot: QtBot, lang: str, width: int
) -> None:
    use(lang)
    pane.resize(width, 600)
    pane.show_entry("complaint", number_of(desk, row=8))
    head, foot = pane.head, pane.foot
    buttons = (foot.save_button, foot.print_button, foot.follow_button, foot.more_button, foot.move_button)

    def whole() -> bool:
        shown = [w for w in (head.title, head.stage, head.due, *head.sides.values(), *buttons) if w.isVisible()]
        return all(w.width() >= w.sizeHint().width() for w in shown)

    qtbot.waitUntil(whole)
