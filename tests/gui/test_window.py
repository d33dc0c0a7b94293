"""The window as a whole: tabs, menus, languages, themes, what it remembers, who may read it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from itertools import chain

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qfdesk import language
from qfdesk.desk import Desk
from qfdesk.ui.memory import Memory, clamped
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.start import OneWindow
from qfdesk.ui.theme import THEMES, roles
from qfdesk.ui.window import MASTERS, TODAY, MainWindow

Open = Callable[..., MainWindow]
TYPED_IN = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton)


def visit_all(window: MainWindow) -> None:
    for key in window.keys:
        window.go(key)


def test_there_is_a_tab_for_today_each_register_the_reports_and_the_masters(window: MainWindow, desk: Desk) -> None:
    texts = [window.tabs.tabText(n) for n in range(window.tabs.count())]
    assert texts[0].startswith("Today")
    assert texts[1:-2] == list(dict.fromkeys(language.say(register.tab) for register in desk.registers()))
    assert texts[-2:] == ["Statistics", "Masters"]


def test_only_the_tab_looked_at_is_built(window: MainWindow) -> None:
    assert set(window.pages) == {TODAY}


def test_ctrl_n_begins_a_record_of_the_register_in_front(window: MainWindow, qtbot: QtBot) -> None:
    tab = window.go("visit")
    window.do("new")
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.register == "visit"


def test_find_everywhere_opens_what_it_found(window: MainWindow, qtbot: QtBot) -> None:
    window.do("find_all")
    window.finder.insert("K25006")
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert window.finder.hits.isVisible()
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.title == "TS-2026-0007"
    assert tab.list.current_id() == tab.editor.held.draft.id


def test_find_everywhere_says_when_there_is_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.finder.insert("没有这样的词")
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert "Nothing found" in window.finder.hits.item(0).text()
    qtbot.keyClick(window.finder, Qt.Key.Key_Escape)
    assert not window.finder.hits.isVisible()


def test_an_entry_hidden_by_a_filter_is_shown_when_asked_for(window: MainWindow, desk: Desk) -> None:
    tab = window.go("complaint")
    assert isinstance(tab, RegisterTab)
    tab.filters.choose_stage("closed")
    window.open_entry(*desk.locate("TS-2026-0003"))
    assert tab.list.current_id() == desk.locate("TS-2026-0003")[1]


def test_a_master_opens_in_the_masters_tab(window: MainWindow, desk: Desk) -> None:
    product = desk.suggest("product", "六味地黄丸")[0]
    window.open_entry("product", product.id)
    assert window.keys[window.tabs.currentIndex()] == MASTERS
    assert window.current().summary() == "4 entries · 1 selected"


def test_no_shortcut_is_given_twice(window: MainWindow) -> None:
    visit_all(window)
    keys = [k.toString() for action in window.commands.actions.values() for k in action.shortcuts()]
    assert not {key for key, n in Counter(keys).items() if n > 1}
    assert QKeySequence(QKeySequence.StandardKey.Save).toString() in keys


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_no_mnemonic_is_given_twice_in_a_menu(desk: Desk, open_window: Open, lang: str) -> None:
    window = open_window(desk, lang)
    menus = [[m.title() for m in window.commands.menus.values()]]
    menus += [[a.text() for a in m.actions() if a.text()] for m in window.commands.menus.values()]
    for texts in menus:
        letters = [QKeySequence.mnemonic(text).toString() for text in texts]
        assert all(letters), texts
        assert len(set(letters)) == len(letters), texts


def test_switching_the_language_says_everything_again(window: MainWindow) -> None:
    visit_all(window)
    window.do("language")
    assert language.screen() == "zh_CN"
    english = [word for tab in range(window.tabs.count()) if (word := window.tabs.tabText(tab)).isascii()]
    assert english == []
    assert window.commands.menus["file"].title().startswith("文件")
    complaint = window.page("complaint")
    assert isinstance(complaint, RegisterTab)
    assert complaint.buttons.new.text() == "新建投诉"
    assert complaint.model.headerData(0, Qt.Orientation.Horizontal) == "编号"


def test_language_and_theme_are_remembered(desk: Desk, open_window: Open, qapp: QApplication) -> None:
    window = open_window(desk)
    window.do("language")
    window.do("theme")
    memory = Memory(desk.profile)
    assert (memory.get("lang"), memory.get("theme")) == ("zh_CN", "dark")
    window.do("theme")


def test_the_last_tab_is_remembered(desk: Desk, open_window: Open) -> None:
    first = open_window(desk)
    first.go("goods_return")
    first.close()
    again = open_window(desk)
    assert again.keys[again.tabs.currentIndex()] == "goods_return"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "window"),
        ("text", "surface"),
        ("text", "raised"),
        ("text", "selection"),
        ("text", "accent_soft"),
        ("soft", "window"),
        ("soft", "surface"),
        ("soft", "raised"),
        ("soft", "head"),
        ("accent", "surface"),
        ("accent", "accent_soft"),
        ("on_accent", "accent"),
        ("on_accent", "accent_strong"),
        ("danger", "danger_soft"),
        ("warn", "warn_soft"),
        ("ok", "ok_soft"),
        ("info", "info_soft"),
        ("danger", "surface"),
        ("warn", "surface"),
    ],
)
def test_every_text_reads_on_its_ground(theme: str, text: str, ground: str) -> None:
    of = roles(theme)
    lights = sorted((luminance(QColor(of[text])), luminance(QColor(of[ground]))))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    pure = (color.redF(), color.greenF(), color.blueF())
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in pure]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_both_themes_know_the_same_roles() -> None:
    assert set(roles("light")) == set(roles("dark"))


@pytest.mark.parametrize("tab", ["today", "complaint", "batch_issue", "visit", "goods_return", "masters"])
def test_whatever_takes_the_focus_has_a_name(window: MainWindow, tab: str) -> None:
    page = window.go(tab)
    window.do("new")
    assert [name_of(w) for w in chain(named(page), named(window.finder)) if not name_of(w)] == []


def named(page: QWidget) -> list[QWidget]:
    inside = [page, *page.findChildren(QWidget)]
    nameable = [w for w in inside if isinstance(w, TYPED_IN) and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [w for w in nameable if w.isVisible() and not isinstance(w.parentWidget(), (QComboBox, QAbstractSpinBox))]


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or ""


def test_nothing_is_cut_off_in_the_smallest_window(desk: Desk, open_window: Open) -> None:
    window = open_window(desk)
    window.resize(1024, 700)
    for key in window.keys:
        window.go(key)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1024, 700)


@pytest.mark.parametrize(
    ("window", "seen"),
    [
        (QRect(-300, -50, 800, 600), QRect(0, 0, 800, 600)),
        (QRect(3000, 200, 800, 600), QRect(566, 168, 800, 600)),
        (QRect(10, 10, 4000, 3000), QRect(0, 0, 1366, 768)),
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
    ],
)
def test_a_window_left_on_a_screen_that_is_gone_comes_back(window: QRect, seen: QRect) -> None:
    assert clamped(window, QRect(0, 0, 1366, 768)) == seen


def test_a_second_start_raises_the_first_window(qtbot: QtBot, qapp: QApplication, tmp_path: object) -> None:
    first, second, other = OneWindow(f"{tmp_path}/a"), OneWindow(f"{tmp_path}/a"), OneWindow(f"{tmp_path}/b")
    raised: list[bool] = []
    assert first.first(lambda: raised.append(True))
    assert not second.first(lambda: None)
    qtbot.waitUntil(lambda: raised == [True])
    assert other.first(lambda: None)
    for one in (first, other):
        one.free()


def test_calls_into_qt_give_none_back_whole(window: MainWindow) -> None:
    """PySide6 6.12.0 on CPython 3.11 loses a reference to None at each call that returns it, until it aborts."""
    before = sys.getrefcount(None)
    for _n in range(200):
        window.update()
    assert sys.getrefcount(None) > before - 100


def test_unsaved_work_keeps_the_window_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = window.go("complaint")
    assert isinstance(tab, RegisterTab)
    monkeypatch.setattr(tab.editor, "leave", lambda: False)
    window.close()
    assert window.isVisible()
