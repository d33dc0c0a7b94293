"""The use cases of whoever looks through the history: reading it, putting back a value, comparing it with an anchor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qfdesk.desk import integrity
from qfdesk.desk.actor import Session
from qfdesk.desk.documents import Documents
from qfdesk.desk.records import Records
from qfdesk.desk.rights import Asked, free, needs, needs_house
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message, say
from qfdesk.model.audit import SHEET, AuditLine, AuditQuery
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.history_house import Titles
from qfdesk.model.history_words import about, cells_of
from qfdesk.model.parse import kept
from qfdesk.model.show import show_moment
from qfdesk.model.values import HistoryLine, LedgerSheet, Opened, Saved, Values
from qfdesk.rules.duties import in_force
from qfdesk.rules.masking import HIDDEN
from qfdesk.rules.rights import HOUSE
from qfdesk.statistics.cases import department_names
from qfdesk.statistics.reports import REPORTS
from qfdesk.store import audit, history
from qfdesk.store.duties import changes
from qfdesk.store.ledger import Store
from qfdesk.store.links import called
from qfdesk.store.trouble import told

Seen = Callable[[list[HistoryLine]], list[HistoryLine]]
Progress = Callable[[int, int], None]
_PAGE = 500


def _taking_out(*_given: Any, **_named: Any) -> Asked:
    return [(HOUSE, "audit"), (HOUSE, "export")]


def _printing(*_given: Any, **_named: Any) -> Asked:
    return [(HOUSE, "audit"), (HOUSE, "print")]


class Audit:
    """The whole history, for those who may look through it. ``seen``: lines as the person may see them."""

    def __init__(self, store: Store, session: Session, records: Records, documents: Documents, seen: Seen) -> None:
        self.store, self.session, self.records, self.documents = store, session, records, documents
        self._seen = seen
        self._held: tuple[object, list[int]] = (None, [])

    @needs_house("audit")
    def count(self, query: AuditQuery) -> int:
        """How many lines the query finds."""
        if query.text:
            return len(self._holding(query))
        with told():
            return audit.count(query)

    @needs_house("audit")
    def lines(self, query: AuditQuery, offset: int = 0, limit: int = 200) -> list[HistoryLine]:
        """The lines of one page, the newest first; secrets as the person may see them."""
        numbers = self._holding(query)[offset : offset + limit] if query.text else None
        with told():
            found = audit.page(query, offset, limit) if numbers is None else audit.lines(numbers)
        return self._seen(found)

    def _holding(self, query: AuditQuery) -> list[int]:
        """The lines that hold the words as the person sees them; what is veiled is not found by its words either."""
        asked = (query, self.store.version(), self.session.name)
        if self._held[0] != asked:
            with told():
                numbers = audit.numbers(query)
            if not all(self.records.veil.sight(key).whole for key in self.store.entries):
                words = query.text.casefold().split()
                pages = (numbers[start : start + _PAGE] for start in range(0, len(numbers), _PAGE))
                numbers = [line.seq for page in pages for line in self._read(page) if _tells(line, words)]
            self._held = (asked, numbers)
        return self._held[1]

    def _read(self, numbers: list[int]) -> list[HistoryLine]:
        with told():
            found = audit.lines(numbers)
        return self._seen(found)

    @needs_house("audit")
    def people(self) -> list[str]:
        """Everybody the history names as having done something."""
        with told():
            return audit.people()

    @needs_house("audit")
    def acts(self) -> list[str]:
        """Every kind of act the history holds."""
        with told():
            return audit.acts()

    @free
    def titles(self) -> Titles:
        """What the keys that the lines hold are called, for whoever tells them."""
        with told():
            duties = {duty.key: duty.title for duty in in_force(changes(self.store))}
            departments = department_names()
        reports = {key: report.title for key, (report, _make) in REPORTS.items()}
        return Titles(self.store.entries, reports, duties, departments)

    @needs(_taking_out)
    def export(self, query: AuditQuery, out: Path, lang: str | None = None, progress: Progress | None = None) -> Path:
        """Writes the lines the query finds as a workbook; the history notes it."""
        from qfdesk.excel import export_ledgers

        sheet, lang = self._sheet(query, self.documents.paper_lang(lang)), self.documents.paper_lang(lang)
        done = export_ledgers([sheet], self.documents.house(), out, lang, lambda _key: AuditLine, progress)
        self._note("export", len(sheet.rows))
        return done

    @needs(_printing)
    def print(self, query: AuditQuery, out: Path, lang: str | None = None, progress: Progress | None = None) -> Path:
        """Prints the lines the query finds; the history notes it."""
        from qfdesk.paper import print_ledger

        sheet, lang = self._sheet(query, self.documents.paper_lang(lang)), self.documents.paper_lang(lang)
        done = print_ledger(
            sheet, self.documents.house(), out, lang, lambda _key: AuditLine, progress=progress
        )
        self._note("print", len(sheet.rows))
        return done

    def _sheet(self, query: AuditQuery, lang: str) -> LedgerSheet:
        """The lines as rows, the oldest first."""
        rows: list[Values] = []
        keys, titles = ("who", "what", "before", "after", "why"), self.titles()
        for start in range(0, self.count(query), _PAGE):
            for line in self.lines(query, start, _PAGE):
                said = cells_of(titles, line, lang)[1:]
                known = {"line": line.seq, "at": line.at, "about": about(titles, line, lang)}
                rows.append({**known, **dict(zip(keys, said, strict=True))})
        return LedgerSheet(AuditLine.key, SHEET, rows[::-1], (query.since, query.until))

    def _note(self, act: str, rows: int) -> None:
        with self.store.change():
            history.write(self.store, self.session.act(act), history.HOUSE_LINE, [("", "", f"history ({rows})")])

    @needs_house("check")
    def against(self, known: str) -> list[Message]:
        """Compares the history with a backup (its path) or the foot of a ledger (``512 abcd1234``).

        Empty when it is the same, gone on since. Raises InvalidError for what is neither.
        """
        with told():
            return integrity.other_than(self.store, integrity.anchor(known))

    @needs_house("restore_value")
    def restore(self, seq: int, reason: str) -> Saved:
        """Puts back the value a field had before the line ``seq``, as a new change under the rules of every save.

        Raises InvalidError for what cannot be put back, NotPermittedError, ConflictError.
        """
        if not reason.strip():
            raise InvalidError(_("Say why the value is put back; the history keeps the reason"))
        with told():
            line = audit.line(seq)
        if line is None:
            raise InvalidError(_("There is no line {n} in the history"), n=seq)
        entry = self.store.entries.get(line.register)
        if entry is None or line.field not in entry.typed():
            raise InvalidError(_("Line {n} changed nothing a person types; choose a line with a field"), n=seq)
        self.session.require(line.register, "restore_value")
        self._refuse_hidden(line)
        opened = self.records.open(line.register, line.entry)
        self._refuse_finished(opened)
        draft = self.records.edit(opened)
        draft.values[line.field] = self._value(entry, line)
        why = say(_("Value from before line {n} put back: {reason}"), n=seq, reason=reason.strip())
        return self.records.save(draft, why)

    def _refuse_hidden(self, line: HistoryLine) -> None:
        if line.forgotten:
            raise InvalidError(_("The value was masked on request (line {n}) and cannot be put back"), n=line.seq)
        if self._seen([line])[0].before != line.before:
            raise InvalidError(_("The value of line {n} is not for you to see; ask who may"), n=line.seq)

    def _refuse_finished(self, opened: Opened) -> None:
        if opened.voided or opened.values.get("closed_at"):
            raise InvalidError(
                _("{title} is closed or void; ask for a correction, or reopen it first"), title=opened.title
            )

    def _value(self, entry: type[Entry], line: HistoryLine) -> object:
        """The earlier value, as the field has it today."""
        field = entry.typed()[line.field]
        if HIDDEN in line.before:
            raise InvalidError(_("The value was masked on request (line {n}) and cannot be put back"), n=line.seq)
        try:
            value = kept(field, line.before)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise InvalidError(
                _("“{value}” is no value of “{field}” any more; enter another one"),
                value=line.before[:40],
                field=message(field.label),
            ) from error
        if isinstance(field, Link) and line.before:
            with told():
                found = called(field.rel_model, line.before, {})
            if len(found) != 1:
                raise InvalidError(
                    _("“{value}” is not the name of one entry any more; choose it by hand"), value=line.before[:40]
                )
            return Ref(found[0], line.before)
        return value

    @free
    def clock_notice(self) -> Message | None:
        """That the computer's clock was found set back, told once; None otherwise."""
        moments, self.store.clock_set_back = self.store.clock_set_back, None
        if moments is None:
            return None
        return message(
            _("The computer's clock says {now}, but the last entry was made at {last}: set the clock right; "
              "the history notes it and keeps its order"),
            now=show_moment(moments[1]),
            last=show_moment(moments[0]),
        )  # fmt: skip


def _tells(line: HistoryLine, words: list[str]) -> bool:
    said = "\n".join((line.number, line.before, line.after, line.reason)).casefold()
    return all(word in said for word in words)
