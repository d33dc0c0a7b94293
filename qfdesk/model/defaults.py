"""What the fields of a new entry begin with."""

from __future__ import annotations

from typing import Any

from qfdesk.model.fields import Link


def default_of(field: Any) -> Any:
    """What a field of a new entry holds."""
    if isinstance(field, Link):
        return None
    if field.kind == "lines":
        return []
    if field.kind == "choices":
        return ()
    default = field.default
    return default() if callable(default) else default
