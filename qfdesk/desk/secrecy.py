"""The use cases of secrecy: seeing the personal data of one record, sealing an identity, naming who may know it."""

from __future__ import annotations

from collections.abc import Callable

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import needs
from qfdesk.desk.veil import Veil
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import _, message
from qfdesk.model.fields import SEALED, Ref
from qfdesk.model.values import Draft, Opened, Saved
from qfdesk.model.veiled import is_sealed
from qfdesk.store import history, seals
from qfdesk.store import save as saving
from qfdesk.store.ledger import Store
from qfdesk.store.reading import read
from qfdesk.store.trouble import told


class Secrecy:
    """Who sees what of the persons in the records; every look behind a mask is a line of the history."""

    def __init__(self, store: Store, session: Session, veil: Veil) -> None:
        self.store, self.session, self.veil = store, session, veil

    @needs("unmask")
    def unmask(self, register: str, number: int, purpose: str) -> Opened:
        """Lets the person see the personal data of one entry until somebody else sits down; gives it back unmasked.

        Raises InvalidError without a purpose, NotPermittedError for a sealed identity.
        """
        if not purpose.strip():
            raise InvalidError(_("Say what the personal data is needed for; the history keeps it (D9.7)"))
        with self.store.change():
            opened = self._read(register, number)
            over = self.veil.over(opened)
            if over == SEALED:
                raise self._not_a_holder(opened)
            if over:
                self._note(opened, "unmask", purpose)
        if over:
            self.veil.lift(register, number)
        return self.veil.opened(opened)

    @needs("read")
    def knows(self, register: str, number: int) -> bool:
        """Whether the person sees the identity in the entry, sealed or not."""
        return not self.veil.over(self._read(register, number))

    @needs("read")
    def holders(self, register: str, number: int) -> list[Ref]:
        """Who may know the identity in a sealed record: whoever entered it, then those named. Nobody of one open."""
        opened = self._read(register, number)
        if not is_sealed(self.store.entries[register], opened.values):
            return []
        with told():
            recorder = opened.values.get("recorded_by")
            first = [recorder] if isinstance(recorder, Ref) and recorder.id and seals.works_here(recorder.id) else []
            return [*first, *(who for who in seals.named(register, number) if who not in first)]

    @needs("read")
    def may_name(self, register: str, number: int) -> bool:
        """Whether the person may say who knows the identity: a holder; without any, whoever has the right to seal."""
        if not is_sealed(self.store.entries[register], self._read(register, number).values):
            return False
        holders = self.holders(register, number)
        if holders:
            return self.veil.me() in [who.id for who in holders]
        return self.session.may(register, "seal")

    @needs("read")
    def name_holder(self, register: str, number: int, operator: Ref, reason: str = "") -> None:
        """Lets one more person know the sealed identity. Raises NotPermittedError, InvalidError."""
        self._change_holders(register, number, operator, reason, seals.name)

    @needs("read")
    def release_holder(self, register: str, number: int, operator: Ref, reason: str = "") -> None:
        """Takes a named person off again. Raises NotPermittedError; InvalidError for whoever entered the record."""
        recorder = self._read(register, number).values.get("recorded_by")
        if isinstance(recorder, Ref) and recorder.id == operator.id:
            raise InvalidError(_("{name} entered the record and knows the identity anyway"), name=recorder.text)
        self._change_holders(register, number, operator, reason, seals.release)

    @needs("change")
    def seal(self, register: str, number: int, reason: str) -> Saved:
        """Seals the identity in a record, also in a closed one; whoever sees it now becomes a holder."""
        with self.store.change():
            opened = self._read(register, number)
            if is_sealed(self.store.entries[register], opened.values):
                raise InvalidError(_("The identity in {title} is sealed already"), title=opened.title)
            return self._set(opened, True, reason)

    @needs("read")
    def unseal(self, register: str, number: int, reason: str) -> Saved:
        """Opens a sealed identity again. Raises NotPermittedError for whoever is no holder, InvalidError without a
        reason."""
        with self.store.change():
            opened = self._read(register, number)
            if not is_sealed(self.store.entries[register], opened.values):
                raise InvalidError(_("The identity in {title} is not sealed"), title=opened.title)
            if self.veil.over(opened) == SEALED:
                raise self._not_a_holder(opened)
            if not reason.strip():
                raise InvalidError(_("Say why the identity is no longer sealed; the history keeps the reason"))
            return self._set(opened, False, reason)

    def _set(self, opened: Opened, sealed: bool, reason: str) -> Saved:
        """Inside a transaction only."""
        flag = self.store.entries[opened.register].sealed_by
        if not flag:
            raise InvalidError(_("Records of this register have no identity to seal"))
        me = self.session.person
        knows = not self.veil.over(opened)
        draft = Draft(opened.register, {}, opened.id, opened.revision, opened.values, opened.uid)
        if sealed and knows and me.id is not None:
            seals.name(opened.register, opened.id, me.id)
        act = self.session.act("seal" if sealed else "unseal", reason.strip())
        return saving.save_in(self.store, draft, act, {flag: sealed})

    def _change_holders(
        self, register: str, number: int, who: Ref, reason: str, change: Callable[[str, int, int], None]
    ) -> None:
        with self.store.change():
            opened = self._read(register, number)
            if not is_sealed(self.store.entries[register], opened.values):
                raise InvalidError(_("The identity in {title} is not sealed"), title=opened.title)
            if not self.may_name(register, number):
                raise self._not_a_holder(opened)
            if who.id is None or not seals.works_here(who.id):
                raise InvalidError(_("{name} is not among the people of the house; choose one of them"), name=who.text)
            change(register, number, who.id)
            self._note(opened, "hold" if change is seals.name else "release", reason, who.text)

    def _note(self, opened: Opened, act: str, reason: str, what: str = "") -> None:
        place = (opened.register, opened.id, opened.title)
        history.write(self.store, self.session.act(act, reason.strip()), place, [("", "", what)])

    def _read(self, register: str, number: int) -> Opened:
        with told():
            opened = read(self.store.entries[register], number) if register in self.store.entries else None
        if opened is None:
            raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
        return opened

    def _not_a_holder(self, opened: Opened) -> NotPermittedError:
        names = ", ".join(who.text for who in self.holders(opened.register, opened.id))
        return NotPermittedError(
            _("The identity in {title} is sealed (D15.5); it is known to: {names}"),
            title=opened.title,
            names=names or message(_("nobody who still works here")),
        )
