"""The Today board: figures first, then what is due in order, who has it in hand, what is unusual, duties, events."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say, say_count
from qfdesk.model.board import SPANS, Board, DueRow, by_record
from qfdesk.model.duties import DutyState
from qfdesk.model.fields import Ref
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.bars import Bars
from qfdesk.ui.card_page import CardScroll, Folds
from qfdesk.ui.cards import Card, Line
from qfdesk.ui.events import Events
from qfdesk.ui.figures import DRAFTS, LABELS, WAITING, Figures
from qfdesk.ui.greeting import greeting
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.page import Page
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.today_lines import TodayLines
from qfdesk.ui.told import Banner
from qfdesk.ui.urge_dialog import urge

_FIRST, _FEW = 8, 4  # lines of what is due, and of everything else, so that a small screen shows the whole board


class Today(Page):
    """One look at the day; everything clicks through.

    ``counted`` carries how many records are overdue or due today; ``draft_wanted`` a draft to go on with;
    ``person_wanted`` asks for what a person (a Ref) has in hand, ``house_wanted`` for a page of the settings.
    ``shown`` carries every board that came. Whatever counts what is due counts records, not deadlines.
    """

    counted = Signal(int)
    draft_wanted = Signal(object)
    person_wanted = Signal(str, object)
    house_wanted = Signal(str)
    shown = Signal(object)
    knows = frozenset(("refresh",))

    def __init__(self, desk: Desk, events: Events, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._events, self._jobs = desk, events, jobs
        self._stale = True
        self._asking = self._again = False
        self.folds = Folds(self._show_again)
        self._chosen = ""  # the span whose records are shown alone
        self._board: Board | None = None
        self._lines = TodayLines(desk, events, self._urge)
        self.banner, self.notice = Banner(), QPushButton()
        self._head, self._only_mine = QLabel(), QPushButton()
        set_role(self._head, "title")
        self._only_mine.setCheckable(True)
        set_role(self._only_mine, "chip")
        self.figures = Figures()
        self.figures.wanted.connect(self._lead)
        self.due, self.people, self.months, self.batches, self.duties = (Card() for _n in range(5))
        self.waiting, self.corrections, self.drafts, self.events = (Card() for _n in range(4))
        self.bars = Bars()
        self.months.put_widget(self.bars)
        self._lay_out()
        self._only_mine.toggled.connect(lambda _on: self._show_again())
        events.changed.connect(self._changed)

    def _lay_out(self) -> None:
        inside = QWidget()
        set_role(inside, "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self.notice)
        head.addWidget(self._only_mine)
        set_role(self.notice, "link")
        self.notice.hide()
        self.notice.clicked.connect(lambda: self.house_wanted.emit("calendar"))
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.figures)
        column.addLayout(self._halves(), 1)
        self._scroll = CardScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _halves(self) -> QHBoxLayout:
        """At the left what is due and who has it in hand; at the right everything that wants a look now and then."""
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.people, 1)
        below.addWidget(self.months, 1)
        left, right, halves = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self._right = right
        left.addWidget(self.due)
        left.addLayout(below, 1)
        for card in (self.batches, self.duties, self.waiting, self.corrections, self.drafts):
            right.addWidget(card)
        right.addWidget(self.events, 1)
        right.addStretch(0)
        for share, half in ((11, left), (9, right)):
            half.setSpacing(10)
            halves.addLayout(half, share)
        halves.setSpacing(10)
        return halves

    def arrive(self) -> None:
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Asks for the board in a worker: a large ledger takes its time, the window does not wait."""
        self._stale = False
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._jobs.run(say(_("Today")), lambda _progress: self._desk.board(), self._arrived, self._failed, quiet=True)

    @property
    def busy(self) -> bool:
        """Whether a board is being asked for."""
        return self._asking

    def _arrived(self, board: Board) -> None:
        self._asking = False
        self.banner.clear()
        self.show_board(board)
        self._ask_again()

    def _failed(self, error: BaseException) -> None:
        self._asking = False
        self.banner.tell(error)
        self._ask_again()

    def _ask_again(self) -> None:
        if self._again:
            self._again = False
            self.refresh()

    def show_board(self, board: Board) -> None:
        """Shows what a board says."""
        self._board = board
        self._head.setText(greeting(self._desk.now(), self._desk.actor))
        self._only_mine.setText(say(_("Only mine")))
        self._show_due(board)
        self._show_cards(board)
        self._show_asides(board)
        self._ask_for_house()
        self._warn_of_year(board.unknown_year)
        self.shown.emit(board)

    def _ask_for_house(self) -> None:
        """A new house is asked for its name: every paper and ledger carries it."""
        with suppress(DeskError):  # what keeps the ledger from answering is told by the board itself
            if self._desk.settings.get("company") or not self._desk.may(HOUSE, "settings"):
                return
            text = say(_("The house has no name yet; papers and ledgers carry it at their head"))
            self.banner.put(text, "info", say(_("Settings…")), lambda: self.house_wanted.emit("house"))

    def _warn_of_year(self, year: int | None) -> None:
        """From November on the coming year's holidays are published: without them its due dates are a guess."""
        self.notice.setVisible(year is not None and self._desk.may(HOUSE, "settings"))
        self.notice.setText(say(_("The holidays of {year} are not known yet…"), year=year))
        self.notice.setToolTip(say(_("Until then its due dates count Monday to Friday and are not certain")))

    def summary(self) -> str:
        return ""

    def say_words(self) -> None:
        if not self._stale:
            self.refresh()

    def take_theme(self) -> None:
        self.bars.update()
        self.say_words()

    def _changed(self, _saved: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def tick(self) -> None:
        self.refresh()

    def _show_again(self) -> None:
        if self._board is not None:
            self._show_due(self._board)
            self._show_cards(self._board)
            self._show_asides(self._board)

    def _lead(self, figure: str) -> None:
        """Shows what a figure counts: a span of time alone (again: all), or the whole list that stands beside."""
        if figure in SPANS:
            self._choose("" if figure == self._chosen else figure)
            return
        self.folds.open(figure)
        self._show_again()
        card = {WAITING: self.waiting, DRAFTS: self.drafts}[figure]
        card.take_keyboard()
        self._scroll.bring(card)

    def _choose(self, span: str) -> None:
        self._chosen = span
        if self._board is not None:
            self._show_due(self._board)

    def _show_all(self) -> None:
        """Leaves the span that was shown alone for the list of everything that is due."""
        self.folds.open("due")
        self._choose("")

    def _urge(self, rows: list[DueRow]) -> None:
        """Asks for the words, notes them in the cases, and shows the board anew."""
        targets = [(row.line.register, row.line.id) for row in rows]
        noted = urge(self._desk, self, targets, [row.line.number for row in rows], [row.owner for row in rows])
        if noted:
            self._events.changed.emit(noted[0] if len(noted) == 1 else None)
            self._events.say.emit(say_count("Urged for {n} record", "Urged for {n} records", len(noted)))

    def _show_person(self, register: str, person: int, name: str) -> None:
        self.person_wanted.emit(register, Ref(person, name))

    def show_duties(self, chosen: DutyState | None = None) -> None:
        """Opens the year of the periodic duties, at one of them."""
        from qfdesk.ui.duties_dialog import DutiesDialog

        dialog = DutiesDialog(self._desk, chosen, self)
        dialog.exec()
        dialog.deleteLater()
        self.refresh()

    def _show_due(self, whole: Board) -> None:
        """The figures, the list under them and the number on the tab: of everybody, or of whoever asks for his own."""
        board = whole.of(self._desk.actor) if self._only_mine.isChecked() else whole
        if self._chosen and not board.due(self._chosen):
            self._chosen = ""
        self.figures.show_board(board, self._chosen)
        every = board.due()
        lines = self._lines.due(board.due(self._chosen), every, self._show_person)
        if self._chosen:
            whole_list = say(_("All {n}"), n=len(by_record(every)))
            self.due.put_head(f"{say(LABELS[self._chosen])} {len(lines)}", whole_list, self._show_all)
            self.due.put_lines(lines, "")
        else:
            title, nothing = _("Due and overdue"), _("Nothing is due within seven days.")
            self.folds.put(self.due, "due", title, lines, _FIRST, nothing)
        long = int(len(self.due.lines()) > _FIRST)  # no card at the right is drawn out to stand beside a long list
        self._right.setStretchFactor(self.events, 1 - long)
        self._right.setStretch(self._right.count() - 1, long)
        self.counted.emit(board.pressing)

    def _show_cards(self, board: Board) -> None:
        people = self._lines.people(board.people, board.overdue, self._show_person)
        few = _FEW + 1 if self.height() > px(640) else _FEW
        self.folds.put(self.people, "people", _("In hand"), people, few, _("Nobody has an open record."))
        self.months.put_head(say(_("This month and last")))
        self.bars.put([(say(bar.label), bar.last, bar.this) for bar in board.months])

    def _show_asides(self, board: Board) -> None:
        """The cards at the right; those that only speak now and then are not there when they have nothing to say."""
        self.batches.put_head(say(_("Unusual batches")))
        self.batches.put_lines(self._lines.batches(board.batches), say(_("No batch has more cases than usual.")))
        self.duties.put_head(say(_("Periodic duties")), say(_("Year…")), self.show_duties)
        few = _FEW - 1 if self.height() > px(640) else _FEW - 2
        duties = self._lines.duties(board.duties[:few], self.show_duties)
        self.duties.put_lines(duties, say(_("No duty is to be done at present.")))
        waiting = self._lines.waiting(board.waiting)
        self._show_rare(self.waiting, "waiting", _("Waiting for others"), waiting, few)
        requests = self._lines.corrections(list(board.corrections))
        self._show_rare(self.corrections, "corrections", _("Corrections to decide on"), requests, few)
        drafts = self._lines.drafts(board.drafts, self.draft_wanted.emit)
        self._show_rare(self.drafts, "drafts", _("Drafts to go on with"), drafts, few)
        self.events.put_head(say(_("Latest events")))
        events = self._lines.events(board.events, self._room_for_events())
        self.events.put_lines(events, say(_("Nothing has happened yet.")))

    def _show_rare(self, card: Card, name: str, title: str, lines: list[Line], first: int) -> None:
        card.setVisible(bool(lines))
        self.folds.put(card, name, title, lines, first)

    def _room_for_events(self) -> int:
        """How many lines of events still have room at the right before the page has to be scrolled."""
        beside = (self.batches, self.duties, self.waiting, self.corrections, self.drafts)
        cards = [card for card in beside if not card.isHidden()]
        used = sum(px(58) + px(29) * len(card.lines()) for card in cards)
        return min(8, max(2, (self.height() - px(142) - px(48) - used) // px(29)))
