"""Who has a role: a route names a role, the ledger knows the people (requirements 1.R)."""

from __future__ import annotations

from collections.abc import Iterable

from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Account
from qfdesk.model.masters import Operator


def with_roles(roles: Iterable[str]) -> list[Ref]:
    """The operators at work who have one of the roles, by name."""
    asked = set(roles)
    shut = Account.select(Account.operator).where(Account.disabled_at.is_null(False))
    rows = Operator.select(Operator.id, Operator.name, Operator.roles)
    met = Operator.voided_at.is_null() & Operator.id.not_in(shut)
    return [Ref(row[0], row[1]) for row in rows.where(met).order_by(Operator.name).tuples() if asked & set(row[2])]
