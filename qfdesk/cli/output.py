"""What the commands print: entries and declarations as JSON, or as lines for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from qfdesk.errors import SurroundingsError, cause_of
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Lines, Link
from qfdesk.model.masters import Master
from qfdesk.model.record import Record
from qfdesk.model.show import plain, show
from qfdesk.model.values import DueLine, HistoryLine, Hit, Opened, Values

UNWRITABLE = _("The answer cannot be written ({cause}); mend the output, then ask again")


class UnwritableError(SurroundingsError):
    """Standard output takes no more."""


def put(text: str) -> None:
    """A line on standard output, whatever characters it holds. Raises UnwritableError, BrokenPipeError."""
    try:
        sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(UNWRITABLE, error) from error


def put_out() -> None:
    """Sees to it that all is out that was put. Raises like ``put``."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(UNWRITABLE, error) from error


def put_first(*lines: str) -> None:
    """Gives the answer to a change before it is kept: a caller who got none may safely try again."""
    try:
        for line in lines:
            put(line)
        sys.stdout.flush()
    except (OSError, UnwritableError) as error:
        raise _unwritable(
            _("The answer cannot be written ({cause}), so nothing was changed; mend the output, then try again"), error
        ) from error


def _unwritable(sentence: str, error: BaseException) -> UnwritableError:
    cause = error.__cause__ if isinstance(error, UnwritableError) else error
    return UnwritableError(sentence, cause=cause_of(cause or error))


def put_json(value: Any) -> None:
    """A value as indented JSON."""
    put(json.dumps(value, ensure_ascii=False, indent=1))


def put_file(path: Any, as_json: bool) -> None:
    """The file or ledger that a command made."""
    if as_json:
        put_json({"file": str(path)})
    else:
        put(str(path))


def values_json(entry: type[Entry], title: str, values: Values) -> dict[str, Any]:
    """Values as an object: their register, the entry's name and every field by key."""
    fields = {key: plain(field, values[key]) for key, field in entry.fields().items()}
    return {"register": entry.key, "title": title, **fields}


def entry_json(entry: type[Entry], opened: Opened) -> dict[str, Any]:
    """An entry as an object: its register and every field by key."""
    return values_json(entry, opened.title, opened.values)


def shown(entry: type[Entry], key: str, value: Any) -> str:
    """A value as a person reads it, its stage by name."""
    if key == "stage" and issubclass(entry, Record) and value:
        return say(entry.stage_of(value).label)
    return show(entry.fields()[key], value)


def entry_lines(entry: type[Entry], opened: Opened) -> Iterable[str]:
    """An entry for a person: a line per filled field."""
    yield f"{opened.title} · {say(entry.label)}"
    for key, field in entry.fields().items():
        text = shown(entry, key, opened.values[key])
        if text and key not in ("uid", "revision"):
            yield f"  {say(field.label)}: {text}"


def due_json(line: DueLine, overdue: bool) -> dict[str, Any]:
    """A running deadline as an object."""
    return {
        "number": line.number,
        "register": line.register,
        "deadline": line.deadline.key,
        "label": say(line.deadline.label),
        "due_at": line.at.isoformat(timespec="seconds"),
        "overdue": overdue,
        "reason": line.reason.say(),
        "rule": say(line.rule),
        "certain": line.certain,
        "version": line.version,
        "paused": line.paused,
    }


def history_json(line: HistoryLine) -> dict[str, Any]:
    """A line of the history as an object."""
    return {
        "seq": line.seq,
        "at": line.at.isoformat(timespec="seconds"),
        "who": line.who,
        "number": line.number,
        "act": line.act,
        "field": line.field,
        "from": line.before,
        "to": line.after,
        "reason": line.reason,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit of the search as an object."""
    return {"number": hit.number, "register": hit.register, "stage": hit.stage, "around": hit.around}


def _field_json(key: str, field: Any) -> dict[str, Any]:
    traits = field.traits
    found: dict[str, Any] = {
        "key": key,
        "label": say(traits.label),
        "kind": field.kind,
        "required": traits.required,
        "choices": {k: say(v) for k, v in field.options.items()} if isinstance(field, Choice) else {},
        "section": traits.section.key if traits.section else "",
        "secrecy": traits.secret,
        "system": traits.system,
    }
    if isinstance(field, Link):
        found["links_to"] = field.rel_model.key
    if isinstance(field, Lines):
        found["columns"] = {c.key: say(c.label) for c in field.columns}
    if traits.help:
        found["help"] = say(traits.help)
    return found


def _moves_json(entry: type[Record]) -> list[dict[str, Any]]:
    return [
        {
            "key": m.key,
            "label": say(m.label),
            "from": s.key,
            "to": m.to,
            "needs": list(m.needs),
            "reason": m.reason,
            "rule": m.rule,
        }
        for s in entry.stages
        for m in s.moves
    ]


def _deadlines_json(entry: type[Record]) -> list[dict[str, Any]]:
    return [
        {
            "key": d.key,
            "label": say(d.label),
            "after": d.after,
            "until": d.until,
            "term": d.term.say().say(),
            "rule": say(d.rule),
        }
        for d in entry.deadlines
    ]


def declaration_json(entry: type[Entry]) -> dict[str, Any]:
    """A register or master as outside programs read it."""
    found: dict[str, Any] = {
        "key": entry.key,
        "label": say(entry.label),
        "master": issubclass(entry, Master),
        "prefix": "",
        "stages": [],
        "moves": [],
        "deadlines": [],
        "papers": [],
        "sections": [{"key": s.key, "label": say(s.label)} for s in entry.sections],
    }
    if issubclass(entry, Record):
        found["prefix"] = entry.prefix
        found["stages"] = [{"key": s.key, "label": say(s.label), "final": s.final} for s in entry.stages]
        found["moves"] = _moves_json(entry)
        found["deadlines"] = _deadlines_json(entry)
        found["papers"] = [{"key": p.key, "label": say(p.title), "form_number": p.form_number} for p in entry.papers]
    found["fields"] = [_field_json(key, field) for key, field in entry.fields().items()]
    return found
