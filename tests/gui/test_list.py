"""The list of a register: pages on demand, filters, search, columns, keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.values import Listed, Query
from qfdesk.ui import list_model
from qfdesk.ui.editor.held import Held
from qfdesk.ui.list_model import TAG_ROLE, EntryList, due_tag, late
from qfdesk.ui.list_view import EntryTable
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.window import MainWindow
from tests.gui.invented import NOW, add_entry, fill

Open = Callable[..., MainWindow]


@pytest.fixture
def tab(window: MainWindow) -> RegisterTab:
    page = window.go("complaint")
    assert isinstance(page, RegisterTab)
    return page


def held(tab: RegisterTab) -> Held:
    """What the editor holds."""
    assert tab.editor.held is not None
    return tab.editor.held


def shown(tab: RegisterTab, column: str = "number") -> list[str]:
    place = tab.model.columns.index(column)
    return [tab.model.index(row, place).data() for row in range(tab.model.rowCount())]


def test_rows_are_fetched_by_the_page_and_only_those_painted(
    empty_desk: Desk, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty_desk, 20)
    monkeypatch.setattr(list_model, "PAGE", 4)
    asked: list[int] = []
    page = empty_desk.page

    def asked_page(query: Query, offset: int, limit: int, columns: tuple[str, ...]) -> list[Listed]:
        asked.append(offset)
        return page(query, offset, limit, columns)

    monkeypatch.setattr(empty_desk, "page", asked_page)
    model = EntryList(empty_desk, empty_desk.entry("complaint"))
    model.refresh()
    assert (model.rowCount(), asked) == (20, [])
    assert model.index(17, 0).data() == "TS-2026-0003"
    assert model.index(18, 0).data() == "TS-2026-0002"
    assert asked == [16]


def test_pages_not_looked_at_for_long_are_forgotten(
    empty_desk: Desk, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty_desk, 12)
    monkeypatch.setattr(list_model, "PAGE", 2)
    monkeypatch.setattr(list_model, "KEPT", 3)
    model = EntryList(empty_desk, empty_desk.entry("complaint"))
    model.refresh()
    for row in range(12):
        assert model.row(row)
    assert len(model._pages) == 3


def test_a_ledger_that_fails_shows_an_empty_list_and_says_why(
    desk: Desk, themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_query: Query) -> int:
        raise SurroundingsError("The ledger is gone")

    monkeypatch.setattr(desk, "count", gone)
    model = EntryList(desk, desk.entry("complaint"))
    with qtbot.waitSignal(model.trouble) as told:
        model.refresh()
    assert model.rowCount() == 0
    assert "gone" in str(told.args)


def test_the_newest_stands_first_and_is_open_in_the_editor(tab: RegisterTab) -> None:
    assert shown(tab)[0] == "TS-2026-0012"
    assert held(tab).title == "TS-2026-0012"


def test_arrow_keys_change_the_record_in_the_editor(tab: RegisterTab, qtbot: QtBot) -> None:
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert held(tab).title == "TS-2026-0011"


def test_typing_narrows_the_list_and_escape_widens_it_again(tab: RegisterTab, qtbot: QtBot) -> None:
    tab.filters.box.insert("六味")
    qtbot.keyClick(tab.filters.box, Qt.Key.Key_Return)
    assert tab.model.rowCount() == 3
    qtbot.keyClick(tab.filters.box, Qt.Key.Key_Escape)
    assert tab.model.rowCount() == 12


def test_a_pause_in_typing_is_enough_to_search(tab: RegisterTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.filters.box.searched):
        tab.filters.box.insert("潮解")
    assert tab.model.rowCount() == 4


def test_a_stage_chip_shows_its_count_and_narrows_to_it(tab: RegisterTab, desk: Desk, qtbot: QtBot) -> None:
    first = tab.model.row(0)
    assert first
    desk.move("complaint", first.id, desk.open("complaint", first.id).revision, "accept")
    tab.refresh()
    chip = tab.filters.chips._chips["accepted"]
    assert chip.text().endswith(" 1")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert shown(tab) == ["TS-2026-0012"]
    assert chip.isChecked()


def test_the_overdue_chip_shows_what_is_late(tab: RegisterTab) -> None:
    tab.filters.choose_stage("overdue")
    due = tab.model.columns.index("due")
    tones = {tab.model.index(row, due).data(TAG_ROLE) for row in range(tab.model.rowCount())}
    assert tones == {"danger"}


def test_a_period_narrows_to_its_days(tab: RegisterTab) -> None:
    tab.filters.take_period("last_month")
    assert tab.model.rowCount() == 0
    tab.filters.take_period("month")
    assert tab.model.rowCount() == 12


def test_an_empty_result_says_so_and_offers_the_way_back(tab: RegisterTab, qtbot: QtBot) -> None:
    tab.filters.box.insert("没有这样的词")
    qtbot.keyClick(tab.filters.box, Qt.Key.Key_Return)
    assert tab.empty.isVisible()
    qtbot.mouseClick(tab.empty.button, Qt.MouseButton.LeftButton)
    assert tab.model.rowCount() == 12
    assert tab.list.isVisible()


def test_an_empty_register_offers_to_begin_a_record(empty_desk: Desk, open_window: Open, qtbot: QtBot) -> None:
    tab = open_window(empty_desk).go("visit")
    assert isinstance(tab, RegisterTab)
    assert tab.empty.isVisible()
    qtbot.mouseClick(tab.empty.button, Qt.MouseButton.LeftButton)
    assert held(tab).opened is None


def test_a_click_on_a_head_sorts_by_that_column(tab: RegisterTab) -> None:
    tab.list.sortByColumn(tab.model.columns.index("number"), Qt.SortOrder.AscendingOrder)
    assert shown(tab)[0] == "TS-2026-0001"
    tab.list.sortByColumn(tab.model.columns.index("customer"), Qt.SortOrder.DescendingOrder)
    customers = shown(tab, "customer")
    assert customers == sorted(customers, reverse=True)


def test_sorting_and_refreshing_keep_standing_on_the_record(tab: RegisterTab) -> None:
    tab.list.stand_on_row(4)
    stood = tab.list.current_id()
    tab.list.sortByColumn(tab.model.columns.index("number"), Qt.SortOrder.AscendingOrder)
    tab.refresh()
    assert tab.list.current_id() == stood


def test_every_field_is_offered_as_a_column(tab: RegisterTab, qtbot: QtBot) -> None:
    menu = tab.list.column_menu(tab)
    words = [action.text() for action in menu.actions()]
    assert {"Channel", "Handler", "Result", "Due"} <= set(words)
    next(action for action in menu.actions() if action.text() == "Channel").trigger()
    assert shown(tab, "channel")[0] == "Phone"


def test_all_columns_fit_the_list_until_somebody_drags_them(tab: RegisterTab) -> None:
    assert sum(tab.list.widths().values()) <= tab.list.viewport().width() + 2
    tab.list.horizontalHeader().resizeSection(2, 300)
    assert tab.list.chosen_widths()["customer"] == 300


@pytest.mark.parametrize("key", ["complaint", "batch_issue", "visit", "goods_return"])
def test_what_is_due_is_seen_in_a_narrow_window(desk: Desk, open_window: Open, qtbot: QtBot, key: str) -> None:
    window = open_window(desk, "zh_CN")
    window.resize(1024, 768)
    tab = window.go(key)
    assert isinstance(tab, RegisterTab)
    view, place = tab.list, tab.model.columns.index("due")
    right = view.columnViewportPosition(place) + view.columnWidth(place)
    assert right <= view.viewport().width() + 8  # what is over is the empty end of the column
    assert view.horizontalScrollBar().value() == 0


def test_columns_order_and_sorting_are_remembered(desk: Desk, open_window: Open) -> None:
    first = open_window(desk)
    tab = first.go("complaint")
    assert isinstance(tab, RegisterTab)
    tab.list.show_columns(("stage", "number", "story"), {"number": 180})
    tab.list.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    first.close()
    again = open_window(desk).go("complaint")
    assert isinstance(again, RegisterTab)
    assert again.model.columns == ("stage", "number", "story")
    assert again.list.columnWidth(1) == 180
    assert shown(again)[0] == "TS-2026-0001"


def test_a_record_saved_elsewhere_comes_into_the_list(tab: RegisterTab, window: MainWindow, desk: Desk) -> None:
    window.events.changed.emit(add_entry(desk, "complaint", story="新来的"))
    assert shown(tab)[0] == "TS-2026-0013"
    assert tab.list.current_id() == desk.locate("TS-2026-0013")[1]


def test_a_void_record_leaves_the_list_and_stands_under_void(tab: RegisterTab, desk: Desk) -> None:
    row = tab.model.row(0)
    assert row
    desk.void("complaint", row.id, 1, "重复登记")
    tab.refresh()
    assert tab.model.rowCount() == 11
    tab._do("voided")
    assert shown(tab) == ["TS-2026-0012"]
    assert tab.model.index(0, 0).data(list_model.VOID_ROLE) is True


def test_unsaved_work_is_asked_about_before_the_next_row(
    tab: RegisterTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood = tab.list.current_id()
    monkeypatch.setattr(tab.editor, "leave", lambda: False)
    tab.list.leave = tab.editor.leave
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert tab.list.current_id() == stood


def test_the_foot_counts_what_the_list_shows(tab: RegisterTab, window: MainWindow) -> None:
    assert window.status.summary.text() == "12 entries · 1 selected"
    tab.list.selectAll()
    assert window.status.summary.text() == "12 entries · 12 selected"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (dt.timedelta(minutes=5), "5 min overdue"),
        (dt.timedelta(hours=3, minutes=50), "3 h overdue"),
        (dt.timedelta(days=2, hours=20), "2 d overdue"),
    ],
)
def test_being_late_is_said_in_one_unit(span: dt.timedelta, said: str) -> None:
    assert late(span) == said


def test_what_was_due_today_turns_late_while_the_list_stands_open(
    empty_desk: Desk, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_entry(empty_desk, "complaint")
    model = EntryList(empty_desk, empty_desk.entry("complaint"))
    model.refresh()
    due = model.index(0, model.columns.index("due"))
    assert due.data() == "tomorrow 10:05"
    monkeypatch.setattr(empty_desk, "now", lambda: NOW + dt.timedelta(days=1, hours=3))
    model.take_time()
    assert due.data() == "3 h overdue"


def test_a_tag_never_warns_by_colour_alone(desk: Desk) -> None:
    lines = desk.due_before(NOW + dt.timedelta(days=9))
    tags = [due_tag(line, NOW) for line in lines]
    assert {tag.tone for tag in tags} >= {"danger"}
    assert all(tag.text for tag in tags)
    assert due_tag(None, NOW).text == "—"


def test_the_list_names_itself_to_a_screen_reader(tab: RegisterTab) -> None:
    table: Any = tab.list
    assert isinstance(table, EntryTable)
    assert table.accessibleName() == "List of Complaints"
