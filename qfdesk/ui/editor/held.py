"""What the editor holds: the draft being typed and, unless it is new, the entry as it was read."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.language import say
from qfdesk.model.check import empty
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.show import show, title_of
from qfdesk.model.values import Draft, Opened, Values
from qfdesk.rules.masking import HIDDEN


@dataclass
class Held:
    """``opened`` None: a new entry. ``tried``: a save was refused, so errors are shown while typing. ``correcting``: a
    closed record is typed in to ask for a correction of it."""

    entry: type[Entry]
    draft: Draft
    opened: Opened | None
    tried: bool = False
    correcting: bool = False

    @property
    def register(self) -> str:
        return self.entry.key

    def values(self) -> Values:
        """All values as they would be: those read, under those typed."""
        return {**(self.opened.values if self.opened else {}), **self.draft.values}

    @property
    def stage(self) -> str:
        """The key of the present stage; '' for a master."""
        if not issubclass(self.entry, Record):
            return ""
        return (self.opened.stage if self.opened else "") or self.entry.stages[0].key

    @property
    def closed(self) -> bool:
        """Whether the record has reached its end, so that it is only read until it is reopened."""
        return bool(self.opened and self.opened.values.get("closed_at"))

    @property
    def voided(self) -> bool:
        return bool(self.opened and self.opened.voided)

    @property
    def readonly(self) -> bool:
        return self.voided or (self.closed and not self.correcting)

    @property
    def veiled(self) -> dict[str, str]:
        """What stands masked in place of boxes: {field: as it is shown}."""
        if self.opened is None:
            return {}
        fields = self.entry.typed()
        return {k: show(fields[k], self.opened.values[k]) or HIDDEN for k in self.opened.veiled if k in fields}

    @property
    def title(self) -> str:
        """Its number or name; for a new entry what is typed so far, or that it is new."""
        if self.opened:
            return self.opened.title
        if issubclass(self.entry, Record):
            return say(self.entry.new_label)
        return title_of(self.entry, self.draft.values) or say(self.entry.label)

    def typed(self) -> Values:
        """The values typed that are not saved."""
        base = self.draft.base
        return {key: value for key, value in self.draft.values.items() if not same(value, base.get(key))}

    def dirty(self) -> bool:
        """Whether anything was typed that is not saved."""
        return bool(self.typed())


def same(one: object, other: object) -> bool:
    """Whether two values mean the same: every empty one is like every other, a link is its entry."""
    if isinstance(one, Ref) and isinstance(other, Ref) and one.id is not None:
        return one.id == other.id
    return one == other or (_void(one) and _void(other))


def _void(value: object) -> bool:
    return value is False or empty(value)
