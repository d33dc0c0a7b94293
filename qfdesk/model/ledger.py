"""The ledger's own tables: what it keeps about the entries, none of it typed by a person."""

from __future__ import annotations

from typing import Any

import peewee

from qfdesk.language import _
from qfdesk.model.fields import Moment


class LedgerTable(peewee.Model):
    """A table of the ledger itself."""

    id: Any

    class Meta:
        legacy_table_names = False


class LedgerInfo(LedgerTable):
    """Who this ledger is (``ledger_id``) and the house's settings, a row a key."""

    key = peewee.TextField(primary_key=True)
    value = peewee.TextField(default="")


class Counter(LedgerTable):
    """The last number given per register and year; it only ever grows."""

    register = peewee.TextField()
    year = peewee.IntegerField()
    last = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("register", "year")


class History(LedgerTable):
    """One line per changed field, chained: ``hash`` covers the line and the hash before it (21 CFR 11.10(e))."""

    seq = peewee.IntegerField(primary_key=True)
    at = Moment(_("When"), null=False)
    who = peewee.TextField()
    register = peewee.TextField()
    entry = peewee.IntegerField()
    number = peewee.TextField()
    act = peewee.TextField()
    field = peewee.TextField(default="")
    before = peewee.TextField(default="")
    after = peewee.TextField(default="")
    reason = peewee.TextField(default="")
    previous = peewee.TextField()
    hash = peewee.TextField()

    class Meta:
        indexes = ((("register", "entry"), False),)


class SearchEntry(LedgerTable):
    """An entry's searchable text, one row an entry; the engine's index stands beside it.

    ``initials``: the pinyin initials of the customers and products it names, so that these find it too.
    """

    register = peewee.TextField()
    entry = peewee.IntegerField()
    number = peewee.TextField()
    body = peewee.TextField()
    initials = peewee.TextField(default="")

    class Meta:
        indexes = ((("register", "entry"), True), (("number",), False))


class RunningClock(LedgerTable):
    """Open deadlines of open records: an index that can be rebuilt, never the truth (see ``rules.due``)."""

    register = peewee.TextField()
    entry = peewee.IntegerField()
    number = peewee.TextField()
    deadline = peewee.TextField()
    due_at = Moment(_("Due"), null=False)
    certain = peewee.BooleanField(default=True)
    moved = peewee.BooleanField(default=False)

    class Meta:
        indexes = ((("register", "due_at"), False), (("register", "entry"), False))


class Attachment(LedgerTable):
    """A file kept with an entry: its name is only text, its place is made from ``stored``, ``sha256`` proves it."""

    register = peewee.TextField()
    entry = peewee.IntegerField()
    name = peewee.TextField()
    stored = peewee.TextField(unique=True)
    sha256 = peewee.TextField()
    size = peewee.IntegerField()
    added_at = Moment(_("Added at"), null=False)
    added_by = peewee.TextField()
    removed_at = Moment(_("Removed at"))

    class Meta:
        indexes = ((("register", "entry"), False),)


class Tie(LedgerTable):
    """Two records that belong together; ``kind`` is ``made`` (second was made from the first) or ``see``."""

    register = peewee.TextField()
    entry = peewee.IntegerField()
    other_register = peewee.TextField()
    other_entry = peewee.IntegerField()
    kind = peewee.TextField(default="see")

    class Meta:
        indexes = (
            (("register", "entry", "other_register", "other_entry"), True),
            (("other_register", "other_entry"), False),
        )


TABLES: tuple[type[LedgerTable], ...] = (LedgerInfo, Counter, History, SearchEntry, RunningClock, Attachment, Tie)
