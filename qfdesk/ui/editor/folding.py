"""Which sections of a form stand open: what matters at a stage, the empty rest is folded."""

from __future__ import annotations

from collections.abc import Sequence

from qfdesk.model.check import empty
from qfdesk.model.declare import Section
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.model.values import Values
from qfdesk.ui.editor.held import same

Divided = Sequence[tuple[Section, tuple[str, ...]]]


def opened_at(entry: type[Entry], stage: str, sections: Divided, values: Values) -> dict[str, bool]:
    """Section key -> open: those of a master, of what is wanted now and of what was typed already."""
    if not issubclass(entry, Record):
        return {section.key: True for section, _keys in sections}
    typed = entry.typed()
    defaults = {k: f.default for k, f in typed.items() if not callable(f.default)}

    def filled(key: str) -> bool:
        return not empty(values.get(key)) and not same(values.get(key), defaults.get(key))

    wanted = {key for key in _wanted_at(entry, stage, sections) if filled(key) or empty(values.get(key))}
    return {section.key: bool(wanted & set(keys)) or any(map(filled, keys)) for section, keys in sections}


def _wanted_at(entry: type[Record], stage: str, sections: Divided) -> set[str]:
    """What a record begins with, what it is looked for by, what the next move asks for or one that stays here."""
    typed = entry.typed()
    required = {key for key, field in typed.items() if field.traits.required}
    wanted = required | {key for key, field in typed.items() if field.kind == "link" and field.traits.searched}
    here = entry.stage_of(stage or entry.stages[0].key)
    if here is entry.stages[0]:  # it is being written down: every section as far as the last one it cannot lack
        last = max((n for n, (_section, keys) in enumerate(sections) if required & set(keys)), default=-1)
        wanted |= {key for _section, keys in sections[: last + 1] for key in keys}
    moves = [move for move in here.moves if not move.back and (move is here.moves[0] or move.to == here.key)]
    return wanted | {key for move in moves for key in move.needs}
