"""The whole history, looked through: who did what, when, to what, and why; a value may be put back from here."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say, say_count
from qfdesk.model.audit import AuditQuery
from qfdesk.model.history_words import about, act_label, cells_of
from qfdesk.model.values import HistoryLine
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.editor.side_table import SideTable
from qfdesk.ui.permitted import bar
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

PAGE = 200
_HEADS = (
    _("When"), _("Who"), _p("history", "About"), _("What"), _p("change", "From"), _p("change", "To"), _("Why"),
)  # fmt: skip
_WIDTHS = (128, 66, 112, 200, 130, 200, 100)
_MONTH = 31


class AuditDialog(QDialog):
    """Filters above, lines below, a page at a time; ``open_wanted`` asks for an entry, ``put_back`` tells of one."""

    open_wanted = Signal(str, int)
    put_back = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lines, self._offset, self._count = desk, list[HistoryLine](), 0, 0
        self.setWindowTitle(say(_("History")))
        self.resize(px(1000), 640)
        self.number, self.text = QLineEdit(), QLineEdit()
        self.register, self.who, self.act = QComboBox(), QComboBox(), QComboBox()
        self.within, self.since, self.until = QCheckBox(say(_("Only from"))), QDateEdit(), QDateEdit()
        self.table, self.banner, self.told = SideTable(_WIDTHS), Banner(), QLabel()
        self.newer, self.older = QPushButton(say(_("Newer"))), QPushButton(say(_("Older")))
        self.putter, self.opener = QPushButton(say(_("Put back this value…"))), QPushButton(say(_("Open")))
        self.exporter, self.printer = QPushButton(say(_("Export to Excel…"))), QPushButton(say(_("Print…")))
        self._fill()
        self._lay_out()
        self._wire()
        self.ask()

    def _fill(self) -> None:
        for box, name in ((self.register, _("All registers")), (self.who, _("Everybody")), (self.act, _("All acts"))):
            box.addItem(say(name), "")
        self.register.addItem(say(_("The ledger itself")), HOUSE)
        for entry in self._desk.store.entries.values():
            self.register.addItem(say(entry.label), entry.key)
        for name in self._desk.audit.people():
            self.who.addItem(name, name)
        for act in sorted(self._desk.audit.acts(), key=act_label):
            self.act.addItem(act_label(act), act)
        today = self._desk.now().date()
        for end, day in ((self.since, today - dt.timedelta(days=_MONTH)), (self.until, today)):
            end.setDate(QDate(day.year, day.month, day.day))
            end.setDisplayFormat("yyyy-MM-dd")
            end.setCalendarPopup(True)
            end.setEnabled(False)
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])

    def _lay_out(self) -> None:
        named = (
            (self.number, _("Number")), (self.register, _("Register")), (self.who, _("Who")), (self.act, _("Act")),
            (self.text, _("Words to look for")), (self.since, _("From")), (self.until, _("To")),
        )  # fmt: skip
        for box, name in named:
            box.setAccessibleName(say(name))
        self.number.setPlaceholderText(say(_("Number")))
        self.text.setPlaceholderText(say(_("Words to look for")))
        filters = QGridLayout()
        filters.setHorizontalSpacing(8)
        for place, widget in enumerate((self.number, self.register, self.who, self.act)):
            filters.addWidget(widget, 0, place)
        period = QHBoxLayout()
        period.setSpacing(8)
        for widget in (self.within, self.since, QLabel(say(_("To"))), self.until):
            period.addWidget(widget)
        period.addStretch(1)
        filters.addWidget(self.text, 1, 0)
        filters.addLayout(period, 1, 1, 1, 3)
        foot = QHBoxLayout()
        for widget in (self.newer, self.older, self.told):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self.printer, self.exporter, self.opener, self.putter):
            foot.addWidget(widget)
        set_role(self.told, "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(filters)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        for line in (self.number, self.text):
            line.returnPressed.connect(self.ask)
            line.editingFinished.connect(self.ask)
        for box in (self.register, self.who, self.act):
            box.activated.connect(self.ask)
        for day in (self.since, self.until):
            self.within.toggled.connect(day.setEnabled)
            day.dateChanged.connect(self.ask)
        self.within.toggled.connect(self.ask)
        self.newer.clicked.connect(lambda: self._turn(-PAGE))
        self.older.clicked.connect(lambda: self._turn(PAGE))
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemDoubleClicked.connect(lambda _item: self._open())
        self.opener.clicked.connect(self._open)
        self.putter.clicked.connect(self._put_back)
        self.exporter.clicked.connect(lambda: self._write("xlsx"))
        self.printer.clicked.connect(lambda: self._write("pdf"))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    # what is asked and shown

    def query(self) -> AuditQuery:
        """What the filters say. Raises InvalidError for an unknown number."""
        number = self.number.text().strip()
        place = self._desk.locate(number) if number else None
        days = [box.date().toPython() for box in (self.since, self.until)] if self.within.isChecked() else [None, None]
        since, until = (day if isinstance(day, dt.date) else None for day in days)
        act = str(self.act.currentData())
        return AuditQuery(
            place, str(self.register.currentData()), str(self.who.currentData()), since, until, (act,) if act else (),
            self.text.text(),
        )  # fmt: skip

    def ask(self) -> None:
        """Shows the newest lines that fit."""
        self._offset = 0
        self._show()

    def _turn(self, by: int) -> None:
        self._offset = max(self._offset + by, 0)
        self._show()

    def _show(self) -> None:
        self.banner.clear()
        try:
            query = self.query()
            self._count = self._desk.audit.count(query)
            self._lines = self._desk.audit.lines(query, self._offset, PAGE)
        except DeskError as error:
            self._count, self._lines = 0, []
            self.banner.tell(error)
        self.table.setRowCount(len(self._lines))
        titles = self._desk.audit.titles()
        for row, line in enumerate(self._lines):
            at, who, *rest = cells_of(titles, line)
            cells = (at, who, about(titles, line), *rest)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text.replace("\n", " ")[:300])
                item.setToolTip(f"<span style='white-space:pre-wrap'>{escape(text[:2000])}</span>" if text else "")
                self.table.setItem(row, column, item)
        shown = say_count("{n} line", "{n} lines", self._count)
        if self._count > PAGE:
            last = self._offset + len(self._lines)
            shown = say(_("{first} to {last} of {lines}"), first=self._offset + 1, last=last, lines=shown)
        self.told.setText(shown)
        self.newer.setEnabled(self._offset > 0)
        self.older.setEnabled(self._offset + PAGE < self._count)
        self._chosen()

    def _line(self) -> HistoryLine | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) and self.table.selectedItems() else None

    def _chosen(self) -> None:
        line = self._line()
        entry = self._desk.store.entries.get(line.register) if line else None
        typed = bool(line and entry and line.field in entry.typed())
        if typed and line:
            bar(self.putter, self._desk, line.register, "restore_value")
        else:
            self.putter.setEnabled(False)
            self.putter.setToolTip(say(_("Choose a line that changed a field")))
        self.opener.setEnabled(bool(line and line.entry and entry))
        bar(self.exporter, self._desk, HOUSE, "export")
        bar(self.printer, self._desk, HOUSE, "print")

    # what is done

    def _open(self) -> None:
        line = self._line()
        if line is not None and line.entry and line.register in self._desk.store.entries:
            self.open_wanted.emit(line.register, line.entry)
            self.accept()

    def _put_back(self) -> None:
        line = self._line()
        if line is None:
            return
        _at, _who, what, before, _after, _why = cells_of(self._desk.audit.titles(), line)
        question = say(
            _("Put “{value}” back into “{field}” of {number}? Say why; it is kept as a new change."),
            value=before[:60], field=what, number=line.number,
        )  # fmt: skip
        dialog = ReasonDialog(say(_("Put back")), question, say(_("Put back")), self)
        reason = dialog.reason() if dialog.exec() else ""
        dialog.deleteLater()
        if not reason:
            return
        try:
            saved = self._desk.audit.restore(line.seq, reason)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.put_back.emit(saved)
        self.ask()

    def _write(self, ending: str) -> None:
        name = f"{say(_('History'))} {self._desk.now():%Y-%m-%d}.{ending}"
        kinds = "Excel (*.xlsx)" if ending == "xlsx" else "PDF (*.pdf)"
        chosen, _kind = QFileDialog.getSaveFileName(self, say(_("Save as")), str(Path.home() / name), kinds)
        if not chosen:
            return
        target = Path(chosen) if chosen.lower().endswith(f".{ending}") else Path(f"{chosen}.{ending}")
        try:
            work = self._desk.audit.export if ending == "xlsx" else self._desk.audit.print
            work(self.query(), target)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.ask()
        self.banner.put(say(_("{file} is written"), file=target.name), "ok")
