"""The foot of the editor: what the next move still needs, in a row of its own; save, print, follow on, the move."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.model.values import MoveState
from qfdesk.ui.icons import icon
from qfdesk.ui.permitted import bar
from qfdesk.ui.theme import px, set_role


class Missing(QWidget):
    """“Still needed: Cause, Responsibility”: as many names as fit, each leading to its box, the rest in a menu."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lead = QLabel()
        self._lead.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._lead, "soft")
        self.names: list[QPushButton] = []
        self._all: list[tuple[str, str]] = []
        self._rest = QPushButton()
        set_role(self._rest, "link")
        self._rest.clicked.connect(self._pop_up)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._row.addWidget(self._lead)
        self._row.addWidget(self._rest)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(px(60))

    def put(self, missing: list[tuple[str, str]], hindrance: str) -> None:
        """Names the fields (key, label) still empty, and what else stands against the move."""
        self._all = missing
        self._lead.setText(hindrance or (say(_("Still needed:")) if missing else ""))
        self._lead.setToolTip(hindrance)
        self._lead.setVisible(bool(missing or hindrance))
        self.setMinimumWidth(px(60) if missing or hindrance else 0)
        while len(self.names) < len(missing):
            button = QPushButton()
            set_role(button, "link")
            self._row.insertWidget(self._row.count() - 1, button)
            place = len(self.names)
            button.clicked.connect(lambda _on=False, n=place: self.wanted.emit(self._all[n][0]))
            self.names.append(button)
        for button, (_key, label) in zip(self.names, missing, strict=False):
            button.setText(label.replace("&", "&&"))
            button.setToolTip(hindrance or say(_("Go to “{field}”"), field=label))
        self._fit()

    @property
    def speaks(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._lead.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lead = self._lead.sizeHint().width()
        crowded = bool(self._all) and self.width() - lead < px(64)
        self._lead.setVisible(bool(self._lead.text()) and not crowded)
        room = self.width() - px(6) - (0 if crowded else lead)
        fitting = 0
        for number, button in enumerate(self.names[: len(self._all)], 1):
            room -= button.sizeHint().width()
            reserve = px(48) if number < len(self._all) else 0
            if room < reserve:
                break
            fitting = number
        for number, button in enumerate(self.names):
            button.setVisible(number < min(fitting, len(self._all)))
        rest = len(self._all) - fitting
        text = _("+{n}") if fitting else _("needs {n}") if crowded else _("{n} fields")
        self._rest.setText(say(text, n=rest))
        self._rest.setVisible(rest > 0)

    def _pop_up(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, label in self._all:
            menu.addAction(label.replace("&", "&&")).triggered.connect(lambda _on=False, key=key: self.wanted.emit(key))
        menu.popup(self._rest.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


class Foot(QFrame):
    """The actions, each a signal: print (paper key), follow (register), more (void or tie), move (key), field (key)."""

    save_wanted = Signal()
    print_wanted = Signal(str)
    follow_wanted = Signal(str)
    more_wanted = Signal(str)
    move_wanted = Signal(str)
    field_wanted = Signal(str)
    correct_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        set_role(self, "foot")
        self.save_button, self.print_button, self.follow_button = QPushButton(), QPushButton(), QPushButton()
        self.correct_button = QPushButton()
        self.more_button, self.others_button = QToolButton(), QToolButton()
        self.move_button, self.aside_button, self.missing = QPushButton(), QPushButton(), Missing()
        self._states: list[MoveState] = []
        self._aside = ""
        self._offered, self._more = (False, False), False
        self._submenus: tuple[QAction, QAction] | None = None
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.missing)
        column.addLayout(row)
        row.setSpacing(8)
        for widget in (self.save_button, self.correct_button, self.print_button, self.follow_button, self.more_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.aside_button)
        row.addWidget(self.move_button)
        row.addWidget(self.others_button)
        for button in (self.print_button, self.follow_button):
            button.setMenu(_menu(button))
            button.setProperty("menu", "true")
        for tool in (self.more_button, self.others_button):
            tool.setMenu(_menu(tool))
            tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_button.clicked.connect(self.save_wanted)
        self.correct_button.clicked.connect(self.correct_wanted)
        self.correct_button.hide()
        self.move_button.clicked.connect(lambda: self.move_wanted.emit(self._states[0].move.key))
        self.aside_button.clicked.connect(lambda: self.move_wanted.emit(self._aside))
        self.missing.wanted.connect(self.field_wanted)

    def put(self, entry: type[Entry], new: bool, readonly: bool) -> None:
        """Offers what can be done with such an entry."""
        is_record = issubclass(entry, Record)
        self.save_button.setText(say(_("Save  Ctrl+S")))
        self.save_button.setVisible(not readonly)
        bar(self.save_button, self._desk, entry.key, "add" if new else "change")
        self.print_button.setText(say(_("Print")))
        self.follow_button.setText(say(_("New from this")))
        may = self._desk.may
        papers = entry.papers if is_record and may(entry.key, "print") else ()
        follows = [f.register for f in entry.follows if may(f.register, "add")] if is_record else []
        _fill(self.print_button, [(say(p.title), p.key) for p in papers], self.print_wanted)
        ways = [(say(self._desk.entry(register).label), register) for register in follows]
        _fill(self.follow_button, ways, self.follow_wanted)
        self._offered = (bool(papers) and not new, bool(follows) and not new)
        offered = [(say(_("Tie to another record…")), "tie")] if is_record and may(entry.key, "change") else []
        offered += [(say(_("Void…")), "void")] if not readonly and may(entry.key, "void") else []
        _fill(self.more_button, offered, self.more_wanted)
        self.more_button.setIcon(icon("more"))
        self.more_button.setToolTip(say(_("More")))
        self.more_button.setAccessibleName(say(_("More")))
        self._more = bool(offered) and not new
        self._submenus = self._add_submenus()
        self._fit()

    def _add_submenus(self) -> tuple[QAction, QAction]:
        """Print and follow once more behind “more”, for when their buttons have no room."""
        menu = self.more_button.menu()
        for button in (self.print_button, self.follow_button):
            button.menu().setTitle(button.text())
        return menu.addMenu(self.print_button.menu()), menu.addMenu(self.follow_button.menu())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the room is narrow, first “new from this”, then “print” go behind “more”."""
        if self._submenus is None:
            return
        rest: tuple[QWidget, ...] = (self.save_button, self.correct_button, self.more_button)
        rest += (self.aside_button, self.move_button, self.others_button)
        used = sum(widget.sizeHint().width() + 8 for widget in rest if not widget.isHidden()) + 28
        room = self.width() - used
        buttons = (self.print_button, self.follow_button)
        for button, offered, action in zip(buttons, self._offered, self._submenus, strict=True):
            room -= button.sizeHint().width() + 8 if offered else 0
            button.setVisible(offered and room >= 0)
            action.setVisible(offered and room < 0)
        shown = self._more or any(action.isVisible() for action in self._submenus)
        self.more_button.setVisible(shown)

    def put_correction(self, correcting: bool, *, offered: bool) -> None:
        """Offers to ask for a correction, or, while one is typed, only to send it or leave it."""
        if correcting:
            self._offered, self._more = (False, False), False
            self.save_button.setText(say(_("Send the request…")))
            self.save_button.setEnabled(True)
            self.save_button.setToolTip("")
            self.correct_button.setText(say(_("Leave it")))
        else:
            self.correct_button.setText(say(_("Ask for a correction…")))
        self.correct_button.setVisible(correcting or offered)
        self._fit()

    def put_moves(
        self, states: list[MoveState], label: Callable[[str], str], unsaved: bool, aside: MoveState | None
    ) -> None:
        """Offers the way forward, what it still needs, what may be done beside it, and the other moves."""
        self._states = states
        first = states[0] if states else None
        self.move_button.setVisible(bool(first))
        self._aside = aside.move.key if aside else ""
        self.aside_button.setText(say(aside.move.label).replace("&", "&&") if aside else "")
        self.aside_button.setVisible(bool(aside))
        self._put_others([state for state in states[1:] if state is not aside], label)
        ready = bool(first and first.ready)
        if first:
            self.move_button.setText(say(first.move.label).replace("&", "&&"))
            self.move_button.setEnabled(ready)
            hindrance = first.hindrance.say() if first.hindrance else ""
            self.missing.put([(key, label(key)) for key in first.to_fill], hindrance)
        else:
            self.missing.put([], "")
        self.missing.setVisible(self.missing.speaks)
        forward = ready and bool(first and not first.move.back)
        _role(self.move_button, "primary" if not first or not first.move.back else "")
        _role(self.save_button, "primary" if unsaved and not forward else "")
        self._fit()

    def bar_moves(self, why: str) -> None:
        """Greys the next move for who may not do it, saying who may; '' where they may."""
        self.move_button.setToolTip(why)
        if why:
            self.move_button.setEnabled(False)
            self.missing.put([], why)
            self.missing.setVisible(True)

    def _put_others(self, states: list[MoveState], label: Callable[[str], str]) -> None:
        others = [(say(state.move.label), state.move.key) for state in states]
        _fill(self.others_button, others, self.move_wanted)
        for action, state in zip(self.others_button.menu().actions(), states, strict=True):
            action.setToolTip(_need(state, label))
            if not state.ready:
                action.setText(say(_("{move} (needs {names})"), move=action.text(), names=_need(state, label)))
        self.others_button.setVisible(bool(others))
        self.others_button.setIcon(icon("opened"))
        self.others_button.setToolTip(say(_("Other moves")))
        self.others_button.setAccessibleName(say(_("Other moves")))


def _need(state: MoveState, label: Callable[[str], str]) -> str:
    if state.missing:
        return say(_(", ")).join(label(key) for key in state.missing)
    return state.hindrance.say() if state.hindrance else ""


def _role(widget: QWidget, role: str) -> None:
    if (widget.property("role") or "") != role:
        set_role(widget, role)


def _menu(button: QWidget) -> QMenu:
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    return menu


def _fill(button: QPushButton | QToolButton, offered: list[tuple[str, str]], signal: SignalInstance) -> None:
    menu = button.menu()
    menu.clear()
    for text, key in offered:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on=False, key=key: signal.emit(key))
