"""The Today board: what runs out, what is unusual, how the month goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from qfdesk.desk.files import Files
from qfdesk.desk.lists import Lists
from qfdesk.model.board import Board, DueRow
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import DueLine, Values
from qfdesk.rules.clock import day_start, local
from qfdesk.statistics import batches, months
from qfdesk.statistics.waiting import waiting
from qfdesk.store.ledger import Store
from qfdesk.store.pages import rows_by_id
from qfdesk.store.trouble import told

_TOLD = ("product", "batch", "story", "purpose", "handler", "recorded_by")


def look(store: Store, registers: Sequence[type[Record]], lists: Lists, files: Files, now: dt.datetime) -> Board:
    """The day at a glance, at the moment ``now``."""
    tomorrow = day_start(local(now).date() + dt.timedelta(days=1))
    kinds = next((register for register in registers if "kind" in register.fields()), None)
    rows = _due_rows(store, lists.due_before(tomorrow + dt.timedelta(days=7)))
    with told():
        return Board(
            overdue=[r for r in rows if r.line.at < now],
            today=[r for r in rows if now <= r.line.at < tomorrow],
            week=[r for r in rows if r.line.at >= tomorrow],
            waiting=waiting(registers),
            drafts=files.kept_drafts(),
            batches=batches.unusual(registers, now),
            months=months.by_choice(kinds, "kind", now) if kinds else [],
            events=lists.latest(),
            on_time=months.on_time(registers, now),
        )


def _due_rows(store: Store, lines: Sequence[DueLine]) -> list[DueRow]:
    """The lines with what a person needs to know of their records, one query a register."""
    found: dict[tuple[str, int], Values] = {}
    with told():
        for key in {line.register for line in lines}:
            entry = store.entries[key]
            columns = tuple(column for column in _TOLD if column in entry.fields())
            ids = [line.id for line in lines if line.register == key]
            for part in _parts(ids):
                found.update({(key, n): row[0] for n, row in rows_by_id(entry, part, columns).items()})
    return [_due_row(line, found.get((line.register, line.id), {})) for line in lines]


def _parts(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    """The ids in portions that every database takes as one list."""
    whole = list(dict.fromkeys(ids))
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _due_row(line: DueLine, values: Values) -> DueRow:
    named: list[Any] = [values[key] for key in ("product", "batch") if values.get(key)]
    story = " ".join(str(values.get("story") or values.get("purpose") or "").split())
    owner = values.get("handler") or values.get("recorded_by")
    title = " · ".join([*(str(one) for one in named), story[:24]])
    return DueRow(line, title, owner.text if isinstance(owner, Ref) else "")
