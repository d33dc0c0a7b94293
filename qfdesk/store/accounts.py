"""The accounts: what proves who somebody is, how often it failed, since when it is closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qfdesk.model.ledger import Account
from qfdesk.model.person import Person
from qfdesk.store import history
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store


def proof_of(person: Person) -> str:
    """The hash of the person's password; '' where there is none."""
    return Account.select(Account.hash).where(Account.operator == person.id).scalar() or ""


def keep(store: Store, person: Person, act: Act, said: tuple[str, str, str] | None = None, **values: Any) -> None:
    """Changes the account, making it where the person has none. Inside a transaction only.

    ``said``: the history line's field, before and after; never the password or its hash.
    """
    if not Account.update(**values).where(Account.operator == person.id).execute():
        Account.insert(operator=person.id, **values).execute()
    if said is not None:
        history.write(store, act, ("operator", person.id, person.name), [said])


def note_failure(store: Store, person: Person) -> int:
    """Counts one more failed attempt; returns how many there were in a row. Inside a transaction only."""
    mine = Account.operator == person.id
    Account.update(failures=Account.failures + 1).where(mine).execute()
    return Account.select(Account.failures).where(mine).scalar() or 0


def waits_until(person: Person) -> dt.datetime | None:
    """Until when nobody may try again."""
    return Account.select(Account.wait_until).where(Account.operator == person.id).scalar()
