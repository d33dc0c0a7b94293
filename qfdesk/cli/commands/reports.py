"""The command that makes reports."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qfdesk.cli.output import put, put_file, put_json
from qfdesk.cli.wording import paper_language
from qfdesk.cli.words import Arguments, Command, json_words, target
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message, say
from qfdesk.model.report import WHOLE, Cell, Leaf, Made, Report


def _words(words: argparse.ArgumentParser) -> None:
    words.add_argument("name", nargs="?", metavar="NAME", help=say(_("the report; see --list")))
    words.add_argument("--list", action="store_true", help=say(_("every report and the periods it is made for")))
    words.add_argument("--month", metavar="YYYY-MM", help=say(_("of a month")))
    words.add_argument("--quarter", metavar="YYYY-QN", help=say(_("of a quarter")))
    words.add_argument("--year", metavar="YYYY", help=say(_("of a year")))
    words.add_argument("--department", default="", metavar="NAME", help=say(_("only the page of this department")))
    words.add_argument("--conclusion", metavar="TEXT", help=say(_("write this as its conclusion")))
    words.add_argument("-o", "--output", type=Path, metavar="FILE", help=say(_("the file to write, .pdf or .xlsx")))
    words.add_argument("--paper-lang", type=paper_language, metavar="LANG", help=say(_("language of the document")))
    json_words(words)


def _report(desk: Desk, asked: Arguments) -> None:
    if asked.list:
        _list(desk, asked.json)
        return
    if not asked.name:
        raise InvalidError(_("Name the report to make, or --list"))
    desk.reporting.report(asked.name)
    period = _period(asked)
    out = None if asked.output is None else _target(asked.output)
    made = desk.reporting.make(asked.name, period, asked.department)
    if asked.conclusion is not None:
        desk.reporting.conclude(asked.name, period, asked.conclusion, _place(made, asked))
        made = desk.reporting.make(asked.name, period, asked.department)
    if out is not None:
        write = desk.reporting.print if out.suffix.lower() == ".pdf" else desk.reporting.export
        put_file(write(made, out, asked.paper_lang), asked.json)
    elif asked.json:
        put_json(made_json(made))
    else:
        for line in _lines(made):
            put(line)


def _place(made: Made, asked: Arguments) -> int:
    """Whose conclusion is written."""
    if not made.report.by_department:
        return WHOLE
    if not asked.department:
        raise InvalidError(_("Name the department whose conclusion it is (--department)"))
    return made.leaves[0].place


def _period(asked: Arguments) -> str:
    given = [one for one in (asked.month, asked.quarter, asked.year) if one]
    if len(given) != 1:
        raise InvalidError(_("Give one period: --month YYYY-MM, --quarter YYYY-QN or --year YYYY"))
    return str(given[0])


def _target(path: Path) -> Path:
    return target(path, ".xlsx" if path.suffix.lower() == ".xlsx" else ".pdf")


def _list(desk: Desk, as_json: bool) -> None:
    known = desk.reporting.known()
    if as_json:
        put_json([_declared_json(report) for report in known])
        return
    for report in known:
        put(f"{report.key}\t{', '.join(report.every)}\t{say(report.title)}\t{say(report.about)}\t{report.rule}")


def _declared_json(report: Report) -> dict[str, Any]:
    return {
        "key": report.key,
        "title": say(report.title),
        "about": say(report.about),
        "rule": report.rule,
        "periods": list(report.every),
        "form_number": report.form_number,
        "by_department": report.by_department,
    }


def made_json(made: Made) -> dict[str, Any]:
    """A report as an object: every table of every page, words in the screen's language."""
    return {
        "report": made.report.key,
        "title": say(made.report.title),
        "period": made.period.key,
        "from": made.period.first.isoformat(),
        "to": made.period.last.isoformat(),
        "state_at": made.state_at.isoformat(timespec="seconds"),
        "over": made.over,
        "pages": [_leaf_json(leaf) for leaf in made.leaves],
    }


def _leaf_json(leaf: Leaf) -> dict[str, Any]:
    tables = [
        {
            "key": table.key,
            "title": table.title.say(),
            "columns": [column.label.say() for column in table.columns],
            "rows": [[_plain(cell) for cell in row] for row in table.rows],
            "total": [_plain(cell) for cell in table.total],
        }
        for table in leaf.tables.values()
    ]
    department = leaf.department.text if leaf.department is not None else None
    return {"department": department, "conclusion": leaf.conclusion, "tables": tables}


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Message):
        return cell.say()
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)


def _lines(made: Made) -> list[str]:
    """A report for a person at a terminal."""
    found = [f"{say(made.report.title)}\t{made.period.key}"]
    for leaf in made.leaves:
        if leaf.department is not None:
            found.append(message(_("Department: {name}"), name=leaf.department.text or "–").say())
        for table in leaf.tables.values():
            found.append(f"\n{table.title.say()}")
            found.append("\t".join(column.label.say() for column in table.columns))
            found += ["\t".join(_said(cell) for cell in row) for row in (*table.rows, table.total) if row]
        if leaf.conclusion:
            found += ["", leaf.conclusion]
    return found


def _said(cell: Cell) -> str:
    plain = _plain(cell)
    return "–" if plain is None else f"{plain:.3f}" if isinstance(plain, float) else str(plain)


COMMANDS: dict[str, Command] = {
    "report": (_words, _report, _("a report of a month, quarter or year, as PDF or Excel")),
}
