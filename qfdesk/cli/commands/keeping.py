"""The commands for the ledger as a whole: init, registers, check, backup, restore, migrate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qfdesk.cli.output import declaration_json, put, put_file, put_json
from qfdesk.cli.wording import count
from qfdesk.cli.words import Arguments, Command, json_words, target
from qfdesk.desk import Desk
from qfdesk.language import _, say


def _init_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "--sample", type=count("--sample", 0), default=0, metavar="N", help=say(_("with N invented records"))
    )
    json_words(words)


def _init(desk: Desk, asked: Arguments) -> None:
    if asked.sample:
        from qfdesk.desk.sample import make_sample

        make_sample(desk, asked.sample, desk.now().date())
    put_file(desk.place, asked.json)


def _registers_words(words: argparse.ArgumentParser) -> None:
    json_words(words)
    words.add_argument("--masters", action="store_true", help=say(_("the masters instead of the registers")))


def registers(entries: Sequence[Any], asked: Arguments) -> None:
    """Prints the declarations; needs no ledger."""
    if asked.json:
        put_json([declaration_json(entry) for entry in entries])
        return
    for entry in entries:
        put(f"{entry.key}\t{getattr(entry, 'prefix', '')}\t{say(entry.label)}")


def _check_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "--against",
        metavar="BACKUP|HEAD",
        help=say(_("compare the history with a backup, or with the foot of a ledger: “512 abcd1234”")),
    )
    json_words(words)


def _check(desk: Desk, asked: Arguments) -> int:
    wrong = [line.say() for line in desk.wrong()]
    if asked.against:
        wrong += [line.say() for line in desk.audit.against(asked.against)]
    if asked.json:
        put_json({"sound": not wrong, "wrong": wrong})
    elif not wrong:
        put(say(_("The ledger is sound: database, history and attachments")))
    for line in wrong:
        sys.stderr.write(line + "\n")
    return 1 if wrong else 0


def _backup_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=say(_("the .zip to write; the profile's folder by default"))
    )
    json_words(words)


def _backup(desk: Desk, asked: Arguments) -> None:
    put_file(desk.back_up(target(asked.output, ".zip") if asked.output else None), asked.json)


def _restore_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("file", type=Path, metavar="FILE", help=say(_("a backup written by “backup”")))
    json_words(words)


def _migrated(desk: Desk, asked: Arguments) -> None:
    put_file(desk.place, asked.json)


def _before_opening(_desk: Desk, _asked: Arguments) -> None:
    """Done by ``app`` before a ledger is open."""


FIRST: dict[str, Command] = {
    "init": (_init_words, _init, _("make a new ledger")),
    "registers": (_registers_words, _before_opening, _("the registers and their fields")),
}
COMMANDS: dict[str, Command] = {
    "check": (_check_words, _check, _("check database, history and attachments")),
    "backup": (_backup_words, _backup, _("write a checked backup")),
    "restore": (_restore_words, _before_opening, _("put a backup in the ledger's place")),
    "migrate": (json_words, _migrated, _("bring an older ledger up to date")),
}
