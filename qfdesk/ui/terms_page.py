"""The terms of the house: how long each deadline is, where it is written, who changed it when and why (D21.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.show import show_moment
from qfdesk.model.timing import TermLine
from qfdesk.rules.due import KINDS, Term
from qfdesk.ui.settings_words import who_may
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

_UNITS = {
    "hours": _("hours"),
    "working_hours": _("working hours"),
    "working_days": _("working days"),
    "days": _("calendar days"),
}
_HEADS = (_("Register"), _("Deadline"), _("Term"), _("Written in"), _("Version"), _("Changed"))
_WIDTHS = (110, 130, 120, 160, 68, 120)


class TermsPage(QWidget):
    """A table of terms; the one chosen is changed below it, with a reason. What runs keeps its version."""

    def __init__(self, desk: Desk, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._may = desk, may
        self._lines: list[TermLine] = []
        self.banner, self.table = Banner(), QTableWidget()
        self.count, self.unit, self.reason = QSpinBox(), QComboBox(), QLineEdit()
        self.change, self.reset = QPushButton(say(_("Change"))), QPushButton(say(_("As declared")))
        self._lay_out()
        self.table.currentCellChanged.connect(lambda *_cells: self._show_chosen())
        self.reason.textChanged.connect(lambda _text: self._allow())
        self.change.clicked.connect(self._change)
        self.reset.clicked.connect(self._reset)
        self.refresh()

    def _lay_out(self) -> None:
        head = QLabel(say(_("Terms; a change holds for what begins from then on")))
        set_role(head, "section")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(28))
        self.table.setAccessibleName(say(_("Terms")))
        for kind in KINDS:
            self.unit.addItem(say(_UNITS[kind]), kind)
        self.count.setRange(0, 3650)
        self.count.setMinimumWidth(px(76))
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.reason.setPlaceholderText(say(_("Why it is changed")))
        named = ((self.count, _("Term")), (self.unit, _("Counted in")), (self.reason, _("Why it is changed")))
        for box, name in named:
            box.setAccessibleName(say(name))
            box.setEnabled(self._may)
        self.change.setVisible(self._may)
        self.reset.setVisible(self._may)
        set_role(self.change, "primary")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        for widget, stretch in ((self.count, 0), (self.unit, 0), (self.reason, 1), (self.change, 0), (self.reset, 0)):
            row.addWidget(widget, stretch)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (head, self.banner, self.table):
            column.addWidget(part, 1 if part is self.table else 0)
        column.addLayout(row)
        if not self._may:
            column.addWidget(who_may(self._desk))

    def refresh(self) -> None:
        """Asks for the terms anew; the one chosen stays chosen."""
        at = max(self.table.currentRow(), 0)
        self._lines = self._desk.clockwork.terms()
        self.table.setColumnCount(len(_HEADS))
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, text in enumerate(self._cells(line)):
                item = QTableWidgetItem(text)
                item.setToolTip("\n".join(part for part in (text, line.why) if part))
                self.table.setItem(row, column, item)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, px(width))
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setCurrentCell(at, 0)
        self._show_chosen()

    def _cells(self, line: TermLine) -> tuple[str, ...]:
        changed = f"{show_moment(line.since)[:10]} {line.who}" if line.since else ""
        register = say(self._desk.entry(line.register).label)
        return register, say(line.deadline.label), line.term.say().say(), say(line.rule), str(line.version), changed

    def chosen(self) -> TermLine | None:
        """The term of the row."""
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _show_chosen(self) -> None:
        line = self.chosen()
        if line is not None:
            self.count.setValue(line.term.count)
            self.unit.setCurrentIndex(self.unit.findData(line.term.kind))
        self.reason.clear()
        self._allow()

    def _allow(self) -> None:
        line, said = self.chosen(), bool(self.reason.text().strip())
        self.change.setEnabled(said and line is not None)
        self.reset.setEnabled(said and line is not None and line.term != line.declared)

    def _change(self) -> None:
        line = self.chosen()
        if line is not None:
            term = Term(**{self.unit.currentData(): self.count.value()})
            place = (line.register, line.deadline.key)
            self._do(lambda: self._desk.clockwork.set_term(*place, term, self.reason.text().strip()))

    def _reset(self) -> None:
        line = self.chosen()
        if line is not None:
            place = (line.register, line.deadline.key)
            self._do(lambda: self._desk.clockwork.reset_term(*place, self.reason.text().strip()))

    def _do(self, act: Callable[[], object]) -> None:
        self.banner.clear()
        try:
            act()
        except DeskError as error:
            self.banner.tell(error)
            return
        self.refresh()
