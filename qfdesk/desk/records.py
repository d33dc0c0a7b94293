"""The use cases of one entry: begin, open, check, save, move, void, tie."""

from __future__ import annotations

from qfdesk.desk.actor import Session
from qfdesk.desk.besides import require_besides
from qfdesk.desk.rights import free, inner, keeping, keeping_all, needs, seated
from qfdesk.desk.veil import Veil
from qfdesk.errors import ConflictError, InvalidError
from qfdesk.language import Message, _
from qfdesk.model.check import cleaned, findings, fixed, understood
from qfdesk.model.defaults import default_of
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.handed import carried, offered
from qfdesk.model.record import Record
from qfdesk.model.values import Draft, Findings, Opened, Saved, Values
from qfdesk.model.veiled import is_sealed
from qfdesk.rules.text import clean
from qfdesk.store import belonging, history, owners, reading
from qfdesk.store import save as saving
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.links import settled, shown
from qfdesk.store.trouble import told

_SHOWN_VEILED = ("text", "code", "memo", "link", "lines")
"""Kinds whose boxes can show a veiled value; the others stay empty."""


class Records:
    """What can be done with one entry of a register or master."""

    def __init__(self, store: Store, session: Session, veil: Veil) -> None:
        self.store, self.session, self.veil = store, session, veil

    @free
    def entry(self, key: str) -> type[Entry]:
        """The register or master of that name. Raises InvalidError."""
        if key not in self.store.entries:
            raise InvalidError(_("There is no register “{key}”; see “registers --json”"), key=key)
        return self.store.entries[key]

    @needs("add")
    def blank(self, register: str, made_from: tuple[str, int] | None = None) -> Draft:
        """A new draft: the defaults, the time, and what the record it is made from hands on."""
        entry = self.entry(register)
        values: Values = {k: default_of(f) for k, f in entry.typed().items()}
        if issubclass(entry, Record):
            values["received_at"] = self.session.now().replace(second=0)
        if made_from is not None:
            seen = self.veil.handed_on(self.read(*made_from)).values
            given = carried(self.entry(made_from[0]), entry, seen)
            values.update({**self._filled(entry, given), **given})
        return Draft(register, values, base=dict(values), made_from=made_from)

    def _filled(self, entry: type[Entry], given: Values) -> Values:
        """What the links among the given values fill in, as choosing them would."""
        found: Values = {}
        for key, ref in given.items():
            if isinstance(ref, Ref) and ref.id and self.session.may(entry.fields()[key].rel_model.key, "read"):
                found |= self.fill(entry.key, key, ref.id)
        return found

    @needs("read")
    def open(self, register: str, number: int) -> Opened:
        """An entry with all its values, as this person may see them. Raises InvalidError when there is none."""
        return self.veil.opened(self._true(register, number))

    @needs("read")
    def read(self, register: str, number: int) -> Opened:
        """An entry as it truly is: for the rules of the desk's parts, never to be shown. Raises InvalidError."""
        return self._true(register, number)

    def _true(self, register: str, number: int) -> Opened:
        entry = self.entry(register)
        with told():
            found = reading.read(entry, number)
        if found is None:
            raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
        return found

    @free
    def locate(self, title: str) -> tuple[str, int]:
        """Where the record with this number is. Raises InvalidError when there is none."""
        with told():
            place = belonging.located(self.store, clean(title, "text"))
            if place and not self.veil.is_unknown(*place):
                return place
        raise InvalidError(_("There is no record with the number {number}; look for it with “find”"), number=title)

    @free
    def edit(self, opened: Opened) -> Draft:
        """A draft of what was opened."""
        typed = self.entry(opened.register).typed()
        values = {
            k: default_of(typed[k]) if k in opened.veiled and typed[k].kind not in _SHOWN_VEILED else v
            for k, v in opened.values.items()
            if k in typed
        }
        return Draft(opened.register, values, opened.id, opened.revision, dict(values), opened.uid)

    @free
    def derive(self, register: str, values: Values) -> Values:
        """The values with those that follow from them."""
        entry = self.entry(register)
        return {**values, **self.derived(entry, values)}

    @free
    def findings(self, register: str, values: Values, before: Values | None = None) -> Findings:
        """What speaks against the values, and what only should be said. ``before``: the values as they were kept."""
        entry = self.entry(register)
        found = findings(entry, self.derive(register, values), self.session.now())
        with told():
            besides = owners.said_of(entry, understood(entry, values), before)
        return Findings({**besides.errors, **found.errors}, {**besides.warnings, **found.warnings})

    @needs(keeping)
    def save(self, draft: Draft, reason: str = "") -> Saved:
        """Saves a draft. Raises InvalidError with the fields, ConflictError, SurroundingsError."""
        with self.store.change():
            return self._keep(draft, reason)

    @seated
    def settle(self, draft: Draft) -> list[Message]:
        """Where no person can be asked: texts that several masters go by become one of them; says which.

        Besides, whether a batch to be made has the number of another product's.
        """
        entry = self.entry(draft.register)
        with told():
            draft.values, doubts = settled(entry, cleaned(entry, draft.values))
            elsewhere = owners.known_elsewhere(entry, draft.values)
        return [*doubts, elsewhere] if elsewhere else doubts

    @needs(keeping_all)
    def save_all(self, drafts: list[Draft], reason: str = "") -> list[Saved]:
        """Saves drafts all or none. Raises like ``save``, the sentence naming which of them."""
        done = []
        with self.store.change():
            for place, draft in enumerate(drafts, 1):
                try:
                    done.append(self._keep(draft, reason))
                except InvalidError as error:
                    if len(drafts) == 1:
                        raise
                    raise InvalidError(
                        _("Object {n} of {all}: {cause}; nothing was added"),
                        fields=error.fields,
                        n=place,
                        all=len(drafts),
                        cause=error.message,
                    ) from error
        return done

    @inner
    def keep(self, draft: Draft, more: Values) -> Saved:
        """Saves a draft in a transaction of the caller's, who asked for the right; ``more``: fields of the program."""
        return self._keep(draft, "", more)

    def _keep(self, draft: Draft, reason: str, more: Values | None = None) -> Saved:
        """Inside a transaction only: what is decided here must still be so when it is saved."""
        entry = self.entry(draft.register)
        now = self._true(draft.register, draft.id) if draft.id is not None else None
        behind = self._behind(entry, draft)
        base, values = draft.base, self.typed(entry, {**draft.values, **behind})
        if now is not None:
            base, values = self.unveiled(now, base, values)
        whole = self.derive(draft.register, {**base, **values})
        wrong = findings(entry, whole, self.session.now()).errors
        if wrong:
            raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))
        if now is not None:
            self.refuse_finished(now)
            self.refuse_fixed(now, {k: v for k, v in values.items() if v != base.get(k)})
            self.veil.refuse_unsealing(now, values)
        stamps = {**self.derived(entry, whole), **(more or {})}
        if issubclass(entry, Record) and draft.id is None:
            stamps["recorded_by"] = self.session.person
        clean = Draft(draft.register, values, draft.id, draft.revision, base, draft.uid, draft.made_from)
        act = self.session.act("create" if draft.id is None else "change", reason)
        return self.write(clean, act, stamps, now, within=True, looked=bool(behind))

    def _behind(self, entry: type[Entry], draft: Draft) -> Values:
        """What stands behind the veil of what a new record took over from another; nothing of a sealed one."""
        if draft.id is not None or draft.made_from is None:
            return {}
        origin = self.read(*draft.made_from)
        if is_sealed(self.entry(origin.register), origin.values):
            return {}
        declared = self.entry(origin.register)
        seen = carried(declared, entry, self.veil.handed_on(origin).values)
        true = carried(declared, entry, origin.values)
        return {k: true[k] for k, v in draft.values.items() if k in true and v == seen.get(k) != true[k]}

    @inner
    def unveiled(self, now: Opened, base: Values, values: Values) -> tuple[Values, Values]:
        """Base and typed values of a draft without what the person saw veiled, which nobody can have typed."""
        hidden = self.veil.hidden(now)
        if not hidden:
            return base, values
        return {**base, **{k: now.values[k] for k in hidden}}, {k: v for k, v in values.items() if k not in hidden}

    @inner
    def write(
        self, draft: Draft, act: Act, stamps: Values, now: Opened | None, *, within: bool = False, looked: bool = False
    ) -> Saved:
        """Saves what was checked, with the lines for what the person came to know by it. ``now``: as it stood before.

        ``within``: in a transaction that the caller holds; ``looked``: it takes over what the person saw veiled.
        """
        knew = now is not None and not self.veil.over(now)
        try:
            with self.store.db.atomic() if within else self.store.change():
                require_besides(self.veil, self.entry(draft.register), draft.values, now)
                saved = saving.save_in(self.store, draft, act, stamps)
                self.veil.note(draft, saved, now, knew=knew, looked=looked)
        except ConflictError as error:
            raise (self.veil.conflict(now, error) if now else error) from None
        return self.veil.saved(saved)

    @needs("void")
    def void(self, register: str, number: int, revision: int, reason: str) -> Saved:
        """Voids an entry; its number is never given again. Raises InvalidError without a reason."""
        if not reason.strip():
            raise InvalidError(_("Say why the entry is voided; it stays in the ledger with this reason"))
        opened = self.read(register, number)
        if opened.voided:
            raise InvalidError(_("{title} is void already"), title=self.veil.opened(opened).title)
        draft = Draft(register, {}, number, revision, opened.values, opened.uid)
        stamps = {"voided_at": self.session.now(), "void_reason": reason.strip()[:500]}
        return self.write(draft, self.session.act("void", reason.strip()), stamps, opened)

    @inner
    def typed(self, entry: type[Entry], values: Values) -> Values:
        """The values a person may type, cleaned: what the program fills is never taken from a draft."""
        typed = entry.typed()
        return cleaned(entry, {k: v for k, v in values.items() if k in typed})

    @inner
    def derived(self, entry: type[Entry], whole: Values) -> Values:
        """What follows from the values."""
        found: Values = {}
        known = understood(entry, whole) if entry.derives else whole
        for rule in entry.derives:
            found.update(rule(known))
        return found

    @inner
    def refuse_fixed(self, now: Opened, wanted: Values) -> None:
        """Raises InvalidError where a value is to change that no longer does (``Traits.fixed_by``)."""
        wrong = fixed(self.entry(now.register), now.values, wanted)
        if wrong:
            raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))

    @inner
    def refuse_finished(self, opened: Opened) -> None:
        """Raises InvalidError for an entry that is void or closed."""
        self.refuse_void(opened)
        if opened.values.get("closed_at"):
            raise InvalidError(
                _("{title} is closed and no longer changed; reopen it first and say why"), title=opened.title
            )

    @inner
    def refuse_void(self, opened: Opened) -> None:
        """Raises InvalidError for an entry that is void."""
        if opened.voided:
            title = self.veil.opened(opened).title
            raise InvalidError(_("{title} is void and no longer changed; make a new record"), title=title)

    @needs("change")
    def tie(self, register: str, number: int, other: str) -> None:
        """Ties a record to another by its number. Raises InvalidError where it is void, or the other one is."""
        with self.store.change():
            place = self.locate(other)
            if place == (register, number):
                raise InvalidError(_("A record cannot be tied to itself; enter the number of another one"))
            opened = self.read(register, number)
            for one in (opened, self._true(*place)):
                self.refuse_void(one)
            saving.tie((register, number), place, "see")
            history.write(self.store, self.session.act("tie"), (register, number, opened.title), [("", "", other)])

    @needs("read")
    def shown(self, register: str, values: Values, paths: tuple[str, ...]) -> Values:
        """The values behind the links: ``product.maker``, ``batch.expires_on``."""
        entry = self.entry(register)
        with told():
            return self.veil.through(entry, values, shown(entry, values, paths))

    @needs("read")
    def fill(self, register: str, field: str, ref: int) -> Values:
        """What choosing a link may fill in: declared fields, and the product of a batch."""
        declared = self.entry(register).fields()[field]
        opened = self.open(declared.rel_model.key, ref)
        chosen = {k: v for k, v in opened.values.items() if k not in opened.veiled}
        return offered(self.entry(register), field, chosen)
