"""The rows of a table to be imported: which are rows at all, what their cells say, and how they are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qfdesk.desk.records import Records
from qfdesk.errors import DeskError, InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.cell import UnfitError, value_in
from qfdesk.model.check import applies, cleaned, empty, findings
from qfdesk.model.defaults import default_of
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.imported import Imported, Plan, Problem, Row, letter_of, targets
from qfdesk.model.masters import Batch, Master
from qfdesk.model.record import Record
from qfdesk.model.values import Draft, Values
from qfdesk.rules.headers import is_foot, is_total, normal
from qfdesk.store import imported as kept
from qfdesk.store.ledger import Store
from qfdesk.store.links import links_first, start_of
from qfdesk.store.owners import known_elsewhere

Progress = Callable[[int, int], None]
_EVERY = 25
_MOST_DOUBTS = 500


def body_of(table: Any, header: int) -> tuple[tuple[Row, ...], tuple[tuple[int, Message], ...], tuple[Message, ...]]:
    """The rows below the headers; those left out and why; and what else is to be said of the table."""
    heads = [normal(str(cell)) for cell in table.rows[header]]
    rows, skipped = [], []
    for place, cells in enumerate(table.rows[header + 1 :], header + 1):
        said = ["" if cell is None else str(cell).strip() for cell in cells]
        if not any(said) or all((place, n) in table.filled for n, text in enumerate(said) if text):
            continue
        if is_total(said):
            skipped.append((place + 1, message(_("a row of totals"))))
        elif is_foot(said):
            skipped.append((place + 1, message(_("says who made the table"))))
        elif [normal(text) for text in said] == heads:
            skipped.append((place + 1, message(_("the headers once more"))))
        else:
            rows.append(Row(place + 1, cells))
    notes = []
    if table.filled:
        notes.append(message(_("{n} cells were filled from merged cells above them"), n=len(table.filled)))
    return tuple(rows), tuple(skipped), tuple(notes)


@dataclass
class Read:
    """Rows as values: (row, values, what the row says of the masters it names)."""

    plan: Plan
    rows: list[tuple[Row, Values, dict[str, Values]]] = field(default_factory=list)
    stamps: list[Values] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


class Reader:
    """Turns the rows of a plan into values, and says what is wrong with them; asks nothing of the ledger."""

    def __init__(self, records: Records, plan: Plan, *, closed: bool = False) -> None:
        self.records, self.plan, self.closed = records, plan, closed
        self.entry = records.entry(plan.register)
        self.targets = targets(self.entry)
        self.columns = {path: column for column, path in plan.mapping.items()}

    def read(self, progress: Progress | None = None) -> Read:
        """All rows. ``progress`` may raise Cancelled."""
        blank: Values = {k: default_of(f) for k, f in self.entry.typed().items()} | self._now()
        missing = self._missing(blank)
        read, doubts = Read(self.plan), list[Problem]()
        problems = [Problem(self.plan.header + 1, "", "", said, "") for said in missing.values()]
        for n, row in enumerate(self.plan.rows):
            if progress and n % 200 == 0:
                progress(n, 2 * len(self.plan.rows))
            values, parts, wrong = self._values(row)
            closed_at = values.pop("closed_at", None)
            whole = cleaned(self.entry, {**blank, **values})
            if not wrong:
                derived = self.records.derive(self.plan.register, whole)
                found = findings(self.entry, derived, self.records.session.now())
                wrong = [self._problem(row, key, said) for key, said in found.errors.items() if key not in missing]
                doubts += [self._problem(row, key, said) for key, said in found.warnings.items()]
            problems += wrong
            read.rows.append((row, whole, parts))
            read.stamps.append(self._stamps(whole, closed_at))
        read.problems, read.doubts = tuple(problems), tuple(doubts[:_MOST_DOUBTS])
        return read

    def _missing(self, blank: Values) -> dict[str, Message]:
        """The fields that every entry needs and no column gives: told once, not row by row."""
        return {
            key: message(_("No column is “{field}”, which every entry needs"), field=message(field.label))
            for key, field in self.entry.typed().items()
            if field.traits.required
            and key not in self.columns
            and empty(blank.get(key))
            and applies(self.entry, key, blank)
        }

    def _now(self) -> Values:
        """When a record was received that does not say so."""
        received = issubclass(self.entry, Record) and "received_at" not in self.columns
        return {"received_at": self.records.session.now().replace(second=0)} if received else {}

    def _stamps(self, whole: Values, closed_at: Any) -> Values:
        """What an old record carries that has come to the end of its way."""
        if not self.closed or not issubclass(self.entry, Record):
            return {}
        end = next(stage.key for stage in reversed(self.entry.stages) if stage.final)
        at = closed_at or self.records.derive(self.plan.register, whole).get("received_at")
        return {"stage": end, "closed_at": at, "closed_by": self.records.session.person}

    def _values(self, row: Row) -> tuple[Values, dict[str, Values], list[Problem]]:
        values: Values = {}
        parts: dict[str, Values] = {}
        wrong: list[Problem] = []
        for column, path in self.plan.mapping.items():
            field, link = self.targets[path]
            try:
                value = value_in(field, self._cell(row, column, field))
            except UnfitError as error:
                wrong.append(self._problem(row, path, error.message))
                continue
            if link is not None:
                head, _dot, part = path.partition(".")
                if value is not None:
                    parts.setdefault(head, {})[part] = value
            elif value is not None:
                values[path] = value
            elif field.traits.required:
                values[path] = None if field.kind not in ("text", "code", "memo", "choice") else ""
        return values, parts, wrong

    def _cell(self, row: Row, column: int, field: Any) -> Any:
        if (row.number - 1, column) in self.plan.unread:
            raise UnfitError(
                message(
                    _("“{field}” is a formula without a value; open the table in Excel, mend the formula and save it"),
                    field=message(field.label),
                )
            )
        return row.cells[column] if column < len(row.cells) else None

    def _problem(self, row: Row, path: str, sentence: Message) -> Problem:
        column = self.columns.get(path)
        if column is None:
            return Problem(row.number, "", "", sentence, "")
        cell = row.cells[column] if column < len(row.cells) else None
        value = "" if cell is None else str(cell)[:500]
        return Problem(row.number, letter_of(column), self.plan.headers[column], sentence, value)


class Rows:
    """Keeps what was read, row by row, in a transaction of the caller's."""

    def __init__(self, store: Store, records: Records, entry: type[Entry], read: Read) -> None:
        self.store, self.records, self.entry, self.read = store, records, entry, read
        self._found: dict[tuple[Any, ...], Ref] = {}
        self._made: Counter[str] = Counter()
        self._doubts: list[Problem] = list(read.doubts)

    def keep(self, progress: Progress | None) -> Imported:
        """Keeps every row that can be kept; the problems say which cannot."""
        titles, problems, known = [], [], 0
        count = len(self.read.rows)
        for n, ((row, values, parts), stamps) in enumerate(zip(self.read.rows, self.read.stamps, strict=True)):
            if progress and n % _EVERY == 0:
                progress(count + n, 2 * count)
            try:
                with self.store.db.atomic():
                    title = self._keep(row, values, parts, stamps)
            except InvalidError as error:
                problems.append(Problem(row.number, "", "", error.message, ""))
                continue
            known += title is None
            if title is not None:
                titles.append(title)
        if progress:
            progress(2 * count, 2 * count)
        return Imported(
            self.read.plan.register, count, False, 0, tuple(titles), dict(self._made), known,
            tuple(problems), tuple(self._doubts),
        )  # fmt: skip

    def _keep(self, row: Row, values: Values, parts: dict[str, Values], stamps: Values) -> str | None:
        values = self._linked(self.entry, row, values, parts)
        if issubclass(self.entry, Master) and kept.twin(self.entry, values) is not None:
            return None
        draft = Draft(self.entry.key, values)
        return self.records.keep(draft, stamps).title

    def _linked(self, entry: type[Entry], row: Row, values: Values, parts: dict[str, Values]) -> Values:
        """The values with every text that names a master made a link, the master made where there is none."""
        found = dict(values)
        for key, link, ref in links_first(entry, values):
            said = {**self._filled(link, values), **parts.get(key, {})}
            found[key] = self._master(row, link, ref.text, found, said)
        return found

    @staticmethod
    def _filled(link: Link, values: Values) -> Values:
        """What the record's own fields say of the master: what choosing it would have filled them with."""
        return {theirs: values[mine] for mine, theirs in link.traits.fills.items() if not empty(values.get(mine))}

    def _master(self, row: Row, link: Link, text: str, near: Values, said: Values) -> Ref:
        target: type[Entry] = link.rel_model
        product = near.get("product") if target is Batch else None
        key = (target, text, product.id if isinstance(product, Ref) else 0, str(said.get("specification", "")))
        if key not in self._found:
            numbers = kept.found(target, text, near, said)
            if len(numbers) > 1:
                doubt = message(
                    _("“{name}” names {n} entries of “{master}”: the first was taken"),
                    name=text,
                    n=len(numbers),
                    master=message(target.label),
                )
                self._doubts.append(Problem(row.number, "", "", doubt, text))
            if not numbers and target is Batch and (elsewhere := known_elsewhere(self.entry, near)):
                self._doubts.append(Problem(row.number, "", "", elsewhere, text))
            self._found[key] = Ref(numbers[0], text) if numbers else self._make(row, target, text, near, said)
        return self._found[key]

    def _make(self, row: Row, target: type[Entry], text: str, near: Values, said: Values) -> Ref:
        if target.key not in self._made:  # the right cannot change as long as this transaction is the only one
            self.records.session.require(target.key, "add")
        start = start_of(target, text, near)
        if "specification" in said:
            start = {"name": text}
        values = {k: default_of(f) for k, f in target.typed().items()} | start
        values |= {k: v for k, v in said.items() if k in target.typed()}
        values = self._linked(target, row, values, {})
        try:
            saved = self.records.keep(Draft(target.key, values), {})
        except DeskError as error:
            raise InvalidError(_("“{name}” cannot be entered: {cause}"), name=text, cause=error.message) from error
        self._made[target.key] += 1
        return Ref(saved.id, text)
