"""The buttons above a list: new, print, export, more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.ui.icons import icon
from qfdesk.ui.permitted import bar
from qfdesk.ui.theme import set_role

#: key, words, sign, only for records
_MORE = (
    ("ledger", _("Print this list as a ledger…"), "print", True),
    ("blank", _("Print a blank form…"), "draft", True),
    ("", "", "", False),
    ("all", _("Export the whole register…"), "export", False),
    ("columns", _("Choose columns…"), "columns", False),
    ("voided", _("Show void entries, or the others again"), "filter", False),
    ("", "", "", False),
    ("void", _("Make the entry void…"), "void", False),
)


_ACTS = {"ledger": "print", "all": "export", "void": "void"}


class ActionsRow(QWidget):
    """One primary button and the few others; ``wanted`` carries the key of what was chosen under More."""

    wanted = Signal(str)

    def __init__(self, entry: type[Entry], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry, self._desk = entry, desk
        self._record = issubclass(entry, Record)
        self.new, self.print, self.export, self.more = (QPushButton(self) for _n in range(4))
        set_role(self.new, "primary")
        set_role(self.more, "", menu=True)
        self.more.setMenu(QMenu(self.more))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.new, self.print, self.export, self.more):
            row.addWidget(button)
        self.print.setVisible(self._record)
        self.say_words()

    def say_words(self) -> None:
        """Says the words again in the language in use."""
        label = self._entry.new_label if issubclass(self._entry, Record) else _("New")
        words = {self.new: label, self.print: _("Print"), self.export: _("Export"), self.more: _("More")}
        for button, text in words.items():
            button.setText(say(text))
        bar(self.new, self._desk, self._entry.key, "add", "Ctrl+N")
        bar(self.print, self._desk, self._entry.key, "print", "Ctrl+P")
        sheet = say(_("What the list shows, as an Excel file (Ctrl+E)"))
        bar(self.export, self._desk, self._entry.key, "export", sheet)
        self._fill()

    def take_theme(self) -> None:
        """Draws the signs again."""
        self.new.setIcon(icon("add", "on_accent"))
        self._fill()

    def pop_up(self, menu: QMenu) -> None:
        """Shows a menu under the last button."""
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def _fill(self) -> None:
        self.new.setIcon(icon("add", "on_accent"))
        menu = self.more.menu()
        menu.clear()
        for key, text, sign, records_only in _MORE:
            if records_only and not self._record:
                continue
            if key in _ACTS and not self._desk.may(self._entry.key, _ACTS[key]):
                continue
            if key:
                menu.addAction(icon(sign), say(text)).triggered.connect(partial(self.wanted.emit, key))
            elif menu.actions():
                menu.addSeparator()
