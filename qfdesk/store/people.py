"""Who works at the desk: operators by login or name."""

from __future__ import annotations

from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Account
from qfdesk.model.masters import Operator
from qfdesk.rules.rights import ADMIN


def called(login: str) -> Ref | None:
    """The operator with this login, or else of this name."""
    rows = Operator.select(Operator.id, Operator.name, Operator.login).where(
        ((Operator.login == login) | (Operator.name == login)) & Operator.voided_at.is_null()
    )
    row = next(iter(sorted(rows.tuples(), key=lambda row: row[2] != login)), None)
    return Ref(row[0], row[1]) if row else None


def nobody_leads() -> bool:
    """Whether the house has no administrator yet, so that nobody could give rights to anybody."""
    return not Operator.select().where(Operator.roles.contains(ADMIN) & Operator.voided_at.is_null()).exists()


def roles_of(number: int) -> tuple[str, ...]:
    """The roles of an operator; none of one whose entry is void."""
    row = Operator.select(Operator.roles).where((Operator.id == number) & Operator.voided_at.is_null()).tuples().first()
    return row[0] if row else ()


def roles_of_all() -> list[tuple[int, tuple[str, ...]]]:
    """(id, roles) of every operator who may sit down at the desk."""
    shut = Account.select(Account.operator).where(Account.disabled_at.is_null(False))
    rows = Operator.select(Operator.id, Operator.roles).where(Operator.voided_at.is_null() & Operator.id.not_in(shut))
    return list(rows.tuples())


def everybody() -> list[Ref]:
    """All operators by name, those voided left out."""
    rows = Operator.select(Operator.id, Operator.name).where(Operator.voided_at.is_null()).order_by(Operator.name)
    return [Ref(*row) for row in rows.tuples()]
