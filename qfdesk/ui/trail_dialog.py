"""The trail of a batch or product: its records in order of time, the quantities, the buyers, and what to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say, say_count
from qfdesk.model.fields import Ref
from qfdesk.model.show import show_date, show_number
from qfdesk.model.trail import QUANTITIES, Trail, TrailLine
from qfdesk.model.values import Suggestion
from qfdesk.rules.filenames import safe_name
from qfdesk.ui.editor.boxes.link import LinkLine
from qfdesk.ui.editor.boxes.suggestions import CHOSEN, Offer, Suggestions, TwoTexts
from qfdesk.ui.jobs import Jobs, Progress
from qfdesk.ui.permitted import bar
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner
from qfdesk.ui.trail_tables import Rows

BEGUN = (("stop_sale", _("Stop sale…")), ("recall", _("Recall…")))
REPORTED = ("adr", "accident", "batch_issue")


class TrailDialog(QDialog):
    """``open_wanted``: a record (register, id). ``draft_wanted``: a Draft begun here. ``written``: a file made."""

    open_wanted = Signal(str, int)
    draft_wanted = Signal(object)
    written = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, batch: Ref | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.trail: Trail | None = None
        self.setWindowTitle(say(_("Batch trail")))
        self.resize(min(px(1040), 1240), 640)
        self.banner, self.line, self.model = Banner(), LinkLine(self), Suggestions(self)
        self.finder = self.line.finder = Offer(self.model, self.line)
        self.head, self.tabs = QLabel(), QTabWidget()
        self.lines, self.buyers = Rows((96, 118, 110, 112, 150)), Rows((210, 110, 130))
        self.begin = {key: QPushButton(say(words)) for key, words in BEGUN}
        self.report = QPushButton(say(_("Report to the regulator")))
        self.print, self.export = QPushButton(say(_("Print…"))), QPushButton(say(_("Excel…")))
        self._later = QTimer(self, singleShot=True, interval=120)
        self._lay_out()
        self._wire()
        self._put(None)
        if batch is not None and batch.id is not None:
            self.line.put(batch.text)
            self._show(partial(desk.trails.of_batch, batch.id))

    def _lay_out(self) -> None:
        self.finder.list.setItemDelegate(TwoTexts(self.finder.list))
        self.line.setPlaceholderText(say(_("Batch number or product")))
        self.line.setAccessibleName(say(_("Batch number or product")))
        self.line.setFixedWidth(px(300))
        set_role(self.head, "strong")
        set_role(self.report, "", menu=True)
        self.report.setMenu(QMenu(self.report))
        self.tabs.addTab(self.lines, say(_("Records")))
        self.tabs.addTab(self.buyers, say(_("Buyers")))
        top, foot = QHBoxLayout(), QHBoxLayout()
        label = QLabel(say(_("Batch or product")))
        label.setBuddy(self.line)
        for widget in (label, self.line):
            top.addWidget(widget)
        top.addWidget(self.head, 1)
        for button in (*self.begin.values(), self.report):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.print, self.export):
            foot.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        for button in (*self.begin.values(), self.report, self.print, self.export, *close.findChildren(QPushButton)):
            button.setAutoDefault(False)  # Enter in the line asks for a trail
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self._later.timeout.connect(self._offer)
        self.line.textEdited.connect(lambda _text: self._later.start())
        self.line.opened.connect(self._offer)
        self.line.stepped.connect(lambda _step: self.ask())
        self.line.picked.connect(self._picked)
        self.finder.activated[QModelIndex].connect(self._picked)  # type: ignore[index]
        self.lines.chosen.connect(self._open)
        self.buyers.chosen.connect(self._open_buyer)
        for key, button in self.begin.items():
            button.clicked.connect(partial(self._begin, key))
        for key in REPORTED:
            action = self.report.menu().addAction(say(self._desk.entry(key).label).replace("&", "&&"))
            action.setEnabled(self._desk.may(key, "add"))
            action.triggered.connect(partial(self._begin, key))
        self.print.clicked.connect(self._print)
        self.export.clicked.connect(self._export)

    # asking

    def _offer(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        found = [self._detailed("batch", one) for one in self._desk.suggest("batch", text, 8)]
        found += [self._detailed("product", one) for one in self._desk.suggest("product", text, 4)]
        self.model.put(found, "")
        if found:
            self.finder.open(self.line)

    def _detailed(self, master: str, one: Suggestion) -> Suggestion:
        """A suggestion that knows of which master it is."""
        return Suggestion(one.id, one.text, one.detail, {**one.values, "master": master})

    def _picked(self, index: QModelIndex) -> None:
        one = index.data(CHOSEN)
        if isinstance(one, Suggestion):
            self._later.stop()
            self.line.put(one.text)
            trails = self._desk.trails
            ask = trails.of_batch if one.values["master"] == "batch" else trails.of_product
            self._show(partial(ask, one.id))

    def ask(self) -> None:
        """Shows the trail of what is typed, a batch number."""
        self._later.stop()
        self.finder.list.hide()
        if text := self.line.text().strip():
            self._show(partial(self._desk.trails.of_number, text))

    def _show(self, ask: Callable[[], Trail]) -> None:
        try:
            self._put(ask())
            self.banner.clear()
        except DeskError as error:
            self._put(None)
            self.banner.tell(error)

    # showing

    def _put(self, trail: Trail | None) -> None:
        self.trail = trail
        whats = [key for key in QUANTITIES if trail and key in trail.totals]
        heads = (_("Date"), _("Number"), _("Register"), _("Batch number"), _("Customer or unit"), _("About"))
        self.lines.show_heads([say(head) for head in heads] + [say(QUANTITIES[what]) for what in whats], 5, 6)
        buyers = [_("Buyer"), _("Contact person"), _("Phone"), _("Address")]
        buyers += [QUANTITIES["sold"], _("Came back"), _("Last sale")]
        self.buyers.show_heads([say(head) for head in buyers], 3, 4)
        if trail is not None:
            self.lines.put([self._line(line, whats) for line in trail.lines], self._totals(trail, whats))
            self.buyers.put(self._buyer_rows(trail), ())
        self.head.setText(self._said(trail))
        one = trail is not None and len(trail.batches) == 1
        for key, button in self.begin.items():
            bar(button, self._desk, key, "add")
            button.setEnabled(button.isEnabled() and one)
        self.report.setEnabled(one)
        self.print.setEnabled(trail is not None and self._desk.may("batch", "print"))
        self.export.setEnabled(trail is not None and self._desk.may("batch", "export"))
        self.tabs.setTabText(1, say(_("Buyers ({n})"), n=len(trail.buyers)) if trail else say(_("Buyers")))

    def _line(self, line: TrailLine, whats: Sequence[str]) -> Sequence[str]:
        amounts = [show_number(line.quantities[what]) if what in line.quantities else "" for what in whats]
        register, party = say(self._desk.entry(line.register).label), line.party.text if line.party else ""
        return [show_date(line.at.date()), line.number, register, line.batch.text, party, line.text, *amounts]

    @staticmethod
    def _totals(trail: Trail, whats: Sequence[str]) -> Sequence[str]:
        amounts = [show_number(trail.totals[what]) for what in whats]
        return [say(_("Total")), "", "", "", "", "", *amounts]

    @staticmethod
    def _buyer_rows(trail: Trail) -> list[Sequence[str]]:
        return [
            [
                one.party.text, one.contact, one.phone, one.address, show_number(one.sold), show_number(one.returned),
                show_date(one.last_sale),
            ]
            for one in trail.buyers
        ]  # fmt: skip

    @staticmethod
    def _said(trail: Trail | None) -> str:
        if trail is None:
            return ""
        count = say_count("{n} record", "{n} records", len(trail.lines))
        if len(trail.batches) > 1:
            count += " · " + say(_("{n} batches: choose one to stop or recall it"), n=len(trail.batches))
        left = trail.outstanding
        return count if left is None else f"{count} · {say(_('Sold and not come back: {n}'), n=show_number(left))}"

    # doing

    def _open(self, row: int) -> None:
        if self.trail and row < len(self.trail.lines):
            line = self.trail.lines[row]
            self.open_wanted.emit(line.register, line.id)

    def _open_buyer(self, row: int) -> None:
        if self.trail and row < len(self.trail.buyers) and (number := self.trail.buyers[row].party.id):
            self.open_wanted.emit("party", number)

    def _begin(self, register: str, _on: bool = False) -> None:
        if self.trail is None:
            return
        try:
            draft = self._desk.trails.begin(register, self.trail)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.accept()
        self.draft_wanted.emit(draft)

    def _print(self) -> None:
        from qfdesk.ui.preview import Preview, Source

        trail, title = self.trail, say(_("Trail of a batch"))
        if trail is None:
            return

        def make(out: Path, _key: str, lang: str, _progress: Progress) -> Path:
            return self._desk.trails.print(trail, out, lang)

        source = Source(title, {"trail": _("Trail of a batch")}, "trail", make, self._name())
        dialog = Preview(self._desk, self._jobs, source, self)
        dialog.save_wanted.connect(lambda pdf: self._keep(dialog, pdf))
        dialog.open()

    def _keep(self, dialog: QDialog, pdf: Path) -> None:
        if target := self._place("PDF (*.pdf)", ".pdf"):
            try:
                self._desk.keep_copy(pdf, target)
            except DeskError as error:
                self.banner.tell(error)
                return
            dialog.accept()
            self.written.emit(target)

    def _export(self) -> None:
        trail = self.trail
        target = self._place("Excel (*.xlsx)", ".xlsx") if trail else None
        if trail is None or target is None:
            return

        def work(progress: Progress) -> Path:
            return self._desk.trails.export(trail, target, progress=progress)

        self._jobs.run(say(_("Exporting {name}"), name=target.name), work, self.written.emit, self.banner.tell)

    def _name(self) -> str:
        return ", ".join(batch.text for batch in self.trail.batches[:3]) if self.trail else ""

    def _place(self, kinds: str, suffix: str) -> Path | None:
        start = str(Path.home() / safe_name(f"{say(_('Batch trail'))} {self._name()}{suffix}"))
        chosen, _kind = QFileDialog.getSaveFileName(self, say(_("Save as")), start, kinds)
        if not chosen:
            return None
        return Path(chosen) if chosen.lower().endswith(suffix) else Path(chosen + suffix)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.hasFocus():
            return  # the line asked already
        super().keyPressEvent(event)
