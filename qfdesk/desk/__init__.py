"""The desk: every use case of the program, without a window. Window and command line both stand on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from qfdesk.desk import board
from qfdesk.desk.accounts import Accounts
from qfdesk.desk.actor import Session
from qfdesk.desk.audit import Audit
from qfdesk.desk.clockwork import Clockwork
from qfdesk.desk.corrections import Corrections
from qfdesk.desk.documents import Documents
from qfdesk.desk.duties import Duties
from qfdesk.desk.files import Files
from qfdesk.desk.forgetting import Forgetting
from qfdesk.desk.importing import Importing
from qfdesk.desk.keeping import Keeping
from qfdesk.desk.lists import Lists
from qfdesk.desk.merging import Merging
from qfdesk.desk.moving import Moves
from qfdesk.desk.records import Records
from qfdesk.desk.reporting import Reporting
from qfdesk.desk.rights import free, seated
from qfdesk.desk.rights_table import RightsTable
from qfdesk.desk.routing import Routing
from qfdesk.desk.secrecy import Secrecy
from qfdesk.desk.settings import Settings
from qfdesk.desk.solutions import Solutions
from qfdesk.desk.trails import Trails
from qfdesk.desk.urging import Urging
from qfdesk.desk.veil import Veil
from qfdesk.errors import DeskError
from qfdesk.model.board import Board
from qfdesk.model.masters import MASTERS, Master
from qfdesk.model.record import Record
from qfdesk.store import clocks, search
from qfdesk.store.ledger import Store

__all__ = ["Desk", "Settings"]


class Desk:
    """One person at one ledger. The words of ``Records``, ``Lists``, ``Documents`` and ``Files`` are its own."""

    def __init__(self, store: Store, profile: Path, login: str, clock: Callable[[], dt.datetime] | None = None) -> None:
        self.store, self.profile, self.place = store, profile, store.place
        self.session = Session(store, login, clock or (lambda: dt.datetime.now(dt.UTC)))
        search.bring_up_to_date(store)
        clocks.bring_up_to_date(store)
        self.veil = Veil(store, self.session)
        self.records = Records(store, self.session, self.veil)
        self.secrecy = Secrecy(store, self.session, self.veil)
        self.moving = Moves(self.session, self.records)
        self.lists = Lists(store, self.session, self.veil)
        self.documents = Documents(store, self.session, self.records, self.lists)
        self.files = Files(store, self.session, self.records, profile)
        self.audit = Audit(store, self.session, self.records, self.documents, self.lists.told.lines)
        self.forgetting = Forgetting(store, self.session, self.files)
        self.settings = Settings(store, self.session)
        self.clockwork = Clockwork(store, self.session, self.records)
        self.accounts = Accounts(store, self.session)
        self.rights = RightsTable(store, self.session, self.settings)
        self.routing = Routing(store, self.session)
        self.solutions = Solutions(store, self.session, self.records)
        self.trails = Trails(store, self.session, self.records, self.documents)
        self.duties = Duties(store, self.session, self.settings, self.records)
        self.reporting = Reporting(store, self.session, self.veil, self.documents)
        self.urging = Urging(store, self.session, self.records)
        self.importing = Importing(store, self.session, self.records)
        self.merging = Merging(store, self.session, self.records)
        self.corrections = Corrections(store, self.session, self.records)
        self.keeping = Keeping(store, self.session, self.settings, self.files)
        self._speak()
        self._speak_of_files()

    def _speak(self) -> None:
        """Makes the words of the parts the desk's own, so that nobody outside has to know which part says what."""
        self.entry = self.records.entry
        self.blank = self.trails.blank
        self.open = self.records.open
        self.locate = self.records.locate
        self.edit = self.records.edit
        self.derive = self.records.derive
        self.findings = self.records.findings
        self.save = self.records.save
        self.save_all = self.records.save_all
        self.void = self.records.void
        self.moves = self.moving.moves
        self.move = self.moving.move
        self.tie = self.records.tie
        self.shown = self.records.shown
        self.fill = self.records.fill
        self.count = self.lists.count
        self.stage_counts = self.lists.stage_counts
        self.page = self.lists.page
        self.position = self.lists.position
        self.at_hand = self.lists.at_hand
        self.look_through = self.lists.look_through
        self.find = self.lists.find
        self.suggest = self.lists.suggest
        self.suggest_text = self.lists.suggest_text
        self.people = self.lists.people
        self.dues = self.lists.dues
        self.due_before = self.lists.due_before
        self.neighbours = self.lists.neighbours
        self.links = self.lists.links
        self.history = self.lists.history
        self.latest = self.lists.latest

    def _speak_of_files(self) -> None:
        """The words that make or keep files."""
        self.print_forms = self.documents.print_forms
        self.note_print = self.documents.note_print
        self.suited = self.documents.suited
        self.print_blank = self.documents.print_blank
        self.print_ledger = self.documents.print_ledger
        self.keep_copy = self.documents.keep_copy
        self.free_name = self.documents.free_name
        self.export = self.documents.export
        self.paper = self.documents.paper
        self.attachments = self.files.attachments
        self.attach = self.files.attach
        self.detach = self.files.detach
        self.attachment_copy = self.files.attachment_copy
        self.keep_draft = self.files.keep_draft
        self.drop_draft = self.files.drop_draft
        self.kept_drafts = self.files.kept_drafts
        self.back_up = self.files.back_up
        self.wrong = self.files.wrong

    @property
    def actor(self) -> str:
        return self.session.name

    @free
    def now(self) -> dt.datetime:
        """The moment in shop time."""
        return self.session.now()

    @free
    def at(self, moment: dt.datetime, name: str | None = None) -> AbstractContextManager[None]:
        """Acts at another moment, as another person."""
        return self.session.at(moment, name)

    @free
    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything done within is kept as a whole or not at all, and written to the disk once."""
        with self.store.change():
            yield

    @free
    def may(self, register: str, act: str) -> bool:
        """Whether the person may do an act (``change``, ``move:accept``; see ``rules.rights``) in a register."""
        return self.session.may(register, act)

    @free
    def permitted(self, asked: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Those of the (register, act) that the person may do; asked at once for a whole page."""
        return self.session.permitted(asked)

    @free
    def who_may(self, register: str, act: str) -> str:
        """The roles that may do an act, to be said where somebody may not."""
        names = self.session.who_may(register, act)
        return names if isinstance(names, str) else names.say()

    @free
    def registers(self) -> tuple[type[Record], ...]:
        """The registers in the order of the window."""
        return tuple(e for e in self.store.entries.values() if issubclass(e, Record))

    @free
    def masters(self) -> tuple[type[Master], ...]:
        return MASTERS

    @free
    def preview(self, pdf: Path) -> Any:
        """The pages of a PDF as pictures."""
        from qfdesk.paper.preview import Pages

        return Pages(pdf)

    @seated
    def board(self) -> Board:
        """The day at a glance."""
        readable = tuple(one for one in self.registers() if one.key in self.session.readable())
        parts = board.Parts(self.store, self.lists, self.files, self.duties, self.corrections, self.clockwork)
        return board.look(parts, readable, self.now())

    @free
    def wait_at_most(self, seconds: float) -> None:
        """How long anything waits for another program that writes; a window that stands still looks broken."""
        self.store.engine.wait_at_most(seconds)

    @free
    def let_go(self) -> None:
        """Gives back the calling thread's connection to the ledger, at the end of a job."""
        self.store.db.close()

    @free
    def close(self) -> None:
        """Leaves the ledger, noting how far its history has come."""
        with suppress(DeskError):
            self.files.remember_head()
        self.store.close()
