"""The year of the periodic duties: what is due when, what was done, by whom, and what proves it (M21)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.model.duties import DONE, LATER, NOW, OVERDUE, PAST, TODAY, Asked, DutyState
from qfdesk.rules.duties import EVERY
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.duty_box import DutyBox
from qfdesk.ui.duty_form import DutyForm
from qfdesk.ui.theme import color, px, set_role
from qfdesk.ui.told import Banner

STATES = {
    DONE: (_("done"), "ok"),
    OVERDUE: (_("overdue"), "danger"),
    TODAY: (_("due today"), "warn"),
    NOW: (_("to be done now"), "info"),
    LATER: (_("later"), "soft"),
    PAST: (_("before this ledger"), "faint"),
}
_FIRST_MONTH = 3  # columns before the months: duty, rule, who
_WIDTHS = (250, 92, 128)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class DutiesDialog(QDialog):
    """A table of duties by months; the one chosen is told below, and noted as done there."""

    def __init__(self, desk: Desk, chosen: DutyState | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._year = (chosen.due.period.last if chosen else desk.now().date()).year
        self._states: dict[tuple[int, int], DutyState] = {}
        self.setWindowTitle(say(_("Periodic duties")))
        self.resize(min(px(1000), 1000), 640)
        self.banner, self.table, self.customers = Banner(), QTableWidget(), QTableWidget()
        self.box = DutyBox()
        self.year_label, self.back, self.forward = QLabel(), QPushButton("‹"), QPushButton("›")
        self.change, self.add = QPushButton(say(_("Change…"))), QPushButton(say(_("New duty…")))
        self._lay_out()
        self._wire()
        self.refresh()
        self._choose(chosen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        set_role(self.year_label, "title")
        for button, name in ((self.back, _("The year before")), (self.forward, _("The year after"))):
            button.setAccessibleName(say(name))
            button.setToolTip(say(name))
            button.setFixedWidth(px(34))
        for widget in (self.back, self.year_label, self.forward):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.change)
        head.addWidget(self.add)
        _prepare(self.table)
        _prepare(self.customers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        year, column = QWidget(), QVBoxLayout()
        year.setLayout(column)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.box)
        self.tabs = QTabWidget()
        self.tabs.addTab(year, say(_("The year")))
        self.tabs.addTab(self.customers, say(_("Main customers")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self.banner)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(buttons)

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        self.table.currentCellChanged.connect(lambda *_cells: self._show_chosen())
        self.box.done_wanted.connect(self._note_done)
        self.box.undo_wanted.connect(self._take_back)
        self.change.clicked.connect(self._change)
        self.add.clicked.connect(lambda: self._form(None))
        may = self._desk.session.may(HOUSE, "settings")
        self.change.setVisible(may)
        self.add.setVisible(may)

    # what is shown

    def turn(self, by: int) -> None:
        """Shows another year."""
        self._year += by
        self.refresh()

    def refresh(self) -> None:
        """Asks for the year anew; the cell chosen stays chosen."""
        at = (self.table.currentRow(), self.table.currentColumn())
        self.year_label.setText(str(self._year))
        try:
            states, asked = self._desk.duties.year(self._year), self._desk.duties.coverage(self._year)
        except DeskError as error:
            self.banner.tell(error)
            return
        self._fill(states)
        self._fill_customers(asked)
        self.table.setCurrentCell(*at)
        self._show_chosen()

    def _fill(self, states: list[DutyState]) -> None:
        duties = list(dict.fromkeys(state.due.duty for state in states))
        rows = {duty.key: row for row, duty in enumerate(duties)}
        who = {state.due.duty.key: state.who.say() for state in states}
        self.table.clear()
        self._states.clear()
        self.table.setColumnCount(_FIRST_MONTH + 12)
        self.table.setRowCount(len(duties))
        heads = [say(_p("periodic", "Duty")), say(_("Written in")), say(_p("duty", "Who"))]
        self.table.setHorizontalHeaderLabels([*heads, *(str(month) for month in range(1, 13))])
        for column in range(len(heads)):
            if (head := self.table.horizontalHeaderItem(column)) is not None:
                head.setTextAlignment(_LEFT)
        for row, duty in enumerate(duties):
            texts = (say(duty.title), say(duty.rule), who[duty.key])
            for column, text in enumerate(texts):
                self.table.setItem(row, column, _item(text, f"{text}\n{say(EVERY[duty.every])}"))
        for state in states:
            month = state.due.on.month if state.due.on.year == self._year else 12
            self._put_state(rows[state.due.duty.key], _FIRST_MONTH + month - 1, state)
        self._size_columns()

    def _put_state(self, row: int, column: int, state: DutyState) -> None:
        if (row, column) in self._states:  # two of a row fall into one month: the later one moves on
            column = min(column + 1, _FIRST_MONTH + 11)
        self._states[row, column] = state
        word, tone = STATES[state.state(self._desk.now().date())]
        sign = "✓" if state.done else str(state.due.on.day)
        named = f"{say(state.due.duty.title)} · {state.due.period.key}: {say(word)}"
        item = _item(sign, f"{named}\n{state.due.reason.say()}")
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setForeground(color(tone))
        if tone in ("ok", "danger", "warn", "info"):
            item.setBackground(color(f"{tone}_soft"))
        self.table.setItem(row, column, item)

    def _size_columns(self) -> None:
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, px(width))
        for column in range(_FIRST_MONTH, _FIRST_MONTH + 12):
            self.table.setColumnWidth(column, px(36))

    def _fill_customers(self, asked: list[Asked]) -> None:
        self.customers.setColumnCount(3)
        self.customers.setHorizontalHeaderLabels([say(_("Main customer")), say(_("Last asked")), say(_("By"))])
        self.customers.horizontalHeader().setDefaultAlignment(_LEFT)
        self.customers.setRowCount(len(asked))
        for row, one in enumerate(asked):
            day = f"{one.at:%Y-%m-%d}" if one.at else say(_("not yet this year"))
            for column, text in enumerate((one.name, day, one.number)):
                item = _item(text, text)
                item.setForeground(color("text" if one.at else "danger"))
                self.customers.setItem(row, column, item)
        left = sum(one.at is None for one in asked)
        text = say(_("Main customers: {n} of {all} not asked yet"), n=left, all=len(asked))
        self.tabs.setTabText(1, text if asked else say(_("Main customers")))
        head = self.customers.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.customers.setColumnWidth(1, px(160))
        self.customers.setColumnWidth(2, px(160))

    def chosen(self) -> DutyState | None:
        """The duty and period of the cell; of a cell without one, the row's one that is to be done first."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        if (row, column) in self._states:
            return self._states[row, column]
        mine = [state for (at, _column), state in sorted(self._states.items()) if at == row]
        open_ones = [state for state in mine if state.done is None and state.owed]
        return next(iter(open_ones or mine), None)

    def _choose(self, wanted: DutyState | None) -> None:
        for (row, column), state in self._states.items():
            if wanted and (state.due.duty.key, state.due.period.key) == (wanted.due.duty.key, wanted.due.period.key):
                self.table.setCurrentCell(row, column)
                return
        self.table.setCurrentCell(0, 0)

    def _show_chosen(self) -> None:
        state, day = self.chosen(), self._desk.now().date()
        self.change.setEnabled(state is not None)
        self.box.put(state, STATES[state.state(day)] if state else ("", ""), self._desk.session.may(HOUSE, "duty"))

    # what is done

    def _note_done(self, proof: str, note: str) -> None:
        state = self.chosen()
        if state is not None:
            self._do(lambda: self._desk.duties.done(state.due.duty.key, state.due.period.key, proof, note))

    def _take_back(self, reason: str) -> None:
        state = self.chosen()
        if state is not None:
            self._do(lambda: self._desk.duties.undo(state.due.duty.key, state.due.period.key, reason))

    def _do(self, act: Callable[[], object]) -> None:
        self.banner.clear()
        try:
            act()
        except DeskError as error:
            self.banner.tell(error)
            return
        self.refresh()

    def _change(self) -> None:
        self._form(self.chosen())

    def _form(self, state: DutyState | None) -> None:
        form = DutyForm(self._desk, state.due.duty if state else None, self)
        if form.exec():
            self.refresh()
        form.deleteLater()


def _prepare(table: QTableWidget) -> None:
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(px(26))
    table.setShowGrid(False)
    table.horizontalHeader().setHighlightSections(False)
    table.setTabKeyNavigation(False)


def _item(text: str, hint: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(hint)
    return item
