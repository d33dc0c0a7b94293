"""Every secret of a ledger, collected the plain way: what a masked page, file or answer must not hold."""

from __future__ import annotations

from typing import Any

from qfdesk.desk import Desk
from qfdesk.model.fields import PERSONAL, SEALED, STAFF, Link, Ref
from qfdesk.model.masters import Operator, Party
from qfdesk.rules.masking import mask_name

_WORDS = ("text", "code", "link", "memo")


def collected(desk: Desk, only: tuple[str, int] | None = None) -> dict[str, str]:
    """{secret value: where it stands}, from the database itself; ``only``: of one record and whom it names."""
    found: dict[str, str] = {}
    for key, entry in desk.store.entries.items():
        if only and key != only[0]:
            continue
        rows = entry.select() if only is None else entry.select().where(entry.id == only[1])
        for row in rows:
            for name, field in entry.fields().items():
                told = _told(row, name, field)
                for text in told:
                    found.setdefault(text, f"{key}.{name} {row.id}")
    openly = {row.name for row in Operator.select()} | _units()
    return {text: where for text, where in found.items() if not any(text in one for one in openly)}


def _told(row: Any, name: str, field: Any) -> list[str]:
    if isinstance(field, Link):
        target = getattr(row, name)
        return _of_party(target) if isinstance(target, Party) else []
    secret = field.traits.secret in (PERSONAL, STAFF, SEALED) and field.kind in _WORDS
    value = str(getattr(row, name) or "").strip() if secret else ""
    masked = mask_name(value) == value and name in ("name", "contact_name", "host_name", "contact", "initials")
    return [value] if len(value) > 1 and not masked and name != "initials" else []


def _of_party(party: Any) -> list[str]:
    told = (party.name, party.contact, party.phone, party.email, party.address)
    return [text for text in told if text and mask_name(text) != text or text in (party.phone, party.address) and text]


def _units() -> set[str]:
    return {row.name for row in Party.select() if mask_name(row.name) == row.name}


def person(desk: Desk, name: str, *roles: str) -> Ref:
    """Somebody of these roles, made by an administrator."""
    from tests.invented import save_one

    saved = save_one(desk, "operator", name=name, login=name, roles=roles)
    return Ref(saved.id, name)


def led(desk: Desk) -> None:
    """Makes the person at the desk the house's administrator, so that rights begin to count."""
    from qfdesk.rules.rights import WHOLE_HOUSE

    opened = desk.open("operator", desk.session.person.id or 0)
    draft = desk.edit(opened)
    draft.values["roles"] = WHOLE_HOUSE
    desk.save(draft)
