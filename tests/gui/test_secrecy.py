"""Masked and sealed records in the window: what is seen, asked, saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from qfdesk.ui.editor.secrecy_bar import NameDialog
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.window import MainWindow
from tests.desk.secrets_of import led, person
from tests.gui.fingers import answer, click, write
from tests.gui.hand import Hand
from tests.invented import a_value, save_one, walk_to_the_end

WHO = {
    "customer": Ref(None, "欧阳明珠"),
    "contact_name": "欧阳明珠",
    "contact_phone": "13711112222",
    "story": "欧阳明珠说药片发黄",
    "age": 44,
}
Sit = Callable[..., Hand]


@pytest.fixture
def sit(desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Sit:
    """``sit(saved, "clerk")``: somebody of that role sits down and opens the record."""

    def sat(saved: Saved, *roles: str) -> Hand:
        if roles:
            led(desk)
            desk.session.become(person(desk, "小周", *roles))
        window = open_window(desk)
        hand = Hand(window, qtbot)
        window.current()
        hand.go("Complaints")
        hand.tab.show_entry(saved.id)
        return hand

    return sat


def seen(hand: Hand) -> str:
    """Every word in sight."""
    return "\n".join(label.text() for label in hand.window.findChildren(QLabel) if label.isVisible())


def test_a_masked_record_shows_masks_that_cannot_be_typed_in_and_keeps_the_truth(desk: Desk, sit: Sit) -> None:
    saved = save_one(desk, "complaint", **WHO)
    hand = sit(saved, "clerk")
    bar, form = hand.pane.secrecy, hand.pane.form
    assert form is not None
    assert (bar.tag.text(), bar.show_button.isVisible()) == ("Masked", True)
    assert form.box("contact_phone").veiled == "137****2222"
    assert form.box("age").veiled == "***"
    assert not form.box("contact_phone").inner.isVisible()
    assert "明珠" not in seen(hand)
    form.focus("wish")
    write("退款")
    assert hand.pane.save()
    assert not hand.pane.banner.isVisible()
    desk.secrecy.unmask("complaint", saved.id, "核对")
    values = desk.open("complaint", saved.id).values
    assert (values["wish"], values["contact_phone"], values["age"]) == ("退款", "13711112222", 44)


def test_a_masked_table_with_days_and_choices_is_nothing_to_correct(desk: Desk, sit: Sit) -> None:
    line = {"person": "周宁", "what": "penalty", "ground": "漏登一件", "done": "2026-11-20"}
    saved = save_one(desk, "meeting", kind="appraisal", story="逐人评议", merits=[line])
    hand = sit(save_one(desk, "complaint", **WHO), "clerk")
    hand.pane.show_entry("meeting", saved.id)
    form = hand.pane.form
    assert form is not None
    assert "***" in form.box("merits").veiled
    assert "is not understood" not in seen(hand)
    assert "周宁" not in seen(hand)
    form.focus("place")
    write("二楼")
    assert hand.pane.save()
    desk.secrecy.unmask("meeting", saved.id, "核对")
    values = desk.open("meeting", saved.id).values
    assert (values["place"], values["merits"]) == ("二楼", [line])


@pytest.mark.parametrize(("register", "key"), [("recall", "buyers"), ("adr", "group_cases")])
def test_a_table_masked_for_good_is_not_marked_wrong_and_the_record_is_saved(
    desk: Desk, sit: Sit, register: str, key: str
) -> None:
    line = a_value(desk.entry(register).fields()[key])[0]
    more = {"sold_state": "sold"} if register == "recall" else {}
    saved = save_one(desk, register, **more, **{key: [line]})
    walk_to_the_end(desk, saved)
    desk.forgetting.forget(register, saved.id, "本人要求")
    opened = desk.open(register, saved.id)
    back = next(s.move.key for s in desk.moves(register, opened.values) if s.move.back)
    desk.move(register, saved.id, opened.revision, back, {}, "再看")
    hand = sit(save_one(desk, "complaint", **WHO))
    hand.pane.show_entry(register, saved.id)
    form = hand.pane.form
    assert form is not None
    assert form.faults() == {}
    assert form.box(key).value() == opened.values[key]
    assert "is not understood" not in seen(hand)
    form.focus("internal_note")
    write("补记")
    assert hand.pane.save()
    assert desk.open(register, saved.id).values["internal_note"] == "补记"


def test_the_purpose_is_asked_and_what_was_typed_stays(desk: Desk, sit: Sit) -> None:
    saved = save_one(desk, "complaint", **WHO)
    hand = sit(saved, "clerk")
    form = hand.pane.form
    assert form is not None
    form.focus("wish")
    write("退款")

    def why(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.box.setPlainText("回电话")
        dialog.accept()

    answer(ReasonDialog, why)
    click(hand.pane.secrecy.show_button)
    assert not hand.pane.secrecy.isVisible()
    assert form.box("contact_phone").value() == "13711112222"
    assert form.box("wish").value() == "退款"
    assert desk.history("complaint", saved.id)[0].reason == "回电话"


def test_a_sealed_record_says_who_knows_and_lets_nobody_else_see(desk: Desk, sit: Sit) -> None:
    saved = save_one(desk, "complaint", kind="report", confidential=True, **WHO)
    hand = sit(saved, "quality")
    bar = hand.pane.secrecy
    assert (bar.tag.text(), "王芳" in bar.told.text()) == ("Sealed", True)
    assert not any(b.isVisible() for b in (bar.show_button, bar.name_button, bar.unseal_button))
    assert "明珠" not in seen(hand)
    assert hand.pane.form is not None
    assert hand.pane.form.box("contact_name").veiled == "(sealed)"
    assert not hand.pane.form.box("confidential").inner.isEnabled()


def test_a_holder_names_a_person_in_the_window(desk: Desk, sit: Sit) -> None:
    saved = save_one(desk, "complaint", kind="report", confidential=True, **WHO)
    led(desk)
    friend = person(desk, "老钱", "quality")
    hand = sit(saved)

    def name(dialog: QDialog) -> None:
        assert isinstance(dialog, NameDialog)
        dialog.person.setCurrentText("老钱")
        dialog.reason.setText("负责核查")
        dialog.accept()

    answer(NameDialog, name)
    click(hand.pane.secrecy.name_button)
    assert friend in desk.secrecy.holders("complaint", saved.id)
    assert "老钱" in hand.pane.secrecy.told.text()


def test_nothing_is_said_of_an_open_record(desk: Desk, sit: Sit) -> None:
    saved = save_one(desk, "complaint", **WHO)
    hand = sit(saved)
    assert not hand.pane.secrecy.isVisible()
    assert QApplication.instance() is not None
    assert hand.window.findChildren(QPushButton)
