"""Merging duplicates: masters entered twice, and records of one and the same case."""

from __future__ import annotations

from collections import defaultdict

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import free, needs
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message, say
from qfdesk.model.check import empty
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Batch, Master, Operator, Product
from qfdesk.model.record import Record
from qfdesk.model.values import Draft, Opened, Saved, Values
from qfdesk.store import history, merged
from qfdesk.store import save as saving
from qfdesk.store.ledger import Store
from qfdesk.store.pointing import pointing
from qfdesk.store.trouble import told

_STORIES = ("story", "result")


class Merging:
    """Two entries become one; nothing is deleted, and the history of both says so."""

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @free
    def locate(self, said: str) -> tuple[str, int]:
        """Where an entry is: by number or name, or by ``register:uid`` where several have one name.

        Raises InvalidError.
        """
        register, colon, uid = said.partition(":")
        if colon and register in self.store.entries:
            with told():
                found = merged.by_uid(self.store, register, uid.strip())
            if found is not None and not self.records.veil.is_unknown(register, found):
                return register, found
        return self.records.locate(said)

    @needs("read")
    def touched(self, register: str, other: int) -> int:
        """How many entries name a master, and would name the other one."""
        with told():
            places = pointing(self.store, self.records.entry(register), other)
            return len({(key, number) for key, number, _field in places})

    @needs("merge")
    def merge(self, register: str, keep: int, other: int, reason: str) -> Saved:
        """Makes one of two. Of masters: whoever names the other names the kept one, which takes over what it does not
        say itself. Of records: the other is the same case, its story and files are told with the kept one. The other
        is void and says into what it was merged. Raises InvalidError.
        """
        with self.store.change():
            kept, lost = self._both(register, keep, other, reason)
            if issubclass(self.records.entry(register), Master):
                return self._masters(kept, lost, reason.strip())
            return self._records(kept, lost, reason.strip())

    def _both(self, register: str, keep: int, other: int, reason: str) -> tuple[Opened, Opened]:
        if not reason.strip():
            raise InvalidError(_("Say why the two are the same; the history of both keeps the reason"))
        if keep == other:
            raise InvalidError(_("An entry cannot be merged with itself; choose another one"))
        if register == Operator.key:
            raise InvalidError(_("People are not merged, since both have acted; close the account that is not used"))
        veil = self.records.veil
        both = self.records.read(register, keep), self.records.read(register, other)
        if register == Batch.key and _differs(*both, "product"):
            raise InvalidError(_("The two batches are of different products; merge the products, or correct one batch"))
        for one in both:
            if one.id in veil.sight(register).sealed:
                raise InvalidError(_("What is sealed to you cannot be merged; ask somebody who knows the identity"))
            if one.voided:
                raise InvalidError(_("{title} is void already"), title=veil.opened(one).title)
        return both

    def _masters(self, keep: Opened, lost: Opened, reason: str) -> Saved:
        entry = self.records.entry(keep.register)
        if entry is Product:
            for kept, other in merged.same_batches(keep.id, lost.id):
                self._masters(self.records.read(Batch.key, kept), self.records.read(Batch.key, other), reason)
        moved = self._repoint(keep, lost, reason)
        typed = {k for k in entry.typed() if k not in (*entry.named, "initials")}
        more = {k: v for k, v in lost.values.items() if k in typed and empty(keep.values[k]) and not empty(v)}
        keep = self.records.read(keep.register, keep.id)
        act = self.session.act("merge", reason)
        if more:
            draft = Draft(keep.register, more, keep.id, keep.revision, keep.values, keep.uid)
            saving.save_in(self.store, draft, act)
        told_of = message(_("{title}, named by {n} entries"), title=lost.title, n=moved)
        return self._end(keep, lost, reason, told_of)

    def _repoint(self, keep: Opened, lost: Opened, reason: str) -> int:
        """Makes whoever names the lost master name the kept one; how many did."""
        fields: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, number, field in pointing(self.store, self.records.entry(keep.register), lost.id):
            fields[key, number].append(field)
        act = self.session.act("merge", reason)
        for (key, number), names in fields.items():
            opened = self.records.read(key, number)
            values: Values = dict.fromkeys(names, Ref(keep.id, keep.title))
            draft = Draft(key, values, number, opened.revision, opened.values, opened.uid)
            saving.save_in(self.store, draft, act)
        return len(fields)

    def _records(self, keep: Opened, lost: Opened, reason: str) -> Saved:
        if not issubclass(self.records.entry(keep.register), Record):
            raise InvalidError(_("These cannot be merged"))
        merged.tie_same((keep.register, keep.id), (lost.register, lost.id))
        story = next((str(lost.values[key]) for key in _STORIES if lost.values.get(key)), "")
        told_of = message(_("{title}: {story}"), title=lost.title, story=story) if story else message(lost.title)
        return self._end(keep, lost, reason, told_of)

    def _end(self, keep: Opened, lost: Opened, reason: str, told_of: Message) -> Saved:
        """Voids the lost one with a pointer to the kept one, and writes it into the history of both."""
        lost = self.records.read(lost.register, lost.id)
        why = say(_("Merged into {title}: {reason}"), title=self._name(keep), reason=reason)[:500]
        stamps = {"voided_at": self.session.now(), "void_reason": why}
        draft = Draft(lost.register, {}, lost.id, lost.revision, lost.values, lost.uid)
        self.records.write(draft, self.session.act("void", why), stamps, lost, within=True)
        act = self.session.act("merge", reason)
        history.write(self.store, act, (keep.register, keep.id, keep.title), [("", "", told_of.say())])
        keep = self.records.read(keep.register, keep.id)
        return Saved(keep.register, keep.id, self.records.veil.opened(keep).title, keep.revision, ())

    def _name(self, keep: Opened) -> str:
        """The kept one in the reason that everybody reads: a person by number only."""
        entry = self.records.entry(keep.register)
        return keep.title if issubclass(entry, Record) else self.records.veil.title(entry, keep.title)


def _differs(keep: Opened, lost: Opened, key: str) -> bool:
    one, two = keep.values.get(key), lost.values.get(key)
    return isinstance(one, Ref) and isinstance(two, Ref) and one.id != two.id
