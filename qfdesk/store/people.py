"""Who works at the desk: operators by login or name, and what they may be."""

from __future__ import annotations

import peewee

from qfdesk.errors import NotPermittedError
from qfdesk.language import _
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Account
from qfdesk.model.masters import Operator
from qfdesk.model.person import Person, guarded
from qfdesk.model.values import Values
from qfdesk.rules.rights import ADMIN
from qfdesk.store.rows import asked


def called(login: str) -> Ref | None:
    """The operator with this login, or else of this name."""
    rows = asked(Operator, "called", _called, login, login)
    row = next(iter(sorted(rows, key=lambda row: row[2] != login)), None)
    return Ref(row[0], row[1]) if row else None


def _called() -> peewee.Select:
    met = ((Operator.login == "") | (Operator.name == "")) & Operator.voided_at.is_null()
    return Operator.select(Operator.id, Operator.name, Operator.login).where(met)


def house() -> list[Person]:
    """Every operator in force with the account, by name."""
    return [
        Person(number, name, login, roles, bool(hash), bool(must), failures or 0, *moments)
        for number, name, login, roles, hash, must, failures, *moments in asked(Operator, "house", _house)
    ]


def _house() -> peewee.Select:
    return (
        Operator.select(
            Operator.id,
            Operator.name,
            Operator.login,
            Operator.roles,
            Account.hash,
            Account.must_change,
            Account.failures,
            Account.wait_until,
            Account.disabled_at,
            Account.last_login_at,
        )
        .join(Account, peewee.JOIN.LEFT_OUTER, on=(Account.operator == Operator.id))
        .where(Operator.voided_at.is_null())
        .order_by(Operator.name, Operator.id)
    )


def refuse_leaderless(entry: type[Entry], before: Values, after: Values) -> None:
    """Asked in the transaction that changed an operator: NotPermittedError where nobody leads any more."""
    if entry is Operator and ADMIN in before["roles"] and (ADMIN not in after["roles"] or after["voided_at"]):
        keep_a_leader(before["name"])


def keep_a_leader(name: str) -> None:
    """Raises NotPermittedError where nobody could give rights any more, ``name`` being the last who could.

    In a house with passwords only an administrator who has one counts.
    """
    found = house()
    asks = guarded(found)
    if not any(person.leads and (person.has_password or not asks) for person in found):
        raise NotPermittedError(
            _("{name} is the last administrator and stays one; make somebody else administrator first"), name=name
        )


def everybody() -> list[Ref]:
    """All operators by name, those voided left out."""
    rows = Operator.select(Operator.id, Operator.name).where(Operator.voided_at.is_null()).order_by(Operator.name)
    return [Ref(*row) for row in rows.tuples()]
