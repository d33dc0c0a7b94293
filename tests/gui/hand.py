"""The hand and the eye of a clerk: reads labels, types into boxes, follows what is named as missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qfdesk.language import say
from qfdesk.ui.editor import EditorPane
from qfdesk.ui.editor.boxes import Box
from qfdesk.ui.group_tab import GroupTab
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.window import MainWindow
from tests.gui.fingers import CTRL, LEFT, NONE, SHIFT, Key, answer, click, front, keys, press, write

__all__ = ["CTRL", "LEFT", "NONE", "SHIFT", "Hand", "Key", "answer", "click", "front", "keys", "press", "write"]


class Hand:
    """Works in a window as a person does; what is not in sight or has not the keyboard cannot be used."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    # where one is

    @property
    def tab(self) -> RegisterTab:
        """The list and editor in front."""
        page = self.window.current()
        found = page.tab() if isinstance(page, GroupTab) else page
        assert isinstance(found, RegisterTab)
        return found

    @property
    def pane(self) -> EditorPane:
        return self.tab.editor

    def keyboard(self) -> QWidget:
        """What has the keyboard."""
        front()
        found = QApplication.focusWidget()
        assert found is not None, "the keyboard belongs to nobody"
        return found

    def here(self) -> Box:
        """The box one is typing in."""
        found: QWidget | None = self.keyboard()
        while found is not None and not isinstance(found, Box):
            found = found.parentWidget()
        assert isinstance(found, Box), f"the keyboard is at {self.keyboard()}, not in a box"
        return found

    # keys and clicks

    def key(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key."""
        keys(key, modifier)

    def go(self, words: str) -> None:
        """Clicks a tab of the window."""
        bar = self.window.tabs
        place = next(n for n in range(bar.count()) if bar.tabText(n).startswith(words))
        click(bar, bar.tabRect(place).center())

    def choose(self, button: QAbstractButton, *path: str) -> None:
        """Opens the menu of a button and chooses what begins with these words, through the menus it opens in turn."""
        seen: list[QWidget] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu) and menu not in seen:
                words = path[len(seen)]
                seen.append(menu)
                if len(seen) < len(path):
                    QTimer.singleShot(5, look)
                click(menu, menu.actionGeometry(_action(menu, words)).center())
            else:
                QTimer.singleShot(5, look)

        QTimer.singleShot(0, look)
        click(button)
        self.qtbot.waitUntil(lambda: len(seen) == len(path))

    # boxes

    def label(self, words: str) -> QLabel:
        """The label of a box in the form."""
        assert self.pane.form is not None
        labels = [w for w in self.pane.form.findChildren(QLabel) if w.text().removesuffix(" *") == words]
        found = [label for label in labels if label.buddy() is not None and not label.isHidden()]
        assert len(found) == 1, f"{len(found)} boxes are called {words}"
        return found[0]

    def box(self, words: str) -> Box:
        """The box beside a label."""
        found: QWidget | None = self.label(words).buddy()
        while found is not None and not isinstance(found, Box):
            found = found.parentWidget()
        assert isinstance(found, Box)
        return found

    def unfold(self, words: str) -> None:
        """Opens a section by its title, if it is folded."""
        assert self.pane.form is not None
        block = next(b for b in self.pane.form.blocks if b._title.text() == words)
        assert block.isVisible(), f"there is no section {words}"
        if not block.opened:
            self.scroll_to(block._head)
            click(block._head)

    def scroll_to(self, widget: QWidget) -> None:
        """Turns the wheel until it is in sight."""
        assert self.pane.form is not None
        QApplication.processEvents()
        self.pane.form.ensureWidgetVisible(widget, 0, 40)

    def into(self, words: str) -> None:
        """Clicks into a box."""
        inner = self.box(words).inner
        self.scroll_to(inner)
        target = inner
        while (proxy := target.focusProxy()) is not None:
            target = proxy
        if isinstance(target, QComboBox) and (line := target.lineEdit()) is not None:
            target = line
        if isinstance(target, QCheckBox):
            target.setFocus(Qt.FocusReason.TabFocusReason)  # a click would tick it
        else:
            click(target)
        assert self.here().inner is inner

    def type(self, text: str) -> None:
        """Types into the box one stands in, over what stands there, and leaves it as its kind is left."""
        box, kind = self.here(), self.here().field.kind
        if kind == "choices":
            for words in text.split("、"):
                press(box, words)
        elif kind == "flag":
            self.key(Key.Key_Space)
        else:
            self.over(text)
        self.key(Key.Key_Return, CTRL if kind == "memo" else NONE)

    def over(self, text: str) -> None:
        """Types over what stands where one is."""
        self.key(Key.Key_A, CTRL)
        self.key(Key.Key_Backspace)
        write(text)

    def fill(self, words: str, text: str) -> None:
        """Clicks into a box and types."""
        self.into(words)
        self.type(text)

    def type_on(self, **texts: str) -> None:
        """Types one box after the other, each reached by leaving the one before; '' leaves it as it is."""
        for words, text in texts.items():
            assert self.here() is self.box(words), f"the keyboard is not at {words}"
            if text:
                self.type(text)
            else:
                self.key(Key.Key_Return, CTRL)

    def value(self, words: str) -> str:
        """What stands in a box as it is read."""
        box: Any = self.box(words)
        if box.field.kind == "memo":
            return str(box.paragraphs.toPlainText())
        return str(box.combo.currentText() if hasattr(box, "combo") else box.line.text())

    def values(self, *words: str) -> list[str]:
        """What stands in several boxes."""
        return [self.value(label) for label in words]

    # the foot

    def settled(self) -> None:
        """Waits until what follows from typing is said."""
        self.qtbot.waitUntil(lambda: not self.pane.following._pause.isActive())

    def needed(self) -> list[str]:
        """What the foot names as missing, in sight or behind “+2”; nothing once it is a rule that speaks."""
        self.settled()
        missing = self.pane.foot.missing
        plain = missing._lead.text() == say("Still needed:")
        return [words for _key, words in missing._all if plain]

    def to_needed(self, words: str) -> None:
        """Follows the name of something missing to its box."""
        missing = self.pane.foot.missing
        seen = [b for b in missing.names if b.isVisible() and b.text() == words]
        if seen:
            click(seen[0])
        else:
            self.choose(missing._rest, words)

    def complete(self, answers: dict[str, str]) -> list[str]:
        """Goes to each thing the foot names as missing and types the answer; returns what was asked."""
        asked: list[str] = []
        while needed := self.needed():
            assert needed[0] not in asked, f"{needed[0]} is asked for again"
            asked.append(needed[0])
            self.to_needed(needed[0])
            self.type(answers[needed[0]])
        return asked

    def move(self, words: str) -> None:
        """Presses the one next move."""
        self.settled()
        button = self.pane.foot.move_button
        assert button.text() == words
        click(button)
        self.settled()

    def move_aside(self, words: str) -> None:
        """Does one of the other moves, by its button or from the menu."""
        self.settled()
        foot = self.pane.foot
        if foot.aside_button.isVisible() and foot.aside_button.text() == words:
            click(foot.aside_button)
        else:
            self.choose(foot.others_button, words)
        self.settled()

    def foot_menu(self, button: str, words: str) -> None:
        """Chooses from a button of the foot, or from where it went when the room is narrow."""
        self.settled()
        foot = self.pane.foot
        buttons = [b for b in (foot.print_button, foot.follow_button) if b.isVisible() and b.text() == button]
        if buttons:
            self.choose(buttons[0], words)
        else:
            self.choose(foot.more_button, button, words)

    # what is said

    @property
    def stage(self) -> str:
        """The stage said in the head."""
        return self.pane.head.stage.text()

    @property
    def title(self) -> str:
        """The number or name in the head."""
        return self.pane.head.title.text()

    @property
    def unsaved(self) -> bool:
        """Whether the head says that something is not saved."""
        return self.pane.head.unsaved.isVisible()

    @property
    def told(self) -> str:
        """The line at the foot of the window."""
        return self.window.status.message.text()

    @property
    def hindrance(self) -> str:
        """What stands against the next move besides missing fields."""
        self.settled()
        return self.pane.foot.missing._lead.text()

    @property
    def notice(self) -> str:
        """What stands above the form."""
        return self.pane.notice.text

    @property
    def warned(self) -> str:
        """What stands above the form after something could not be done."""
        return self.pane.banner.text

    def seen(self) -> str:
        """Every text of the form that is not in a box."""
        assert self.pane.form is not None
        return "\n".join(w.text() for w in self.pane.form.findChildren(QLabel) if w.isVisible())

    # the other side

    def history(self) -> list[list[str]]:
        """Turns to the history and back; gives back its rows."""
        return self._side("history", self.pane.side.history)

    def links(self) -> list[list[str]]:
        """Turns to the links and back; gives back their rows."""
        return self._side("links", self.pane.side.links.table)

    def open_link(self, number: str) -> None:
        """Opens a linked record by a double click on its row."""
        click(self.pane.head.sides["links"])
        table = self.pane.side.links.table
        row = next(row for row in _rows(table) if number in row)
        place = table.visualRect(table.model().index(_rows(table).index(row), 1)).center()
        click(table.viewport(), place)
        press(self.pane.side.links, "打开")

    def _side(self, side: str, table: QTableWidget) -> list[list[str]]:
        click(self.pane.head.sides[side])
        assert table.isVisible()
        rows = _rows(table)
        self.key(Key.Key_Escape)
        assert not table.isVisible()
        return rows


def _rows(table: QTableWidget) -> list[list[str]]:
    wide = range(table.columnCount())
    return [[table.item(row, column).text() for column in wide] for row in range(table.rowCount())]  # type: ignore[union-attr]


def _action(menu: QMenu, words: str) -> QAction:
    texts = [action.text().replace("&", "") for action in menu.actions()]
    found = [a for a, text in zip(menu.actions(), texts, strict=True) if text.startswith(words)]
    assert found, f"no “{words}” among {texts}"
    return found[0]
