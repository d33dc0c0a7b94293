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


class HistoryText(LedgerTable):
    """A text that a history line refers to by ``mark``, the hash of its salt and itself.

    So a person can be masked on request (personal-information law, Arts. 45 and 47) while the chain stays whole: the
    line keeps the mark, the text goes; a line with the act ``forget`` says when and why.
    """

    mark = peewee.TextField(primary_key=True)
    salt = peewee.TextField()
    text = peewee.TextField()
    register = peewee.TextField()
    entry = peewee.IntegerField()
    forgotten_at = Moment(_("Masked at"))

    class Meta:
        indexes = ((("register", "entry"), False),)


class SearchEntry(LedgerTable):
    """An entry's searchable text, one row an entry; the engine's index stands beside it.

    ``initials``: the pinyin initials of the customers and products it names, so that these find it too. ``veiled``:
    the text as it is found by whoever may not see personal data, '' where it is the same; None: not made yet.
    """

    register = peewee.TextField()
    entry = peewee.IntegerField()
    number = peewee.TextField()
    body = peewee.TextField()
    initials = peewee.TextField(default="")
    veiled = peewee.TextField(null=True)
    veiled_initials = peewee.TextField(default="")

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
    paused = peewee.BooleanField(default=False)
    version = peewee.IntegerField(default=1)
    note = peewee.TextField(default="")

    class Meta:
        indexes = ((("register", "due_at"), False), (("register", "entry"), False))


class Attachment(LedgerTable):
    """A file kept with an entry: its name is only text, its place is made from ``stored``, ``sha256`` proves it.

    ``erased_at``: the file itself was erased when a person was masked; the row stays.
    """

    register = peewee.TextField()
    entry = peewee.IntegerField()
    name = peewee.TextField()
    stored = peewee.TextField(unique=True)
    sha256 = peewee.TextField()
    size = peewee.IntegerField()
    added_at = Moment(_("Added at"), null=False)
    added_by = peewee.TextField()
    removed_at = Moment(_("Removed at"))
    erased_at = Moment(_("Erased at"))

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


class Account(LedgerTable):
    """How an operator proves who they are; never shown, printed or exported. ``hash``: argon2id, '' for none."""

    operator = peewee.IntegerField(unique=True)
    hash = peewee.TextField(default="")
    must_change = peewee.BooleanField(default=False)
    failures = peewee.IntegerField(default=0)
    wait_until = Moment(_("Wait until"))
    disabled_at = Moment(_("Disabled at"))
    last_login_at = Moment(_("Last login"))


class Pause(LedgerTable):
    """A time in which a record's clocks stood still, and why: it waited for the customer or a laboratory."""

    register = peewee.TextField()
    entry = peewee.IntegerField()
    waits_for = peewee.TextField()
    reason = peewee.TextField()
    began_at = Moment(_("Paused at"), null=False)
    began_by = peewee.TextField()
    ended_at = Moment(_("Resumed at"))
    ended_by = peewee.TextField(default="")

    class Meta:
        indexes = ((("register", "entry"), False),)


class Correction(LedgerTable):
    """A request to correct a closed record (更正): asked for, approved or refused by another person, then done.

    ``before`` and ``after``: {field: value} as JSON, in the form the history keeps; ``links``: {field: id} of the
    links among the new values. ``revision``: the record's when it was asked for. ``state``: asked, approved, refused
    or withdrawn.
    """

    register = peewee.TextField()
    entry = peewee.IntegerField()
    number = peewee.TextField()
    before = peewee.TextField()
    after = peewee.TextField()
    reason = peewee.TextField()
    state = peewee.TextField(default="asked")
    asked_at = Moment(_("Asked at"), null=False)
    asked_by = peewee.TextField()
    decided_at = Moment(_("Decided at"))
    decided_by = peewee.TextField(default="")
    note = peewee.TextField(default="")
    revision = peewee.IntegerField(default=0)
    links = peewee.TextField(default="")

    class Meta:
        indexes = ((("register", "entry"), False), (("state",), False))


class SealHolder(LedgerTable):
    """A person who may know the sealed identity in a record, besides whoever entered it (D15.5)."""

    register = peewee.TextField()
    entry = peewee.IntegerField()
    operator = peewee.IntegerField()

    class Meta:
        indexes = ((("register", "entry", "operator"), True),)


class DutyDone(LedgerTable):
    """A periodic duty done for one of its periods, by whom, and what proves it (D4, D7, D12, D14)."""

    duty = peewee.TextField()
    period = peewee.TextField()
    done_at = Moment(_("Done at"), null=False)
    done_by = peewee.TextField()
    proof = peewee.TextField(default="")
    note = peewee.TextField(default="")

    class Meta:
        indexes = ((("duty", "period"), True),)


class ReportText(LedgerTable):
    """A conclusion written for a report of a period, one row a version; the newest counts, the older ones stay.

    ``department``: the id of the department whose page it is, 0 for the whole house.
    """

    report = peewee.TextField()
    period = peewee.TextField()
    department = peewee.IntegerField(default=0)
    version = peewee.IntegerField()
    text = peewee.TextField()
    at = Moment(_("Written at"), null=False)
    who = peewee.TextField()

    class Meta:
        indexes = ((("report", "period", "department", "version"), True),)


TABLES: tuple[type[LedgerTable], ...] = (
    LedgerInfo,
    Counter,
    History,
    HistoryText,
    SearchEntry,
    RunningClock,
    Attachment,
    Tie,
    Account,
    Pause,
    Correction,
    SealHolder,
    DutyDone,
    ReportText,
)
