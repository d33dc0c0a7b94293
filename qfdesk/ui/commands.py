"""The menus as data: what can be done, by which words, which key, under which menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from qfdesk.language import _, say
from qfdesk.ui.icons import icon


class Command(NamedTuple):
    """One line of a menu; ``key`` '' is a separating line, ``keys`` the shortcuts."""

    key: str
    text: str = ""
    keys: tuple[str, ...] = ()
    sign: str = ""


LINE = Command("")
MENUS: tuple[tuple[str, str, tuple[Command, ...]], ...] = (
    ("file", _("&File"), (
        Command("new", _("&New"), ("Ctrl+N",), "add"),
        Command("save", _("&Save"), ("Ctrl+S", "F2"), "save"),
        LINE,
        Command("print", _("&Print…"), ("Ctrl+P",), "print"),
        Command("print_ledger", _("Print the list as a &ledger…"), ("Ctrl+Shift+P",)),
        Command("print_blank", _("Print a &blank form…"), (), "draft"),
        Command("export", _("&Export to Excel…"), ("Ctrl+E",), "export"),
        Command("take_in", _("&Import a table…"), ("Ctrl+I",)),
        LINE,
        Command("back_up", _("Back &up now")),
        LINE,
        Command("quit", _("&Quit"), ("Ctrl+Q",)),
    )),
    ("edit", _("&Edit"), (
        Command("undo", _("&Undo"), ("Ctrl+Z",)),
        Command("redo", _("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        LINE,
        Command("cut", _("Cu&t"), ("Ctrl+X",)),
        Command("copy", _("&Copy"), ("Ctrl+C",)),
        Command("paste", _("&Paste"), ("Ctrl+V",)),
        Command("selectAll", _("Select &all"), ("Ctrl+A",)),
        LINE,
        Command("find", _("&Find in the list"), ("Ctrl+F", "F3"), "search"),
        Command("find_all", _("Find &everywhere"), ("Ctrl+K",), "search"),
    )),
    ("record", _("&Record"), (
        Command("previous", _("&Previous"), ("Ctrl+PgUp",), "back"),
        Command("next", _("&Next"), ("Ctrl+PgDown",), "forward"),
        LINE,
        Command("advance", _("&Do the next step"), ("F9",)),
        Command("void", _("Make &void…"), (), "void"),
        Command("merge", _("Mer&ge two entries…")),
        Command("forget", _("&Mask the person…")),
    )),
    ("view", _("&View"), (
        Command("refresh", _("&Refresh"), ("F5",), "refresh"),
        Command("today", _("&Today"), ("Ctrl+T",), "today"),
        Command("next_tab", _("&Next tab"), ("Ctrl+Tab",)),
        Command("previous_tab", _("&Previous tab"), ("Ctrl+Shift+Tab",)),
        LINE,
        Command("theme", _("&Light or dark"), ("Ctrl+Shift+D",)),
        Command("language", _("English or &Chinese"), ("Ctrl+Shift+L",)),
    )),
    ("tools", _("&Tools"), (
        Command("masters", _("&Masters"), (), "batch"),
        Command("trail", _("&Batch trail…"), ("Ctrl+B",), "batch"),
        Command("duties", _("Periodic &duties…"), (), "calendar"),
        Command("corrections", _("C&orrections that wait…")),
        LINE,
        Command("check", _("&Check the ledger")),
        Command("audit", _("&History…")),
        Command("keeping", _("&Keeping of records…")),
        LINE,
        Command("accounts", _("&Accounts…"), (), "person"),
        Command("rights", _("&Rights…")),
        LINE,
        Command("settings", _("&Settings…"), ("Ctrl+,",), "settings"),
    )),
    ("help", _("&Help"), (
        Command("help", _("&How to work with it"), ("F1",), "help"),
        Command("keys", _("&Keys"), ("Shift+F1",)),
        Command("requirements", _("&Requirements served…"), (), "check"),
        LINE,
        Command("about", _("&About qfdesk")),
    )),
)


class Commands:
    """The menu bar of a window; each action calls ``do`` with its key."""

    def __init__(self, window: QMainWindow, do: Callable[[str], None]) -> None:
        self._window, self._do = window, do
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for key, _text, commands in MENUS:
            menu = self.menus[key] = window.menuBar().addMenu("")
            for command in commands:
                self._add(menu, command)
        self.say_words()

    def _add(self, menu: QMenu, command: Command) -> None:
        if not command.key:
            menu.addSeparator()
            return
        action = QAction(self._window)
        action.setObjectName(command.key)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(lambda _on=False, key=command.key: self._do(key))
        menu.addAction(action)
        self.actions[command.key] = action

    def say_words(self) -> None:
        """Says the words again and draws the signs again."""
        for key, text, commands in MENUS:
            self.menus[key].setTitle(say(text))
            for command in commands:
                if command.key:
                    self.actions[command.key].setText(say(command.text))
                if command.sign:
                    self.actions[command.key].setIcon(icon(command.sign))

    def allow(self, known: frozenset[str], of: frozenset[str]) -> None:
        """Greys those of the commands ``of`` that are not ``known``."""
        for key in of:
            self.actions[key].setEnabled(key in known)
