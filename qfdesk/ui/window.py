"""The main window: the menu, the row of tabs, the pages, the foot. How they speak to each other stands in ``_wire``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.values import Draft
from qfdesk.ui.chores import Chores
from qfdesk.ui.commands import Commands
from qfdesk.ui.events import Events
from qfdesk.ui.finder import Finder
from qfdesk.ui.grouping import grouped
from qfdesk.ui.icons import app_icon
from qfdesk.ui.jobs import Jobs, may_stop
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.outputs import Outputs
from qfdesk.ui.page import Page
from qfdesk.ui.permitted import OF_HOUSE, permitted
from qfdesk.ui.person_menu import PersonMenu
from qfdesk.ui.status import Status
from qfdesk.ui.tab_row import MASTERS, REPORTS, TODAY, TabRow
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.today import Today
from qfdesk.ui.told import tell

if TYPE_CHECKING:
    from qfdesk.ui.register_tab import RegisterTab

__all__ = ["MASTERS", "REPORTS", "TODAY", "MainWindow"]
_MINUTE = 60_000
_PAGE_COMMANDS = frozenset(
    ("new", "save", "find", "refresh", "previous", "next", "advance", "void", "forget")
    + ("print", "print_ledger", "print_blank", "export", "take_in", "merge")
)
_EDITING = frozenset(("undo", "redo", "cut", "copy", "paste", "selectAll"))


class MainWindow(QMainWindow):
    """Today, one tab a register, the masters. Pages are made when they are first looked at."""

    def __init__(self, desk: Desk, looks: Looks, memory: Memory) -> None:
        super().__init__()
        self.desk, self.looks, self.memory = desk, looks, memory
        self.events, self.jobs = Events(self), Jobs(self, desk.let_go)
        self.outputs = Outputs(desk, self.jobs, self)
        self.commands = Commands(self, self.do)
        self.groups = grouped(desk)
        self.tabs, self.finder, self.person = TabRow(self.groups), Finder(desk, self), PersonMenu(desk)
        self.stack, self.status = QStackedWidget(), Status(desk, self.jobs)
        self.chores = Chores(desk, looks, self.jobs, self.status, self, lambda: self.current().batch())
        self.pages: dict[str, Page] = {}
        self.keys = self.tabs.keys
        self._minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        self._wire()
        self._say_words()
        self._minute.start()
        memory.restore_window(self)
        self.go(str(memory.get("tab", TODAY)))

    def _lay_out(self) -> None:
        self.setWindowIcon(app_icon())
        self.setMinimumSize(1024, 640)
        self.finder.setFixedWidth(px(190))
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.finder)
        row.addWidget(self.person)
        column = QVBoxLayout(middle := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _wire(self) -> None:
        """All the wiring of the window stands here."""
        self.tabs.currentChanged.connect(lambda place: self._bring(self.keys[place]))
        self.finder.chosen.connect(self.open_entry)
        self.events.open_entry.connect(self.open_entry)
        self.events.say.connect(self.status.tell)
        self.chores.changed.connect(self.events.changed)
        self.chores.open_entry.connect(self.open_entry)
        self.events.changed.connect(lambda _saved: self._refresh_count())
        self.events.changed.connect(lambda _saved: self.chores.tell_clock())
        self.chores.draft_wanted.connect(self._go_on)
        self.outputs.written.connect(self.status.tell_file)
        self.jobs.failed.connect(lambda error: tell(self, error))
        self._minute.timeout.connect(lambda: self.current().tick())
        self.looks.spoken.connect(self._say_words)
        self.looks.painted.connect(self._take_theme)

    # pages

    def page(self, key: str) -> Page:
        """The page of a tab, made when it is first asked for."""
        if key not in self.pages:
            made = self.pages[key] = self._make(key)
            made.summary_changed.connect(self._show_summary)
            self.stack.addWidget(made)
        return self.pages[key]

    def _make(self, key: str) -> Page:
        if key == TODAY:
            today = Today(self.desk, self.events, self.jobs)
            today.counted.connect(self.tabs.show_count)
            today.draft_wanted.connect(self._go_on)
            today.person_wanted.connect(lambda key, person: self._tab_of(key).filters.choose_person(person))
            today.house_wanted.connect(partial(self._name_house, today))
            return today
        if key == REPORTS:
            from qfdesk.ui.reports_tab import ReportsTab

            return ReportsTab(self.desk, self.jobs, self.outputs)
        entries = self.desk.masters() if key == MASTERS else self.groups[key]
        if len(entries) == 1:
            return self._register_tab(entries[0])
        from qfdesk.ui.group_tab import GroupTab

        return GroupTab(entries, self._register_tab)

    def _register_tab(self, entry: type[Entry]) -> RegisterTab:
        from qfdesk.ui.register_tab import RegisterTab  # with the editor, so that Today is painted before

        tab = RegisterTab(self.desk, self.events, self.jobs, self.memory, self.outputs, entry)
        tab.editor.new_wanted.connect(self._new_from)
        return tab

    def go(self, key: str) -> Page:
        """Brings a tab to the front, or the tab in which a register or master stands; returns what is seen there."""
        entries = {MASTERS: self.desk.masters(), **self.groups}
        group = next((name for name, found in entries.items() if key in (entry.key for entry in found)), key)
        page = self._bring(group if group in self.keys else TODAY)
        return page.turn_to(key)

    def _bring(self, key: str) -> Page:
        page = self.page(key)
        self.tabs.bring(key)
        self.stack.setCurrentWidget(page)
        page.arrive()
        self._show_summary()
        return page

    def current(self) -> Page:
        """The page in front."""
        return self.page(self.tabs.key)

    def _tab_of(self, register: str) -> RegisterTab:
        """Brings the tab of a register or master to the front."""
        return cast("RegisterTab", self.go(register))

    def open_entry(self, register: str, number: int) -> None:
        """Shows an entry in its tab."""
        try:
            self._tab_of(register).show_entry(number)
        except DeskError as error:
            tell(self, error)

    def _new_from(self, register: str, made_from: object) -> None:
        origin = made_from if isinstance(made_from, tuple) else None
        self._tab_of(register).new_from(origin)

    def _go_on(self, draft: Draft) -> None:
        self._tab_of(draft.register).go_on(draft)

    # commands

    def do(self, key: str) -> None:
        """Does a command of the menu."""
        if key in _EDITING:
            self._edit(key)
        elif key in Chores.names:
            self.chores.do(key)
        elif key in _PAGE_COMMANDS:
            self._on_page(key)
        else:
            getattr(self, f"_do_{key}")()

    def _on_page(self, key: str) -> None:
        page = self.current()
        if key == "new" and key not in page.knows:
            page = self.go(self.keys[1])
        if key in ("previous", "next"):
            page.step(-1 if key == "previous" else 1)
        else:
            getattr(page, {"print": "print_current", "find": "search"}.get(key, key))()

    def _edit(self, key: str) -> None:
        slot = getattr(self.focusWidget(), key, None)
        if callable(slot):
            slot()

    def _do_quit(self) -> None:
        self.close()

    def _do_find_all(self) -> None:
        self.finder.setFocus()
        self.finder.selectAll()

    def _name_house(self, today: Today, page: str) -> None:
        self.chores.settings(page)
        today.refresh()

    def _do_today(self) -> None:
        self.go(TODAY)

    def _do_masters(self) -> None:
        self.go(MASTERS)

    def _do_next_tab(self) -> None:
        self.tabs.turn(1)

    def _do_previous_tab(self) -> None:
        self.tabs.turn(-1)

    # what is told

    def _show_summary(self) -> None:
        page = self.current()
        self.status.summary.setText(page.summary())
        self.commands.allow(permitted(self.desk, page), _PAGE_COMMANDS | OF_HOUSE)

    def _refresh_count(self) -> None:
        """The figure on the Today tab, whatever tab is in front."""
        if TODAY in self.pages and self.current() is not self.pages[TODAY]:
            self.pages[TODAY].refresh()

    def _say_words(self) -> None:
        self.setWindowTitle(say(_("Quality feedback desk")))
        self.commands.say_words()
        self.tabs.say_words()
        self.finder.say_words()
        self.person.say_words()
        for page in self.pages.values():
            page.say_words()
        self.status.show_place()
        self.events.language_changed.emit()
        if self.pages:
            self._show_summary()

    def _take_theme(self) -> None:
        self.commands.say_words()
        self.finder.take_theme()
        self.person.say_words()
        for page in self.pages.values():
            page.take_theme()
        self.events.theme_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(page.may_leave() for page in self.pages.values()) or not self.may_stop_jobs():
            event.ignore()
            return
        self.jobs.stop_all()
        for page in self.pages.values():
            page.keep()
        self.memory.put("tab", self.tabs.key)
        self.memory.keep_window(self)
        self.memory.keep()
        event.accept()

    def leave_now(self) -> None:
        """Ends without asking anybody; what is typed has been kept before."""
        self.jobs.stop_all()
        QCoreApplication.exit(0)

    def may_stop_jobs(self) -> bool:
        """Whether nothing is under way, or may be stopped."""
        return may_stop(self.jobs, self)
