"""The use cases of a record's way: which moves are possible, and doing one under its rules."""

from __future__ import annotations

from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import Asked, free, needs
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import Listing, Wanted, _, message
from qfdesk.model.check import applies, empty, findings
from qfdesk.model.defaults import default_of
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import Draft, MoveState, Opened, Saved, Values
from qfdesk.rules.rights import ROLES
from qfdesk.store import history, whose
from qfdesk.store.trouble import told


def _moving(register: str, _number: int, _revision: int, key: str, *_given: Any, **_named: Any) -> Asked:
    return [(register, f"move:{key}")]


def _open_way_first(found: list[MoveState], values: Values) -> list[MoveState]:
    """Where its rule bars the first way, one whose own rule lets it pass goes before it (fit or unfit goods)."""
    if not found or found[0].hindrance is None:
        return found
    ahead = (one for one in found[1:] if one.move.guard and not one.move.back and one.move.guard(values) is None)
    chosen = next((one for one in ahead if one.move.to != values.get("stage")), found[0])
    return [chosen, *(one for one in found if one is not chosen)]


class Moves:
    """The moves of records, each with its conditions, its persons and what it fills in."""

    def __init__(self, session: Session, records: Records) -> None:
        self.session, self.records, self.store = session, records, records.store

    @free
    def moves(self, register: str, values: Values) -> list[MoveState]:
        """The moves from the present stage, the way forward first, each with what still stands against it.

        What is missing is named in the order of the form.
        """
        entry = self.records.entry(register)
        if not issubclass(entry, Record) or values.get("voided_at"):
            return []
        found = []
        for move in entry.stage_of(values.get("stage") or entry.stages[0].key).moves:
            missing = tuple(
                k
                for k in entry.fields()
                if k in move.needs and empty(values.get(k)) and k not in move.stamps and applies(entry, k, values)
            )
            barred = move.guard(values) if move.guard and not missing else None
            if isinstance(barred, Wanted) and not (barred.key in entry.typed() and applies(entry, barred.key, values)):
                barred = message(barred.text, **barred.values)
            found.append(MoveState(move, missing, barred))
        return _open_way_first(found, values)

    @needs(_moving)
    def move(
        self, register: str, number: int, revision: int, key: str, values: Values | None = None, reason: str = ""
    ) -> Saved:
        """Does a move under its rules, saving ``values`` with it. Raises InvalidError naming what is missing."""
        opened = self.records.read(register, number)
        entry = self.records.entry(register)
        draft = self.records.edit(opened)
        draft.revision = revision
        draft.values.update(self.records.unveiled(opened, {}, self.records.typed(entry, values or {}))[1])
        self.records.veil.refuse_unsealing(opened, draft.values)
        self._refuse_beyond(opened, key, draft)
        self.records.refuse_fixed(opened, draft.changes())
        whole = self.records.derive(register, {**opened.values, **draft.values})
        state = next((s for s in self.moves(register, whole) if s.move.key == key), None)
        if state is None:
            raise self._no_such_move(opened, key)
        self._refuse_unready(entry, state)
        self._refuse_same_person(opened, state)
        self._refuse_other_roles(opened, state, whole)
        if state.move.reason and not reason.strip():
            raise InvalidError(_("“{move}” wants a reason; say why"), move=message(state.move.label))
        wrong = {} if state.move.clears and not values else findings(entry, whole, self.session.now()).errors
        if wrong:
            raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))
        filled = self._stamps(entry, state, draft)
        stamps: dict[str, Any] = {"stage": state.move.to, **filled, **dict.fromkeys(state.move.clears)}
        stamps = {k: default_of(entry.fields()[k]) if v is None else v for k, v in stamps.items()}
        draft.values = {k: v for k, v in draft.values.items() if k not in stamps}
        act = self.session.act("move", reason.strip())
        return self.records.write(draft, act, {**self.records.derived(entry, whole), **stamps}, opened)

    def _refuse_beyond(self, opened: Opened, key: str, draft: Draft) -> None:
        """Whoever may do a move but not change the record fills in only what the move asks for."""
        if self.session.may(opened.register, "change"):
            return
        asked = {need for s in self.moves(opened.register, opened.values) if s.move.key == key for need in s.move.needs}
        if draft.changes().keys() - asked:
            self.session.require(opened.register, "change")

    def _refuse_same_person(self, opened: Opened, state: MoveState) -> None:
        """What one person did another confirms, where the house has another who may (D11.3)."""
        mine = self.session.person.id
        did = [k for k in state.move.apart if isinstance(ref := opened.values.get(k), Ref) and ref.id == mine]
        if did and self.session.others_who_may(opened.register, f"move:{state.move.key}"):
            raise NotPermittedError(
                _("“{move}” is done by somebody else than the {field} of {title} (D11.3); ask a colleague"),
                move=message(state.move.label),
                field=message(self.records.entry(opened.register).fields()[did[0]].label),
                title=opened.title,
            )

    def _anybody_is(self, roles: tuple[str, ...]) -> bool:
        with told():
            return bool(whose.with_roles(roles))

    def _refuse_other_roles(self, opened: Opened, state: MoveState, whole: Values) -> None:
        """What these values leave to some roles only (D2.6), as long as the house has anybody with one of them."""
        left = state.move.only(whole) if state.move.only else ()
        if left and not set(left) & set(self.session.roles) and self._anybody_is(left):
            raise NotPermittedError(
                _("“{move}” of {title} is left to: {roles} ({rule}); ask one of them"),
                move=message(state.move.label),
                title=opened.title,
                roles=Listing(parts=tuple(ROLES[role] for role in left)),
                rule=state.move.rule or "-",
            )

    def _stamps(self, entry: type[Entry], state: MoveState, draft: Draft) -> Values:
        """What the move fills in. A time that a person typed stands: the reply may have gone out yesterday."""
        now = self.session.now()
        known = {"now": now, "user": self.session.person, "today": now.date()}
        typed, given = entry.typed(), draft.changes()
        with told():
            return {
                field: known[what]
                for field, what in state.move.stamps.items()
                if field not in typed
                or empty(draft.values.get(field))
                or not (field in given or history.typed(draft.register, draft.id, field))
            }

    def _no_such_move(self, opened: Opened, key: str) -> InvalidError:
        if opened.voided:
            return InvalidError(_("{title} is void already"), title=opened.title)
        possible = ", ".join(s.move.key for s in self.moves(opened.register, opened.values)) or "-"
        return InvalidError(
            _("{title} cannot do “{move}” at its present stage; possible: {moves}"),
            title=opened.title,
            move=key,
            moves=possible,
        )

    def _refuse_unready(self, entry: type[Entry], state: MoveState) -> None:
        label = message(state.move.label)
        if state.missing:
            missing = {
                k: message(_("“{field}” is needed for “{move}”"), field=message(entry.fields()[k].label), move=label)
                for k in state.missing
            }
            names = Listing(parts=tuple(entry.fields()[k].label for k in state.missing))
            raise InvalidError(_("“{move}” still needs: {names}"), fields=missing, move=label, names=names)
        if state.hindrance:
            raise InvalidError(_("“{move}” is not possible: {cause}"), move=label, cause=state.hindrance)
