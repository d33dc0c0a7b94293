"""The commands that only read: show, list, find, due, history."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator

from qfdesk.cli.commands.chasing import duty_json
from qfdesk.cli.output import (
    due_json,
    entry_json,
    entry_lines,
    history_json,
    hit_json,
    put,
    put_json,
    shown,
    values_json,
)
from qfdesk.cli.wording import count
from qfdesk.cli.words import Arguments, Command, day, json_words, query, span_words
from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.history_words import act_label, cells_of
from qfdesk.model.show import title_of
from qfdesk.model.values import Listed, Query
from qfdesk.rules.clock import day_start

_PAGE = 500


def _show_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    json_words(words)


def _one_words(words: argparse.ArgumentParser) -> None:
    _show_words(words)
    purpose = _("with its personal data, needed for this purpose; the history says so")
    words.add_argument("--unmask", metavar="PURPOSE", help=say(purpose))


def _show(desk: Desk, asked: Arguments) -> None:
    place = desk.locate(asked.number)
    opened = desk.open(*place) if asked.unmask is None else desk.secrecy.unmask(*place, asked.unmask)
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
    put_json({**entry_json(entry, opened), "veiled": sorted(opened.veiled), "due": due, "links": tied})


def _list_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register", metavar="REGISTER", help=say(_("key of a register or master; see “registers”")))
    span_words(words)
    words.add_argument("--stage", metavar="STAGE", help=say(_("only records at this stage")))
    words.add_argument("--limit", type=count("--limit"), default=0, metavar="N", help=say(_("at most so many")))
    json_words(words)


def _rows(desk: Desk, asked: Query, limit: int, columns: tuple[str, ...]) -> Iterator[Listed]:
    """The rows of a query, read by the page."""
    limit = limit or desk.count(asked)
    for start in range(0, limit, _PAGE):
        yield from desk.page(asked, start, min(_PAGE, limit - start), columns)


def _list(desk: Desk, asked: Arguments) -> None:
    entry = desk.entry(asked.register)
    fields = entry.fields()
    wanted = query(desk, asked.register, asked)
    if asked.json:
        rows = _rows(desk, wanted, asked.limit, tuple(fields))
        put_json([values_json(entry, title_of(entry, row.values), row.values) for row in rows])
        return
    columns = tuple(c for c in entry.columns if c in fields)
    for row in _rows(desk, wanted, asked.limit, columns):
        put("\t".join(" ".join(shown(entry, c, row.values[c]).split()) for c in columns))


def _find_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "text", metavar="TEXT", help=say(_("words, parted by spaces; or initials of a customer or product"))
    )
    words.add_argument("--register", metavar="REGISTER", help=say(_("only in this register")))
    words.add_argument("--limit", type=count("--limit"), default=50, metavar="N", help=say(_("at most so many")))
    json_words(words)


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
    titles = desk.audit.titles()
    for line in reversed(lines):
        at, who, what, before, after, why = (" ".join(text.split()) for text in cells_of(titles, line))
        change = f"{before} → {after}" if before or after else ""
        put("\t".join((at, who, act_label(line.act), what, change, why)))


def _due_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("--on", metavar="DATE", help=say(_("as of the end of this day; today by default")))
    json_words(words)


def _due(desk: Desk, asked: Arguments) -> None:
    today = desk.now().date()
    on = day(asked.on) or today
    end = day_start(on + dt.timedelta(days=1))
    now = desk.now() if on == today else end
    lines = desk.due_before(end)
    if asked.json:
        due = [due_json(line, line.overdue(now)) for line in lines]
        duties = [duty_json(one, on) for one in desk.duties.due(on)]
        put_json({"on": on.isoformat(), "due": due, "duties": duties})
        return
    for line in lines:
        put(f"{line.at:%Y-%m-%d %H:%M}\t{line.number}\t{say(line.deadline.label)}\t{line.reason.say()}")
    for one in desk.duties.due(on):
        put(f"{one.due.on}\t{one.due.period.key}\t{say(one.due.duty.title)}\t{one.due.reason.say()}")


COMMANDS: dict[str, Command] = {
    "show": (_one_words, _show, _("one record")),
    "list": (_list_words, _list, _("many records")),
    "find": (_find_words, _find, _("search every text")),
    "due": (_due_words, _due, _("what is due or overdue, and why")),
    "history": (_show_words, _history, _("who changed what, when and why")),
}
