"""What the house changed in the table of rights, kept in the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping

from qfdesk.rules.rights import ROLES, ordered
from qfdesk.store.ledger import Store

KEY = "rights"


def changed(store: Store) -> dict[tuple[str, str], tuple[str, ...]]:
    """{(register or ``*``, act): roles}: the rows that differ from the defaults."""
    text = store.setting(KEY)
    if not text:
        return {}
    known = json.loads(text)
    return {
        (register, act): ordered(role for role in roles if role in ROLES)
        for register, acts in known.items()
        for act, roles in acts.items()
    }


def as_setting(rows: Mapping[tuple[str, str], tuple[str, ...]]) -> str:
    """The rows as the ledger keeps them."""
    found: dict[str, dict[str, list[str]]] = {}
    for (register, act), roles in sorted(rows.items()):
        found.setdefault(register, {})[act] = list(ordered(roles))
    return json.dumps(found, sort_keys=True)
