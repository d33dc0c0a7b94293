"""The house's settings, kept in the ledger so that every seat has the same."""

from __future__ import annotations

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import free, needs_house
from qfdesk.rules.rights import HOUSE
from qfdesk.store import history
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Settings:
    """What the house has set; every change is a line of the history."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store, self.session = store, session

    @free
    def get(self, key: str, default: str = "") -> str:
        """A setting, or the default."""
        with told():
            return self.store.setting(key, default)

    @needs_house("settings")
    def put(self, key: str, value: str, reason: str = "") -> None:
        """Changes a setting. Raises NotPermittedError, SurroundingsError."""
        self.keep(key, value, self.session.act("setting", reason))

    def keep(self, key: str, value: str, act: history.Act) -> None:
        """Changes a setting as part of another use case, which has asked for its own right."""
        with told(), self.store.db.atomic():
            before = self.store.setting(key)
            if before != value:
                self.store.set_setting(key, value)
                history.write(self.store, act, (HOUSE, 0, ""), [(key, before, value)])
