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
    """The person at the desk. The first one a new ledger meets becomes its administrator."""

    def __init__(self, store: Store, login: str, clock: Callable[[], dt.datetime]) -> None:
        self.store, self.clock = store, clock
        self.person = people.called(login) or self._make(login)

    def now(self) -> dt.datetime:
        """The moment, to the second, in shop time."""
        return local(self.clock()).replace(microsecond=0)

    def act(self, act: str, reason: str = "") -> Act:
        """What the history says of the session's next change."""
        return Act(self.person.text, self.now(), act, reason)

    def _make(self, login: str) -> Ref:
        values = {"name": login, "login": login, "role": "admin" if people.nobody_yet() else "clerk"}
        saved = save(self.store, Draft("operator", values), Act(login, self.now(), "create"))
        return Ref(saved.id, login)

    @contextmanager
    def at(self, moment: dt.datetime, name: str | None = None) -> Iterator[None]:
        """Acts at another moment, as another person; for sample data and for entering what others did."""
        person, clock = self.person, self.clock
        self.clock = lambda: moment
        if name is not None:
            self.person = people.called(name) or self._make(name)
        try:
            yield
        finally:
            self.person, self.clock = person, clock
