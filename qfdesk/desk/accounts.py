"""The people of the house, kept by an administrator: accounts, passwords, roles (D7.7)."""

from __future__ import annotations

from collections.abc import Iterable

from qfdesk.desk.besides import refuse_lock_out
from qfdesk.desk.door import Door, flag
from qfdesk.desk.rights import needs_house
from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.check import cleaned, findings
from qfdesk.model.masters import Operator
from qfdesk.model.person import Person
from qfdesk.model.values import Draft, Values
from qfdesk.rules.rights import ROLES, ordered
from qfdesk.rules.text import clean
from qfdesk.store import people
from qfdesk.store import save as saving
from qfdesk.store.links import values_of
from qfdesk.store.rows import row_of
from qfdesk.store.trouble import told


class Accounts(Door):
    """Who may sit down at the desk, and as what. What is changed here is in the history as ``account``."""

    @needs_house("users")
    def list(self) -> list[Person]:
        """Everybody of the house, by name."""
        with told():
            return people.house()

    @needs_house("users")
    def person(self, name: str) -> Person:
        """The person with this login or name. Raises InvalidError."""
        with told():
            found = self._asked(name)
        if found is None:
            raise InvalidError(_("There is nobody called {name}; see “user list”"), name=clean(name, "text")[:60])
        return found

    @needs_house("users")
    def add(
        self, name: str, roles: Iterable[str], login: str = "", password: str = "", must_change: bool = False
    ) -> Person:
        """Takes somebody in, with a password or without. Raises InvalidError naming what is wrong."""
        known = self._roles(roles)
        values = cleaned(Operator, {"name": name, "login": login, "roles": known})
        wrong = findings(Operator, values, self.session.now()).errors
        if wrong:
            raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))
        with self.store.change():
            self._refuse_taken(str(values["name"]), str(values["login"] or ""))
            _me = self.session.person  # whoever gives rights first becomes the administrator
            refuse_lock_out(self.session, values)
            saving.save_in(self.store, Draft("operator", values), self.session.act("create"))
            made = self.person(str(values["login"] or values["name"]))
            if password:
                self._set(made, password, must_change)
        return made

    @needs_house("users")
    def set_password(self, name: str, password: str, must_change: bool = False) -> None:
        """Gives somebody a new password and ends a delay; ``must_change``: it only opens the way to one's own."""
        self._set(self.person(name), password, must_change)

    @needs_house("users")
    def must_change(self, name: str, on: bool = True) -> None:
        """Whether somebody must choose a new password at the next login."""
        with self.store.change():
            person = self.person(name)
            if not person.has_password:
                raise InvalidError(_("{name} has no password; set one first"), name=person.name)
            said = ("must_change", flag(person.must_change), flag(on))
            self._keep(person, said, must_change=on)

    @needs_house("users")
    def disable(self, name: str) -> None:
        """Closes an account. Raises NotPermittedError for the last administrator's."""
        with self.store.change():
            person = self.person(name)
            if person.enabled:
                self._keep(person, ("disabled", "false", "true"), disabled_at=self.session.now())

    @needs_house("users")
    def enable(self, name: str) -> None:
        """Opens a closed account again."""
        with self.store.change():
            person = self.person(name)
            if not person.enabled:
                said = ("disabled", "true", "false")
                self._keep(person, said, disabled_at=None, failures=0, wait_until=None)

    @needs_house("users")
    def set_roles(self, name: str, roles: Iterable[str]) -> None:
        """Gives somebody these roles in place of those before. Raises NotPermittedError for the last administrator."""
        known = self._roles(roles)
        with self.store.change():
            person = self.person(name)
            before: Values = values_of(Operator, row_of(Operator, person.id))
            refuse_lock_out(self.session, before | {"roles": known})
            draft = Draft("operator", {"roles": known}, person.id, before["revision"], before)
            saving.save_in(self.store, draft, self.session.act("account"))

    @staticmethod
    def _roles(roles: Iterable[str]) -> tuple[str, ...]:
        asked = [role.strip() for role in roles if role.strip()]
        unknown = [role for role in asked if role not in ROLES]
        if unknown or not asked:
            raise InvalidError(
                _("“{role}” is no role; possible: {roles}"), role=next(iter(unknown), "")[:40], roles=", ".join(ROLES)
            )
        return ordered(asked)

    def _refuse_taken(self, name: str, login: str) -> None:
        with told():
            found = people.house()
        words = {name, login} - {""}
        taken = next((one for one in found if words & {one.name, one.login}), None)
        if taken is not None:
            raise InvalidError(
                _("{name} is among the people already; give roles or a password to that account"), name=taken.name
            )
