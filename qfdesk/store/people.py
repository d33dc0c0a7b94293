"""Who works at the desk: operators by login or name."""

from __future__ import annotations

from qfdesk.model.fields import Ref
from qfdesk.model.masters import Operator


def called(login: str) -> Ref | None:
    """The operator with this login, or else of this name."""
    rows = Operator.select(Operator.id, Operator.name, Operator.login).where(
        ((Operator.login == login) | (Operator.name == login)) & Operator.voided_at.is_null()
    )
    row = next(iter(sorted(rows.tuples(), key=lambda row: row[2] != login)), None)
    return Ref(row[0], row[1]) if row else None


def nobody_yet() -> bool:
    """Whether the ledger has not met anybody."""
    return not Operator.select().exists()


def everybody() -> list[Ref]:
    """All operators by name, those voided left out."""
    rows = Operator.select(Operator.id, Operator.name).where(Operator.voided_at.is_null()).order_by(Operator.name)
    return [Ref(*row) for row in rows.tuples()]
