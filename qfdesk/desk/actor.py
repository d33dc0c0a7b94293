"""Who acts and when: the operator of the session and the clock, neither of them typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qfdesk.errors import NotPermittedError
from qfdesk.language import Listing, Message, _, message
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import Draft
from qfdesk.rules.clock import local
from qfdesk.rules.rights import ACTS, CLERK, ROLES, WHOLE_HOUSE, Rights
from qfdesk.store import people, rights
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.save import save
from qfdesk.store.trouble import told


class Session:
    """The person at the desk. Who only reads leaves no trace; who records is kept as an operator.

    As long as the house has no administrator everybody may do everything, and the first who records becomes one, with
    every role that acts; whoever comes later begins as a clerk.
    """

    def __init__(self, store: Store, login: str, clock: Callable[[], dt.datetime]) -> None:
        self.store, self.clock = store, clock
        self._who = people.called(login) or Ref(None, login)
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
    def person(self) -> Ref:
        """The operator who records; made when this is the first thing the person records."""
        if self._who.id is None:
            who = people.called(self.name) or self._make(self.name)
            if self.store.db.in_transaction():
                return who  # may be taken back with the rest: asked again the next time
            self._who = who
        return self._who

    def become(self, who: Ref) -> None:
        """Another person sits down at the desk."""
        self._who = who

    @property
    def roles(self) -> tuple[str, ...]:
        """What the person is; read anew each time, since the administrator may sit at another seat."""
        with told():
            if people.nobody_leads():
                return WHOLE_HOUSE
            return people.roles_of(self._who.id) if self._who.id is not None else (CLERK,)

    def rights(self) -> Rights:
        """The table in force."""
        return Rights(self._moves, rights.changed(self.store))

    def may(self, register: str, act: str) -> bool:
        """Whether the person may do an act (``change``, ``move:accept``) in a register."""
        with told():
            return self.rights().allows(self.roles, register, act)

    def require(self, register: str, act: str) -> None:
        """Raises NotPermittedError, naming who may, where the person may not."""
        with told():
            table = self.rights()
            if table.allows(self.roles, register, act):
                return
        names = Listing(parts=tuple(ROLES[role] for role in table.roles(register, act))) or "-"
        entry = self.store.entries.get(register)
        raise NotPermittedError(
            _("“{act}” ({register}) is not among the rights of {name}; it is for: {roles}"),
            act=self._said(register, act),
            register=message(entry.label) if entry else message(_("the ledger")),
            name=self.name,
            roles=names,
        )

    def _said(self, register: str, act: str) -> Message:
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
        """Whether the house has somebody else who may; where there is nobody, one person must do it all."""
        with told():
            table = self.rights()
            return any(
                table.allows(roles, register, act) for number, roles in people.roles_of_all() if number != self._who.id
            )

    def now(self) -> dt.datetime:
        """The moment, to the second, in shop time."""
        return local(self.clock()).replace(microsecond=0)

    def act(self, act: str, reason: str = "") -> Act:
        """What the history says of the session's next change."""
        return Act(self.name, self.now(), act, reason)

    def _make(self, login: str) -> Ref:
        values = {"name": login, "login": login, "roles": self.roles}
        saved = save(self.store, Draft("operator", values), Act(login, self.now(), "create"))
        return Ref(saved.id, login)

    @contextmanager
    def at(self, moment: dt.datetime, name: str | None = None) -> Iterator[None]:
        """Acts at another moment, as another person; for sample data and for entering what others did."""
        who, clock = self._who, self.clock
        self.clock = lambda: moment
        if name is not None:
            self._who = people.called(name) or Ref(None, name)
        try:
            yield
        finally:
            self._who, self.clock = who, clock
