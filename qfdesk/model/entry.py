"""An entry: anything the desk keeps and never deletes, master or record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

import peewee

from qfdesk.language import Message, _
from qfdesk.model.declare import Section, Values
from qfdesk.model.fields import Kind, Moment, Number, Text

Check = Callable[[Values], dict[str, Message]]
Derive = Callable[[Values], dict[str, Any]]

_FIELDS: dict[Any, dict[str, Any]] = {}


class Entry(peewee.Model):
    """The columns every entry has, and the declaration every entry makes.

    ``key`` is the word of the command line and the table's name; ``named``: the fields whose texts, joined, are
    the entry's name; ``columns``: what the list shows at first; ``checks`` and ``warnings``: rules over the values
    ({field: sentence}), the first refuse, the second only speak; ``derives``: values that follow from others;
    ``alone``: fields that no two entries in force have all alike; ``sealed_by``: the flag that seals the identity in
    an entry to the persons named (D15.5).
    """

    key: ClassVar[str]
    label: ClassVar[str]
    named: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[tuple[Section, ...]] = ()
    columns: ClassVar[tuple[str, ...]] = ()
    checks: ClassVar[tuple[Check, ...]] = ()
    warnings: ClassVar[tuple[Check, ...]] = ()
    derives: ClassVar[tuple[Derive, ...]] = ()
    alone: ClassVar[tuple[str, ...]] = ()
    sealed_by: ClassVar[str] = ""
    order: ClassVar[int] = 0

    id: Any
    _meta: Any

    uid = Text(_("Identity"), system=True, unique=True, default=lambda: uuid.uuid4().hex)
    revision = Number(_("Revision"), system=True, null=False, default=1)
    created_at = Moment(_("Entered at"), system=True)
    changed_at = Moment(_("Last changed"), system=True)
    voided_at = Moment(_("Voided at"), system=True)
    void_reason = Text(_("Why voided"), system=True, limit=500)

    class Meta:
        legacy_table_names = False

    @classmethod
    def fields(cls) -> dict[str, Any]:
        """The declared fields by key, in order: sections first, as the paper goes, then those without one."""
        if cls not in _FIELDS:  # worked out once: every saved record asks for it many times
            _FIELDS[cls] = cls._in_order()
        return dict(_FIELDS[cls])

    @classmethod
    def _in_order(cls) -> dict[str, Any]:
        declared = {f.name: f for f in cls._meta.sorted_fields if isinstance(f, Kind)}
        place = {section: n for n, section in enumerate(cls.sections)}
        last = len(place)
        return dict(
            sorted(
                declared.items(),
                key=lambda item: place.get(item[1].traits.section, last) if item[1].traits.section else last,
            )
        )

    @classmethod
    def typed(cls) -> dict[str, Any]:
        """The fields a person fills."""
        return {k: f for k, f in cls.fields().items() if not f.traits.system}
