"""Sitting down at the window: login, wrong password, lock and unlock, another person, what one may not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.rules import passwords
from qfdesk.rules.rights import ADMIN, AUDITOR, CLERK, FINANCE, HOUSE
from qfdesk.ui.accounts_dialog import AccountsDialog, PersonDialog
from qfdesk.ui.editor.boxes import Box
from qfdesk.ui.idle import Curtain
from qfdesk.ui.login import LoginDialog, PasswordDialog
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.rights_dialog import RightsDialog
from qfdesk.ui.seat import Seat
from qfdesk.ui.window import MainWindow
from tests.gui.fingers import Key, answer, front, keys, press, write
from tests.invented import save_one

MINE, THEIRS = "Regen-am-Montag", "drei kleine Katzen"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cost of a proof is for guessers, not for tests."""
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()
    yield
    passwords._hasher.cache_clear()


@pytest.fixture
def house(desk: Desk) -> Desk:
    """王芳 leads, 李明 is a clerk; both have passwords, and nobody sits at the desk."""
    desk.accounts.add("李明", [CLERK], "liming")
    desk.accounts.change_password("", MINE)
    desk.accounts.set_password("liming", THEIRS)
    desk.accounts.log_out()
    return desk


@pytest.fixture
def seat(qapp: QApplication, house: Desk) -> Iterator[Seat]:
    memory = Memory(house.profile)
    memory.put("theme", "light")
    looks = Looks(qapp, memory)
    looks.begin("en")
    made = Seat(house, looks, memory, qapp)
    yield made
    if made.window is not None:
        made.window.jobs.stop_all()
    for shown in (made.door, made.window):
        if shown is not None:
            shown.hide()
            shown.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def door(house: Desk, themed: QApplication, qtbot: QtBot) -> LoginDialog:
    dialog = LoginDialog(house)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def enter(dialog: LoginDialog, password: str) -> None:
    """Types a password and presses Enter."""
    dialog.password.setFocus()
    write(password)
    keys(Key.Key_Return)


def log_in(seat: Seat, password: str) -> MainWindow:
    seen = answer(LoginDialog, lambda dialog: enter(dialog, password))
    assert seat.sit_down()
    assert seen
    assert seat.window is not None
    return seat.window


def type_a_story(window: MainWindow, text: str) -> Box:
    """Begins a complaint and types its story."""
    tab: Any = window.go("complaint")
    tab.new()
    form = tab.editor.form
    form.focus("story")
    write(text)
    box = form.box("story")
    assert isinstance(box, Box)
    return box


# the login


def test_the_keyboard_is_at_the_password_and_enter_logs_in(door: LoginDialog, house: Desk) -> None:
    assert [door.name.itemText(n) for n in range(door.name.count())] == ["李明", "王芳"]
    assert door.name.currentText() == "王芳"
    front()
    assert QApplication.focusWidget() is door.password
    write(MINE)
    assert MINE not in door.password.displayText()
    keys(Key.Key_Return)
    assert door.result() == QDialog.DialogCode.Accepted
    assert house.actor == "王芳"
    assert house.may(HOUSE, "users")


def test_a_wrong_password_is_said_and_begun_anew(door: LoginDialog, house: Desk) -> None:
    enter(door, "falsch-falsch")
    assert "not right" in door.banner.text
    assert door.password.text() == ""
    assert door.isVisible()
    assert not house.may("complaint", "read")
    enter(door, MINE)
    assert door.result() == QDialog.DialogCode.Accepted


def test_esc_neither_opens_nor_ends(door: LoginDialog) -> None:
    keys(Key.Key_Escape)
    assert door.isVisible()
    press(door, "Quit")
    assert door.result() == QDialog.DialogCode.Rejected


def test_a_delay_counts_down_before_the_next_attempt(door: LoginDialog) -> None:
    for _n in range(6):
        enter(door, "falsch-falsch")
    assert "in 30 seconds" in door.banner.text
    assert not door.enter.isEnabled()
    door._count_down()
    assert "in 29 seconds" in door.banner.text
    for _n in range(29):
        door._count_down()
    assert door.enter.isEnabled()
    assert door.banner.text == ""


def test_caps_lock_is_noticed_by_what_it_types(door: LoginDialog) -> None:
    door.password.setFocus()
    assert not door.caps.isVisible()
    keys("A")
    assert door.caps.isVisible()
    keys("a")
    assert not door.caps.isVisible()
    keys("A", Qt.KeyboardModifier.ShiftModifier)
    assert not door.caps.isVisible()


def test_a_given_password_is_replaced_before_anything_else(door: LoginDialog, house: Desk) -> None:
    house.accounts.log_in("王芳", MINE)
    house.accounts.set_password("liming", "nur zum Anfang", must_change=True)
    house.accounts.log_out()
    door.name.setCurrentText("李明")

    def choose(dialog: PasswordDialog) -> None:
        dialog.new.setFocus()
        write("ein langer Weg")
        dialog.again.setFocus()
        write("ein kurzer Weg")
        keys(Key.Key_Return)
        assert "differ" in dialog.banner.text
        dialog.again.clear()
        dialog.again.setFocus()
        write("ein langer Weg")
        keys(Key.Key_Return)

    seen = answer(PasswordDialog, choose)
    enter(door, "nur zum Anfang")
    assert "given to you by somebody else" in seen[0]
    assert door.result() == QDialog.DialogCode.Accepted
    assert house.may("complaint", "add")


# locking


def test_a_locked_window_is_covered_and_unlocked_with_everything_typed(seat: Seat, house: Desk) -> None:
    window = log_in(seat, MINE)
    box = type_a_story(window, "写到一半")
    seat.lock()
    assert seat.door is not None
    curtains = window.findChildren(Curtain)
    assert [c.geometry() for c in curtains] == [window.rect()]
    assert curtains[0].isVisible()
    assert [d.values["story"] for d in house.kept_drafts()] == ["写到一半"]
    enter(seat.door, "falsch-falsch")
    assert seat.door is not None
    keys(Key.Key_Escape)
    assert seat.door is not None
    assert seat.door.isVisible()
    enter(seat.door, MINE)
    assert seat.door is None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(Curtain) == []
    assert seat.window is window
    assert box.value() == "写到一半"


def test_another_person_takes_over_a_window_of_their_own(seat: Seat, house: Desk, qtbot: QtBot) -> None:
    window = log_in(seat, MINE)
    type_a_story(window, "王芳写到一半")
    seat.lock()
    assert seat.door is not None
    seat.door.name.setCurrentText("李明")
    enter(seat.door, THEIRS)
    assert house.actor == "李明"
    assert seat.window is not window
    assert seat.window is not None
    assert seat.window.person.text() == "李明"
    assert house.kept_drafts() == []
    tab: Any = seat.window.go("complaint")
    assert not tab.editor.is_dirty()
    house.accounts.log_in("王芳", MINE)
    assert [d.values["story"] for d in house.kept_drafts()] == ["王芳写到一半"]


def test_the_window_locks_itself_when_nobody_works(seat: Seat, house: Desk) -> None:
    window = log_in(seat, MINE)
    assert seat._idle._timer.interval() == 15 * 60_000
    assert seat._idle._timer.isActive()
    house.settings.put("idle_minutes", "0")
    seat._idle.idle.emit()
    assert seat.door is None
    house.settings.put("idle_minutes", "5")
    seat.watch()
    assert seat._idle._timer.interval() == 5 * 60_000
    seat._idle.idle.emit()
    assert seat.door is not None
    assert window.findChildren(Curtain)


def test_the_menu_at_the_name_locks_logs_out_and_changes_the_password(seat: Seat, house: Desk) -> None:
    window = log_in(seat, MINE)
    menu = window.person.menu()
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions() if a.text()] == ["Change password…", "Lock, or switch user", "Log out"]

    def change(dialog: PasswordDialog) -> None:
        for line, text in ((dialog.old, MINE), (dialog.new, THEIRS), (dialog.again, THEIRS)):
            line.setFocus()
            write(text)
        keys(Key.Key_Return)

    answer(PasswordDialog, change)
    menu.actions()[0].trigger()
    house.accounts.log_out()
    assert house.accounts.log_in("王芳", THEIRS)


def test_logging_out_asks_who_is_next(seat: Seat, house: Desk, qtbot: QtBot) -> None:
    window = log_in(seat, MINE)
    type_a_story(window, "王芳写到一半")

    def come(dialog: LoginDialog) -> None:
        assert not house.may("complaint", "read")
        dialog.name.setCurrentText("李明")
        enter(dialog, THEIRS)

    seen = answer(LoginDialog, come)
    window.person.left.emit()
    qtbot.waitUntil(lambda: bool(seen) and house.actor == "李明" and seat.window is not None)
    assert seat.window is not window


# what one may not do


def sit(desk: Desk, open_window: Callable[..., MainWindow], role: str) -> MainWindow:
    person = desk.accounts.add(f"p-{role}", [role])
    desk.session.become(person.ref)
    return open_window(desk)


def test_what_one_may_not_do_is_grey_and_says_who_may(desk: Desk, open_window: Callable[..., MainWindow]) -> None:
    window = sit(desk, open_window, AUDITOR)
    tab: Any = window.go("complaint")
    assert not tab.buttons.new.isEnabled()
    assert "Clerk" in tab.buttons.new.toolTip()
    assert tab.buttons.export.isEnabled()
    texts = [action.text() for action in tab.buttons.more.menu().actions()]
    assert not any("void…" in text for text in texts)
    tab.show_entry(tab.model.id_at(0) if hasattr(tab.model, "id_at") else 1)
    foot = tab.editor.foot
    assert not foot.save_button.isEnabled()
    assert not foot.move_button.isEnabled()
    assert "Quality officer" in foot.move_button.toolTip()
    actions = window.commands.actions
    assert not actions["new"].isEnabled()
    assert not actions["void"].isEnabled()
    assert not actions["accounts"].isEnabled()
    assert not actions["rights"].isEnabled()
    assert actions["check"].isEnabled()


def test_who_may_not_export_sees_it_grey(desk: Desk, open_window: Callable[..., MainWindow]) -> None:
    window = sit(desk, open_window, CLERK)
    tab: Any = window.go("complaint")
    assert tab.buttons.new.isEnabled()
    assert not tab.buttons.export.isEnabled()
    assert not window.commands.actions["export"].isEnabled()


def test_finance_sees_no_way_to_change(desk: Desk, open_window: Callable[..., MainWindow]) -> None:
    window = sit(desk, open_window, FINANCE)
    tab: Any = window.go("goods_return")
    assert not tab.buttons.new.isEnabled()
    assert tab.buttons.print.isEnabled()


# accounts and rights


def test_an_administrator_adds_somebody_and_closes_an_account(desk: Desk, themed: QApplication, qtbot: QtBot) -> None:
    dialog = AccountsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()

    def fill(asked: PersonDialog) -> None:
        asked.name.setFocus()
        write("zhaomin")
        press(asked, "Quality officer")
        keys(Key.Key_Return)

    answer(PersonDialog, fill)
    press(dialog, "Add somebody")
    found = {person.name: person for person in dialog.people}
    assert found["zhaomin"].roles == ("clerk", "quality")
    row = [person.name for person in dialog.people].index("zhaomin")
    dialog.table.selectRow(row)
    press(dialog, "Close account")
    assert not desk.accounts.person("zhaomin").enabled
    assert dialog.shut.text() == "Open account again"
    dialog.table.selectRow([person.name for person in dialog.people].index("王芳"))
    press(dialog, "Close account")
    assert "last administrator" in dialog.banner.text


def without_administrator(desk: Desk) -> None:
    """A house as it is after the first records were taken over: 王芳 is known as a clerk."""
    save_one(desk, "complaint")
    desk.store.db.execute_sql("UPDATE operator SET roles = 'clerk'")
    assert desk.accounts.person("王芳").roles == (CLERK,)
    assert desk.may("complaint", "void")


def test_before_there_is_an_administrator_the_windows_say_that_roles_do_not_hold(
    desk: Desk, themed: QApplication, qtbot: QtBot
) -> None:
    without_administrator(desk)
    accounts, rights = AccountsDialog(desk), RightsDialog(desk)
    for dialog in (accounts, rights):
        qtbot.addWidget(dialog)
    assert "everybody may do everything" in accounts.state.text()
    assert any("Not in force yet" in label.text() for label in rights.findChildren(QLabel))

    def fill(asked: PersonDialog) -> None:
        assert asked.roles.boxes[ADMIN].isChecked()
        asked.password.setFocus()
        write("kangmin laoban")
        press(asked, "Set")

    accounts.show()
    answer(PersonDialog, fill)
    press(accounts, "Set password…")
    me = desk.accounts.person("王芳")
    assert me.leads
    assert me.has_password
    assert "must log in" in accounts.state.text()
    again = RightsDialog(desk)
    qtbot.addWidget(again)
    assert not any("Not in force yet" in label.text() for label in again.findChildren(QLabel))


def test_whoever_sets_the_first_password_becomes_administrator_or_nothing_changes(
    desk: Desk, themed: QApplication, qtbot: QtBot
) -> None:
    without_administrator(desk)
    dialog = PasswordDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any("you become it now" in label.text() for label in dialog.findChildren(QLabel))
    for word in ("short", "kangmin laoban"):
        for line in (dialog.new, dialog.again):
            line.setText(word)
        press(dialog, "Set password")
        me = desk.accounts.person("王芳")
        assert (me.leads, me.has_password) == ((word != "short"),) * 2
    assert desk.may("complaint", "add")


def test_the_table_of_rights_is_ticked_kept_and_taken_back(desk: Desk, themed: QApplication, qtbot: QtBot) -> None:
    dialog = RightsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.where.setCurrentIndex(dialog.where.findData("complaint"))
    row = next(n for n, right in enumerate(dialog.rows) if right.act == "void")
    table: Any = dialog.table
    item = table.item(row, 1)
    assert item.checkState() == Qt.CheckState.Unchecked
    item.setCheckState(Qt.CheckState.Checked)
    assert table.item(row, 0).font().bold()
    press(dialog, "Keep")
    assert next(r for r in desk.rights.list() if (r.register, r.act) == ("complaint", "void")).roles[0] == CLERK
    again = RightsDialog(desk)
    qtbot.addWidget(again)
    again.show()
    again.where.setCurrentIndex(again.where.findData("complaint"))
    again.table.selectRow(row)
    press(again, "Back to the default")
    press(again, "Keep")
    assert all(not right.changed for right in desk.rights.list())
