"""The solution library: closed cases like the one in hand, with what came of them (D3.3, D6.4, D10.3, D13.5)."""

from __future__ import annotations

from dataclasses import replace

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import needs
from qfdesk.model.check import applies, empty
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.solution import HANDED_ON, Solution
from qfdesk.model.values import Values
from qfdesk.rules.likeness import Case, likest
from qfdesk.store import likeness
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Solutions:
    """Finds what was done before in cases like this one."""

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @needs("read")
    def like(self, register: str, values: Values, number: int | None = None, most: int = 5) -> list[Solution]:
        """The closed records of the register most like these values, the likest first; ``number``: the record itself.

        Empty where the register keeps no solutions, or nothing is said yet to compare by.
        """
        entry = self.records.entry(register)
        if not issubclass(entry, Record) or not likeness.has_solutions(entry):
            return []
        kind = likeness.kind_of(entry)
        new = Case(
            number or 0,
            _id(values.get("product")),
            _id(values.get("batch")),
            str(values.get(kind) or ""),
            str(values.get("story") or ""),
        )
        with told():
            known = likeness.closed_cases(entry, new)
        seen = self.records.veil.texts(register, {one.id: one.story for one in known})  # likeness would tell a name
        found = likest(new, [replace(one, story=seen[one.id]) for one in known], most)
        return [Solution(self.records.open(register, one.id), one.score, one.of) for one in found]

    @needs("read")
    def hand_on(self, register: str, solution: Solution, values: Values) -> Values:
        """What a new case may take over from a solved one: only into fields that are empty and belong to it."""
        entry = self.records.entry(register)
        typed, old = entry.typed(), solution.case.values
        return {
            key: old[key]
            for key in HANDED_ON
            if key in typed
            and key not in solution.case.veiled
            and not empty(old.get(key))
            and empty(values.get(key))
            and applies(entry, key, values)
        }


def _id(value: object) -> int | None:
    return value.id if isinstance(value, Ref) else None
