"""The row of tabs: the day, the registers, the reports, the masters, each under its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QTabBar, QWidget

from qfdesk.language import _, _p, say
from qfdesk.model.record import Record

TODAY, REPORTS, MASTERS = "today", "statistics", "masters"


class TabRow(QTabBar):
    """``groups``: the registers that share a tab, by its key. ``keys``: of all tabs, in order."""

    def __init__(self, groups: Mapping[str, tuple[type[Record], ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups, self._count = groups, 0
        self.keys = [TODAY, *groups, REPORTS, MASTERS]
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        for _key in self.keys:
            self.addTab("")

    @property
    def key(self) -> str:
        """The tab in front."""
        return self.keys[self.currentIndex()]

    def bring(self, key: str) -> None:
        """A tab to the front."""
        self.setCurrentIndex(self.keys.index(key))

    def turn(self, by: int) -> None:
        """To the next tab, or the one before; after the last comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % len(self.keys))

    def show_count(self, count: int) -> None:
        """How many things are overdue or due today."""
        self._count = count
        words = say(_("Today"))
        self.setTabText(0, f"{words}  {count}" if count else words)

    def say_words(self) -> None:
        """Every tab's name again."""
        labels = {key: registers[0].tab for key, registers in self.groups.items()}
        labels |= {REPORTS: _p("tab", "Statistics"), MASTERS: _("Masters")}
        for place, key in enumerate(self.keys[1:], 1):
            self.setTabText(place, say(labels[key]).replace("&", "&&"))
        self.setAccessibleName(say(_("Registers")))
        self.show_count(self._count)
