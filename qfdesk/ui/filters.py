"""What narrows a list: the search box, the stages as chips, the period, the person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import Query
from qfdesk.ui.chips import Chip, ChipRow, menu_chip
from qfdesk.ui.icons import icon
from qfdesk.ui.list_model import first_order
from qfdesk.ui.periods import OWN, PERIODS, Span
from qfdesk.ui.span_dialog import SpanDialog
from qfdesk.ui.theme import px, set_role

_PAUSE = 200  # ms without a key before the list is asked


class SearchBox(QLineEdit):
    """Words to find; ``searched`` comes after a short pause, at once on Enter. Esc empties it, Down leaves it."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "search")
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._pause.start())

    def take_theme(self) -> None:
        self._sign.setIcon(icon("search"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), super().minimumSizeHint().height())

    def empty(self) -> None:
        """Takes the words away without telling anybody."""
        self.clear()
        self._pause.stop()

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Puts a query together; ``changed`` whenever the person narrowed or widened it."""

    changed = Signal()
    left = Signal()

    def __init__(self, desk: Desk, entry: type[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._entry = desk, entry
        self.period = "all"
        self._span: Span = (None, None)
        self._person: Ref | None = None
        self.voided = False
        self.box, self.chips = SearchBox(), ChipRow()
        self.period_chip, self.person_chip = menu_chip(self), menu_chip(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        self._records = issubclass(entry, Record)
        for widget in (self.chips, self.period_chip, self.person_chip):
            row.addWidget(widget)
            widget.setVisible(self._records)
        self._wire()
        self.say_words()

    def _wire(self) -> None:
        for chip, fill in ((self.period_chip, self._fill_periods), (self.person_chip, self._fill_people)):
            menu = QMenu(chip)
            menu.aboutToShow.connect(fill)
            chip.setMenu(menu)
        self.box.searched.connect(lambda _text: self.changed.emit())
        self.box.left.connect(self.left)
        self.chips.chosen.connect(lambda _key: self.changed.emit())

    def query(self) -> Query:
        """What the person asked for."""
        key = self.chips.current
        return Query(
            self._entry.key,
            text=self.box.text().strip(),
            stages=(key,) if key not in ("", "overdue") else (),
            since=self._span[0],
            until=self._span[1],
            overdue=key == "overdue",
            person=self._person.id if self._person else None,
            voided=self.voided,
            order=first_order(self._entry),
        )

    def narrowed(self) -> bool:
        """Whether anything is left out of the list."""
        return self.query() != Query(self._entry.key, order=first_order(self._entry))

    def widen(self) -> None:
        """Takes every filter away."""
        self.box.empty()
        self.chips.choose("")
        self._person, self.voided = None, False
        self._take_period("all", (None, None))

    def count(self) -> None:
        """Asks the ledger for the numbers on the chips."""
        if not self._records:
            return
        try:
            counts = self._desk.stage_counts(self.query())
        except DeskError:
            return
        entry = self._entry
        assert issubclass(entry, Record)
        late = counts.get("overdue", 0)
        overdue = Chip("overdue", say(_("Overdue")), late, "danger" if late else "", stays=True)
        stages = [Chip(stage.key, say(stage.label), counts.get(stage.key, 0)) for stage in entry.stages]
        self.chips.put([Chip("", say(_("All")), counts.get("", 0)), overdue, *stages])

    def say_words(self) -> None:
        """Says the words again in the language in use."""
        words = say(_("Find in number, text, customer, product, batch, pinyin initials"))
        plain = say(_("Find by name, code, pinyin initials"))
        self.box.setPlaceholderText(f"{words if self._records else plain}  Ctrl+F")
        self.box.setAccessibleName(say(_("Find in {register}"), register=say(self._entry.label)))
        self._show_choice()

    def take_theme(self) -> None:
        """Draws the signs again."""
        self.box.take_theme()
        for chip in (self.period_chip, self.person_chip):
            chip.setFixedHeight(px(26))
        self.chips.updateGeometry()

    def choose_stage(self, key: str) -> None:
        """Narrows to one stage, or to ``overdue``, as if its chip had been pressed."""
        self.chips.choose(key)
        self.changed.emit()

    def choose_person(self, person: Ref | None) -> None:
        """Shows what one person has in hand, of every stage and time."""
        self.widen()
        self._take_person(person)

    def take_period(self, key: str) -> None:
        """Narrows to a named period."""
        if key in PERIODS:
            self._take_period(key, PERIODS[key][1](self._desk.now().date()))

    def _take_period(self, key: str, span: Span) -> None:
        self.period, self._span = key, span
        self._show_choice()
        self.changed.emit()

    def _ask_span(self) -> None:
        dialog = SpanDialog(self._span, self._desk.now().date(), self)
        if dialog.exec():
            self._take_period(OWN, dialog.span())
        self._show_choice()
        dialog.deleteLater()

    def _take_person(self, person: Ref | None) -> None:
        self._person = person
        self._show_choice()
        self.changed.emit()

    def _show_choice(self) -> None:
        label = say(PERIODS[self.period][0]) if self.period in PERIODS else _span_text(self._span)
        self._show_chip(self.period_chip, label, say(_("Period: {period}"), period=label), self.period != "all")
        name = self._person.text if self._person else say(_("Everybody"))
        self._show_chip(self.person_chip, name, say(_("Person: {person}"), person=name), self._person is not None)

    @staticmethod
    def _show_chip(chip: QPushButton, text: str, name: str, on: bool) -> None:
        chip.setText(text.replace("&", "&&"))
        chip.setAccessibleName(name)
        chip.setToolTip(name)
        chip.setChecked(on)

    def _fill_periods(self) -> None:
        menu = self.period_chip.menu()
        menu.clear()
        for key, (label, _span) in PERIODS.items():
            menu.addAction(say(label)).triggered.connect(partial(self.take_period, key))
        menu.addSeparator()
        menu.addAction(say(_("From … to …"))).triggered.connect(self._ask_span)
        self._show_choice()

    def _fill_people(self) -> None:
        menu = self.person_chip.menu()
        menu.clear()
        people = self._desk.people()
        menu.addAction(say(_("Everybody"))).triggered.connect(partial(self._take_person, None))
        for person in [p for p in people if p.text == self._desk.actor]:
            menu.addAction(say(_("Only mine"))).triggered.connect(partial(self._take_person, person))
        menu.addSeparator()
        for person in people:
            menu.addAction(person.text.replace("&", "&&")).triggered.connect(partial(self._take_person, person))
        self._show_choice()


def _span_text(span: Span) -> str:
    return " – ".join(day.isoformat() if day else "…" for day in span)
