"""The statutory calendar: which years are known, their free and worked days, a year's table from a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.rules.calendar import Day
from qfdesk.ui.settings_words import who_may
from qfdesk.ui.theme import color, px, set_role
from qfdesk.ui.told import Banner

_SOURCES = {"imported": _("{year}: imported"), "library": _("{year}"), "unknown": _("{year}: not known yet")}
_NOVEMBER = 11


class CalendarPage(QWidget):
    """The days of a year that differ from Monday to Friday, month by month."""

    def __init__(self, desk: Desk, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._may = desk, may
        self.banner, self.years, self.table = Banner(), QComboBox(), QTableWidget()
        self.take, self.drop = QPushButton(say(_("Import a year…"))), QPushButton(say(_("Take out")))
        self._lay_out()
        self.years.currentIndexChanged.connect(lambda _place: self._show_year())
        self.take.clicked.connect(self._choose_file)
        self.drop.clicked.connect(self._drop)
        self.refresh(self._desk.now().year)

    def _lay_out(self) -> None:
        head = QLabel(say(_("Public holidays and the weekend days worked in exchange")))
        set_role(head, "section")
        hint = QLabel(say(_("A CSV file of a year: date, off or work, name; as in 2027-01-01, off, New Year's Day")))
        hint.setWordWrap(True)
        set_role(hint, "soft")
        self.years.setAccessibleName(say(_("Year")))
        self.table.setAccessibleName(say(_("Holidays")))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self.years)
        row.addStretch(1)
        for button in (self.take, self.drop):
            button.setVisible(self._may)
            row.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        if not self._may:
            column.addWidget(who_may(self._desk))

    def refresh(self, year: int) -> None:
        """Lists the years around the present one, and shows one of them."""
        now, calendar = self._desk.now().date(), self._desk.clockwork.calendar()
        self.years.blockSignals(True)
        self.years.clear()
        for one in sorted({*range(now.year - 3, now.year + 2), year}):
            self.years.addItem(say(_SOURCES[calendar.source(one)], year=one), one)
        self.years.setCurrentIndex(self.years.findData(year))
        self.years.blockSignals(False)
        self._show_year()
        self._warn(now)

    def _warn(self, now: dt.date) -> None:
        """From November on the coming year's table is published and should be here."""
        late = now.month >= _NOVEMBER and self._desk.clockwork.calendar().source(now.year + 1) == "unknown"
        if late and not self.banner.text:
            text = _("The holidays of {year} are not known yet; import them once they are published")
            self.banner.put(say(text, year=now.year + 1), "warn")

    def _show_year(self) -> None:
        year = int(self.years.currentData())
        days = self._desk.clockwork.year(year)
        self.drop.setEnabled(self._desk.clockwork.calendar().source(year) == "imported")
        months = [month for month in range(1, 13) if any(day.month == month for day in days)]
        self.table.setColumnCount(3)
        self.table.setHorizontalHeaderLabels([say(_("Month")), say(_("Free")), say(_("Worked in exchange"))])
        self.table.setRowCount(len(months))
        for row, month in enumerate(months):
            mine = {day: told for day, told in days.items() if day.month == month}
            worked = ", ".join(str(day.day) for day, told in mine.items() if told.working and day.weekday() > 4)
            for column, text in enumerate((f"{year}-{month:02d}", _free(mine), worked)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setForeground(color("text" if column < 2 else "warn"))
                self.table.setItem(row, column, item)
        head = self.table.horizontalHeader()
        self.table.setColumnWidth(0, px(80))
        self.table.setColumnWidth(2, px(160))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.resizeRowsToContents()

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, say(_("A year's holidays")), "", "CSV (*.csv *.txt)")
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Takes a year's table over from a file; what is wrong with it is told here, and nothing is taken."""
        try:
            table = self._desk.clockwork.import_calendar(path)
        except DeskError as error:
            self.banner.tell(error)
            return
        text = say(_("The holidays of {year} are taken over; due dates were counted anew"), year=table.year)
        self.banner.put(text, "ok")
        self.refresh(table.year)

    def _drop(self) -> None:
        year = int(self.years.currentData())
        try:
            self._desk.clockwork.drop_calendar(year)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.banner.clear()
        self.refresh(year)


def _free(days: dict[dt.date, Day]) -> str:
    """The free days of a month by holiday: Spring Festival 16-23."""
    together: dict[str, list[int]] = {}
    for day, told in days.items():
        if not told.working:
            together.setdefault(told.holiday, []).append(day.day)
    return "; ".join(f"{say(name)} {_span(numbers)}" for name, numbers in together.items())


def _span(days: list[int]) -> str:
    whole = days[-1] - days[0] == len(days) - 1 and len(days) > 1
    return f"{days[0]}–{days[-1]}" if whole else ", ".join(map(str, days))
