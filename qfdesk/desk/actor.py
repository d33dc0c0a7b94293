"""Who acts and when: the operator of the session and the clock, neither of them typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft
from qfdesk.rules.clock import local
from qfdesk.store import people
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.save import save


class Session:
    """The person at the desk. Who only reads leaves no trace; who records is kept as an operator.

    The first operator a new ledger meets becomes its administrator.
    """

    def __init__(self, store: Store, login: str, clock: Callable[[], dt.datetime]) -> None:
        self.store, self.clock = store, clock
        self._who = people.called(login) or Ref(None, login)

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

    def now(self) -> dt.datetime:
        """The moment, to the second, in shop time."""
        return local(self.clock()).replace(microsecond=0)

    def act(self, act: str, reason: str = "") -> Act:
        """What the history says of the session's next change."""
        return Act(self.name, self.now(), act, reason)

    def _make(self, login: str) -> Ref:
        values = {"name": login, "login": login, "role": "admin" if people.nobody_yet() else "clerk"}
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
