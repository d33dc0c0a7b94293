"""Closed cases that may be like a new one: of its batch, its product, its kind, the newest of each."""

from __future__ import annotations

from typing import Any

from qfdesk.model.record import Record
from qfdesk.rules.likeness import Case

_EACH = 300
_KINDS = ("problem", "kind", "source")


def has_solutions(register: type[Record]) -> bool:
    """Whether the register's closed records tell what happened and what came of it."""
    return {"story", "result"} <= register.fields().keys()


def kind_of(register: type[Record]) -> str:
    """The field that sorts the register's cases; '' where it has none."""
    return next((key for key in _KINDS if key in register.fields()), "")


def closed_cases(register: type[Record], new: Case) -> list[Case]:
    """The closed records to compare, each once."""
    fields = register.fields()
    kind = kind_of(register)
    columns: list[Any] = [register.id, *(fields[key] for key in ("product", "batch", kind, "story") if key in fields)]
    keys = ["id", *(key for key in ("product", "batch", kind, "story") if key in fields)]
    done = register.closed_at.is_null(False) & register.voided_at.is_null()
    wanted = [("batch", new.batch), ("product", new.product), (kind, new.kind)]
    found: dict[int, Case] = {}
    for key, value in wanted:
        if key in fields and value:
            rows = register.select(*columns).where(done & (fields[key] == value)).order_by(register.id.desc())
            for row in rows.limit(_EACH).tuples():
                told = dict(zip(keys, row, strict=True))
                case = Case(told["id"], told.get("product"), told.get("batch"), told.get(kind, ""), told["story"])
                found[case.id] = case
    found.pop(new.id, None)
    return list(found.values())
