"""The command that takes in somebody else's table: import, with a dry run, the errors as a workbook, and undo."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qfdesk.cli.output import put, put_first, put_json
from qfdesk.cli.wording import count
from qfdesk.cli.words import Arguments, Command, json_words, target
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say
from qfdesk.model.imported import Imported, PastImport, Plan, Problem, letter_of

_SHOWN = 20


def _import_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "register", nargs="?", metavar="REGISTER", help=say(_("key of a register or master; see “registers”"))
    )
    words.add_argument("file", nargs="?", type=Path, metavar="FILE", help=say(_("a table: .xlsx .xls .ods .csv")))
    words.add_argument("--sheet", default="", metavar="S", help=say(_("the sheet; the first with anything in it")))
    words.add_argument(
        "--header-row",
        type=count("--header-row"),
        default=0,
        metavar="N",
        help=say(_("the row of the headers; found by itself")),
    )
    words.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help=say(_("which column (header or letter) is which field; empty for none; may be repeated")),
    )
    words.add_argument("--dry-run", action="store_true", help=say(_("say what would happen and change nothing")))
    words.add_argument("--errors", type=Path, metavar="F.xlsx", help=say(_("write what is wrong as a workbook")))
    words.add_argument("--closed", action="store_true", help=say(_("old records that have come to their end")))
    words.add_argument("--again", action="store_true", help=say(_("though this very file was imported before")))
    words.add_argument("--list", action="store_true", help=say(_("show the imports into a register")))
    words.add_argument("--undo", type=count("--undo"), metavar="ID", help=say(_("void everything an import made")))
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why it is taken back")))
    json_words(words)


def _import(desk: Desk, asked: Arguments) -> int | None:
    if asked.undo:
        with desk.together():
            voided = desk.importing.undo(asked.undo, asked.reason)
            put_first(say(_("Import {n} taken back: {voided} entries voided"), n=asked.undo, voided=voided))
        return None
    if asked.register is None or (asked.file is None and not asked.list):
        raise InvalidError(_("Name the register and the file: import REGISTER FILE"))
    if asked.list:
        _list(desk, asked)
        return None
    errors = target(asked.errors, ".xlsx") if asked.errors else None
    plan = desk.importing.look(asked.register, asked.file, asked.sheet, asked.header_row, _mapping(asked.map))
    if plan.before and asked.dry_run and not asked.again:
        one = plan.before[0]
        text = _("This very file was imported already, on {day} by {who} (import {n})")
        sys.stderr.write(say(text, day=one.at.date(), who=one.who, n=one.id) + "\n")
    with desk.together():
        done = desk.importing.run(plan, dry_run=asked.dry_run, again=asked.again, closed=asked.closed)
        if not done.problems:
            if asked.json:
                put_json(_as_json(plan, done))
                put_first()
            else:
                put_first(*_said(desk, plan, done))
            return None
    if errors:
        desk.importing.write_problems(plan, done.problems, errors)
    _refuse(plan, done, errors, as_json=asked.json)
    return None


def _mapping(said: list[str]) -> dict[str, str]:
    found = {}
    for word in said:
        header, equals, path = word.rpartition("=")
        if not equals:
            raise InvalidError(_("“{word}” is not HEADER=FIELD; put an equals sign between them"), word=word[:40])
        found[header] = path.strip()
    return found


def _list(desk: Desk, asked: Arguments) -> None:
    past = desk.importing.past(asked.register)
    if asked.json:
        put_json([_past_json(one) for one in past])
        return
    for one in past:
        undone = say(_("taken back")) if one.undone else ""
        put(f"{one.id}\t{one.at:%Y-%m-%d %H:%M}\t{one.who}\t{one.file}\t{one.rows}\t{undone}".rstrip())


def _past_json(one: PastImport) -> dict[str, Any]:
    at = one.at.isoformat(timespec="seconds")
    named = {"id": one.id, "at": at, "who": one.who, "file": one.file, "sheet": one.sheet}
    return {**named, "rows": one.rows, "undone": one.undone}


def _said(desk: Desk, plan: Plan, done: Imported) -> list[str]:
    labels = desk.importing.targets(plan.register)
    lines = []
    for place, header in enumerate(plan.headers):
        if header:
            path = plan.mapping.get(place, "")
            lines.append(f"  {letter_of(place)} {header} → {labels[path] if path else say(_('(left out)'))}")
    lines += [f"  {say(_('row {n} is left out: {why}'), n=row, why=why)}" for row, why in plan.skipped[:_SHOWN]]
    lines += [f"  {note.say()}" for note in plan.notes]
    lines += [f"  {_problem(one)}" for one in done.doubts[:_SHOWN]]
    if len(done.doubts) > _SHOWN:
        lines.append("  … " + say(_("and {n} more"), n=len(done.doubts) - _SHOWN))
    made = ", ".join(f"{say(desk.entry(key).label)} {n}" for key, n in done.made.items())
    if made:
        lines.append("  " + say(_("new in the masters: {made}"), made=made))
    if done.known:
        lines.append("  " + say(_("in the ledger already and left as they are: {n}"), n=done.known))
    span = f" ({done.titles[0]} – {done.titles[-1]})" if done.titles else ""
    if done.dry:
        lines.append(say(_("{n} rows would be imported; nothing was changed"), n=len(done.titles)))
    else:
        lines.append(
            say(_("{n} imported{span}; to take it back: import --undo {id}"), n=len(done.titles), span=span, id=done.id)
        )
    return lines


def _problem(one: Problem) -> str:
    place = f"{one.column}{one.row}" if one.column else say(_("row {n}"), n=one.row)
    return f"{place}: {one.sentence.say()}"


def _as_json(plan: Plan, done: Imported) -> dict[str, Any]:
    return {
        "register": plan.register,
        "sheet": plan.sheet,
        "header_row": plan.header + 1,
        "mapping": {plan.headers[n]: path for n, path in plan.mapping.items()},
        "unmapped": [h for n, h in enumerate(plan.headers) if h and n not in plan.mapping],
        "rows": len(plan.rows),
        "skipped": [{"row": row, "why": why.say()} for row, why in plan.skipped],
        "dry_run": done.dry,
        "import": done.id or None,
        "imported": list(done.titles) if not done.dry and not done.problems else [],
        "made": done.made,
        "known": done.known,
        "errors": [
            {"row": p.row, "column": p.column, "header": p.header, "sentence": p.sentence.say(), "value": p.value}
            for p in done.problems
        ],
    }


def _refuse(plan: Plan, done: Imported, errors: Path | None, *, as_json: bool) -> None:
    """Raises InvalidError with the first of what is wrong; all of it was said before, or stands in the workbook."""
    if as_json:
        put_json(_as_json(plan, done))
    elif errors is None:
        for one in done.problems[:_SHOWN]:
            put(_problem(one))
        if len(done.problems) > _SHOWN:
            put("  … " + say(_("and {n} more"), n=len(done.problems) - _SHOWN))
    first = done.problems[0]
    where = _("all stand in {file}") if errors else _("with --errors F.xlsx they all become a workbook")
    raise InvalidError(
        _("Nothing was imported: {n} errors, first {place}: {cause} ({where})"),
        n=len(done.problems),
        place=f"{first.column}{first.row}" if first.column else str(first.row),
        cause=first.sentence,
        where=say(where, file=str(errors)),
    )


COMMANDS: dict[str, Command] = {
    "import": (_import_words, _import, _("import a table, all rows or none")),
}
