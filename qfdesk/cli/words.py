"""Words that several commands share: periods, filters, files to write, FIELD=VALUE."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from qfdesk.cli.wording import paper_language
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, SurroundingsError
from qfdesk.language import Message, _, message, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice
from qfdesk.model.parse import parse, parse_date, unreadable
from qfdesk.model.record import Record
from qfdesk.model.values import Query, Values

Arguments = argparse.Namespace
Command = tuple[Callable[[argparse.ArgumentParser], None], Callable[[Desk, Arguments], int | None], str]

_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


def json_words(words: argparse.ArgumentParser) -> None:
    """The answer as JSON."""
    words.add_argument("--json", action="store_true", help=say(_("print JSON")))


def span_words(words: argparse.ArgumentParser) -> None:
    """Which records: a period and filters."""
    words.add_argument("--from", dest="since", metavar="DATE", help=say(_("received on this day or later")))
    words.add_argument("--to", dest="until", metavar="DATE", help=say(_("received on this day or earlier")))
    words.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=say(_("only where the field has this value; may be repeated")),
    )


def out_words(words: argparse.ArgumentParser) -> None:
    """The document to write, and its language."""
    words.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help=say(_("the file to write")))
    words.add_argument("--paper-lang", type=paper_language, metavar="LANG", help=say(_("language of the document")))


def day(text: str | None) -> dt.date | None:
    """A day in any form people write; None for no word. Raises InvalidError."""
    if text is None:
        return None
    try:
        return min(max(parse_date(text), _FIRST_DAY), _LAST_DAY)
    except ValueError as error:
        raise InvalidError(_("“{text}” is not a date; write it as 2026-11-22"), text=text[:40]) from error


def pairs(entry: type[Entry], said: Sequence[str]) -> Values:
    """FIELD=VALUE words as values; a small table is a JSON list of objects.

    Raises InvalidError naming every field that is unknown or unreadable.
    """
    found: Values = {}
    wrong: dict[str, Message] = {}
    fields = entry.fields()
    for word in said:
        key, equals, text = word.partition("=")
        if not equals:
            raise InvalidError(_("“{word}” is not FIELD=VALUE; put an equals sign between them"), word=word[:40])
        if key not in fields:
            wrong[key] = message(_("There is no field “{field}” here; see “registers --json”"), field=key[:40])
            continue
        try:
            table = text and fields[key].kind == "lines"
            found[key] = parse(fields[key], json.loads(text) if table else text)
        except (ValueError, TypeError, ArithmeticError):
            wrong[key] = unreadable(fields[key], text)
    if wrong:
        raise InvalidError(_("{first}"), fields=wrong, first=next(iter(wrong.values())))
    return found


def query(desk: Desk, register: str, asked: Arguments) -> Query:
    """What a command's period, filters and stage ask for. Raises InvalidError."""
    entry = desk.entry(register)
    since, until = day(asked.since), day(asked.until)
    if since and until and since > until:
        raise InvalidError(_("The period ends before it begins; exchange --from and --to"))
    stage = getattr(asked, "stage", None)
    if not issubclass(entry, Record):
        _refuse_for_master(entry, since or until or stage)
        return Query(register, where=_where(entry, asked.where), order=("id", True))
    if stage:
        _known_stage(entry, stage)
    stages = (stage,) if stage else ()
    return Query(register, stages=stages, since=since, until=until, where=_where(entry, asked.where))


def _where(entry: type[Entry], said: Sequence[str]) -> tuple[tuple[str, object], ...]:
    """The filters as the desk takes them; a link's name stands for every entry that is called so."""
    found: list[tuple[str, object]] = []
    for key, value in pairs(entry, said).items():
        field = entry.fields()[key]
        if isinstance(field, Choice):
            _known_choice(field, value)
        elif key == "stage" and issubclass(entry, Record):
            _known_stage(entry, value)
        found.append((key, value))
    return tuple(found)


def _known_choice(field: Choice, value: str | tuple[str, ...]) -> None:
    for one in value if isinstance(value, tuple) else (value,):
        if one and one not in field.options:
            raise InvalidError(
                _("“{field}” has no choice “{value}”; take one of its list"),
                field=message(field.label),
                value=one[:40],
            )


def _known_stage(entry: type[Record], stage: str) -> None:
    known = [s.key for s in entry.stages]
    if stage not in known:
        raise InvalidError(
            _("There is no stage “{stage}” here; possible: {known}"), stage=stage[:40], known=", ".join(known)
        )


def _refuse_for_master(entry: type[Entry], asked: object) -> None:
    if asked:
        raise InvalidError(
            _("“{name}” has neither dates of receipt nor stages; leave out --from, --to and --stage"),
            name=message(entry.label),
        )


def target(path: Path, ending: str) -> Path:
    """A file to write, with its ending. Raises InvalidError for another ending, SurroundingsError for a bad place."""
    if path.suffix.lower() != ending:
        raise InvalidError(
            _("{path} does not end in {ending}; name the file so that its kind is known"), path=str(path), ending=ending
        )
    if path.is_dir():
        raise SurroundingsError(_("{path} is a folder; name a file in it"), path=str(path))
    if not path.absolute().parent.is_dir():
        raise SurroundingsError(
            _("The folder {folder} does not exist: choose another one."), folder=str(path.absolute().parent)
        )
    return path
