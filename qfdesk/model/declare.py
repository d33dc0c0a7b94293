"""The parts of a declaration: sections, stages, moves, deadlines, ledgers and papers.

All texts are marked for the catalogue (``language._``) and said when shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qfdesk.language import Message
from qfdesk.rules.due import Term
from qfdesk.rules.legal import LEGAL

Values = Mapping[str, Any]
Guard = Callable[[Values], Message | None]


@dataclass(frozen=True)
class Section:
    """A block of the editor, named and ordered as on the paper. ``shown_if``: (field, values) it belongs to."""

    key: str
    label: str
    shown_if: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Move:
    """A step from one stage to another.

    ``needs``: fields that must be filled (checked on the saved values). ``stamps``: fields the program fills:
    {field: "now" | "user" | "today"}. ``guard``: a further rule, a Message when the move is not allowed yet.
    ``clears``: fields emptied (reopening). ``reason``: the person must say why. ``back``: not the way forward.
    ``by``: the roles that may, where the house's table says nothing else. ``apart``: fields naming persons who may
    not do it themselves, as long as the house has somebody else who may (D11.3). ``only``: of the roles that may, those
    that these values leave (D2.6).
    """

    key: str
    label: str
    to: str
    needs: tuple[str, ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)
    clears: tuple[str, ...] = ()
    guard: Guard | None = None
    reason: bool = False
    back: bool = False
    rule: str = ""
    by: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    only: Callable[[Values], tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Stage:
    """Where a record stands: ``label`` as it is said of the record (待受理), ``step`` of the way (接收).

    ``tone`` is a colour role: info, warn, ok, danger or soft. ``waiting``: for others.
    """

    key: str
    label: str
    step: str
    tone: str = "info"
    moves: tuple[Move, ...] = ()
    final: bool = False
    waiting: bool = False


@dataclass(frozen=True)
class Deadline:
    """A clock: from ``after`` (a moment or date field) the term runs until the field ``until`` is filled.

    ``rule`` is the source (D9.4, a law); ``when`` limits it to records whose values it accepts. ``pausable``: stands
    still while the record waits for the customer or a laboratory; the clocks of the law do not. ``restarts``: fields
    whose change begins the term anew; no other change does. ``law``: the key of the legal clock it is (``by_law``).
    ``first``: stands above all others on the board (D1.11).
    """

    key: str
    label: str
    after: str
    term: Term
    until: str
    rule: str
    when: Callable[[Values], bool] | None = None
    pausable: bool = True
    restarts: tuple[str, ...] = ()
    law: str = ""
    first: bool = False


def by_law(
    law: str,
    key: str,
    after: str,
    until: str,
    when: Callable[[Values], bool] | None = None,
    label: str = "",
    restarts: tuple[str, ...] = (),
) -> Deadline:
    """The Deadline of a legal clock: its label, term, source and whether it may be paused come from ``rules.legal``."""
    clock = LEGAL[law]
    return Deadline(
        key, label or clock.label, after, clock.term, until, clock.source, when, clock.pausable, restarts, law
    )


REGULATOR = "regulator"
"""Where a route leads out of the house."""


@dataclass(frozen=True)
class Route:
    """A case that must come before somebody: ``to`` is a role or ``regulator``, ``when`` tells which values ask for it.

    ``until``: the field whose filling shows that it was done; '' as long as the values ask for it.
    """

    key: str
    label: str
    to: str
    when: Callable[[Values], bool]
    rule: str
    until: str = ""


@dataclass(frozen=True)
class LedgerColumn:
    """A ledger's column: ``path`` is a field, or link.field; label and width (in characters) where they differ."""

    path: str
    label: str = ""
    width: float = 0


@dataclass(frozen=True)
class Ledger:
    """A 登记簿/台账: the columns the paper form has, in order. The first column is always the running count."""

    key: str
    title: str
    columns: tuple[LedgerColumn, ...]
    form_number: str = ""


@dataclass(frozen=True)
class Cell:
    """Label and value on paper: one or more paths, joined by `` / ``. ``span``: share of the row's width.

    ``ticks``: a choice stands with all its options to tick, as a filled one too (official forms).
    ``otherwise``: what stands there instead where the paths have nothing. ``apart``: what stands beside the cell, so
    that it is not said again in it.
    """

    label: str
    paths: tuple[str, ...]
    span: int = 1
    ticks: bool = False
    otherwise: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of label-and-value cells; a str stands for the field with its own label."""

    cells: tuple[Cell | str, ...]


@dataclass(frozen=True)
class Sign:
    """A place to sign: who (``by``) and when (``at``) are printed where the record knows them, else left to ink."""

    label: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Block:
    """A tall box with its label at the left: texts one under the other, signatures at its foot.

    A path of a choice field prints all options with tick boxes. ``lines``: room to write in, at least.
    """

    label: str
    paths: tuple[str, ...]
    signs: tuple[Sign, ...] = ()
    lines: int = 4


@dataclass(frozen=True)
class Grid:
    """A table of a Lines field; ``first`` puts the record's own paths above it as its first line.

    ``lines``: rows at least, blank ones among them; 0: the table stands only where it is filled."""

    label: str
    path: str
    first: Mapping[str, str] = field(default_factory=dict)
    lines: int = 4


@dataclass(frozen=True)
class Signs:
    """A row of places to sign at the foot."""

    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Paper:
    """A printed form. ``head``: paths in the line above the frame. ``outward``: leaves the house, so internal
    fields never print on it. ``copies``: who keeps which copy, printed at the foot. ``suits``: (field, values) of
    the records that print on it unless another is asked for. ``extract``: for other departments, which get the matter
    and not the person, and are told that it is an extract (D12.3). ``mailed``: a customer fills it in and sends it, so
    that it says how the house is reached (D10.1, D13.1). ``warns``: what a filled one says at its foot of a record that
    has not come so far (D12.10)."""

    key: str
    title: str
    form_number: str
    parts: tuple[Row | Block | Grid | Signs, ...]
    head: tuple[str, ...] = ("number", "received_at")
    size: str = "A4"
    landscape: bool = False
    copies: tuple[str, ...] = ()
    outward: bool = False
    suits: tuple[str, tuple[str, ...]] | None = None
    extract: bool = False
    mailed: bool = False
    warns: Guard | None = None


@dataclass(frozen=True)
class Follow:
    """What can be made from a record: another register, with the fields carried over {theirs: ours}.

    A flag may be carried from a choice, ``field=choice``: whether that one holds.
    """

    register: str
    carries: Mapping[str, str]


def paths_of(paper: Paper) -> list[str]:
    """Every path a paper shows, in order."""
    found = list(paper.head)
    for part in paper.parts:
        if isinstance(part, Row):
            for cell in part.cells:
                found += (*cell.paths, *cell.otherwise, *cell.apart) if isinstance(cell, Cell) else (cell,)
        elif isinstance(part, Block):
            found += [*part.paths, *_signed(part.signs)]
        elif isinstance(part, Grid):
            found += [part.path, *part.first.values()]
        elif isinstance(part, Signs):
            found += _signed(part.signs)
    return found


def _signed(signs: tuple[Sign, ...]) -> list[str]:
    return [path for sign in signs for path in (sign.by, sign.at) if path]
