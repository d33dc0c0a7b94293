"""What is wrong with a declaration, in plain words: read over every register and master by a test, so that a misspelt
name is found before a clerk finds it. Every line begins with a stable id."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from qfdesk.model.declare import Grid, Paper, paths_of
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Date, LineColumn, Lines, Moment
from qfdesk.model.handed import source_field
from qfdesk.model.record import Record
from qfdesk.model.show import field_at
from qfdesk.rules.posts import POSTS

FIXED = ("number", "stage", "received_at", "recorded_by", "story", "closed_at")
"""Field keys of every register that programs outside rely on."""

_CELL_KINDS = {"text", "memo", "date", "moment", "quantity", "money", "choice"}
_STAMPS = {"now", "user", "today"}
_TONES = {"info", "warn", "ok", "danger", "soft"}


def lint(entry: type[Entry], registers: Mapping[str, type[Entry]]) -> list[str]:
    """Everything that is wrong with the declaration; ``registers``: all entries by key, which ``follows`` may name."""
    found = [*_fields(entry), *_choices(entry), *_sections(entry), *_names(entry)]
    if issubclass(entry, Record):
        for look in (_numbering, _keepers, _stages, _moves, _ways, _deadlines, _ledgers, _papers):
            found += look(entry)
        found += _follows(entry, registers)
    return [f"{line} ({entry.key})" for line in found]


def _fields(entry: type[Entry]) -> Iterator[str]:
    for key, field in entry.fields().items():
        traits = field.traits
        if not field.label.strip():
            yield f"field-label: {key} has no label"
        if not traits.system and traits.section is None:
            yield f"field-section: {key} is typed but stands in no section"
        if traits.system and traits.required:
            yield f"field-required: {key} is filled by the program, so nobody can be asked for it"
        yield from _unknown(f"field-fills: {key} fills", traits.fills, entry.fields())
        if traits.fills:
            sources = map(source_field, traits.fills.values())
            yield from _unknown(f"field-fills: {key} fills from", sources, field.rel_model.fields())
        if traits.shown_if:
            yield from _shown_if(f"field-shown-if: {key}", entry, traits.shown_if)


def _keepers(entry: type[Record]) -> Iterator[str]:
    yield from _unknown("kept-by: it is kept by", entry.kept_by, POSTS)


def _shown_if(what: str, entry: type[Entry], shown_if: tuple[str, tuple[str, ...]]) -> Iterator[str]:
    key, values = shown_if
    field = entry.fields().get(key)
    if not isinstance(field, Choice):
        yield f"{what} is shown by {key}, which is no choice"
    else:
        yield from _unknown(f"{what} is shown by {key} =", values, field.options)


def _unknown(what: str, named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for name in named:
        if name not in known:
            yield f"{what} {name}, which does not exist"


def _choices(entry: type[Entry]) -> Iterator[str]:
    for key, field in entry.fields().items():
        if isinstance(field, Choice):
            yield from _options(key, field.options)
            default = field.default
            if isinstance(default, str) and default and default not in field.options:
                yield f"choice-default: {key} begins as {default}, which does not exist"
        if isinstance(field, Lines):
            yield from _columns(key, field.columns)


def _options(key: str, options: Mapping[str, str]) -> Iterator[str]:
    if not options:
        yield f"choice-empty: {key} has nothing to choose from"
    for option, label in options.items():
        if not label.strip():
            yield f"choice-label: {key} = {option} has no label"
        if not re.fullmatch(r"[a-z][a-z0-9_]*", option):
            yield f"choice-key: {key} = {option} is not a plain word"
    if len(set(options.values())) < len(options):
        yield f"choice-twice: {key} has two choices of one label"


def _columns(key: str, columns: tuple[LineColumn, ...]) -> Iterator[str]:
    if len({c.key for c in columns}) < len(columns):
        yield f"lines-twice: {key} has two columns of one name"
    for column in columns:
        where = f"{key}.{column.key}"
        if not column.label.strip():
            yield f"lines-label: {where} has no label"
        if column.kind not in _CELL_KINDS:
            yield f"lines-kind: {where} is a {column.kind}, which no cell can be"
        if column.kind == "choice":
            yield from _options(where, column.options)


def _sections(entry: type[Entry]) -> Iterator[str]:
    used = [f.traits.section for f in entry.fields().values() if f.traits.section]
    for section in entry.sections:
        if section not in used:
            yield f"section-empty: {section.key} has no field"
        if not section.label.strip():
            yield f"section-label: {section.key} has no label"
        if section.shown_if:
            yield from _shown_if(f"section-shown-if: {section.key}", entry, section.shown_if)
    for section in dict.fromkeys(used):
        if section not in entry.sections:
            yield f"section-undeclared: {section.key} has fields but is not among the sections"
    if len({s.key for s in entry.sections}) < len(entry.sections):
        yield "section-twice: two sections have one key"


def _names(entry: type[Entry]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z][a-z_]*", entry.key):
        yield f"key: {entry.key} is not a plain word"
    if not entry.label.strip():
        yield "label: the entry has no label"
    if not entry.named:
        yield "named: nothing says what an entry is called"
    if not entry.columns:
        yield "columns: the list would show nothing"
    yield from _unknown("named: is called after", entry.named, entry.fields())
    yield from _unknown("alone: is told from others by", entry.alone, entry.fields())
    also = {"due"} if issubclass(entry, Record) else set()
    yield from _unknown("columns: the list shows", entry.columns, entry.fields().keys() | also)


def _numbering(entry: type[Record]) -> Iterator[str]:
    if not re.fullmatch(r"[A-Z]{2}", getattr(entry, "prefix", "")):
        yield "prefix: a number begins with two capital letters"
    if not entry.tab.strip():
        yield "tab: nothing says what stands on its tab"
    yield from _unknown("fixed: other programs rely on", FIXED, entry.fields())


def _stages(entry: type[Record]) -> Iterator[str]:
    keys = [stage.key for stage in entry.stages]
    if not keys:
        yield "stage-none: a record stands nowhere"
    if len(set(keys)) < len(keys):
        yield "stage-twice: two stages have one key"
    if not any(stage.final for stage in entry.stages):
        yield "stage-final: no stage is the last"
    for stage in entry.stages:
        if not stage.label.strip() or not stage.step.strip():
            yield f"stage-label: {stage.key} has no label or no step"
        if stage.tone not in _TONES:
            yield f"stage-tone: {stage.key} has the tone {stage.tone}, which does not exist"
        if not stage.moves and not stage.final:
            yield f"stage-end: nothing leads on from {stage.key}, which is not the last"
        if len({move.key for move in stage.moves}) < len(stage.moves):
            yield f"move-twice: {stage.key} has two moves of one key"


def _moves(entry: type[Record]) -> Iterator[str]:
    fields, final = entry.fields(), {stage.key for stage in entry.stages if stage.final}
    for stage in entry.stages:
        for move in stage.moves:
            where = f"{stage.key}.{move.key}"
            yield from _unknown(f"move-to: {where} leads to", [move.to], [s.key for s in entry.stages])
            yield from _unknown(f"move-needs: {where} needs", move.needs, fields)
            yield from _unknown(f"move-stamps: {where} fills", move.stamps, fields)
            yield from _unknown(f"move-stamps: {where} fills with", move.stamps.values(), _STAMPS)
            yield from _unknown(f"move-clears: {where} empties", move.clears, fields)
            yield from (f"move-needs: {where} needs {k}, which nobody can type" for k in _untyped(entry, move.needs))
            if not move.label.strip():
                yield f"move-label: {where} has no label"
            if move.to in final and stage.key not in final and "closed_at" not in move.stamps:
                yield f"move-closing: {where} ends the record but does not fill closed_at"
            if move.to not in final and stage.key in final and "closed_at" not in move.clears:
                yield f"move-reopening: {where} goes on but leaves closed_at filled"


def _untyped(entry: type[Record], needs: tuple[str, ...]) -> list[str]:
    return [k for k in needs if k in entry.fields() and entry.fields()[k].traits.system]


def _ways(entry: type[Record]) -> Iterator[str]:
    """Every stage is reached from the first, and from every stage the last can be reached."""
    leads = {stage.key: {move.to for move in stage.moves} for stage in entry.stages}
    begun = {stage.key for stage in entry.stages[:1]}
    reached = _closure(begun, lambda key: leads.get(key, set()))
    ends = {stage.key for stage in entry.stages if stage.final}
    ending = _closure(ends, lambda key: {k for k, to in leads.items() if key in to})
    yield from (f"stage-unreached: no way leads to {key}" for key in leads if key not in reached)
    yield from (f"stage-stuck: no way leads from {key} to the end" for key in leads if key not in ending)


def _closure(begun: set[str], onward: Callable[[str], set[str]]) -> set[str]:
    found, waiting = set(begun), list(begun)
    while waiting:
        new = onward(waiting.pop()) - found
        found |= new
        waiting += new
    return found


def _deadlines(entry: type[Record]) -> Iterator[str]:
    for deadline in entry.deadlines:
        for key in (deadline.after, deadline.until):
            if not isinstance(entry.fields().get(key), Date | Moment):
                yield f"deadline-field: {deadline.key} counts by {key}, which is no date"
        if not deadline.label.strip() or not deadline.rule.strip():
            yield f"deadline-rule: {deadline.key} has no label or no rule it comes from"
        for key in deadline.restarts:
            if key not in entry.fields():
                yield f"deadline-restarts: {deadline.key} begins anew with {key}, which does not exist"
    if len({d.key for d in entry.deadlines}) < len(entry.deadlines):
        yield "deadline-twice: two deadlines have one key"


def _ledgers(entry: type[Record]) -> Iterator[str]:
    if not entry.ledgers:
        yield "ledger-none: there is no ledger to print or export"
    for ledger in entry.ledgers:
        yield from _paths(f"ledger-path: {ledger.key} shows", entry, (c.path for c in ledger.columns))
        if not ledger.title.strip() or not ledger.columns:
            yield f"ledger-title: {ledger.key} has no title or no columns"


def _papers(entry: type[Record]) -> Iterator[str]:
    for paper in entry.papers:
        if paper.suits and paper.suits[0] not in entry.fields():
            yield f"paper-suits: paper “{paper.key}” suits a field “{paper.suits[0]}” that does not exist"
        yield from _paths(f"paper-path: {paper.key} shows", entry, paths_of(paper))
        for part in paper.parts:
            if isinstance(part, Grid):
                yield from _grid(paper.key, entry, part)
        if not paper.title.strip() or not paper.form_number.strip():
            yield f"paper-title: {paper.key} has no title or no form number"
        if paper.size not in ("A4", "A5"):
            yield f"paper-size: {paper.key} is {paper.size}"
        if paper.outward:
            yield from _kept_inside(paper, entry)
    if len({p.key for p in entry.papers}) < len(entry.papers):
        yield "paper-twice: two papers have one key"


def _kept_inside(paper: Paper, entry: type[Record]) -> Iterator[str]:
    for path in paths_of(paper):
        if path.partition(":")[0] in entry.fields() and entry.fields()[path.partition(":")[0]].traits.internal:
            yield f"paper-internal: {paper.key} leaves the house and shows {path}"


def _grid(paper: str, entry: type[Record], grid: Grid) -> Iterator[str]:
    field = entry.fields().get(grid.path)
    if not isinstance(field, Lines):
        yield f"paper-grid: {paper} has a table of {grid.path}, which has no lines"
    else:
        yield from _unknown(f"paper-grid: {paper} fills", grid.first, [c.key for c in field.columns])


def _paths(what: str, entry: type[Entry], paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        try:
            field_at(entry, path)
        except (KeyError, AttributeError):
            yield f"{what} {path}, which does not exist"


def _follows(entry: type[Record], registers: Mapping[str, type[Entry]]) -> Iterator[str]:
    made = [follow.register for follow in entry.follows]
    yield from (f"follow-twice: {key} is made in two ways" for key in dict.fromkeys(made) if made.count(key) > 1)
    for follow in entry.follows:
        target: Any = registers.get(follow.register)
        if target is None or not issubclass(target, Record):
            yield f"follow-register: {follow.register} is no register"
            continue
        yield from _unknown(f"follow-field: {follow.register} gets", follow.carries, target.typed())
        sources = map(source_field, follow.carries.values())
        yield from _unknown(f"follow-field: {follow.register} gets from", sources, entry.fields())
        for theirs, ours in follow.carries.items():
            if {theirs} <= target.fields().keys() and {ours} <= entry.fields().keys():
                yield from _same_kind(follow.register, target.fields()[theirs], entry.fields()[ours])


def _same_kind(register: str, theirs: Any, ours: Any) -> Iterator[str]:
    words = {"text", "code", "memo"}
    if theirs.kind != ours.kind and not {theirs.kind, ours.kind} <= words:
        yield f"follow-kind: {register}.{theirs.name} is a {theirs.kind}, {ours.name} a {ours.kind}"
