"""Importing a table into a register or master: looked at, mapped, checked cell by cell, kept whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.import_rows import Reader, Rows, body_of
from qfdesk.desk.records import Records
from qfdesk.desk.rights import free, needs, seated
from qfdesk.errors import InvalidError
from qfdesk.language import _, message
from qfdesk.model.imported import Imported, PastImport, Plan, Problem, label_of, letter_of, names_of, targets
from qfdesk.model.record import Record
from qfdesk.model.values import Draft
from qfdesk.rules.headers import header_row, matched, normal
from qfdesk.store import history
from qfdesk.store import imported as kept
from qfdesk.store.ledger import Store
from qfdesk.store.pointing import pointing
from qfdesk.store.trouble import told

Progress = Callable[[int, int], None]
Asked = Iterable[tuple[str, str]]
_LOOKED_AT = 40


class _TakenBackError(Exception):
    """Ends a transaction that is to leave nothing."""


def _importing(plan: Plan, *_given: Any, closed: bool = False, **_named: Any) -> Asked:
    asked = [(plan.register, "import"), (plan.register, "add")]
    if closed:
        asked.append((plan.register, "approve"))
    if plan.register == "operator" and "roles" in plan.mapping.values():
        asked.append(("house", "users"))
    return asked


class Importing:
    """Tables of others, taken in."""

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @needs("import")
    def look(
        self,
        register: str,
        path: Path,
        sheet: str = "",
        header: int = 0,
        said: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """Reads a file and proposes which column becomes which field.

        ``header``: the row of the headers, from 1; 0 finds it. ``said``: {header or column letter: path, '' for none},
        which goes before what was taken the last time for the same headers, which goes before what they look like.
        Raises InvalidError, SurroundingsError.
        """
        from qfdesk.excel.reading import bytes_of, table_of

        entry = self.records.entry(register)
        data = bytes_of(path)
        table = table_of(data, path.name, sheet, progress)
        names = names_of(entry)
        if header > len(table.rows):
            raise InvalidError(_("There is no row {n} in {name}"), n=header, name=path.name)
        place = header - 1 if header else header_row([_texts(row) for row in table.rows[:_LOOKED_AT]], names)
        headers = tuple(" ".join(text.split()) for text in _texts(table.rows[place]))
        rows, skipped, notes = body_of(table, place)
        sha256 = hashlib.sha256(data).hexdigest()
        with told():
            earlier = kept.past(register)
        before = _of_file(earlier, sha256, table.sheet)
        plan = Plan(
            register, path.name, sha256, table.sheets, table.sheet, place, headers, {}, rows, skipped, notes,
            table.unread, before,
        )  # fmt: skip
        mapping = matched(headers, names) | self._remembered(headers, earlier, names)
        return self._mapped(plan, mapping, said or {})

    @needs("import")
    def targets(self, register: str) -> dict[str, str]:
        """{path: label} of all that a column may become."""
        entry = self.records.entry(register)
        return {path: label_of(entry, path) for path in targets(entry)}

    @needs(_importing)
    def check(self, plan: Plan, progress: Progress | None = None) -> tuple[Problem, ...]:
        """What is wrong in the cells, without asking the ledger: quick, and nothing is changed."""
        return Reader(self.records, plan).read(progress).problems

    @needs(_importing)
    def run(
        self,
        plan: Plan,
        *,
        dry_run: bool = False,
        again: bool = False,
        closed: bool = False,
        progress: Progress | None = None,
    ) -> Imported:
        """Imports all rows or none. ``dry_run``: does it all and takes it back. ``again``: though this very file was
        imported before. ``closed``: old records, which stand at the end of their way (right ``approve``).

        Raises InvalidError, Cancelled when ``progress`` does.
        """
        entry = self.records.entry(plan.register)
        self._refuse(plan, again=again or dry_run, closed=closed)
        read = Reader(self.records, plan, closed=closed).read(progress)
        if read.problems:
            return Imported(plan.register, len(plan.rows), dry_run, problems=read.problems, doubts=read.doubts)
        done = Imported(plan.register, len(plan.rows), dry_run)
        try:
            with self.store.change():
                now = replace(plan, before=_of_file(kept.past(plan.register), plan.sha256, plan.sheet))
                self._refuse(now, again=again or dry_run, closed=closed)  # another seat may have imported it meanwhile
                first = history.head(self.store)[0] + 1
                done = Rows(self.store, self.records, entry, read).keep(progress)
                if done.problems or dry_run:
                    raise _TakenBackError
                done = replace(done, id=self._note(plan, first, len(done.titles)))
        except _TakenBackError:
            done = replace(done, dry=dry_run)
        return done

    @needs("import")
    def past(self, register: str) -> list[PastImport]:
        """The imports into a register, newest first."""
        with told():
            return kept.past(register)

    @seated
    def undo(self, number: int, reason: str = "") -> int:
        """Voids everything an import made that nothing else needs; returns how many entries.

        For whoever imported it, or may void. Raises InvalidError when there is no such import, or something that it
        made was worked on since.
        """
        with self.store.change():
            one = next((past for past in kept.past() if past.id == number), None)
            if one is None or one.undone:
                raise InvalidError(_("There is no import {n} that could be taken back; see “import --list”"), n=number)
            self.session.require(one.register, "import" if one.who == self.session.name else "void")
            why = message(_("Import {n} taken back: {file}"), n=number, file=one.file).say()
            why += f" · {reason}" if reason else ""
            made = kept.made_by(one)
            own = [place for place in made if place[0] == one.register]
            self._refuse_worked_on(own)
            count = sum(self._void(place, why) for place in reversed(own))
            count += sum(self._void(place, why) for place in reversed(made) if place[0] != one.register)
            act = self.session.act(kept.UNDO, reason)
            history.write(self.store, act, (one.register, 0, ""), [("", str(number), f"{one.file} ({count})")])
        return count

    @free
    def write_problems(self, plan: Plan, problems: Iterable[Problem], out: Path, lang: str | None = None) -> Path:
        """Writes what is wrong as a workbook: row, column, header, sentence, the value as it was."""
        from qfdesk.excel.problems import write_problems

        return write_problems(plan, problems, out, lang)

    def _refuse(self, plan: Plan, *, again: bool, closed: bool) -> None:
        entry = self.records.entry(plan.register)
        if not plan.rows:
            raise InvalidError(_("There are no rows below the headers (row {n})"), n=plan.header + 1)
        if not plan.mapping:
            raise InvalidError(
                _("No header of row {n} is understood; name their row, or say which column is which field"),
                n=plan.header + 1,
            )
        if closed and not (issubclass(entry, Record) and any(stage.final for stage in entry.stages)):
            raise InvalidError(_("“{name}” has no end that entries could have come to"), name=message(entry.label))
        if plan.before and not again:
            one = plan.before[0]
            raise InvalidError(
                _("{file} was imported on {day} by {who} already (import {n}); take that back, or import it once more"),
                file=plan.file,
                day=one.at.strftime("%Y-%m-%d"),
                who=one.who,
                n=one.id,
            )

    def _mapped(self, plan: Plan, mapping: Mapping[int, str], said: Mapping[str, str]) -> Plan:
        """The plan with a mapping. Raises InvalidError for a header or field that does not exist."""
        known = targets(self.records.entry(plan.register))
        found = dict(mapping)
        for header, path in said.items():
            place = _place_of(plan, header)
            if path and path not in known:
                raise InvalidError(_("There is no field “{field}” here; see “registers --json”"), field=path[:40])
            found = {column: one for column, one in found.items() if column != place and one != path}
            if path:
                found[place] = path
        return replace(plan, mapping=dict(sorted(found.items())))

    def _remembered(
        self, headers: tuple[str, ...], earlier: Iterable[PastImport], names: Mapping[str, Any]
    ) -> dict[int, str]:
        """What was taken the last time for the same set of headers."""
        asked = {normal(header) for header in headers if header}
        for one in earlier:
            if one.mapping and {normal(header) for header in one.mapping} == asked:
                said = {normal(header): path for header, path in one.mapping.items()}
                return {n: said[normal(h)] for n, h in enumerate(headers) if said.get(normal(h)) in names}
        return {}

    def _note(self, plan: Plan, first: int, rows: int) -> int:
        mapping = {header: plan.mapping.get(n, "") for n, header in enumerate(plan.headers) if header}
        act = self.session.act(kept.ACT)
        one = PastImport(0, act.at, act.who, plan.register, plan.file, plan.sheet, rows, plan.sha256, first, mapping)
        return kept.note(self.store, act, one)

    def _refuse_worked_on(self, places: Iterable[tuple[str, int]]) -> None:
        worked = []
        for register, number in places:
            opened = self.records.read(register, number)
            if opened.revision != 1 and not opened.voided:
                worked.append(opened.title)
        if worked:
            raise InvalidError(
                _("{n} of the records were worked on since the import, such as {title}; void these by hand"),
                n=len(worked),
                title=worked[0],
            )

    def _void(self, place: tuple[str, int], reason: str) -> int:
        """Voids an entry an import made; one that is void, or that something else names by now, stays."""
        register, number = place
        opened = self.records.read(register, number)
        entry = self.records.entry(register)
        used = not issubclass(entry, Record) and next(pointing(self.store, entry, number), None) is not None
        if opened.voided or used or opened.revision != 1 or register == "operator":
            return 0
        draft = Draft(register, {}, number, opened.revision, opened.values, opened.uid)
        stamps = {"voided_at": self.session.now(), "void_reason": reason[:500]}
        self.records.write(draft, self.session.act("void", reason), stamps, opened, within=True)
        return 1


def _of_file(earlier: Iterable[PastImport], sha256: str, sheet: str) -> tuple[PastImport, ...]:
    """The imports of this very sheet that were not taken back."""
    return tuple(one for one in earlier if one.sha256 == sha256 and one.sheet == sheet and not one.undone)


def _texts(row: Iterable[Any]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def _place_of(plan: Plan, header: str) -> int:
    """The column with this header, or of this letter. Raises InvalidError."""
    wanted = normal(header)
    for place, text in enumerate(plan.headers):
        if text and normal(text) == wanted:
            return place
    for place in range(len(plan.headers)):
        if letter_of(place) == header.strip().upper():
            return place
    raise InvalidError(
        _("No column is called “{header}”; the table has: {headers}"),
        header=header[:40],
        headers=", ".join(filter(None, plan.headers))[:300],
    )
