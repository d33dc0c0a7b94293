"""Correcting what is closed, by hand: asked in the editor, decided in the list of requests, readable afterwards."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qfdesk import cli
from qfdesk.desk import Desk
from qfdesk.model.values import Opened
from qfdesk.ui.editor.corrections_dialog import CorrectionsDialog
from qfdesk.ui.editor.held import Held
from qfdesk.ui.keeping_dialog import KeepingDialog
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.window import MainWindow
from tests.gui.hand import Hand, answer, press, write
from tests.invented import MORNING, change, save_one, walk_to_the_end


@pytest.fixture
def closed(desk: Desk) -> Opened:
    """A complaint that is closed, with a tag."""
    saved = save_one(desk, "complaint", tags="旧", received_at=MORNING - dt.timedelta(days=3))
    walk_to_the_end(desk, saved)
    return desk.open("complaint", saved.id)


@pytest.fixture
def hand(desk: Desk, closed: Opened, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Hand:
    """Somebody who looks at the closed complaint."""
    hand = Hand(open_window(desk), qtbot)
    look_at(hand, "complaint", closed.id)
    return hand


def look_at(hand: Hand, register: str, number: int) -> None:
    """Opens a record and waits until all of its form stands."""
    hand.window.open_entry(register, number)
    hand.settled()
    hand.qtbot.waitUntil(lambda: not hand.pane.form._waiting)  # type: ignore[union-attr]


def types(hand: Hand, words: str) -> bool:
    """Whether something can be typed into a box."""
    box = hand.box(words)
    line = box.inner if isinstance(box.inner, QLineEdit) else box.findChild(QLineEdit)
    return box.inner.isEnabled() and not line.isReadOnly()  # type: ignore[union-attr]


def ask(hand: Hand, tag: str) -> None:
    """Asks for another tag, as a person does."""
    press(hand.pane.foot, "Ask for a correction")
    hand.unfold("Filing")
    hand.fill("Tags", tag)
    answer(ReasonDialog, _give_reason)
    press(hand.pane.foot, "Send the request")


def _give_reason(dialog: ReasonDialog) -> None:
    dialog.box.setFocus()
    write("写错")
    press(dialog, "Send the request")


def decide(hand: Hand, how: Callable[[CorrectionsDialog], None]) -> None:
    """Opens the list of requests from the record's banner and does something there."""
    answer(CorrectionsDialog, how)
    press(hand.pane.notice, "Look at it")


def cells(dialog: CorrectionsDialog) -> list[list[str]]:
    rows, columns = range(dialog.table.rowCount()), range(3)
    return [[dialog.table.item(row, column).text() for column in columns] for row in rows]  # type: ignore[union-attr]


def test_a_closed_record_is_read_only_until_a_correction_is_asked_for(hand: Hand) -> None:
    hand.unfold("Filing")
    assert not hand.pane.foot.save_button.isVisible()
    assert not types(hand, "Tags")
    press(hand.pane.foot, "Ask for a correction")
    assert types(hand, "Tags")
    assert hand.notice == "A correction: nothing of the record changes before somebody approves it."
    assert not any(b.isVisible() for b in (hand.pane.foot.move_button, hand.pane.foot.print_button))
    press(hand.pane.foot, "Leave it")
    assert not types(hand, "Tags")
    assert "only read" in hand.notice


def test_a_correction_is_asked_for_and_approved_by_hand(hand: Hand, desk: Desk, closed: Opened) -> None:
    ask(hand, "返工")
    assert desk.open("complaint", closed.id) == closed
    assert hand.notice.startswith("A correction is waiting: 王芳 asked for it on 20")
    assert hand.told == f"The correction of {closed.title} is asked for"
    assert hand.value("Tags") == "旧"
    assert not hand.pane.foot.correct_button.isVisible()
    seen: list[list[list[str]]] = []

    def approve(dialog: CorrectionsDialog) -> None:
        seen.append(cells(dialog))
        press(dialog, "Approve")
        press(dialog, "Close")

    decide(hand, approve)
    assert seen == [[["Tags", "旧", "返工"]]]
    assert hand.value("Tags") == "返工"
    assert hand.told == f"The correction of {closed.title} is decided"
    short, whole = hand.box("Tags").mark
    assert short == "Corrected, was: 旧"
    assert "旧 → 返工. Asked for by 王芳, approved by 王芳: 写错" in whole
    assert ["Tags, corrected", "旧", "返工"] in [row[2:5] for row in hand.history()]


def test_a_refusal_wants_a_note_and_leaves_the_record(hand: Hand, desk: Desk, closed: Opened) -> None:
    ask(hand, "返工")

    def refuse(dialog: CorrectionsDialog) -> None:
        assert not dialog.refuse_button.isEnabled()
        dialog.note.setFocus()
        write("原件无误")
        press(dialog, "Refuse")
        assert dialog.story.text() == "No correction is waiting."
        press(dialog, "Close")

    decide(hand, refuse)
    assert desk.open("complaint", closed.id) == closed
    assert desk.corrections.of("complaint", closed.id)[0].note == "原件无误"
    assert "only read" in hand.notice
    assert hand.pane.foot.correct_button.isVisible()


def test_what_is_typed_for_a_correction_is_checked_at_its_box(hand: Hand, desk: Desk) -> None:
    press(hand.pane.foot, "Ask for a correction")
    hand.unfold("What happened")
    hand.fill("What is complained of", "")
    press(hand.pane.foot, "Send the request")
    assert hand.box("What is complained of").note == "“What is complained of” is empty; fill it in"
    assert desk.corrections.pending() == []


def test_nothing_typed_is_nothing_asked(hand: Hand, desk: Desk) -> None:
    press(hand.pane.foot, "Ask for a correction")
    press(hand.pane.foot, "Send the request")
    assert hand.warned == "Nothing differs yet; change what is to be corrected."
    assert desk.corrections.pending() == []


def test_a_correction_half_typed_is_gone_on_with(hand: Hand, desk: Desk, closed: Opened) -> None:
    press(hand.pane.foot, "Ask for a correction")
    hand.unfold("Filing")
    hand.fill("Tags", "返工")
    hand.pane.following.keep_draft()
    draft = desk.kept_drafts()[0]
    hand.pane.hold(Held(desk.entry("complaint"), desk.edit(closed), closed))
    assert hand.pane.show_draft(draft)
    assert hand.value("Tags") == "返工"
    assert hand.pane.foot.save_button.text() == "Send the request…"


def test_whoever_asked_cannot_approve_where_somebody_else_may(hand: Hand, desk: Desk, closed: Opened) -> None:
    save_one(desk, "operator", name="李明", login="李明", roles=("quality",))
    ask(hand, "返工")

    def approve(dialog: CorrectionsDialog) -> None:
        press(dialog, "Approve")
        assert dialog.banner.text.startswith("You asked for this correction")
        press(dialog, "Withdraw")
        press(dialog, "Close")

    decide(hand, approve)
    assert desk.open("complaint", closed.id) == closed
    assert desk.corrections.of("complaint", closed.id)[0].state == "withdrawn"


def test_all_requests_are_listed_from_the_menu_and_open_their_record(
    desk: Desk, closed: Opened, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    desk.corrections.ask("complaint", closed.id, {"tags": "返工"}, "写错")
    hand = Hand(open_window(desk), qtbot)
    hand.go("Today")

    def look(dialog: CorrectionsDialog) -> None:
        assert dialog.list.item(0).text().startswith(closed.title)  # type: ignore[union-attr]
        press(dialog, "Open the record")

    answer(CorrectionsDialog, look)
    hand.window.commands.actions["corrections"].trigger()
    assert hand.title == closed.title


def test_a_refund_that_was_paid_can_only_be_read(
    desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    saved = save_one(desk, "goods_return", refund_amount=20)
    hand = Hand(open_window(desk), qtbot)
    look_at(hand, "goods_return", saved.id)
    hand.unfold("Refund and stock")
    assert types(hand, "Refund")
    desk.store.db.execute_sql(f"UPDATE goods_return SET refunded_at = '2026-11-20 02:00:00' WHERE id = {saved.id}")
    change(desk, saved, tags="已退款")
    hand.window.events.changed.emit(None)
    assert not types(hand, "Refund")


def test_what_is_beyond_its_term_is_told_and_nothing_is_offered(hand: Hand, desk: Desk, closed: Opened) -> None:
    save_one(desk, "complaint")
    utc = "2020-05-06 02:00:00"
    desk.store.db.execute_sql(f"UPDATE complaint SET closed_at = '{utc}' WHERE id = {closed.id}")
    said = answer(KeepingDialog, lambda dialog: press(dialog, "Close"))
    hand.window.commands.actions["keeping"].trigger()
    assert f"Complaints: 1 record is beyond its term ({closed.title})" in " ".join(said)
    assert "Records are kept for 5 years" in " ".join(said)
    line = f'qfdesk --ledger "{desk.place}" purge complaint --until {desk.keeping.latest().isoformat()}'
    copied = (f"{line} --dry-run", f'{line} --reason "time of keeping is over"')
    assert "\n".join(copied) in " ".join(said)
    assert [cli.read(shlex.split(words)[1:]).dry_run for words in copied] == [True, False]
    assert desk.open("complaint", closed.id)
