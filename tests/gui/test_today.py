"""The Today board: figures, lines, and that all of them lead somewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model import history_words
from qfdesk.model.fields import Ref
from qfdesk.ui import today_lines
from qfdesk.ui.cards import Card, Figure, Line, LineRow
from qfdesk.ui.figures import tone_of
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.settings import SettingsDialog
from qfdesk.ui.today import Today
from qfdesk.ui.window import TODAY, MainWindow
from tests.gui.invented import NOW, add_entry


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot) -> Today:
    page = window.go(TODAY)
    assert isinstance(page, Today)
    qtbot.waitUntil(lambda: not page.busy)
    return page


def words(today: Today) -> str:
    return " ".join(label.text() for label in today.findChildren(QLabel))


def test_the_tab_counts_what_is_overdue_or_due_today(today: Today, window: MainWindow, desk: Desk) -> None:
    found = desk.board()
    pressing = {row.line.number for row in (*found.overdue, *found.today)}
    assert len(pressing) < len(found.overdue) + len(found.today)
    assert window.tabs.tabText(0) == f"Today  {len(pressing)}"
    assert today.figures.of("overdue").number.text() == str(len({row.line.number for row in found.overdue}))


def test_a_due_line_opens_its_record(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    line = today.due.lines()[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.title in line.accessibleName()


def test_lines_are_reached_and_opened_by_the_keyboard(today: Today, window: MainWindow, qtbot: QtBot) -> None:
    line = today.due.lines()[0]
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert isinstance(window.current(), RegisterTab)


def test_a_record_with_several_deadlines_stands_there_once(today: Today, qtbot: QtBot) -> None:
    today.folds.turn("due")
    qtbot.waitUntil(lambda: not today.busy)
    names = [line.accessibleName().split()[0] for line in today.due.lines()]
    assert len(names) == len(set(names)) == 12


def numbers(card: Card) -> list[str]:
    return [line.accessibleName().split()[0] for line in card.lines() if isinstance(line, LineRow)]


def use(figure: Figure, way: str, qtbot: QtBot) -> None:
    if way == "mouse":
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    else:
        figure.setFocus()
        qtbot.keyClick(figure, Qt.Key.Key_Return)


@pytest.fixture
def spread(empty_desk: Desk) -> Desk:
    """Ten complaints that are late, nine that have a day left, one that has to be dealt with today."""
    for n in range(10):
        add_entry(empty_desk, "complaint", story=f"三天前{n}", received_at=NOW - dt.timedelta(days=3))
    for n in range(9):
        add_entry(empty_desk, "complaint", story=f"刚才{n}")
    add_entry(empty_desk, "complaint", story="停产", affects_production=True)
    return empty_desk


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
@pytest.mark.parametrize("span", ["overdue", "today", "week"])
def test_a_figure_shows_on_the_page_as_many_records_as_it_counts(
    spread: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot, span: str, way: str
) -> None:
    window = open_window(spread)
    today = window.go(TODAY)
    assert isinstance(today, Today)
    qtbot.waitUntil(lambda: bool(today.due.lines()))
    figure = today.figures.of(span)
    wanted = {row.line.number for row in getattr(spread.board(), span)}
    assert 0 < len(wanted) <= 20
    use(figure, way, qtbot)
    assert window.current() is today
    assert sorted(numbers(today.due)) == sorted(wanted)
    assert figure.number.text() == str(len(wanted))
    assert figure.property("chosen") is True
    assert any(label.text() == f"{figure.label.text()} {len(wanted)}" for label in today.due.findChildren(QLabel))
    use(figure, way, qtbot)
    assert figure.property("chosen") is False
    assert len(numbers(today.due)) == 8
    use(figure, way, qtbot)
    everything = next(b for b in today.due.findChildren(QPushButton) if b.text() == "All 20")
    everything.click()
    assert len(numbers(today.due)) == 20


def test_the_line_of_a_span_tells_the_deadline_that_is_meant(today: Today, desk: Desk, qtbot: QtBot) -> None:
    use(today.figures.of("week"), "mouse", qtbot)
    late = {row.line.number for row in desk.board().overdue}
    both = [line for line in today.due.lines() if line.accessibleName().split()[0] in late]
    assert both
    for line in both:
        assert isinstance(line, LineRow)
        assert "overdue" not in line.accessibleName()
        assert line.button.text() == "Urge"


def test_what_is_shown_alone_stays_when_the_board_comes_anew(today: Today, desk: Desk, qtbot: QtBot) -> None:
    use(today.figures.of("overdue"), "mouse", qtbot)
    shown = numbers(today.due)
    add_entry(desk, "complaint", story="又一件迟的", received_at=NOW - dt.timedelta(days=3))
    today.refresh()
    qtbot.waitUntil(lambda: not today.busy)
    assert len(numbers(today.due)) == len(shown) + 1
    assert today.figures.of("overdue").property("chosen") is True


def test_only_mine_counts_in_the_figures_and_on_the_tab_as_well(
    today: Today, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    late, whole = NOW - dt.timedelta(days=3), int(today.figures.of("overdue").number.text())
    add_entry(desk, "complaint", story="别人的", handler=Ref(None, "赵敏"), received_at=late)
    today.refresh()
    qtbot.waitUntil(lambda: not today.busy)
    everybody = window.tabs.tabText(0)
    assert today.figures.of("overdue").number.text() == str(whole + 1)
    today._only_mine.setChecked(True)
    assert today.figures.of("overdue").number.text() == str(whole)
    assert window.tabs.tabText(0) != everybody
    use(today.figures.of("overdue"), "mouse", qtbot)
    assert len(numbers(today.due)) == whole


def test_the_figures_of_waiting_and_drafts_lead_to_their_whole_lists(
    today: Today, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    for n in range(5):
        draft = desk.blank("visit")
        draft.values["purpose"] = f"回访{n}"
        desk.keep_draft(draft)
        saved = add_entry(desk, "complaint", story=f"等样品{n}")
        desk.clockwork.pause("complaint", saved.id, "customer", "等样品")
    today.refresh()
    qtbot.waitUntil(lambda: not today.busy)

    def in_sight(card: Card) -> Callable[[], bool]:
        return lambda: card.lines()[0].hasFocus() and not card.lines()[0].visibleRegion().isEmpty()

    for key, card in (("waiting", today.waiting), ("drafts", today.drafts)):
        use(today.figures.of(key), "keyboard", qtbot)
        assert window.current() is today
        assert len(card.lines()) == 5
        qtbot.waitUntil(in_sight(card))


def test_thousands_of_lines_come_a_few_hundred_at_a_time(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show()
    card.put_lines([Line(f"TS-{n}", "", "", "soft", "", None) for n in range(450)], "")
    for shown, last in ((201, "250 more…"), (401, "50 more…")):
        assert len(card.lines()) == shown
        more = card.lines()[-1]
        assert more.accessibleName() == last
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert [line.accessibleName() for line in card.lines()] == [f"TS-{n}" for n in range(450)]


def test_the_on_time_rate_is_green_only_from_ninety_percent() -> None:
    tones = {0.95: "ok", 0.9: "ok", 0.8996: "ok", 0.8994: "warn", 0.7: "warn", 0.69: "danger", 0: "danger"}
    assert {share: tone_of(share) for share in tones} == tones
    assert tone_of(None) == "soft"


def test_a_kept_draft_is_offered_and_gone_on_with(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    draft = desk.blank("visit")
    draft.values["purpose"] = "回访"
    desk.keep_draft(draft)
    today.refresh()
    qtbot.waitUntil(lambda: not today.busy)
    qtbot.mouseClick(today.drafts.lines()[0], Qt.MouseButton.LeftButton)
    tab = window.current()
    assert isinstance(tab, RegisterTab)
    assert tab.editor.held is not None
    assert tab.editor.held.draft.values["purpose"] == "回访"


def test_the_board_notices_what_is_saved_elsewhere(today: Today, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.events.changed.emit(add_entry(desk, "complaint", story="新来的"))
    qtbot.waitUntil(lambda: not today.busy)
    assert any("TS-2026-0013" in line.accessibleName() for line in today.events.lines())


def test_only_mine_leaves_out_what_others_own(today: Today, qtbot: QtBot) -> None:
    everything = len(today.due.lines())
    today._only_mine.setChecked(True)
    qtbot.waitUntil(lambda: not today.busy)
    mine = [line.accessibleName() for line in today.due.lines()]
    assert len(mine) <= everything
    assert all("王芳" in name for name in mine)


def test_a_ledger_that_fails_is_told_on_the_board(
    today: Today, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SurroundingsError("The ledger is locked; try again")

    monkeypatch.setattr(desk, "board", refuse)
    today.refresh()
    qtbot.waitUntil(lambda: today.banner.text == "The ledger is locked; try again")


def test_the_chart_says_its_figures_in_words_too(today: Today) -> None:
    assert "this month" in today.bars.accessibleName()


def test_a_house_without_a_name_is_asked_for_it(
    empty_desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(empty_desk)
    today = window.go("today")
    assert isinstance(today, Today)
    qtbot.waitUntil(lambda: "no name yet" in today.banner.text, timeout=20_000)
    monkeypatch.setattr(SettingsDialog, "exec", lambda _dialog: empty_desk.settings.put("company", "康民大药房"))
    next(b for b in today.banner.findChildren(QPushButton) if b.text() == "Settings…").click()
    qtbot.waitUntil(lambda: not today.busy and today.banner.text == "", timeout=20_000)


def test_every_act_on_an_entry_has_its_own_words_on_the_board() -> None:
    of_the_house = {"login", "login_failed", "logout", "clock", "restored", "report", "conclude"}
    assert history_words.ACTS.keys() - today_lines.ACTS.keys() == of_the_house
    assert today_lines.ACTS.keys() <= history_words.ACTS.keys()
