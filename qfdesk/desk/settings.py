"""The house's settings, kept in the ledger so that every seat has the same."""

from __future__ import annotations

from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import Asked, free, inner, needs
from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.rules import retention
from qfdesk.rules.rights import HOUSE
from qfdesk.store import history, rights
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


def _setting(key: str, *_given: Any, **_named: Any) -> Asked:
    return [(HOUSE, "users" if key == rights.KEY else "settings")]


class Settings:
    """What the house has set; every change is a line of the history."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store, self.session = store, session

    @free
    def get(self, key: str, default: str = "") -> str:
        """A setting, or the default."""
        with told():
            return self.store.setting(key, default)

    @needs(_setting)
    def put(self, key: str, value: str, reason: str = "") -> None:
        """Changes a setting. Raises NotPermittedError, SurroundingsError."""
        self.keep(key, value, self.session.act("setting", reason))

    @inner
    def keep(self, key: str, value: str, act: history.Act) -> None:
        """Changes a setting as part of another use case, which has asked for its own right."""
        if key == retention.SETTING and not retention.allowed(value):
            raise InvalidError(
                _("Records are kept for at least {years} years (GSP Art. 42); enter a whole number of years"),
                years=retention.LEAST_YEARS,
            )
        with self.store.change():
            before = self.store.setting(key)
            if before != value:
                self.store.set_setting(key, value)
                history.write(self.store, act, (HOUSE, 0, ""), [(key, before, value)])
