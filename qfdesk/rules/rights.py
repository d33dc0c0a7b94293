"""Who may do what: acts, roles, and the table register × act × role (D7.7, D12.10; GSP annex on computer systems)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qfdesk.language import _

CLERK, QUALITY, HANDLER, HEAD = "clerk", "quality", "handler", "head"
FINANCE, AUDITOR, ADMIN = "finance", "auditor", "admin"
ROLES = {
    CLERK: _("Clerk"),
    QUALITY: _("Quality officer"),
    HANDLER: _("Department handler"),
    HEAD: _("Responsible person"),
    FINANCE: _("Finance"),
    AUDITOR: _("Auditor"),
    ADMIN: _("Administrator"),
}
WHOLE_HOUSE = tuple(role for role in ROLES if role != AUDITOR)
"""The roles of whoever is alone: all that act; an auditor only reads and would not be one any more."""

EVERY = "*"
"""In the table: every register that has no row of its own."""
HOUSE = "house"
"""The register that stands for the ledger itself: settings, people, backups."""

_ACTING = (CLERK, QUALITY, HANDLER, HEAD)
_ALL = tuple(ROLES)

ACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "read": (_("Read"), _ALL),
    "add": (_("Enter new ones"), _ACTING),
    "change": (_("Change"), _ACTING),
    "move": (_("Move on, where the move names nobody"), (QUALITY, HANDLER, HEAD)),
    "void": (_("Void"), (QUALITY, HEAD)),
    "attach": (_("Attach files"), _ACTING),
    "pause": (_("Pause and resume the clocks"), (QUALITY, HANDLER, HEAD)),
    "urge": (_("Urge"), _ACTING),
    "correct": (_("Ask for a correction of a closed record"), _ACTING),
    "approve": (_("Approve a correction"), (QUALITY, HEAD)),
    "restore_value": (_("Put back an earlier value"), (QUALITY, HEAD)),
    "personal": (_("See personal data everywhere"), (QUALITY, HEAD)),
    "unmask": (_("See the personal data of one record, saying what for"), (CLERK, HANDLER, FINANCE)),
    "seal": (_("Name who may know a sealed identity"), (QUALITY, HEAD)),
    "forget": (_("Mask a person after closing"), (HEAD, ADMIN)),
    "print": (_("Print"), (*_ACTING, FINANCE, AUDITOR)),
    "export": (_("Export"), (QUALITY, HEAD, FINANCE, AUDITOR)),
    "export_open": (_("Export personal data unmasked"), (QUALITY, HEAD)),
    "import": (_("Import"), (CLERK, QUALITY, HEAD)),
    "merge": (_("Merge duplicates"), (QUALITY, HEAD)),
    "duty": (_("Note a periodic duty as done"), (CLERK, QUALITY, HANDLER, HEAD)),
    "report": (_("Make reports"), (QUALITY, HEAD, FINANCE, AUDITOR)),
    "audit": (_("Look through the history"), (QUALITY, HEAD, AUDITOR, ADMIN)),
    "settings": (_("Change the house's settings and terms"), (HEAD, ADMIN)),
    "users": (_("Accounts, roles and rights"), (ADMIN,)),
    "backup": (_("Back up"), (CLERK, QUALITY, HEAD, ADMIN)),
    "check": (_("Check the ledger"), _ALL),
    "purge": (_("Take away records whose time of keeping is over"), (HEAD,)),
}
"""{act: (what it is, the roles that may by default)}. An act on a move is ``move:KEY``."""

OF_HOUSE = frozenset(("settings", "users", "backup", "check", "purge", "duty", "audit", "report"))
"""Acts on the ledger as a whole; no register has a row for them."""

OWN: dict[tuple[str, str], tuple[str, ...]] = {
    ("operator", "add"): (ADMIN,),
    ("operator", "change"): (ADMIN,),
    ("operator", "void"): (ADMIN,),
    ("department", "add"): (QUALITY, HEAD, ADMIN),
    ("department", "change"): (QUALITY, HEAD, ADMIN),
    ("post", "add"): (QUALITY, HEAD, ADMIN),
    ("post", "change"): (QUALITY, HEAD, ADMIN),
}
"""Rows of the default table that differ from ``ACTS``."""


@dataclass(frozen=True)
class Rights:
    """The table in force: the defaults, what the declarations say of their moves, and what the house changed.

    ``moves``: {(register, move): roles}, from the declarations; ``changed``: {(register or ``*``, act): roles}.
    """

    moves: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def roles(self, register: str, act: str) -> tuple[str, ...]:
        """The roles that may do the act in the register: its own row first, then the one for every register.

        Raises KeyError for an act that does not exist.
        """
        kind = act.partition(":")[0]
        if (register, act) in self.changed:
            return self.changed[(register, act)]
        if own := self._own(register, act):
            return own
        for key in ((register, kind), (EVERY, kind)):
            if key in self.changed:
                return self.changed[key]
        return ACTS[kind][1]

    def default(self, register: str, act: str) -> tuple[str, ...]:
        """The same before the house changed anything."""
        return self._own(register, act) or ACTS[act.partition(":")[0]][1]

    def _own(self, register: str, act: str) -> tuple[str, ...]:
        """What the declarations say of just this register and act."""
        return self.moves.get((register, act.partition(":")[2]), ()) or OWN.get((register, act.partition(":")[0]), ())

    def allows(self, roles: Collection[str], register: str, act: str) -> bool:
        """Whether a person with these roles may."""
        return any(role in roles for role in self.roles(register, act))


def ordered(roles: Iterable[str]) -> tuple[str, ...]:
    """Known roles, in the order of the list."""
    asked = set(roles)
    return tuple(role for role in ROLES if role in asked)
