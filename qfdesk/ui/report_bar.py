"""The row over a report: kind of period, period, department, language, and where it goes."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.report import Made, Report
from qfdesk.rules.duties import EVERY, MONTH, QUARTER, YEAR, before, period_of
from qfdesk.rules.periods import length, named
from qfdesk.ui.export_dialog import language_box
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import px, set_role

_BACK = {MONTH: 36, QUARTER: 12, YEAR: 6}
"""So many periods are offered; an earlier one is typed."""


class ReportBar(QWidget):
    """``changed``: another report of another period is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.every, self.when, self.whose = QComboBox(), QComboBox(), QComboBox()
        self.tongue = language_box(desk.settings.get("paper_lang"))
        self.pdf, self.excel, self.printer = QPushButton(), QPushButton(), QPushButton()
        self.when.setEditable(True)
        self.when.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.whose.setMinimumWidth(px(150))
        set_role(self.printer, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.every, self.when, self.whose, self.tongue):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.pdf, self.excel, self.printer):
            row.addWidget(button)
        self.every.activated.connect(lambda _n: self._other_length())
        self.when.activated.connect(lambda _n: self.changed.emit())
        for box in (self.whose, self.tongue):
            box.activated.connect(lambda _n: self.changed.emit())

    @property
    def period(self) -> str:
        """The period chosen or typed."""
        return self.when.currentText().strip()

    @property
    def department(self) -> str:
        """The department whose page is wanted, '' for all."""
        return str(self.whose.currentData() or "") if not self.whose.isHidden() else ""

    @property
    def lang(self) -> str:
        return str(self.tongue.currentData())

    def offer(self, report: Report) -> None:
        """The periods of a report; the one chosen stays, where the report is made for such."""
        chosen = str(self.every.currentData() or "")
        with QSignalBlocker(self.every):
            self.every.clear()
            for every in report.every:
                self.every.addItem(say(EVERY[every]), every)
            self.every.setCurrentIndex(max(0, self.every.findData(chosen)))
        if self.every.currentData() != chosen or not self.period:
            self._offer_periods()
        self.whose.clear()
        self.whose.setVisible(report.by_department)

    def _other_length(self) -> None:
        self._offer_periods()
        self.changed.emit()

    def _offer_periods(self) -> None:
        """The last periods of the kind chosen; in front the one that ended last."""
        every = str(self.every.currentData())
        period = period_of(every, self._desk.now().date())
        with QSignalBlocker(self.when):
            self.when.clear()
            for _n in range(_BACK[every]):
                self.when.addItem(period.key)
                period = before(every, period)
            begun = self._desk.now().date() - dt.timedelta(days=5)
            self.when.setCurrentIndex(1 if every == MONTH and begun.month != self._desk.now().month else 0)

    def put_back(self, period: str) -> None:
        """The period that is shown, after another was not taken."""
        found = named(period)
        if found is not None:
            with QSignalBlocker(self.every), QSignalBlocker(self.when):
                self.every.setCurrentIndex(max(0, self.every.findData(length(found))))
                self.when.setCurrentText(period)

    def name_departments(self, made: Made) -> None:
        """Offers the departments that the report has pages of."""
        if not made.report.by_department or self.department:
            return
        with QSignalBlocker(self.whose):
            self.whose.clear()
            self.whose.addItem(say(_("All departments")), "")
            for leaf in made.leaves:
                if leaf.department is not None and leaf.department.text:
                    self.whose.addItem(leaf.department.text, leaf.department.text)

    def may_leave(self, made: bool) -> None:
        """Whether there is a report to save or print."""
        for button in (self.pdf, self.excel, self.printer):
            button.setEnabled(made)

    def say_words(self) -> None:
        self.pdf.setText(say(_("Save as PDF…")))
        self.excel.setText(say(_("Save as Excel…")))
        self.printer.setText(say(_("Print…")))
        self.printer.setIcon(icon("print", "on_accent"))
        self.every.setAccessibleName(say(_("Kind of period")))
        self.when.setAccessibleName(say(_("Period")))
        self.when.setToolTip(say(_("Choose a period, or type one: 2026-11, 2026-Q4, 2026")))
        self.whose.setAccessibleName(say(_("Department")))
        for n in range(self.every.count()):
            self.every.setItemText(n, say(EVERY[self.every.itemData(n)]))
