"""The use cases of corrections (更正): a closed record changes only by request, approval and change, with reasons."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from qfdesk.desk.actor import Session
from qfdesk.desk.besides import require_besides
from qfdesk.desk.records import Records
from qfdesk.desk.rights import needs, seated
from qfdesk.desk.veiled_history import Told
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import Message, _, message
from qfdesk.model.check import cleaned, findings
from qfdesk.model.corrections import APPROVED, REFUSED, WITHDRAWN, Request
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.show import title_of
from qfdesk.model.values import Draft, Opened, Saved, Values
from qfdesk.store import corrections, history, rows
from qfdesk.store import save as saving
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.links import called, links_first, values_of
from qfdesk.store.owners import refuse_foreign
from qfdesk.store.trouble import told

Method = TypeVar("Method", bound=Callable[..., Any])


def _deciding(act: str) -> Callable[[Method], Method]:
    """``needs`` where the register is that of the request named."""

    def guard(method: Method) -> Method:
        @wraps(method)
        def asked_first(self: Corrections, number: int, *given: Any, **named: Any) -> Any:
            with told():
                self.session.require(corrections.found(self.store, number).register, act)
            return method(self, number, *given, **named)

        cast(Any, asked_first).act = act
        return cast(Method, asked_first)

    return guard


class Corrections:
    """Requests to correct closed records."""

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @needs("correct")
    def ask(self, register: str, number: int, changes: Values, reason: str) -> Request:
        """Asks for a closed record to be changed; nothing of it changes before somebody approves.

        Raises InvalidError for a record that is not closed, without a reason or a difference, for values a save would
        refuse, and while another request is open; NotPermittedError where it would take a seal off.
        """
        entry = self.records.entry(register)
        if not reason.strip():
            raise InvalidError(_("Say why the record is to be corrected; the reason stays with it"))
        self._refuse_system(entry, changes)
        with self.store.change():
            opened = self._opened(register, number)
            changes = self.records.unveiled(opened, {}, changes)[1]
            wanted = corrections.differing(entry, opened.values, self._one_each(entry, cleaned(entry, changes)))
            if not wanted:
                raise InvalidError(
                    _("Nothing differs from {title} as it stands; change what is to be corrected"), title=opened.title
                )
            self.records.veil.refuse_unsealing(opened, wanted)
            self._check(opened, wanted)
            made = corrections.add(self.store, opened, wanted, self._act("correct_ask", reason.strip()))
            return corrections.found(self.store, made)

    @seated
    def pending(self, register: str | None = None) -> list[Request]:
        """The requests nobody has decided yet, the oldest first, of registers the person may read."""
        with told():
            waiting = corrections.waiting(self.store)
            readable = {one.register for one in waiting if self.session.may(one.register, "read")}
        seen = [one for one in waiting if one.register in readable and register in (None, one.register)]
        return Told(self.records.veil).requests(seen)

    @needs("read")
    def of(self, register: str, number: int) -> list[Request]:
        """Every request for a record, the newest first."""
        with told():
            return Told(self.records.veil).requests(corrections.of(self.store, register, number))

    @_deciding("approve")
    def approve(self, number: int, note: str = "") -> Saved:
        """Does what a request asks for, in one transaction.

        Raises NotPermittedError for whoever asked, while the house has another who may; InvalidError when the record
        was changed or reopened meanwhile.
        """
        with self.store.change():
            asked = self._waiting(number)
            alone = self._alone(asked)
            opened = self._opened(asked.register, asked.entry)
            if corrections.asked_of(asked.id) != opened.revision:
                raise self._outdated(asked)
            derived = self._check(opened, asked.after)
            require_besides(self.records.veil, self.records.entry(asked.register), asked.after, opened)
            said = f"#{asked.id} {asked.asked_by}: {asked.reason} | {self.session.name}"
            act = self._act("correct", f"{said}: {note.strip()}" if note.strip() else said)
            corrections.decide(self.store, asked, APPROVED, act, note.strip())
            draft = Draft(asked.register, asked.after, opened.id, opened.revision, opened.values, opened.uid)
            saved = saving.save_in(self.store, draft, act, derived)
            if alone:
                place = (asked.register, asked.entry, asked.number)
                history.write(self.store, self._act("alone"), place, [("", "", f"#{asked.id}")])
            return saved

    @_deciding("approve")
    def refuse(self, number: int, note: str) -> Request:
        """Refuses a request, saying why. Raises InvalidError without a reason."""
        if not note.strip():
            raise InvalidError(_("Say why the correction is refused; whoever asked for it reads the reason"))
        return self._end(number, REFUSED, "correct_refuse", note.strip())

    @_deciding("correct")
    def withdraw(self, number: int) -> Request:
        """Takes a request back. Raises NotPermittedError for anybody but who asked."""
        with told():
            asked = self._waiting(number)
        if asked.asked_by != self.session.name:
            raise NotPermittedError(
                _("The correction of {title} was asked for by {name}, who alone may withdraw it; you may refuse it"),
                title=asked.number,
                name=asked.asked_by,
            )
        return self._end(number, WITHDRAWN, "correct_withdraw", "")

    def _end(self, number: int, state: str, what: str, note: str) -> Request:
        with self.store.change():
            asked = self._waiting(number)
            act = self._act(what, note)
            corrections.decide(self.store, asked, state, act, note)
            place = (asked.register, asked.entry, asked.number)
            history.write(self.store, act, place, [("", "", f"#{asked.id}")])
            return corrections.found(self.store, number)

    def _act(self, what: str, reason: str = "") -> Act:
        """Whoever asks or decides is kept as a person of the house."""
        self.session.person  # noqa: B018 - made when this is the first thing the person records
        return self.session.act(what, reason)

    def _waiting(self, number: int) -> Request:
        asked = corrections.found(self.store, number)
        if not asked.is_open:
            raise InvalidError(_("The correction {n} of {title} is decided already"), n=number, title=asked.number)
        return asked

    def _alone(self, asked: Request) -> bool:
        """Whether the person decides on their own request because the house has nobody else (D11.3)."""
        if asked.asked_by != self.session.name:
            return False
        if self.session.others_who_may(asked.register, "approve"):
            raise NotPermittedError(
                _("You asked for this correction of {title} yourself; a colleague approves it"), title=asked.number
            )
        return True

    def _opened(self, register: str, number: int) -> Opened:
        """The record as it stands, unveiled. Raises InvalidError when it is gone, void or not closed."""
        entry = self.records.entry(register)
        row = rows.row_of(entry, number)
        if row is None:
            raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
        values = values_of(entry, row)
        title = title_of(entry, values)
        if row.voided_at is not None:
            raise InvalidError(_("{title} is void and no longer changed; make a new record"), title=title)
        if not values.get("closed_at"):
            raise InvalidError(_("{title} is not closed; change it and save, no correction is needed"), title=title)
        return Opened(register, row.id, row.uid, title, row.revision, values, False)

    def _outdated(self, asked: Request) -> InvalidError:
        return InvalidError(
            _("{title} was changed since the correction was asked for; refuse the request and have it asked anew"),
            title=asked.number,
        )

    def _refuse_system(self, entry: type[Entry], changes: Values) -> None:
        typed, fields = entry.typed(), entry.fields()
        wrong = {
            key: message(
                _("“{field}” is filled by the program; leave it out")
                if key in fields
                else _("There is no field “{field}” here; see “registers --json”"),
                field=message(fields[key].label) if key in fields else key,
            )
            for key in changes
            if key not in typed
        }
        _refuse(wrong)

    def _one_each(self, entry: type[Entry], values: Values) -> Values:
        """The values with every text that names one entry made that entry; who approves cannot be asked which."""
        found = dict(values)
        for key, field, ref in links_first(entry, values):
            numbers = called(field.rel_model, ref.text, found)
            if len(numbers) > 1:
                raise InvalidError(
                    _("{n} entries of “{master}” are called “{name}”; choose one of them"),
                    n=len(numbers),
                    master=message(field.rel_model.label),
                    name=ref.text,
                )
            found[key] = Ref(numbers[0] if numbers else None, ref.text)
        return found

    def _check(self, opened: Opened, wanted: Values) -> Values:
        """Refuses what a save would refuse; the values that follow from the corrected ones."""
        entry, base = self.records.entry(opened.register), {**opened.values, **wanted}
        whole = self.records.derive(opened.register, base)
        _refuse(findings(entry, whole, self.session.now()).errors)
        refuse_foreign(entry, base, opened.values)
        return {k: v for k, v in whole.items() if k not in base or v != base[k]}


def _refuse(wrong: dict[str, Message]) -> None:
    if wrong:
        raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))
