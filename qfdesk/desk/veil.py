"""What the person at the desk may see of others, and entries as this person sees them (D9.3, D9.7, D11.7, D15.5).

In lists, searches, suggestions, boards, papers and exports personal data is masked for whoever has not the right
``personal``. In an entry that is opened it is also seen by whoever recorded or handles it, and by whoever said what it
is needed for. A sealed identity is seen by its holders alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qfdesk.desk.actor import Session
from qfdesk.errors import ConflictError, NotPermittedError
from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL, SEALED, Ref
from qfdesk.model.masters import Master
from qfdesk.model.show import field_at, title_of
from qfdesk.model.values import Draft, Listed, Opened, Query, Saved, Sight, Suggestion, Values
from qfdesk.model.veiled import is_sealed, is_secret, needed, secret_keys, secrets, shows, veiled, veiled_text
from qfdesk.rules.masking import WITHHELD, mask_name
from qfdesk.store import history, people, seals
from qfdesk.store.ledger import Store
from qfdesk.store.many import rows_by_id
from qfdesk.store.reading import read
from qfdesk.store.trouble import told

_AT_ONCE = 500


class Veil:
    """What the person may see, and everything as the person sees it. Nothing here changes the ledger."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store, self.session = store, session
        self._unmasked: set[tuple[object, str, int | None]] = set()
        self._known: dict[str, Sight] = {}
        self._known_for: tuple[object, str] = (None, "")

    # who

    def me(self) -> int | None:
        """The operator at the desk; None for somebody who has not recorded anything yet."""
        who = people.called(self.session.name)
        return who.id if who else None

    def sight(self, register: str) -> Sight:
        """What the person sees of a register in lists."""
        return self.sights([register])[register]

    def sights(self, registers: Iterable[str]) -> dict[str, Sight]:
        """What the person sees of registers in lists; worked out once per change of the ledger."""
        with told():
            now = (history.head(self.store), self.session.name)
            if now != self._known_for:
                self._known, self._known_for = {}, now
            for register in registers:
                if register not in self._known:
                    entry = self.store.entries[register]
                    sealed = seals.sealed_from(self.store, entry, self.me())
                    personal = not needed(entry) or self.session.may(register, "personal")
                    self._known[register] = Sight(personal, sealed)
            return self._known

    def sight_in_files(self, register: str, *, masked: bool) -> Sight:
        """What stands in a file of many entries: nothing sealed, for files go further than their reader."""
        with told():
            sealed = seals.sealed_from(self.store, self.store.entries[register], None)
        return Sight(not masked and self.sight(register).personal, sealed)

    def lift(self, register: str, number: int) -> None:
        """From now on the person sees the personal data of this entry, until somebody else sits down."""
        self._unmasked.add((self.session.seat, register, number))

    def is_unknown(self, register: str, number: int) -> bool:
        """Whether the person may not even know that there is this master, since sealed records alone name it."""
        entry = self.store.entries[register]
        return not entry.sealed_by and number in self.sight(register).sealed

    def over(self, opened: Opened) -> str:
        """What lies over an entry, as it truly is, for the person who opens it: ``personal``, ``sealed`` or ''."""
        entry, values = self.store.entries[opened.register], opened.values
        sight = self.sight(opened.register)
        if opened.id in sight.sealed:
            return SEALED
        mine = (self.session.seat, opened.register, opened.id) in self._unmasked
        if sight.personal or mine or is_sealed(entry, values) or self._is_theirs(values):
            return ""
        return PERSONAL

    def _is_theirs(self, values: Values) -> bool:
        me = self.me()
        own = (values.get("recorded_by"), values.get("handler"))
        return me is not None and any(isinstance(who, Ref) and who.id == me for who in own)

    # one entry

    def opened(self, opened: Opened) -> Opened:
        """An entry as the person sees it."""
        over = self.over(opened)
        if not over:
            return opened
        entry = self.store.entries[opened.register]
        seen = self._whole(entry, opened.values, over == SEALED)
        hidden = frozenset(key for key, value in seen.items() if value != opened.values[key])
        return replace(opened, values=seen, veiled=hidden, title=title_of(entry, seen))

    def for_everybody(self, opened: Opened) -> Opened:
        """An entry as it may be told to other departments: as whoever has no right at all sees it (D12.3)."""
        entry = self.store.entries[opened.register]
        seen = self._whole(entry, opened.values, is_sealed(entry, opened.values))
        return replace(opened, values=seen, title=title_of(entry, seen))

    def handed_on(self, opened: Opened) -> Opened:
        """An entry as it goes into a record made from it: a sealed one tells nobody's name, whoever makes it."""
        sealed = is_sealed(self.store.entries[opened.register], opened.values)
        return self.for_everybody(opened) if sealed else self.opened(opened)

    def _whole(self, entry: type[Entry], values: Values, sealed: bool) -> Values:
        with told():
            more = seals.told_of(entry, [values], sealed)[0]
        return veiled(entry, values, more=more, sealed=sealed)

    def hidden(self, opened: Opened) -> frozenset[str]:
        """The fields of an entry that the person sees veiled and so cannot have typed."""
        return self.opened(opened).veiled

    def through(self, entry: type[Entry], values: Values, shown: Values) -> Values:
        """What stands behind links (``customer.phone``), for somebody who looks at ``values``."""
        found = dict(shown)
        for path, value in shown.items():
            head, dot, _rest = path.partition(".")
            if not dot or not is_secret(entry, path):
                continue
            key, ref = field_at(entry, head).rel_model.key, values.get(head)
            sealed = isinstance(ref, Ref) and ref.id in self.sight(key).sealed
            if sealed or not self._lifted(key, ref):
                found[path] = veiled(entry, {path: value}, sealed=sealed)[path]
        return found

    def _lifted(self, register: str, ref: object) -> bool:
        mine = isinstance(ref, Ref) and (self.session.seat, register, ref.id) in self._unmasked
        return mine or self.sight(register).personal

    def saved(self, saved: Saved) -> Saved:
        """What a save says of itself: a master's name is not told to whoever may not know it."""
        entry = self.store.entries[saved.register]
        if saved.created or not issubclass(entry, Master) or self._lifted(entry.key, Ref(saved.id, "")):
            return saved
        return replace(saved, title=self.title(entry, saved.title))

    def conflict(self, opened: Opened, error: ConflictError) -> ConflictError:
        """The refusal to overwrite a newer change, without what the person may not see."""
        hidden = self.opened(opened)
        if hidden.veiled:
            error.theirs = {k: hidden.values[k] if k in hidden.veiled else v for k, v in error.theirs.items()}
            error.message = Message(error.message.text, {**error.message.values, "title": hidden.title})
        return error

    def refuse_unsealing(self, now: Opened, values: Values) -> None:
        """Raises NotPermittedError where a save would take the seal off as if it were any flag."""
        flag = self.store.entries[now.register].sealed_by
        if flag and now.values[flag] and values.get(flag, True) is not True:
            raise NotPermittedError(
                _("The identity in {title} is sealed (D15.5); a person who knows it unseals it, saying why"),
                title=now.title,
            )

    def note(self, draft: Draft, saved: Saved, now: Opened | None, *, knew: bool, looked: bool = False) -> None:
        """Writes what the person came to know by a save, or seals by it. Inside a transaction only.

        Who chooses a person they see masked, or takes one over from another record (``looked``), sees them in their own
        record: a look behind the mask like any other (right ``unmask``). Who seals what they see becomes a holder
        (``knew``: the person saw the entry whole before).
        """
        entry = self.store.entries[draft.register]
        for key in secret_keys(entry):
            ref = draft.values.get(key)
            if not isinstance(ref, Ref) or ref.id is None or (now and now.values.get(key) == ref):
                continue
            behind = read(entry.fields()[key].rel_model, ref.id)
            if behind is not None and behind.title != ref.text and self.over(behind):
                self._note_look(behind, saved.title)
        if looked and draft.made_from is not None:
            origin = read(self.store.entries[draft.made_from[0]], draft.made_from[1])
            if origin is not None:
                self._note_look(origin, saved.title)
        flag = entry.sealed_by
        if flag and now is not None and draft.values.get(flag) and not now.values[flag] and knew:
            seals.name(draft.register, now.id, self.session.person.id or 0)

    def _note_look(self, behind: Opened, what_for: str) -> None:
        self.session.require(behind.register, "unmask")
        place = (behind.register, behind.id, behind.title)
        history.write(self.store, self.session.act("unmask", what_for), place, [("", "", "")])

    def title(self, entry: type[Entry], title: str) -> str:
        """What an entry is called, for whoever may not know the name in it."""
        return str(veiled(entry, {entry.named[0]: title})[entry.named[0]]) if entry.named else title

    # many entries

    def asking(self, query: Query) -> Query:
        """The query as the person may ask it. Raises NotPermittedError for a filter on what the person may not see."""
        sight, entry = self.sight(query.register), self.store.entries[query.register]
        if not sight.personal:
            for key, _value in query.where:
                if is_secret(entry, key):
                    raise NotPermittedError(
                        _("“{field}” is personal data: to look for it takes the right to see it; it is for: {roles}"),
                        field=message(entry.fields()[key].label),
                        roles=self.session.who_may(query.register, "personal"),
                    )
        hidden = not sight.personal and is_secret(entry, query.order[0])
        order = (Query.order[0] if "received_at" in entry.fields() else "id", True) if hidden else query.order
        return replace(query, sight=sight, order=order)

    def listed(self, register: str, rows: list[Listed]) -> list[Listed]:
        """Rows of a list as the person sees them."""
        seen = self.rows(register, {row.id: row.values for row in rows})
        return [replace(row, values=seen[row.id]) for row in rows]

    def rows(
        self,
        register: str,
        rows: Mapping[int, Values],
        sight: Sight | None = None,
        wholes: Mapping[int, Values] | None = None,
    ) -> dict[int, Values]:
        """{id: values by field or path} as seen in a list. ``wholes``: all the entries' values, where known."""
        entry, sight = self.store.entries[register], sight or self.sight(register)
        over = [n for n in rows if not sight.personal or n in sight.sealed]
        secret, tells = shows(entry, next(iter(rows.values()), {}))
        if not over or not (secret or tells):
            return dict(rows)
        known = ({} if wholes is None else wholes) if not tells or wholes else self._wholes(entry, over)
        more = self._more(entry, {n: {**known.get(n, {}), **rows[n]} for n in over}, sight) if tells else {}
        found = dict(rows)
        for n in over:
            found[n] = veiled(entry, rows[n], whole=known.get(n), more=more.get(n, ()), sealed=n in sight.sealed)
        return found

    def texts(self, register: str, said: Mapping[int, str]) -> dict[int, str]:
        """{id: text} told of entries, as seen in a list."""
        entry, sight = self.store.entries[register], self.sight(register)
        over = [n for n in said if not sight.personal or n in sight.sealed]
        known = self._wholes(entry, over) if over else {}
        more = self._more(entry, known, sight)
        found = dict(said)
        for n in known:
            sealed = n in sight.sealed
            found[n] = veiled_text(said[n], [*secrets(entry, known[n], sealed=sealed), *more[n]], sealed=sealed)
        return found

    def party(self, register: str, number: int, ref: Ref | None) -> Ref | None:
        """The customer, buyer or supplier told of an entry, as seen in a list."""
        sight = self.sight(register)
        if ref is None or number in sight.sealed:
            return ref and Ref(None, WITHHELD)
        return ref if sight.personal else Ref(ref.id, mask_name(ref.text))

    def _wholes(self, entry: type[Entry], ids: list[int]) -> dict[int, Values]:
        found: dict[int, Values] = {}
        with told():
            for start in range(0, len(ids), _AT_ONCE):
                some = rows_by_id(entry, ids[start : start + _AT_ONCE], needed(entry))
                found.update((n, row[0]) for n, row in some.items())
        return found

    def _more(self, entry: type[Entry], wholes: Mapping[int, Values], sight: Sight) -> dict[int, list[str]]:
        """Words of the masters that the rows name, where a text among them might tell them."""
        found: dict[int, list[str]] = {}
        for sealed in (True, False):
            ids = [n for n in wholes if (n in sight.sealed) is sealed]
            with told():
                words = seals.told_of(entry, [wholes[n] for n in ids], sealed)
            found.update(zip(ids, words, strict=True))
        return found

    def suggestion(self, entry: type[Entry], found: Suggestion, typed: str, sight: Sight) -> Suggestion | None:
        """A master that fits a typed text as the person may be offered it; None where only a secret fits.

        What was typed whole, a name or a phone, is shown: who types it knows it.
        """
        if found.id in sight.sealed:
            return None
        if sight.personal or (self.session.seat, entry.key, found.id) in self._unmasked:
            return found
        seen = veiled(entry, found.values)
        whole = [k for k in secret_keys(entry) if k != "initials" and typed and found.values[k] == typed]
        seen.update({k: found.values[k] for k in whole})
        fits = {str(value).lower() for key, value in seen.items() if isinstance(value, str | Ref)}
        if typed and not any(typed.lower() in text for text in fits):
            return None
        return replace(found, values=seen, text=title_of(entry, seen))
