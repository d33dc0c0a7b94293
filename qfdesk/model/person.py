"""A person as the accounts know them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.model.fields import Ref
from qfdesk.rules.rights import ADMIN


@dataclass(frozen=True)
class Person:
    """An operator and the account; the password itself is never among it.

    ``must_change``: the password was given by somebody else and opens nothing but the way to one's own.
    """

    id: int
    name: str
    login: str
    roles: tuple[str, ...]
    has_password: bool = False
    must_change: bool = False
    failures: int = 0
    wait_until: dt.datetime | None = None
    disabled_at: dt.datetime | None = None
    last_login_at: dt.datetime | None = None

    @property
    def ref(self) -> Ref:
        return Ref(self.id, self.name)

    @property
    def enabled(self) -> bool:
        return self.disabled_at is None

    @property
    def proves(self) -> bool:
        """Whether the person can prove who they are."""
        return self.enabled and self.has_password

    @property
    def leads(self) -> bool:
        """Whether the person is an administrator who may act."""
        return self.enabled and ADMIN in self.roles


def guarded(people: list[Person]) -> bool:
    """Whether the house asks for passwords: it does as soon as anybody has one."""
    return any(person.proves for person in people)
