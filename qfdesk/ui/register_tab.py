"""One register (or master): actions and filters above, the list at the left, the editor at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say, say_count
from qfdesk.model.entry import Entry
from qfdesk.model.masters import MASTERS
from qfdesk.model.record import Record
from qfdesk.model.values import Draft, Query, Saved
from qfdesk.ui.actions_row import ActionsRow
from qfdesk.ui.chips import grouped
from qfdesk.ui.editor import EditorPane
from qfdesk.ui.empty_state import EmptyState
from qfdesk.ui.events import Events
from qfdesk.ui.filters import FilterBar
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.list_model import EntryList
from qfdesk.ui.list_view import EntryTable
from qfdesk.ui.memory import Memory
from qfdesk.ui.outputs import Outputs
from qfdesk.ui.page import Page
from qfdesk.ui.table_acts import TableActs
from qfdesk.ui.told import Banner

_MASTERS = frozenset(master.key for master in MASTERS)
_PRINTED = frozenset(("print", "print_ledger", "print_blank"))
_COMMANDS = _PRINTED | {"advance", "new", "save", "find", "refresh", "previous", "next", "export", "void", "forget"}
_COMMANDS |= {"take_in", "merge"}


class RegisterTab(Page):
    """The list of a register and the editor of one of its entries, side by side."""

    def __init__(
        self, desk: Desk, events: Events, jobs: Jobs, memory: Memory, outputs: Outputs, entry: type[Entry]
    ) -> None:
        super().__init__()
        self._desk, self._events, self._memory, self._outputs = desk, events, memory, outputs
        self.entry, self.register = entry, entry.key
        self.is_record = issubclass(entry, Record)
        self.knows = _COMMANDS if self.is_record else _COMMANDS - _PRINTED - {"advance"}
        self._stale, self._waited = True, False
        self._jobs = jobs
        self.model = EntryList(desk, entry, self)
        self.model.aside = self._look_aside
        self.list = EntryTable(self.model)
        self.filters = FilterBar(desk, entry)
        self.buttons = ActionsRow(entry, desk)
        self.editor = EditorPane(desk, events, jobs)
        self.banner, self.empty = Banner(), EmptyState()
        self.acts = TableActs(self, self.register, self.list, self.editor, desk, events, jobs, memory)
        self.acts.take_files(self.empty)
        self._lay_out()
        self._wire()
        self._recall()
        self.say_words()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.buttons)
        top.addWidget(self.filters, 1)
        self._left = QStackedWidget()
        self._left.addWidget(self.list)
        self._left.addWidget(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.editor)
        self.splitter.setStretchFactor(0, 51)
        self.splitter.setStretchFactor(1, 49)
        self._left.setMinimumWidth(320)
        self.splitter.setSizes([706, 634])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.splitter, 1)
        QWidget.setTabOrder(self.filters, self.list)

    def _wire(self) -> None:
        self.list.leave = self.editor.leave
        self.list.chosen.connect(lambda number: self.editor.show_entry(self.register, number))
        self.list.entered.connect(lambda _number: self.editor.setFocus())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.summary_changed.emit())
        self.list.columns_changed.connect(self.keep)
        self.model.counted.connect(self._counted)
        self.model.trouble.connect(self.banner.tell)
        self.filters.changed.connect(self._ask)
        self.filters.left.connect(self.list.setFocus)
        self.buttons.new.clicked.connect(self.new)
        self.buttons.print.clicked.connect(self.print_current)
        self.buttons.export.clicked.connect(self.export)
        self.buttons.wanted.connect(self._do)
        self.editor.print_wanted.connect(self._print_one)
        self._events.changed.connect(self._changed)

    def _do(self, what: str) -> None:
        if what == "columns":
            self.buttons.pop_up(self.list.column_menu(self))
        elif what == "voided":
            self.filters.voided = not self.filters.voided
            self._ask()
        else:
            {"ledger": self.print_ledger, "blank": self.print_blank, "void": self.void, "all": self.export_all}[what]()

    # what comes into sight

    def arrive(self) -> None:
        if not self._stale:
            return
        first = self.list.current_id() is None
        self._ask()
        self._stale = False
        if first and self.model.rowCount() and not self.editor.is_dirty():
            self.list.stand_on_row(0)
        elif not self.model.rowCount():
            self.editor.show_empty(self.register)

    def _ask(self) -> None:
        self.banner.clear()
        self._waited = False
        self.model.ask(self.filters.query())
        if not self._waited:
            self.filters.count()

    def _look_aside(self, query: Query) -> None:
        """Lets a worker search and sort in a large ledger; the list stays as it is until then."""
        self._waited = True

        def arrived(_count: object) -> None:
            if self.model.query == query:
                self.model.load()
                self.filters.count()

        title = say(_("Looking through {register}"), register=say(self.entry.label))
        self._jobs.run(title, lambda _progress: self._desk.look_through(query), arrived, self.banner.tell, quiet=True)

    def refresh(self) -> None:
        self._ask()

    def _counted(self, count: int) -> None:
        self._left.setCurrentWidget(self.list if count else self.empty)
        if not count:
            self._say_empty()
        self.summary_changed.emit()

    def _say_empty(self) -> None:
        name = say(self.entry.label)
        if self.filters.narrowed():
            hint = say(_("Fewer words or another stage may help."))
            self.empty.put(say(_("Nothing found")), hint, say(_("Show everything")), self.filters.widen)
        else:
            hint = say(_("Take one down by Ctrl+N; what was on paper so far may be entered with its own date."))
            head = say(_("{register}: nothing yet"), register=name)
            self.empty.put(head, hint, self.buttons.new.text(), self.new, primary=True)

    def tick(self) -> None:
        self.model.take_time()
        self.list.viewport().update()

    def summary(self) -> str:
        count, chosen = self.model.rowCount(), len(self.list.selectionModel().selectedRows())
        text = say_count("{shown} entry", "{shown} entries", count, shown=grouped(count))
        return f"{text} · {say(_('{n} selected'), n=chosen)}" if chosen else text

    def query(self) -> Query:
        return self.model.query

    # what changed

    def _changed(self, saved: Saved | None) -> None:
        mine = saved is None or saved.register == self.register
        if not mine and saved and saved.register not in _MASTERS:
            return
        if not self.isVisible():
            self._stale = True
            return
        self.refresh()
        if saved and mine and saved.created:
            self.show_entry(saved.id, quiet=True)

    def show_entry(self, number: int, *, quiet: bool = False) -> None:
        """Stands on an entry, taking filters away where they hide it. ``quiet``: the editor shows it already."""
        if self._stale:
            self._ask()
            self._stale = False
        if not quiet and not self.editor.leave():
            return
        if not self.list.stand_on(number, quiet=True) and self.filters.narrowed():
            self.filters.widen()
            self.list.stand_on(number, quiet=True)
        if not quiet:
            self.editor.show_entry(self.register, number)

    # commands

    def new(self) -> None:
        self.new_from(None)

    def new_from(self, made_from: tuple[str, int] | None) -> None:
        """Begins a new entry, empty or made from another."""
        if self._stale:
            self._ask()
            self._stale = False
        if self.editor.leave():
            self.list.clearSelection()
            self.list.setCurrentIndex(self.model.index(-1, -1))
            self.editor.show_new(self.register, made_from)
            self.editor.setFocus()

    def go_on(self, draft: Draft) -> None:
        """Goes on with a draft that was kept."""
        if self.editor.leave():
            self.editor.show_draft(draft)
            self.editor.setFocus()

    def save(self) -> None:
        self.editor.save()

    def search(self) -> None:
        self.filters.box.setFocus()
        self.filters.box.selectAll()

    def step(self, by: int) -> None:
        self.list.step(by)

    def _print_one(self, register: str, number: int, paper: str) -> None:
        self._outputs.forms([(register, number)], paper)

    def print_current(self) -> None:
        chosen = self.list.selected_ids()
        if chosen:
            self._outputs.forms([(self.register, number) for number in chosen])
        else:
            self._events.say.emit(say(_("Choose an entry in the list to print it.")))

    def print_ledger(self) -> None:
        self._outputs.ledger(self.query())

    def print_blank(self) -> None:
        self._outputs.blank(self.register)

    def export(self) -> None:
        self._outputs.export([self.query()], say(self.entry.label))

    def export_all(self) -> None:
        """The whole register, whatever the filters say."""
        self._outputs.export([Query(self.register, order=self.query().order)], say(self.entry.label))

    def advance(self) -> None:
        self.editor.advance()

    def void(self) -> None:
        self.editor.void()

    def forget(self) -> None:
        """Masks the person in the entry shown."""
        self.editor.forget()

    # looks

    def may_leave(self) -> bool:
        return self.editor.leave()

    def keep(self) -> None:
        self._memory.put(f"list/{self.register}", {
            "columns": self.list.seen(), "widths": self.list.chosen_widths(), "order": self.model.query.order,
        })
        self._memory.put("splitter", self.splitter.sizes())

    def _recall(self) -> None:
        kept = self._memory.get(f"list/{self.register}", {})
        offered = self.model.offered()
        widths = {k: int(v) for k, v in dict(kept.get("widths", {})).items() if k in offered}
        order = kept.get("order")
        if order and order[0] in offered:
            self.model.take_order(str(order[0]), bool(order[1]))
        columns = tuple(column for column in kept.get("columns", ()) if column in offered)
        if columns:
            self.list.show_columns(columns, widths)
        if sizes := self._memory.get("splitter"):
            self.splitter.setSizes([int(size) for size in sizes])

    def say_words(self) -> None:
        self.buttons.say_words()
        self.filters.say_words()
        self.list.say_words()
        if not self._stale:
            self.refresh()

    def take_theme(self) -> None:
        for part in (self.buttons, self.filters, self.list):
            part.take_theme()
