"""Several registers, or the masters, in one tab of the window: a button each, each with its list and editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from qfdesk.language import say
from qfdesk.model.entry import Entry
from qfdesk.model.values import Query
from qfdesk.ui.page import ListActs, Page
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.theme import set_role


class GroupTab(Page):
    """One RegisterTab an entry, made when it is first looked at."""

    def __init__(self, entries: tuple[type[Entry], ...], make: Callable[[type[Entry]], RegisterTab]) -> None:
        super().__init__()
        self._entries, self._make = {entry.key: entry for entry in entries}, make
        self._tabs: dict[str, RegisterTab] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 0)
        row.setSpacing(4)
        for key in self._entries:
            button = self._buttons[key] = QPushButton()
            button.setCheckable(True)
            set_role(button, "flat")
            button.clicked.connect(lambda _on=False, chosen=key: self.choose(chosen))
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.current = next(iter(self._entries))
        self.say_words()

    @property
    def knows(self) -> frozenset[str]:  # type: ignore[override]
        return self.tab().knows

    @property
    def acts(self) -> ListActs | None:  # type: ignore[override]
        return self.tab().acts

    def tab(self, key: str = "") -> RegisterTab:
        """The list and editor of an entry, the current one by default."""
        key = key or self.current
        if key not in self._tabs:
            made = self._tabs[key] = self._make(self._entries[key])
            made.summary_changed.connect(self.summary_changed)
            self._stack.addWidget(made)
        return self._tabs[key]

    def choose(self, key: str) -> RegisterTab:
        """Shows a register or master."""
        self.current = key
        self._buttons[key].setChecked(True)
        tab = self.tab(key)
        self._stack.setCurrentWidget(tab)
        tab.arrive()
        self.summary_changed.emit()
        return tab

    def turn_to(self, key: str) -> Page:
        return self.choose(key) if key in self._entries else self

    def arrive(self) -> None:
        self.choose(self.current)

    def tick(self) -> None:
        self.tab().tick()

    def summary(self) -> str:
        return self.tab().summary()

    def query(self) -> Query | None:
        return self.tab().query()

    def may_leave(self) -> bool:
        return all(tab.may_leave() for tab in self._tabs.values())

    def keep(self) -> None:
        for tab in self._tabs.values():
            tab.keep()

    def say_words(self) -> None:
        for key, button in self._buttons.items():
            button.setText(say(self._entries[key].label).replace("&", "&&"))
        for tab in self._tabs.values():
            tab.say_words()

    def take_theme(self) -> None:
        for tab in self._tabs.values():
            tab.take_theme()

    def new(self) -> None:
        self.tab().new()

    def save(self) -> None:
        self.tab().save()

    def search(self) -> None:
        self.tab().search()

    def refresh(self) -> None:
        self.tab().refresh()

    def step(self, by: int) -> None:
        self.tab().step(by)

    def print_current(self) -> None:
        self.tab().print_current()

    def print_ledger(self) -> None:
        self.tab().print_ledger()

    def print_blank(self) -> None:
        self.tab().print_blank()

    def export(self) -> None:
        self.tab().export()

    def advance(self) -> None:
        self.tab().advance()

    def void(self) -> None:
        self.tab().void()
