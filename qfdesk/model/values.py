"""Plain values on their way between the parts of the house: no database, no widget, safe in any thread."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from qfdesk.language import Message, Wanted
from qfdesk.model.declare import Deadline, Ledger, Move, Paper, Route
from qfdesk.rules.text import clean

Values = dict[str, Any]


@dataclass
class Draft:
    """What an editor holds: values not saved yet. ``uid`` is made once, so a repeated save stays one record.

    ``base`` and ``revision`` are what was read; ``id`` None: new. ``made_from``: (register, id) it was made from.
    ``unread``: texts typed that are no values yet, by field; kept with the draft, never saved.
    """

    register: str
    values: Values
    id: int | None = None
    revision: int = 0
    base: Values = field(default_factory=dict)
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)
    made_from: tuple[str, int] | None = None
    unread: dict[str, str] = field(default_factory=dict)

    def changes(self) -> Values:
        """The values that differ from what was read."""
        return {k: v for k, v in self.values.items() if v != self.base.get(k)}


@dataclass(frozen=True)
class Opened:
    """An entry as read: all its values, system fields included. ``title`` is its number or name.

    ``veiled``: the fields whose values this person sees masked or not at all.
    """

    register: str
    id: int
    uid: str
    title: str
    revision: int
    values: Values
    voided: bool
    veiled: frozenset[str] = frozenset()

    @property
    def stage(self) -> str:
        return str(self.values.get("stage", ""))


@dataclass(frozen=True)
class Findings:
    """What the rules say of values: ``errors`` refuse the save, ``warnings`` only speak. {field: sentence}."""

    errors: dict[str, Message]
    warnings: dict[str, Message]


@dataclass(frozen=True)
class Saved:
    """What a save did: the entry as it now stands, its number, and the fields that changed."""

    register: str
    id: int
    title: str
    revision: int
    changed: tuple[str, ...]
    created: bool = False


@dataclass(frozen=True)
class MoveState:
    """Whether a move is possible: ``missing`` field keys still empty, ``hindrance`` any other reason against it.

    ``to_fill``: the fields to go to, those that the hindrance asks for among them.
    """

    move: Move
    missing: tuple[str, ...]
    hindrance: Message | None

    @property
    def ready(self) -> bool:
        return not self.missing and self.hindrance is None

    @property
    def to_fill(self) -> tuple[str, ...]:
        return (self.hindrance.key,) if isinstance(self.hindrance, Wanted) else self.missing


@dataclass(frozen=True)
class DueLine:
    """One running deadline of one record, with the reason a person can read.

    ``version``: of the term it runs under; ``paused``: it stands still and is not overdue however late it gets;
    ``rule``: its source as the house words it.
    """

    register: str
    id: int
    number: str
    deadline: Deadline
    at: dt.datetime
    reason: Message
    certain: bool
    version: int = 1
    paused: bool = False
    rule: str = ""

    def overdue(self, now: dt.datetime) -> bool:
        return self.at < now and not self.paused


@dataclass(frozen=True)
class Sight:
    """What a person sees of a register: ``personal`` data, though not the identity in the records ``sealed``."""

    personal: bool = True
    sealed: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is veiled."""
        return self.personal and not self.sealed


@dataclass(frozen=True)
class RouteLine:
    """A route that a record's values ask for: before whom, the people who are that, and whether it went there."""

    route: Route
    to: Message
    people: tuple[str, ...]
    gone: bool


@dataclass(frozen=True)
class Query:
    """Which entries of one register or master, in which order.

    ``text``: searched words, without what cannot be kept in a text either. ``stages``: any of them.
    ``since``/``until``: days of received_at, both included. ``person``: operator id among handler and recorder.
    ``where``: {field: value}. ``order``: (column, descending). ``sight``: what whoever asks may see, so that nothing
    is found by words that person may not read; the desk puts it in.
    """

    register: str
    text: str = ""
    stages: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    overdue: bool = False
    person: int | None = None
    where: tuple[tuple[str, Any], ...] = ()
    voided: bool = False
    order: tuple[str, bool] = ("received_at", True)
    sight: Sight = Sight()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text, "text"))


@dataclass(frozen=True)
class Listed:
    """A row of a list: the values of the columns asked for (links as Ref), and its next due date."""

    id: int
    values: Values
    due: DueLine | None
    voided: bool


@dataclass(frozen=True)
class Hit:
    """A record that the search found; ``around`` is the text about the first word found."""

    register: str
    id: int
    number: str
    around: str
    stage: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A master that fits what is being typed: ``detail`` tells it from its likes."""

    id: int
    text: str
    detail: str
    values: Values


@dataclass(frozen=True)
class Linked:
    """A record that belongs to another: by ``kind``: same batch, made from it, its origin, see also."""

    register: str
    id: int
    number: str
    stage: str
    received_at: dt.datetime | None
    kind: str


@dataclass(frozen=True)
class HistoryLine:
    """One change: who, when, which field, from, to, why. ``act``: create, change, move, void, attach, print …

    ``entry``: the id of what it is about, 0 for the ledger itself. ``forgotten``: its values were masked on request.
    """

    seq: int
    at: dt.datetime
    who: str
    register: str
    number: str
    act: str
    field: str
    before: str
    after: str
    reason: str
    entry: int = 0
    forgotten: bool = False


@dataclass(frozen=True)
class Attached:
    """A file kept with an entry."""

    id: int
    name: str
    size: int
    sha256: str
    added_at: dt.datetime
    added_by: str
    state: str = "ok"


@dataclass(frozen=True)
class FilledForm:
    """One form to print: the declaration and the value of every path on it; a blank form has no values.

    ``notes``: small print at the foot (derived from, changes). ``number``: also what the QR code holds ('' = none).
    ``stamp``: one word across every page that says the paper does not hold (void).
    """

    register: str
    paper: Paper
    values: Values
    number: str
    notes: tuple[Message, ...] = ()
    stamp: Message | None = None


@dataclass(frozen=True)
class LedgerSheet:
    """A ledger to print or export: rows as {path: value}, ``complete`` rows hold every field by key.

    ``keeper``: who is named to keep the register (D12.1).
    """

    register: str
    ledger: Ledger
    rows: list[Values]
    period: tuple[dt.date | None, dt.date | None]
    complete: list[Values] = field(default_factory=list)
    keeper: Message | None = None


@dataclass(frozen=True)
class House:
    """What every paper and sheet says about the house and the moment it was made.

    ``anchor``: how far the history had come, so that a ledger on paper proves what the history held.
    """

    company: str
    printed_at: dt.datetime
    printed_by: str
    app: str = "qfdesk"
    anchor: Message | None = None
