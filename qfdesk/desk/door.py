"""The door of the desk: who asks to sit down proves who they are; one's own password."""

from __future__ import annotations

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import free, seated
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import _
from qfdesk.model.person import Person
from qfdesk.rules import passwords
from qfdesk.rules.rights import HOUSE
from qfdesk.rules.text import clean
from qfdesk.store import accounts, history, people
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

IDLE, IDLE_DEFAULT = "idle_minutes", 15
_WRONG = _("The name or the password is not right; try again, or ask an administrator for a new password")


class Door:
    """Logging in and out. No password is ever shown, logged or kept in plain."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store, self.session = store, session

    @free
    def guarded(self) -> bool:
        """Whether whoever acts must prove who they are: so it is as soon as anybody has a password."""
        return self.session.guarded()

    @free
    def names(self) -> list[str]:
        """The names offered at the login: whoever has a password."""
        with told():
            return [one.name for one in people.house() if one.proves]

    @free
    def log_in(self, name: str, password: str) -> Person:
        """Somebody sits down at the desk. Raises NotPermittedError, its delay growing with every failure."""
        with told():
            person = self._asked(name)
        if person is None:
            passwords.fits("", password)
            self._note_stranger()
            raise NotPermittedError(_WRONG)
        if not person.has_password:
            raise NotPermittedError(
                _("{name} has no password yet, and this ledger asks for one; an administrator sets it under Accounts"),
                name=person.name,
            )
        kept = self._refuse_waiting(person)
        fitting = passwords.fits(kept, password)
        newer = passwords.proof(password) if fitting and passwords.outdated(kept) else kept
        self._refuse_waiting(person)  # others may have guessed meanwhile
        if not fitting:
            self._note_failure(person)
            raise NotPermittedError(_WRONG)
        self._welcome(person, kept, newer)
        self.session.become(person.ref)
        return person

    @seated
    def log_out(self) -> None:
        """The person leaves the desk; where there are passwords nothing can be done until somebody logs in."""
        with self.store.change():
            who = people.called(self.session.name)
            entry = ("operator", who.id or 0, who.text) if who else (HOUSE, 0, "")
            history.write(self.store, self.session.act("logout"), entry, [("", "", "")])
        self.session.stand_up()

    def _asked(self, name: str) -> Person | None:
        """Who is meant by a login, or else by a name. Raises NotPermittedError where several go by it."""
        found = people.house()
        said = clean(name, "text")
        meant = [one for one in found if one.login == said and said] or [one for one in found if one.name == said]
        if len(meant) > 1:
            raise NotPermittedError(_("Several people are called {name}; enter the login instead"), name=said)
        return meant[0] if meant else None

    def _refuse_waiting(self, person: Person) -> str:
        with told():
            left = passwords.still_waits(accounts.waits_until(person), self.session.now())
            kept = accounts.proof_of(person)
        if left:
            raise NotPermittedError(
                _("Too many wrong passwords for {name}; try again in {n} seconds, or ask an administrator"),
                name=person.name,
                n=max(1, round(left.total_seconds())),
            )
        return kept

    def _note_failure(self, person: Person) -> None:
        now = self.session.now()
        with self.store.change():
            failures = accounts.note_failure(self.store, person)
            wait = passwords.wait_after(failures)
            act = self.session.act("login_failed")
            said = ("failures", "", str(failures))
            accounts.keep(self.store, person, act, said, wait_until=now + wait if wait else None)

    def _note_stranger(self) -> None:
        """An unknown name is not written down: people type a password where the name belongs."""
        with self.store.change():
            history.write(self.store, self.session.act("login_failed"), (HOUSE, 0, ""), [("", "", "")])

    def _welcome(self, person: Person, kept: str, newer: str) -> None:
        """Notes who sits down, unless the account was closed or got another password since ``kept`` was read."""
        now = self.session.now()
        act = Act(person.name, now, "login")
        with self.store.change():
            if self._refuse_waiting(person) != kept:
                raise NotPermittedError(_WRONG)
            if not self._still(person).enabled:
                raise NotPermittedError(_("The account of {name} is closed; ask an administrator"), name=person.name)
            accounts.keep(
                self.store, person, act, ("", "", ""), hash=newer, failures=0, wait_until=None, last_login_at=now
            )

    def _still(self, person: Person) -> Person:
        """The same person as the ledger has them now. Raises InvalidError when they were taken out meanwhile."""
        with told():
            found = next((one for one in people.house() if one.id == person.id), None)
        if found is None:
            raise InvalidError(_("There is nobody called {name}; see “user list”"), name=person.name[:60])
        return found

    @free
    def me(self) -> Person | None:
        """The account of the person at the desk; None before the first record."""
        with told():
            who = people.called(self.session.name)
            return next((one for one in people.house() if who and one.id == who.id), None)

    @free
    def change_password(self, old: str, new: str) -> None:
        """Changes one's own password. Raises NotPermittedError for a wrong old one, InvalidError for a weak new one."""
        person, kept = self.me(), ""
        if person is None or not person.has_password:
            self.session.require(HOUSE, "users")
            mine = self.session.person.id
            with told():
                person = next(one for one in people.house() if one.id == mine)
        else:
            kept = self._refuse_waiting(person)
            if not passwords.fits(kept, old):
                self._note_failure(person)
                raise NotPermittedError(_("The old password is not right; nothing was changed"))
            if old == new:
                raise InvalidError(_("The new password is the old one; take another"))
        self._set(person, new, old=kept)
        self.session.become(person.ref)

    @free
    def idle_minutes(self) -> int:
        """After how many minutes without work the window is covered; 0: never, as in a house without passwords."""
        if not self.guarded():
            return 0
        with told():
            said = self.store.setting(IDLE)
        return int(said) if said.isdecimal() else IDLE_DEFAULT

    def _keep(self, person: Person, said: tuple[str, str, str], **values: object) -> None:
        with self.store.change():
            accounts.keep(self.store, person, self.session.act("account"), said, **values)
            if person.leads:
                people.keep_a_leader(person.name)

    def _set(self, person: Person, password: str, must_change: bool = False, old: str = "") -> None:
        """Keeps a password; its history line says that there is one, nothing more. ``old``: the proof it replaces."""
        _refuse_weak(password, person)
        if not self.guarded() and not person.leads:
            raise self._not_first(person)
        kept = passwords.proof(password)  # slow on purpose: not while everybody else waits
        with self.store.change():
            person, asks = self._still(person), self.guarded()
            if not asks and not person.leads:
                raise self._not_first(person)
            if old and accounts.proof_of(person) != old:
                raise NotPermittedError(_("The old password is not right; nothing was changed"))
            said = ("password", flag(person.has_password), "true")
            self._keep(person, said, hash=kept, must_change=must_change, failures=0, wait_until=None)
        if not asks:
            self.session.become(self.session.person)  # whoever locks the house stays in it

    def _not_first(self, person: Person) -> InvalidError:
        with told():
            names = ", ".join(one.name for one in people.house() if one.leads)
        if not names:
            first = _("Make {name} an administrator first: whoever has the first password gives the rights")
            return InvalidError(first, name=person.name)
        said = _("The first password must be an administrator's, who gives the rights: {names}")
        return InvalidError(said, names=names)


def _refuse_weak(password: str, person: Person) -> None:
    weak = passwords.weakness(password, (person.name, person.login))
    if weak is not None:
        raise InvalidError("{weak}", weak=weak)


def flag(on: bool) -> str:
    """Yes or no as the history keeps it."""
    return "true" if on else "false"
