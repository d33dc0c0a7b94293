"""The use cases that make files: paper forms, ledgers on paper and in Excel. Safe in a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qfdesk.desk import integrity
from qfdesk.desk.actor import Session
from qfdesk.desk.lists import Lists
from qfdesk.desk.records import Records
from qfdesk.desk.rights import Asked, free, needs
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message, screen
from qfdesk.model.declare import Ledger, LedgerColumn, Paper, paths_of
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.model.values import FilledForm, House, LedgerSheet, Query, Values
from qfdesk.store import corrections, history
from qfdesk.store.ledger import Store
from qfdesk.store.links import shown
from qfdesk.store.many import rows_by_id
from qfdesk.store.posts import Posts
from qfdesk.store.trouble import told

Progress = Callable[[int, int], None]
_PAGE = 200
# A list shows the newest first; a ledger is written down the page, the oldest first.
NEWEST_FIRST, OLDEST_FIRST = ("received_at", True), ("received_at", False)


def _exporting(queries: Sequence[Query], *_given: Any, unmask: bool = False, **_named: Any) -> Asked:
    return [(query.register, "export_open" if unmask else "export") for query in queries]


class Documents:
    """What can be printed and exported. Every print and export leaves a line in the history."""

    def __init__(self, store: Store, session: Session, records: Records, lists: Lists) -> None:
        self.store, self.session, self.records, self.lists = store, session, records, lists

    @free
    def house(self) -> House:
        """What every paper says of the house."""
        with told():
            anchor = integrity.foot(self.store)
        return House(self.store.setting("company"), self.session.now(), self.session.name, anchor=anchor)

    @free
    def paper_lang(self, lang: str | None) -> str:
        """The language of paper: what is asked for, else the ledger's setting, else the screen's."""
        return lang or self.store.setting("paper_lang") or screen()

    @free
    def paper(self, register: str, key: str | None) -> Paper:
        """A register's paper by key, its first one by default. Raises InvalidError."""
        papers = self._register(register).papers
        if not papers:
            raise InvalidError(_("This register has no paper form"))
        for paper in papers:
            if key in (None, paper.key):
                return paper
        raise InvalidError(
            _("There is no form “{key}” here; possible: {forms}"), key=key, forms=", ".join(p.key for p in papers)
        )

    @needs("read")
    def suited(self, register: str, number: int) -> str:
        """The key of the paper this record prints on unless another is asked for; '' where there is none."""
        values, papers = self.records.open(register, number).values, self._register(register).papers
        fitting = [p.key for p in papers if p.suits and values.get(p.suits[0]) in p.suits[1]]
        return next(iter([*fitting, *(p.key for p in papers if not p.suits)]), "")

    @needs("print")
    def print_forms(
        self,
        targets: Sequence[tuple[str, int]],
        out: Path,
        paper: str | None = None,
        lang: str | None = None,
        *,
        looked_at: bool = False,
    ) -> Path:
        """Prints records on their forms, one PDF for all; each print is in the history.

        ``looked_at``: only shown so far; ``note_print`` says when it leaves for the printer or a file.
        """
        from qfdesk.paper import print_forms

        chosen = [(*target, self.paper(target[0], paper or self.suited(*target))) for target in targets]
        forms = [self._filled(*one) for one in chosen]
        done = print_forms(forms, self.house(), out, self.paper_lang(lang), self.records.entry)
        if not looked_at:
            self.note_print(targets, paper)
        return done

    @needs("print")
    def note_print(self, targets: Sequence[tuple[str, int]], paper: str | None = None) -> None:
        """Writes into the history that records were printed on one of their papers."""
        with self.store.change():
            for register, number in targets:
                title = self.records.read(register, number).title
                what = self.paper(register, paper or self.suited(register, number)).key
                history.write(self.store, self.session.act("print"), (register, number, title), [("", "", what)])

    @free
    def print_blank(self, register: str, out: Path, paper: str | None = None, lang: str | None = None) -> Path:
        """Prints a form to be filled by hand."""
        from qfdesk.paper import print_forms

        chosen = self.paper(register, paper)
        form = FilledForm(register, chosen, {}, "", tuple(self._reached(chosen)))
        return print_forms([form], self.house(), out, self.paper_lang(lang), self.records.entry)

    def _filled(self, register: str, number: int, paper: Paper) -> FilledForm:
        true = self.records.read(register, number)
        opened = self.records.veil.for_everybody(true) if paper.extract else self.records.open(register, number)
        values = self.records.shown(register, opened.values, tuple(dict.fromkeys(paths_of(paper))))
        origins = [link.number for link in self.lists.links(register, number) if link.kind == "origin"]
        notes: list[Message] = [message(_("Derived from {number}"), number=one) for one in origins]
        notes += [*self._reached(paper), *self._corrected(register, number)]
        notes.append(message(_("Record as of change {n}"), n=opened.revision))
        if paper.extract:
            notes.insert(0, message(_("Extract from {number}; the rest stays with its register"), number=opened.title))
        if paper.warns and (warning := paper.warns(true.values)):
            notes.insert(0, warning)
        if opened.voided:
            notes.insert(0, message(_("VOID: {reason}"), reason=opened.values["void_reason"]))
        stamp = message(_("VOID")) if opened.voided else None
        return FilledForm(register, paper, values, opened.title, tuple(notes), stamp)

    def _reached(self, paper: Paper) -> list[Message]:
        """How a customer sends it back, and reaches the house besides."""
        reach = self.store.setting("reach") if paper.mailed else ""
        return [message(_("You reach us at: {reach}"), reach=reach)] if reach else []

    def _corrected(self, register: str, number: int) -> list[Message]:
        """That the record was corrected after closing, once for each time."""
        with told():
            found = corrections.done(self.store, register, number)
        days = ((one.decided_at.date().isoformat() if one.decided_at else "", one.asked_by) for one in reversed(found))
        return [message(_("Corrected on {day} by request of {name}"), day=day, name=name) for day, name in days]

    @free
    def keep_copy(self, pdf: Path, out: Path) -> Path:
        """Keeps a PDF that was shown where the person wants it, whole or not at all. Raises SurroundingsError."""
        from qfdesk.paper.files import copy_whole

        return copy_whole(pdf, out)

    @free
    def free_name(self, path: Path) -> Path:
        """The path itself while nothing has this name, else the next free one, as the refusal to write it says."""
        from qfdesk.excel import free_name

        return free_name(path)

    @needs("print")
    def print_ledger(
        self,
        query: Query,
        out: Path,
        ledger: str | None = None,
        lang: str | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Prints what the query finds as the register's 登记簿 or 台账."""
        from qfdesk.paper import print_ledger

        sheet = self._sheet(query, self._ledger(query.register, ledger), False, progress, masked=False)
        done = print_ledger(sheet, self.house(), out, self.paper_lang(lang), self.records.entry, progress=progress)
        self._note("print", query.register, len(sheet.rows), sheet.ledger.key)
        return done

    @needs(_exporting)
    def export(
        self,
        queries: Sequence[Query],
        out: Path,
        lang: str | None = None,
        progress: Progress | None = None,
        *,
        unmask: bool = False,
    ) -> Path:
        """Writes what the queries find as one workbook: each ledger as on paper, and every field of every register.

        Personal data is masked unless ``unmask``; what is sealed is withheld from every file. Raises Cancelled when
        ``progress`` does, and leaves nothing behind.
        """
        from qfdesk.excel import export_ledgers

        sheets = []
        for query in queries:
            for place, ledger in enumerate(self._ledgers(query.register)):
                sheets.append(self._sheet(query, ledger, place == 0, progress, masked=not unmask))
        masked = not unmask
        done = export_ledgers(sheets, self.house(), out, self.paper_lang(lang), self.records.entry, progress, masked)
        for sheet in sheets:
            if sheet.complete or not sheet.rows:
                self._note("unmask" if unmask else "export", sheet.register, len(sheet.rows), out.name)
        return done

    def _note(self, act: str, register: str, rows: int, what: str) -> None:
        with self.store.change():
            history.write(self.store, self.session.act(act), (register, 0, ""), [("", "", f"{what} ({rows})")])

    def _sheet(
        self, query: Query, ledger: Ledger, complete: bool, progress: Progress | None, *, masked: bool
    ) -> LedgerSheet:
        entry = self.records.entry(query.register)
        columns = tuple(entry.fields())
        if query.order == NEWEST_FIRST:
            query = replace(query, order=OLDEST_FIRST)
        ids = self.lists.numbers_of(query)
        paths = tuple(column.path for column in ledger.columns)
        rows: list[Values] = []
        whole: list[Values] = []
        linked: dict[tuple[str, int], Any] = {}
        sight = self.records.veil.sight_in_files(query.register, masked=masked)
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            with told():
                known = rows_by_id(entry, page, columns)
                found = {number: known[number][0] for number in page if number in known}
                told_of = {number: shown(entry, values, paths, linked) for number, values in found.items()}
            rows += self.records.veil.rows(query.register, told_of, sight, found).values()
            if complete:
                whole += self.records.veil.rows(query.register, found, sight, found).values()
            if progress:
                progress(min(start + _PAGE, len(ids)), len(ids))
        keeper = self._keeper(entry, query)
        return LedgerSheet(query.register, ledger, rows, (query.since, query.until), whole, keeper)

    def _keeper(self, entry: type[Entry], query: Query) -> Message | None:
        """Who is, and was, named to keep the register in the period the list covers."""
        if not issubclass(entry, Record) or not entry.kept_by:
            return None
        today = self.session.now().date()
        with told():
            return Posts().keepers(entry.kept_by, query.since, min(query.until or today, today))

    def _register(self, key: str) -> type[Record]:
        entry = self.records.entry(key)
        if not issubclass(entry, Record):
            raise InvalidError(_("“{key}” has no paper forms; name a register"), key=key)
        return entry

    def _ledgers(self, register: str) -> tuple[Ledger, ...]:
        entry = self.records.entry(register)
        return entry.ledgers if issubclass(entry, Record) else (plain_ledger(entry),)

    def _ledger(self, register: str, key: str | None) -> Ledger:
        for ledger in self._ledgers(register):
            if key in (None, ledger.key):
                return ledger
        raise InvalidError(_("There is no ledger “{key}” here"), key=key)


def plain_ledger(entry: type[Entry]) -> Ledger:
    """The ledger of a master: the columns of its list."""
    return Ledger(entry.key, entry.label, tuple(LedgerColumn(column) for column in entry.columns))
