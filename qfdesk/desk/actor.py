"""Who acts and when: the operator of the session and the clock, neither of them typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from qfdesk.errors import NotPermittedError
from qfdesk.language import Listing, Message, _, message
from qfdesk.model.fields import Ref
from qfdesk.model.person import Person, guarded
from qfdesk.model.record import Record
from qfdesk.model.values import Draft
from qfdesk.rules.clock import local
from qfdesk.rules.rights import ACTS, ADMIN, CLERK, ROLES, WHOLE_HOUSE, Rights
from qfdesk.store import people, rights
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.save import save
from qfdesk.store.trouble import told
from qfdesk.store.unchanged import Unchanged


class Session:
    """The person at the desk. Who only reads leaves no trace; who records is kept as an operator.

    As long as the house has no administrator everybody may do everything, and the first who records becomes one, with
    every role that acts; whoever comes later begins as a clerk. In a house with passwords nobody sits at the desk
    until ``become`` was called by ``Accounts.log_in``.
    """

    def __init__(self, store: Store, login: str, clock: Callable[[], dt.datetime]) -> None:
        self.store, self.clock = store, clock
        self._told = False
        self._sitting = 0
        self._who = people.called(login) or Ref(None, login)
        self._proven = False
        self._known = Unchanged(store)
        self._moves = {
            (key, move.key): move.by
            for key, entry in store.entries.items()
            if issubclass(entry, Record)
            for stage in entry.stages
            for move in stage.moves
        }

    @property
    def name(self) -> str:
        """The name of the person at the desk."""
        return self._who.text

    @property
    def seat(self) -> tuple[str, int]:
        """Who sits at the desk, told from the same person's sitting there again after somebody else."""
        return self.name, self._sitting

    @property
    def person(self) -> Ref:
        """The operator who records; made when this is the first thing the person records."""
        if self._who.id is None:
            who = people.called(self.name) or self._kept()
            if self.store.db.in_transaction():
                return who  # may be taken back with the rest: asked again the next time
            self._who = who
        return self._who

    def become(self, who: Ref) -> None:
        """Another person, who has proven to be so, sits down at the desk."""
        self._sitting += self._who.id != who.id
        self._who, self._proven = who, True

    def stand_up(self) -> None:
        """The person leaves the desk; in a house with passwords nobody sits there until the next login."""
        self._proven = False

    @property
    def roles(self) -> tuple[str, ...]:
        """What the person is; read anew each time, since the administrator may sit at another seat."""
        return self._standing()[0]

    def _standing(self) -> tuple[tuple[str, ...], Message | None]:
        """The roles, and what stands against acting at all."""
        house = self._house()
        asks, who = guarded(house), self._who
        me = next((one for one in house if one.id == who.id), None)
        if me is None and not asks:  # not kept yet, or kept a moment ago by another thread
            me = next((one for one in house if who.text in (one.login, one.name)), None)
        if asks and (me is None or not self._proven):
            return (), message(_("This ledger asks who you are; log in first"))
        if me is not None and not me.enabled:
            return (), message(_("The account of {name} is closed; ask an administrator"), name=me.name)
        if asks and me is not None and me.must_change:
            return (), message(_("{name} must choose a password of their own first"), name=me.name)
        if not _led(house):
            return WHOLE_HOUSE, None
        if me is None:
            return (CLERK,) if who.id is None else (), None
        return me.roles, None

    def led(self) -> bool:
        """Whether roles count: nobody is held to them while nobody is administrator."""
        return _led(self._house())

    def guarded(self) -> bool:
        """Whether the house asks for passwords, as it does once anybody has one."""
        return guarded(self._house())

    def _house(self) -> list[Person]:
        return self._known.get("house", people.house)

    def rights(self) -> Rights:
        """The table in force."""
        return self._known.get("rights", lambda: Rights(self._moves, rights.changed(self.store)))

    def may(self, register: str, act: str) -> bool:
        """Whether the person may do an act (``change``, ``move:accept``) in a register."""
        return bool(self.permitted([(register, act)]))

    def permitted(self, asked: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Those of the (register, act) that the person may do."""
        roles = self.roles
        with told():
            table = self.rights()
        return frozenset(one for one in asked if table.allows(roles, *one))

    def readable(self) -> frozenset[str]:
        """The registers and masters the person may read."""
        with told():
            table, roles = self.rights(), self.roles
        return frozenset(key for key in self.store.entries if table.allows(roles, key, "read"))

    def require(self, register: str, act: str) -> None:
        """Raises NotPermittedError, naming who may, where the person may not."""
        roles, hindrance = self._standing()
        with told():
            table = self.rights()
        if hindrance is not None:
            raise NotPermittedError("{hindrance}", hindrance=hindrance)
        if table.allows(roles, register, act):
            return
        entry = self.store.entries.get(register)
        raise NotPermittedError(
            _("“{act}” ({register}) is not among the rights of {name}; it is for: {roles}"),
            act=self.said(register, act),
            register=message(entry.label) if entry else message(_("the ledger")),
            name=self.name,
            roles=self.who_may(register, act),
        )

    def require_seat(self) -> None:
        """Raises NotPermittedError where nobody has proven to be the person at the desk."""
        hindrance = self._standing()[1]
        if hindrance is not None:
            raise NotPermittedError("{hindrance}", hindrance=hindrance)

    def who_may(self, register: str, act: str) -> Message | str:
        """The roles that may do an act, in words."""
        with told():
            return Listing(parts=tuple(ROLES[role] for role in self.rights().roles(register, act))) or "-"

    def said(self, register: str, act: str) -> Message:
        """An act in words; a move by its own label."""
        kind, _colon, key = act.partition(":")
        entry = self.store.entries.get(register)
        if key and entry is not None and issubclass(entry, Record):
            for stage in entry.stages:
                for move in stage.moves:
                    if move.key == key:
                        return message(move.label)
        return message(ACTS[kind][0])

    def others_who_may(self, register: str, act: str) -> bool:
        """Whether the house has somebody else who may; where there is nobody, one person must do it all.

        In a house with passwords whoever has none cannot, since they cannot sit down at the desk.
        """
        with told():
            table, house = self.rights(), people.house()
            me = self._who if self._who.id is not None else people.called(self.name) or self._who
        asks = guarded(house)
        return any(
            table.allows(one.roles, register, act)
            for one in house
            if one.id != me.id and one.enabled and (one.has_password or not asks)
        )

    def now(self) -> dt.datetime:
        """The moment, to the second, in shop time."""
        return local(self.clock()).replace(microsecond=0)

    def act(self, act: str, reason: str = "") -> Act:
        """What the history says of the session's next change."""
        return Act(self.name, self.now(), act, reason, self._told)

    def _kept(self) -> Ref:
        """The operator as another seat kept them a moment ago, or made now."""
        with self.store.change():
            return people.called(self.name) or self._make(self.name)

    def _make(self, login: str) -> Ref:
        values = {"name": login, "login": login, "roles": self.roles or (CLERK,)}
        saved = save(self.store, Draft("operator", values), self.act("create"))
        return Ref(saved.id, login)

    @contextmanager
    def at(self, moment: dt.datetime, name: str | None = None) -> Iterator[None]:
        """Acts at another moment, as another person; for sample data and for entering what others did.

        Raises NotPermittedError for another person in a house with passwords: who acts proves it.
        """
        who, clock, told_before = self._who, self.clock, self._told
        if name not in (None, self.name):
            if self.guarded():
                raise NotPermittedError(_("This ledger asks for passwords: nobody acts as {name} but they"), name=name)
            self._who = people.called(name) or Ref(None, name)
        self.clock, self._told = lambda: moment, True
        try:
            yield
        finally:
            self._who, self.clock, self._told = who, clock, told_before


def _led(house: Iterable[Person]) -> bool:
    return any(one.proves or ADMIN in one.roles for one in house)
