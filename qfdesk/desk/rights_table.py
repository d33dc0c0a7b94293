"""The table of rights, read and changed: register × act or move × role (D7.7)."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import free, needs_house
from qfdesk.desk.settings import Settings
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import Message, _, message
from qfdesk.model.record import Record
from qfdesk.rules.rights import ACTS, ADMIN, EVERY, HOUSE, OF_HOUSE, OWN, ROLES, ordered
from qfdesk.store import rights
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


@dataclass(frozen=True)
class Right:
    """A row: who may do an act in a register (``*``: wherever the register has no row of its own)."""

    register: str
    act: str
    where: Message
    what: Message
    roles: tuple[str, ...]
    default: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.roles != self.default


class RightsTable:
    """Who may do what. Every change is a line of the history."""

    def __init__(self, store: Store, session: Session, settings: Settings) -> None:
        self.store, self.session, self.settings = store, session, settings

    @free
    def in_force(self) -> bool:
        """Whether anybody is held to the table: so it is as soon as somebody is administrator."""
        with told():
            return self.session.led()

    @needs_house("users")
    def list(self) -> builtins.list[Right]:
        """The whole table: every act for all registers, then what a register has of its own and its moves."""
        return self._said(self._rows())

    @needs_house("users")
    def of(self, register: str) -> builtins.list[Right]:
        """Every act and move in one register, whether it has a row of its own or follows the one for all."""
        entry = self.store.entries.get(register)
        stages = entry.stages if entry is not None and issubclass(entry, Record) else ()
        acts = [act for act in ACTS if register == EVERY or act not in OF_HOUSE]
        if stages:
            acts.remove("move")
        moves = [f"move:{move.key}" for stage in stages for move in stage.moves]
        return self._said((register, act) for act in (*acts, *moves))

    def _said(self, rows: Iterable[tuple[str, str]]) -> builtins.list[Right]:
        with told():
            table = self.session.rights()
        return [
            Right(
                register,
                act,
                self._where(register),
                self.session.said(register, act),
                table.roles(register, act),
                table.default(register, act),
            )
            for register, act in dict.fromkeys(rows)
        ]

    @needs_house("users")
    def set(self, register: str, act: str, roles: Iterable[str]) -> None:
        """Lets these roles and no others do an act. Raises InvalidError, NotPermittedError for a table nobody mends."""
        self._refuse_unknown(register, act)
        asked = [role.strip() for role in roles if role.strip()]
        unknown = [role for role in asked if role not in ROLES]
        if unknown:
            raise InvalidError(
                _("“{role}” is no role; possible: {roles}"), role=unknown[0][:40], roles=", ".join(ROLES)
            )
        if act == "users" and ADMIN not in asked:
            raise NotPermittedError(_("Administrators keep accounts and rights, or nobody could mend this table"))
        with self.store.change():
            rows = self._changed()
            rows[(register, act)] = ordered(asked)
            self._keep(rows)

    @needs_house("users")
    def reset(self, register: str, act: str) -> None:
        """Back to the default."""
        self._refuse_unknown(register, act)
        with self.store.change():
            rows = self._changed()
            rows.pop((register, act), None)
            self._keep(rows)

    def _changed(self) -> dict[tuple[str, str], tuple[str, ...]]:
        with told():
            return rights.changed(self.store)

    def _keep(self, rows: dict[tuple[str, str], tuple[str, ...]]) -> None:
        self.settings.keep(rights.KEY, rights.as_setting(rows), self.session.act("setting"))

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield from ((EVERY, act) for act in ACTS)
        changed = self._changed()
        for key, entry in self.store.entries.items():
            own = {act for where, act in (*OWN, *changed) if where == key and ":" not in act}
            yield from ((key, act) for act in ACTS if act in own)
            if issubclass(entry, Record):
                yield from ((key, f"move:{move.key}") for stage in entry.stages for move in stage.moves)
        yield from (key for key in changed if key[0] == HOUSE)

    def _where(self, register: str) -> Message:
        if register in self.store.entries:
            return message(self.store.entries[register].label)
        return message(_("The ledger") if register == HOUSE else _("Every register"))

    def _refuse_unknown(self, register: str, act: str) -> None:
        if register not in (EVERY, HOUSE, *self.store.entries):
            raise InvalidError(_("There is no register “{key}”; see “registers --json”"), key=register[:40])
        kind, _colon, move = act.partition(":")
        entry = self.store.entries.get(register)
        moves = entry.stages if entry is not None and issubclass(entry, Record) else ()
        known = not move or any(one.key == move for stage in moves for one in stage.moves)
        if kind not in ACTS or not known or (move and kind != "move"):
            raise InvalidError(_("There is no act “{act}” here; see “user rights”"), act=act[:40])
