"""The commands that write documents: export, print."""

from __future__ import annotations

import argparse

from qfdesk.cli.output import put_file
from qfdesk.cli.words import Arguments, Command, json_words, out_words, query, span_words, target
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say


def _export_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register", metavar="REGISTER|all", help=say(_("key of a register or master, or “all”")))
    span_words(words)
    words.add_argument(
        "--unmask", action="store_true", help=say(_("leave personal data readable; the history says so"))
    )
    out_words(words)
    json_words(words)


def _export(desk: Desk, asked: Arguments) -> None:
    keys = [r.key for r in desk.registers()] if asked.register == "all" else [asked.register]
    queries = [query(desk, key, asked) for key in keys]
    out = target(asked.output, ".xlsx")
    put_file(desk.export(queries, out, asked.paper_lang, unmask=asked.unmask), asked.json)


def _print_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("numbers", nargs="*", metavar="NUMBER", help=say(_("numbers of the records to print")))
    words.add_argument("--blank", metavar="REGISTER", help=say(_("an empty form of this register")))
    words.add_argument("--form", metavar="FORM", help=say(_("key of the form; the register's first by default")))
    out_words(words)
    json_words(words)


def _print(desk: Desk, asked: Arguments) -> None:
    if bool(asked.blank) == bool(asked.numbers):
        raise InvalidError(_("Name the records to print, or --blank and a register"))
    if asked.blank:
        desk.paper(asked.blank, asked.form)
        done = desk.print_blank(asked.blank, target(asked.output, ".pdf"), asked.form, asked.paper_lang)
    else:
        targets = [desk.locate(number) for number in asked.numbers]
        done = desk.print_forms(targets, target(asked.output, ".pdf"), asked.form, asked.paper_lang)
    put_file(done, asked.json)


COMMANDS: dict[str, Command] = {
    "export": (_export_words, _export, _("ledgers as an Excel workbook")),
    "print": (_print_words, _print, _("paper forms, filled or blank")),
}
