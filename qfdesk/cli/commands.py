"""The commands, each a pair: what words it takes, what it does."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qfdesk.cli.output import declaration_json, due_json, entry_json, entry_lines, history_json, hit_json, put, put_json
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, SurroundingsError
from qfdesk.language import LANGUAGES, _, say
from qfdesk.model.fields import Link
from qfdesk.model.parse import parse, parse_all, parse_date, unreadable
from qfdesk.model.record import Record
from qfdesk.model.show import show
from qfdesk.model.values import Query, Values
from qfdesk.rules.clock import day_start
from qfdesk.store.links import exact

Arguments = argparse.Namespace
Command = tuple[Callable[[argparse.ArgumentParser], None], Callable[[Desk, Arguments], int | None], str]


def _json(words: argparse.ArgumentParser) -> None:
    words.add_argument("--json", action="store_true", help=say(_("print JSON")))


def _span(words: argparse.ArgumentParser) -> None:
    words.add_argument("--from", dest="since", metavar="DATE")
    words.add_argument("--to", dest="until", metavar="DATE")
    words.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")


def _out(words: argparse.ArgumentParser) -> None:
    words.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    words.add_argument("--paper-lang", choices=sorted(LANGUAGES))


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InvalidError(_("“{text}” is not a date; write it as 2026-11-22"), text=text) from error


def _pairs(desk: Desk, register: str, said: Sequence[str]) -> Values:
    """FIELD=VALUE words as values. Raises InvalidError naming the field that is unknown or unreadable."""
    found: Values = {}
    fields = desk.entry(register).fields()
    for word in said:
        key, equals, text = word.partition("=")
        if not equals or key not in fields:
            raise InvalidError(_("There is no field “{field}” here; see “registers --json”"), field=key)
        try:
            found[key] = parse(fields[key], text)
        except (ValueError, TypeError, ArithmeticError) as error:
            wrong = unreadable(fields[key], text)
            raise InvalidError(_("{first}"), fields={key: wrong}, first=wrong) from error
    return found


def _query(desk: Desk, register: str, asked: Arguments) -> Query:
    where = []
    for key, value in _pairs(desk, register, asked.where).items():
        field = desk.entry(register).fields()[key]
        if isinstance(field, Link) and value is not None:
            number = exact(field.rel_model, value.text, {})
            value = value._replace(id=number if number is not None else -1)
        where.append((key, value))
    stage = getattr(asked, "stage", None)
    order = ("received_at", True) if issubclass(desk.entry(register), Record) else ("id", True)
    stages = (stage,) if stage else ()
    return Query(
        register, stages=stages, since=_day(asked.since), until=_day(asked.until), where=tuple(where), order=order
    )


def _init_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("--sample", type=int, default=0, metavar="N", help=say(_("with N invented records")))


def _init(desk: Desk, asked: Arguments) -> None:
    if asked.sample:
        from qfdesk.desk.sample import make_sample

        make_sample(desk, asked.sample, desk.now().date())
    put(desk.place)


def _registers_words(words: argparse.ArgumentParser) -> None:
    _json(words)
    words.add_argument("--masters", action="store_true", help=say(_("the masters instead of the registers")))


def registers(entries: Sequence[Any], asked: Arguments) -> None:
    """Prints the declarations; needs no ledger."""
    if asked.json:
        put_json([declaration_json(entry) for entry in entries])
        return
    for entry in entries:
        put(f"{entry.key}\t{getattr(entry, 'prefix', '')}\t{say(entry.label)}")


def _add_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register")
    words.add_argument(
        "--json", required=True, metavar="FILE|-", help=say(_("an object or a list of objects; - reads standard input"))
    )


def _read_json(name: str) -> Any:
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return json.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise SurroundingsError(
            _("{path} cannot be read ({cause})"), path=name, cause=error.strerror or str(error)
        ) from error
    except ValueError as error:
        raise InvalidError(
            _("{path} is not JSON in UTF-8 ({cause}); correct it"), path=name, cause=str(error)[:120]
        ) from error


def _add(desk: Desk, asked: Arguments) -> None:
    entry = desk.entry(asked.register)
    given = _read_json(asked.json)
    objects = given if isinstance(given, list) else [given]
    drafts = []
    for place, one in enumerate(objects, 1):
        if not isinstance(one, dict):
            raise InvalidError(_("Object {n} is not a JSON object; write {{field: value}}"), n=place)
        draft = desk.blank(asked.register)
        draft.values.update(parse_all(entry, one))
        drafts.append(draft)
    for saved in desk.save_all(drafts):
        put(saved.title)


def _show_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number")
    _json(words)


def _show(desk: Desk, asked: Arguments) -> None:
    opened = desk.open(*desk.locate(asked.number))
    entry = desk.entry(opened.register)
    if not asked.json:
        put("\n".join(entry_lines(entry, opened)))
        return
    now = desk.now()
    due = [due_json(line, line.overdue(now)) for line in desk.dues(opened.register, opened.id)]
    tied = [
        {"number": one.number, "register": one.register, "kind": one.kind}
        for one in desk.links(opened.register, opened.id)
    ]
    put_json({**entry_json(entry, opened), "due": due, "links": tied})


def _list_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register")
    _span(words)
    words.add_argument("--stage")
    words.add_argument("--limit", type=int, default=0, metavar="N")
    _json(words)


def _list(desk: Desk, asked: Arguments) -> None:
    entry = desk.entry(asked.register)
    rows = desk.page(_query(desk, asked.register, asked), 0, asked.limit or 10**9, ())
    if asked.json:
        put_json([entry_json(entry, desk.open(asked.register, row.id)) for row in rows])
        return
    for row in rows:
        values = desk.open(asked.register, row.id).values
        put("\t".join(show(entry.fields()[c], values[c]) for c in entry.columns if c in values))


def _move_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number")
    words.add_argument("move")
    words.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
    words.add_argument("--reason", default="")
    _json(words)


def _move(desk: Desk, asked: Arguments) -> None:
    register, number = desk.locate(asked.number)
    given = _pairs(desk, register, asked.set)
    typed = desk.entry(register).typed()
    for key in given:
        if key not in typed:
            raise InvalidError(_("“{field}” is filled by the program; leave it out"), field=key)
    opened = desk.open(register, number)
    saved = desk.move(register, number, opened.revision, asked.move, given, asked.reason)
    after = desk.open(register, saved.id)
    if asked.json:
        put_json({"number": after.title, "stage": after.stage, "changed": list(saved.changed)})
    else:
        put(f"{after.title}\t{after.stage}")


def _find_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("text")
    words.add_argument("--register")
    words.add_argument("--limit", type=int, default=50, metavar="N")
    _json(words)


def _find(desk: Desk, asked: Arguments) -> None:
    if asked.register:
        desk.entry(asked.register)
    hits = desk.find(asked.text, asked.register, asked.limit)
    if asked.json:
        put_json([hit_json(hit) for hit in hits])
        return
    for hit in hits:
        put(f"{hit.number}\t{hit.around}")


def _history(desk: Desk, asked: Arguments) -> None:
    lines = desk.history(*desk.locate(asked.number))
    if asked.json:
        put_json([history_json(line) for line in reversed(lines)])
        return
    for line in reversed(lines):
        change = f"{line.field}\t{line.before} → {line.after}"
        put(f"{line.at:%Y-%m-%d %H:%M}\t{line.who}\t{line.act}\t{change}\t{line.reason}")


def _due_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("--on", metavar="DATE")
    _json(words)


def _due(desk: Desk, asked: Arguments) -> None:
    day = _day(asked.on)
    moment = day_start(day + dt.timedelta(days=1)) if day else day_start(desk.now().date() + dt.timedelta(days=1))
    now = moment if day and day != desk.now().date() else desk.now()
    lines = desk.due_before(moment)
    if asked.json:
        on = (moment - dt.timedelta(days=1)).date().isoformat()
        put_json({"on": on, "due": [due_json(line, line.overdue(now)) for line in lines], "duties": []})
        return
    for line in lines:
        put(f"{line.at:%Y-%m-%d %H:%M}\t{line.number}\t{say(line.deadline.label)}\t{line.reason.say()}")


def _export_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register")
    _span(words)
    words.add_argument(
        "--unmask", action="store_true", help=say(_("leave personal data readable; the history says so"))
    )
    _out(words)


def _export(desk: Desk, asked: Arguments) -> None:
    keys = [r.key for r in desk.registers()] if asked.register == "all" else [asked.register]
    queries = [_query(desk, key, asked) for key in keys]
    put(str(desk.export(queries, asked.output, asked.paper_lang, asked.unmask)))


def _print_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("numbers", nargs="*", metavar="NUMBER")
    words.add_argument("--blank", metavar="REGISTER")
    words.add_argument("--form")
    _out(words)


def _print(desk: Desk, asked: Arguments) -> None:
    if bool(asked.blank) == bool(asked.numbers):
        raise InvalidError(_("Name the records to print, or --blank and a register"))
    if asked.blank:
        put(str(desk.print_blank(asked.blank, asked.output, asked.form, asked.paper_lang)))
    else:
        targets = [desk.locate(number) for number in asked.numbers]
        put(str(desk.print_forms(targets, asked.output, asked.form, asked.paper_lang)))


def _check(desk: Desk, _asked: Arguments) -> int:
    wrong = desk.wrong()
    for line in wrong:
        sys.stderr.write(line.say() + "\n")
    if not wrong:
        put(say(_("The ledger is sound: database, history and attachments")))
    return 1 if wrong else 0


def _backup_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("-o", "--output", type=Path, metavar="FILE")


def _backup(desk: Desk, asked: Arguments) -> None:
    put(str(desk.back_up(asked.output)))


def _restore_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("file", type=Path)


def _nothing(_words: argparse.ArgumentParser) -> None:
    """No words of its own."""


def _migrated(desk: Desk, _asked: Arguments) -> None:
    put(desk.place)


def _before_opening(_desk: Desk, _asked: Arguments) -> None:
    """Done by ``app`` before a ledger is open."""


COMMANDS: dict[str, Command] = {
    "init": (_init_words, _init, _("make a new ledger")),
    "registers": (_registers_words, _before_opening, _("the registers and their fields")),
    "add": (_add_words, _add, _("add records, all or none")),
    "show": (_show_words, _show, _("one record")),
    "list": (_list_words, _list, _("many records")),
    "move": (_move_words, _move, _("move a record to its next stage")),
    "find": (_find_words, _find, _("search every text")),
    "due": (_due_words, _due, _("what is due or overdue, and why")),
    "history": (_show_words, _history, _("who changed what, when and why")),
    "export": (_export_words, _export, _("ledgers as an Excel workbook")),
    "print": (_print_words, _print, _("paper forms, filled or blank")),
    "check": (_nothing, _check, _("check database, history and attachments")),
    "backup": (_backup_words, _backup, _("write a checked backup")),
    "restore": (_restore_words, _before_opening, _("put a backup in the ledger's place")),
    "migrate": (_nothing, _migrated, _("bring an older ledger up to date")),
}
