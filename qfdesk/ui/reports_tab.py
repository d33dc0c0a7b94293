"""The Statistics tab: the reports at the left, the period above, the pages with their charts, the conclusion below."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTemporaryDir
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, _p, say
from qfdesk.model.report import Made
from qfdesk.rules.filenames import safe_name
from qfdesk.ui.conclusion_box import ConclusionBox
from qfdesk.ui.jobs import Job, Jobs, Progress
from qfdesk.ui.outputs import Outputs
from qfdesk.ui.page import Page
from qfdesk.ui.pages_view import PagesView
from qfdesk.ui.printing import print_pages
from qfdesk.ui.report_bar import ReportBar
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner


class ReportsTab(Page):
    """A report is made in a worker as soon as it is chosen; an answer to an older choice is thrown away."""

    knows = frozenset(("refresh", "print", "export"))

    def __init__(self, desk: Desk, jobs: Jobs, outputs: Outputs) -> None:
        super().__init__()
        self._desk, self._jobs, self._outputs = desk, jobs, outputs
        self._folder = QTemporaryDir()
        self._asked, self._version = 0, -1
        self._making: Job | None = None
        self.made: Made | None = None
        self.pdf: Path | None = None
        self.list, self.view, self.banner = QListWidget(), PagesView(), Banner()
        self.bar, self.about = ReportBar(desk), QLabel()
        self.conclusion = ConclusionBox(desk)
        self._lay_out()
        self._wire()
        self.say_words()

    def _lay_out(self) -> None:
        self.list.setFixedWidth(px(250))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        set_role(self.about, "soft")
        self.about.setWordWrap(True)
        right, column = QWidget(), QVBoxLayout()
        right.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.bar, self.about, self.banner):
            column.addWidget(widget)
        self.split = QSplitter()
        self.split.setOrientation(self.split.orientation().Vertical)
        self.split.addWidget(self.view)
        self.split.addWidget(self.conclusion)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.split.setSizes([px(470), px(110)])
        column.addWidget(self.split, 1)
        frame, row = QFrame(), QHBoxLayout()
        frame.setLayout(row)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.bar.changed.connect(self._other_choice)
        self.bar.pdf.clicked.connect(self.save_pdf)
        self.bar.excel.clicked.connect(self.export)
        self.bar.printer.clicked.connect(self.print_current)
        self.conclusion.kept.connect(self.refresh)
        self._jobs.over.connect(self._over)

    # what is chosen

    @property
    def chosen(self) -> str:
        """The key of the report in sight."""
        item = self.list.currentItem()
        return str(item.data(256)) if item else ""

    def turn_to(self, key: str) -> Page:
        """Shows a report by its key."""
        for place in range(self.list.count()):
            if self.list.item(place).data(256) == key:
                self.list.setCurrentRow(place)
        return self

    def arrive(self) -> None:
        """Makes the report anew when the ledger changed since."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        elif self._version != self._desk.reporting.version():
            self.refresh()

    def _choose(self, place: int) -> None:
        if place < 0:
            return
        if not self.conclusion.settled():
            return self._go_back()
        report = self._desk.reporting.report(self.chosen)
        self.about.setText(f"{say(report.about)} ({report.rule})")
        self.bar.offer(report)
        self.refresh()

    def _go_back(self) -> None:
        """Stays with the report whose conclusion is still being written."""
        with QSignalBlocker(self.list):
            self.turn_to(self.conclusion.report)

    def _other_choice(self) -> None:
        if self.conclusion.settled():
            self.refresh()
        else:
            self.bar.put_back(self.conclusion.period)

    # making it

    def refresh(self) -> None:
        """Makes the report chosen."""
        self._asked += 1
        asked, key, period, department = self._asked, self.chosen, self.bar.period, self.bar.department
        out, lang, desk = Path(self._folder.path()) / f"{asked}.pdf", self.bar.lang, self._desk
        self.bar.may_leave(False)
        if not (key and period):
            return

        def work(progress: Progress) -> tuple[int, Made, Path, Any]:
            made = desk.reporting.make(key, period, department, progress)
            pdf = desk.reporting.print(made, out, lang, looked_at=True)
            return asked, made, pdf, desk.preview(pdf)

        if self._making is not None:
            self._making.progress.stop()
        self._version = desk.reporting.version()
        failed = partial(self._failed, asked)
        self._making = self._jobs.run(say(_("Making the report")), work, self._show, failed, quiet=True)

    def _over(self, job: Job) -> None:
        """Says so when the report wanted was stopped on the way."""
        if job is self._making:
            self._making = None
            if job.progress.stopped:
                self._version = -1
                self._nothing()
                self.banner.put(say(_("The report was stopped")), "info", say(_("Make it")), self.refresh)

    def _show(self, result: tuple[int, Made, Path, Any]) -> None:
        asked, made, pdf, pages = result
        if asked != self._asked:
            pages.close()
            pdf.unlink(missing_ok=True)
            return
        if self.pdf is not None:
            self.pdf.unlink(missing_ok=True)
        self.made, self.pdf = made, pdf
        self.banner.clear()
        self.view.put(pages)
        self.bar.name_departments(made)
        self.conclusion.show_of(made)
        self.bar.may_leave(True)
        self.summary_changed.emit()

    def _failed(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            self._nothing()
            self.banner.tell(error)

    def _nothing(self) -> None:
        """Shows no report."""
        self.made = None
        self.view.free()
        self.view.viewport().update()
        self.conclusion.show_of(None)
        self.summary_changed.emit()

    # what leaves the window

    def name(self) -> str:
        """What a file of the report is called unless the person says otherwise."""
        assert self.made is not None
        parts = (say(self.made.report.title), self.made.period.key, self.bar.department)
        return safe_name(" ".join(part for part in parts if part))

    def save_pdf(self) -> None:
        """Keeps the pages in sight as a PDF."""
        if self.made is not None and self.pdf is not None and self.conclusion.settled():
            name = f"{self.name()}.pdf"
            if self._outputs.save_copy(self.pdf, name):
                self._note(name)

    def export(self) -> None:
        """Writes the report as a workbook."""
        made, lang, desk = self.made, self.bar.lang, self._desk
        if made is not None and self.conclusion.settled():
            self._outputs.workbook(
                f"{self.name()}.xlsx", lambda out, progress: desk.reporting.export(made, out, lang, progress)
            )

    def print_current(self) -> None:
        ready = self.made is not None and self.conclusion.settled()
        if ready and print_pages(self.view.pages, self.name(), self):
            self._note(say(_("on paper")))

    def _note(self, name: str) -> None:
        try:
            if self.made is not None:
                self._desk.reporting.note(self.made, name)
        except DeskError as error:
            self.banner.tell(error)

    # the page

    def summary(self) -> str:
        if self.made is None:
            return ""
        state = self.made.state
        if self.made.over:
            return say(_("State of {moment}"), moment=state)
        return say(_("State of {moment}; the period is not over"), moment=state)

    def may_leave(self) -> bool:
        return self.conclusion.settled()

    def say_words(self) -> None:
        chosen = self.chosen
        with QSignalBlocker(self.list):
            self.list.clear()
            for report in self._desk.reporting.known():
                item = QListWidgetItem(say(report.title))
                item.setData(256, report.key)
                item.setToolTip(say(report.about))
                self.list.addItem(item)
            self.turn_to(chosen)
        self.list.setAccessibleName(say(_p("tab", "Statistics")))
        self.bar.say_words()
        self.conclusion.say_words()
        if chosen:
            report = self._desk.reporting.report(chosen)
            self.about.setText(f"{say(report.about)} ({report.rule})")

    def take_theme(self) -> None:
        self.bar.say_words()
        self.view.viewport().update()

    def keep(self) -> None:
        self.view.free()
