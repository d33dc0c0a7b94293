"""What the window asks of whatever stands in one of its tabs."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qfdesk.model.fields import Ref
from qfdesk.model.values import Query


class ListActs(Protocol):
    """What is done with a list as a whole."""

    def take_in(self, path: Path | None = None) -> None: ...

    def merge(self) -> None: ...

    def batch(self) -> Ref | None: ...


class Page(QWidget):
    """One tab's content. The menu's commands come here; a page does nothing for those that do not concern it.

    ``summary_changed``: what the status bar says of the page is another now.
    """

    summary_changed = Signal()
    #: the commands of the menu that make sense here
    knows: frozenset[str] = frozenset()
    #: what is done with a list as a whole, where the page is one
    acts: ListActs | None = None

    def arrive(self) -> None:
        """The page comes into sight: what grew old is asked again."""

    def turn_to(self, _key: str) -> Page:
        """Shows the part of the page that the key names; returns what is seen then."""
        return self

    def summary(self) -> str:
        """What the status bar says of the page."""
        return ""

    def query(self) -> Query | None:
        """What the page lists, for printing and export."""
        return None

    def may_leave(self) -> bool:
        """Asks about anything not saved; False keeps the window open."""
        return True

    def keep(self) -> None:
        """Remembers columns, widths and the like."""

    def tick(self) -> None:
        """A minute has passed: what is due today may be overdue now."""

    def say_words(self) -> None:
        """Says every word again in the language in use."""

    def take_theme(self) -> None:
        """Draws what is drawn by hand again."""

    def new(self) -> None: ...

    def save(self) -> None: ...

    def search(self) -> None: ...

    def refresh(self) -> None: ...

    def step(self, by: int) -> None: ...

    def print_current(self) -> None: ...

    def print_ledger(self) -> None: ...

    def print_blank(self) -> None: ...

    def export(self) -> None: ...

    def advance(self) -> None: ...

    def void(self) -> None: ...

    def take_in(self) -> None:
        """Imports a table."""
        if self.acts:
            self.acts.take_in()

    def merge(self) -> None:
        """Makes one of two entries."""
        if self.acts:
            self.acts.merge()

    def batch(self) -> Ref | None:
        """The batch that the entry shown is, or names."""
        return self.acts.batch() if self.acts else None
