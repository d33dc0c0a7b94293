"""Every kind of box: what is typed becomes the value, what is not understood stays and is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.language import LANGUAGES, use
from qfdesk.model.fields import Ref
from qfdesk.registers import all_entries
from qfdesk.rules.clock import SHOP
from qfdesk.ui.editor.boxes import BOXES, Box, Scene, box_for
from qfdesk.ui.editor.boxes.choice import ChoiceBox, ChoicesBox
from qfdesk.ui.editor.boxes.dates import DateBox
from qfdesk.ui.editor.boxes.lines import LinesBox
from qfdesk.ui.editor.boxes.text import MemoBox, TextBox
from qfdesk.ui.editor.boxes.written import date_written, decimal_written, moment_written

Key = Qt.Key
MakeBox = Callable[[str, str], Any]


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, themed: QApplication) -> MakeBox:
    def made(register: str, key: str) -> Box:
        field = desk.entry(register).fields()[key]
        box = box_for(key, field, Scene(desk, register, dict))
        qtbot.addWidget(box)
        box.show()
        box.inner.setFocus()
        return box

    return made


def test_every_field_of_every_register_has_a_box_that_gives_back_what_it_was_given(desk: Desk, make: MakeBox) -> None:
    for entry in all_entries().values():
        blank = desk.blank(entry.key).values
        for key, field in entry.typed().items():
            assert field.kind in BOXES
            box = make(entry.key, key)
            box.set_value(blank.get(key))
            assert box.value() == blank.get(key) or not box.value()
            assert box.inner.accessibleName()


def test_a_text_with_pasted_line_ends_and_tabs_becomes_one_line(make: MakeBox) -> None:
    box: TextBox = make("complaint", "contact_name")
    QGuiApplication.clipboard().setText("a\nb\tc")
    QTest.keyClick(box.line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert box.value() == "a b c"


def test_a_code_is_typed_without_the_chinese_input_method(make: MakeBox) -> None:
    code, text = make("complaint", "contact_phone"), make("complaint", "contact_name")
    assert code.line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert text.line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_code_that_holds_chinese_is_typed_with_it(make: MakeBox) -> None:
    for register, key in (("product", "approval_number"), ("goods_return", "stock_in_number")):
        assert make(register, key).line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_the_separator_in_a_scanned_gs1_code_is_kept(make: MakeBox) -> None:
    box = make("complaint", "trace_code")
    QTest.keyClicks(box.line, "01069")
    scanned = QKeyEvent(QEvent.Type.KeyPress, Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier, "\x1d")
    QApplication.sendEvent(box.line, scanned)
    QTest.keyClicks(box.line, "21")
    assert box.value() == "01069|21"


def test_a_memo_grows_takes_long_texts_whole_and_enter_is_a_new_line(make: MakeBox) -> None:
    box: MemoBox = make("complaint", "story")
    low = box.paragraphs.height()
    for _line in range(5):
        QTest.keyClicks(box.paragraphs, "a")
        QTest.keyClick(box.paragraphs, Key.Key_Return)
    assert box.value() == "a\n" * 5
    assert box.paragraphs.height() > low
    long = "药" * 100_000
    box.set_value(long)
    assert box.value() == long


def test_rich_text_stays_text(make: MakeBox) -> None:
    box: MemoBox = make("complaint", "story")
    box.set_value("<b>x</b><img src=a>&amp;")
    assert box.paragraphs.toPlainText() == "<b>x</b><img src=a>&amp;"


TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 30, 17, tzinfo=SHOP)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("2026/1/2", dt.date(2026, 1, 2)),
        ("2026年11月20日", dt.date(2026, 11, 20)),
        ("20261120", dt.date(2026, 11, 20)),
        ("261120", dt.date(2026, 11, 20)),
        ("11-20", dt.date(2026, 11, 20)),
        ("1120", dt.date(2026, 11, 20)),
        ("20", dt.date(2026, 11, 20)),
        ("today", TODAY),
        ("今天", TODAY),
        ("昨天", dt.date(2026, 11, 21)),
        ("+3", dt.date(2026, 11, 25)),
        ("２０２６－１１－２０", dt.date(2026, 11, 20)),
        ("  ", None),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, day: dt.date | None) -> None:
    assert date_written(text, TODAY) == day


def test_a_day_without_a_year_that_must_be_past_lies_in_the_past() -> None:
    assert date_written("12-24", TODAY, past=True) == dt.date(2025, 12, 24)
    assert date_written("12-24", TODAY) == dt.date(2026, 12, 24)


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "3天后", "2026-11", "99999", "1-2-3-4", "2026-11-20x"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        date_written(text, TODAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-20 10:05", (2026, 11, 20, 10, 5)),
        ("2026-11-20T10:05", (2026, 11, 20, 10, 5)),
        ("20261120 1005", (2026, 11, 20, 10, 5)),
        ("11-20 8:30", (2026, 11, 20, 8, 30)),
        ("8:30", (2026, 11, 22, 8, 30)),
        ("今天 8：30", (2026, 11, 22, 8, 30)),
        ("现在", (2026, 11, 22, 9, 30)),
        ("now", (2026, 11, 22, 9, 30)),
        ("2026-11-20", (2026, 11, 20, 0, 0)),
    ],
)
def test_a_moment_is_understood_as_people_write_it(text: str, at: tuple[int, int, int, int, int]) -> None:
    assert moment_written(text, NOW) == dt.datetime(*at, tzinfo=SHOP)


@pytest.mark.parametrize("text", ["25:00", "10:5x", "2026-13-01 10:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        moment_written(text, NOW)


def test_numbers_may_have_commas_and_full_width_digits_but_not_too_many_decimals() -> None:
    assert decimal_written("1,234.5", 2) == Decimal("1234.5")
    assert decimal_written("１２．５", 3) == Decimal("12.5")
    assert decimal_written("¥12.50", 2) == Decimal("12.50")
    assert decimal_written("", 2) is None
    for wrong in ("12.345", "a", "1.2.3", "-", ".", "1e5"):
        with pytest.raises(ValueError):
            decimal_written(wrong, 2)


def test_a_wrong_date_stays_in_the_box_and_is_said(make: MakeBox) -> None:
    box: DateBox = make("complaint", "bought_on")
    QTest.keyClicks(box.line, "next week")
    box.tidy()
    assert box.value() is None
    assert box.line.text() == "next week"
    fault = box.fault()
    assert fault is not None
    assert "next week" in fault.say()


def test_a_date_is_written_out_when_the_box_is_left(make: MakeBox, desk: Desk) -> None:
    box: DateBox = make("complaint", "bought_on")
    QTest.keyClicks(box.line, "1-2")
    QTest.keyClick(box.line, Key.Key_Return)
    assert box.line.text() == "2026-01-02"
    assert box.fault() is None


def test_a_day_is_picked_from_the_calendar(make: MakeBox) -> None:
    box: DateBox = make("complaint", "bought_on")
    box.set_value(dt.date(2026, 10, 5))
    box.open_calendar()
    days = box.findChild(QTableView)
    assert days is not None
    QTest.keyClick(days, Key.Key_Right)
    QTest.keyClick(days, Key.Key_Return)
    assert box.value() == dt.date(2026, 10, 6)
    assert QApplication.activePopupWidget() is None


def test_a_choice_is_found_by_a_part_of_its_word(make: MakeBox) -> None:
    box: ChoiceBox = make("complaint", "channel")
    box.combo.typed.setFocus()
    box.combo.typed.selectAll()
    QTest.keyClicks(box.combo.typed, "hotl")
    QTest.keyClick(box.combo.typed, Key.Key_Return)
    assert box.value() == "hotline"


def test_a_word_that_is_no_choice_stays_and_is_said(make: MakeBox) -> None:
    box: ChoiceBox = make("complaint", "channel")
    box.combo.typed.setFocus()
    box.combo.typed.selectAll()
    QTest.keyClicks(box.combo.typed, "pigeon")
    box.settle()
    assert box.value() == ""
    assert box.combo.typed.text() == "pigeon"
    assert "pigeon" in (box.fault() or pytest.fail("nothing is said")).say()


def test_several_choices_are_ticked(make: MakeBox) -> None:
    box: ChoicesBox = make("complaint", "measures")
    QTest.mouseClick(box.ticks["refund"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    QTest.mouseClick(box.ticks["explain"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert set(box.value()) == {"refund", "explain"}


def test_lines_are_added_typed_moved_and_removed(make: MakeBox) -> None:
    box: LinesBox = make("visit", "opinions")
    QTest.mouseClick(box.adder, Qt.MouseButton.LeftButton)
    box.table.setData(box.table.index(0, 1), "packing is weak")
    box.table.setData(box.table.index(0, 4), "12-1")
    QTest.mouseClick(box.adder, Qt.MouseButton.LeftButton)
    box.table.setData(box.table.index(1, 1), "too dear")
    assert box.value() == [{"said": "packing is weak", "due": "2026-12-01"}, {"said": "too dear"}]
    box.view.setCurrentIndex(box.table.index(1, 1))
    QTest.mouseClick(box.up, Qt.MouseButton.LeftButton)
    assert box.value()[0] == {"said": "too dear"}
    QTest.mouseClick(box.remover, Qt.MouseButton.LeftButton)
    assert box.value() == [{"said": "packing is weak", "due": "2026-12-01"}]


def test_a_table_of_many_columns_keeps_them_readable_and_scrolls(make: MakeBox) -> None:
    box: LinesBox = make("recall", "buyers")
    box.resize(480, 200)
    box.set_value([{"buyer": "Kangning clinic", "phone": "0531-82223344", "sold": "40"}])
    names = [column.key for column in box.field.columns]
    for key, least in (("buyer", 120), ("phone", 100), ("sold", 50), ("told_at", 120)):
        assert box.view.columnWidth(names.index(key)) >= least, key
    bar = box.view.horizontalScrollBar()
    assert bar.isVisible()
    assert bar.maximum() > 0
    lowest = box.view.visualRect(box.table.index(0, 0)).bottom()
    assert lowest <= box.view.viewport().height()


@pytest.mark.parametrize("letters", range(6, 16))
def test_a_text_of_any_length_stands_whole_in_its_cell(make: MakeBox, letters: int) -> None:
    box: LinesBox = make("meeting", "merits")
    box.resize(602, 300)
    box.set_value([{"ground": "漏" * letters}])
    cell = box.view.visualRect(box.table.index(0, 2))
    metrics = box.view.fontMetrics()
    in_one = (cell.width() - 16) // metrics.horizontalAdvance("漏")
    assert cell.height() >= metrics.lineSpacing() * -(-letters // in_one)


def test_a_table_made_narrower_is_as_high_as_its_rows(make: MakeBox, themed: QApplication) -> None:
    box: LinesBox = make("meeting", "merits")
    box.resize(1100, 300)
    box.set_value([{"ground": "一件退货逾期四天未答复，也未说明原因"}])
    for width in (1100, 600, 480):
        box.resize(width, 300)
        themed.processEvents()
        assert box.view.visualRect(box.table.index(0, 2)).bottom() <= box.view.viewport().height()


def test_a_table_of_few_columns_stands_whole_in_its_width(make: MakeBox) -> None:
    box: LinesBox = make("complaint", "contacts")
    box.resize(640, 200)
    box.set_value([{"way": "phone", "said": "The parcel is on its way"}])
    assert not box.view.horizontalScrollBar().isVisible()
    last = len(box.field.columns) - 1
    assert box.view.visualRect(box.table.index(0, last)).right() <= box.view.viewport().width()


def test_a_wrong_cell_is_named_with_its_line_and_column(make: MakeBox) -> None:
    box: LinesBox = make("visit", "opinions")
    box.add_line()
    box.table.setData(box.table.index(0, 4), "some day")
    assert box.value() == [{"due": "some day"}]
    assert "some day" in (box.fault() or pytest.fail("nothing is said")).say()


def test_a_box_says_its_error_beneath_and_takes_it_away_again(make: MakeBox) -> None:
    box = make("complaint", "contact_name")
    box.set_error("This is <b>wrong</b>")
    assert box.note == "This is <b>wrong</b>"
    assert box.line.property("state") == "invalid"
    box.set_warning("Look again")
    assert box.line.property("state") == "warn"
    box.set_warning("")
    assert box.note == ""
    assert not box.line.property("state")


def test_a_read_only_box_is_not_typed_in(make: MakeBox) -> None:
    box = make("complaint", "contact_name")
    box.set_value("Li")
    box.set_readonly(True)
    QTest.keyClicks(box.line, "x")
    assert box.value() == "Li"


def test_a_box_speaks_every_language(make: MakeBox) -> None:
    box = make("complaint", "channel")
    names = set()
    for lang in LANGUAGES:
        use(lang)
        box.name()
        names.add(box.inner.accessibleName())
    assert len(names) == len(LANGUAGES)


def test_a_link_typed_as_text_is_made_on_saving(make: MakeBox) -> None:
    box = make("complaint", "customer")
    QTest.keyClicks(box.line, "Nobody yet")
    assert box.value() == Ref(None, "Nobody yet")
    box.line.clear()
    box.set_value(None)
    assert box.value() is None
