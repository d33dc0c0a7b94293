"""The schema: numbered migrations, never over today's models; a migrated old ledger equals a fresh one."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import Any

from playhouse import migrations as playhouse_migrations
from playhouse.schema_diff import diff_models

from qfdesk.errors import SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.model.entry import Entry
from qfdesk.model.ledger import TABLES

FOLDER = Path(__file__).parent / "migrations"
_PLAIN = {
    "Text": "TextField",
    "Code": "TextField",
    "Memo": "TextField",
    "Choice": "TextField",
    "Choices": "TextField",
    "Lines": "TextField",
    "Date": "DateField",
    "Moment": "DateTimeField",
    "Number": "IntegerField",
    "Quantity": "DecimalField",
    "Money": "DecimalField",
    "Flag": "BooleanField",
    "Link": "ForeignKeyField",
}


def runner(engine: Any) -> playhouse_migrations.Runner:
    """The migrations of this program, ready to run on the engine's database."""
    return playhouse_migrations.Runner(engine.db, str(FOLDER))


def migrate(engine: Any) -> list[str]:
    """Applies what is missing, each step in a transaction of its own; returns the names of the steps taken."""
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)
    done = list(runner(engine).up())
    engine.after_migration()
    return done


def bring_up_to_date(engine: Any) -> None:
    """Takes the steps an older ledger lacks, all or none, keeping a copy beside a file; refuses a newer ledger.

    Of several programs that open it at once one takes the steps, the others wait for it and find them taken.
    Raises SurroundingsError, and peewee's own error where the others waited as long as they may.
    """
    if _missing(engine):
        with engine.unchecked(), engine.db.atomic():
            engine.one_at_a_time()
            if missing := _missing(engine):  # else another program took them while this one waited
                _take(engine, missing)


def _missing(engine: Any) -> list[str]:
    """The names of the steps to take. Raises SurroundingsError where a newer program took some that are not here."""
    steps = runner(engine).status()
    if any(step.path is None for step in steps):
        raise SurroundingsError(_("This ledger was made by a newer qfdesk; install the newer version to write in it"))
    return [step.name for step in steps if step.applied is None]


def _take(engine: Any, missing: list[str]) -> None:
    """Takes the steps within the transaction, which alone brings back what was when one of them fails."""
    copy = _keep_copy(engine, missing[-1][:4]) if engine.name == "sqlite" else None
    try:
        migrate(engine)
    except Exception as error:
        if copy is not None:
            with suppress(OSError):
                copy.unlink()  # the file is about to be what the copy is
        raise SurroundingsError(
            _(
                "The ledger could not be brought up to this version ({cause}); nothing in it was changed: "
                "go on with the version before, and ask whoever looks after the program"
            ),
            cause=str(error).strip().partition("\n")[0][:200] or type(error).__name__,
        ) from error


def _keep_copy(engine: Any, step: str) -> Path:
    """A copy of the file as it stands before the first step; none that lies there is written over."""
    path: Path = engine.path
    names = chain([f".before-{step}.db"], (f".before-{step}-{n}.db" for n in count(2)))
    copy = next(place for place in map(path.with_suffix, names) if not place.exists())
    rest = copy.with_suffix(".part")
    try:
        rest.unlink(missing_ok=True)
        engine.copy_before_writing(rest)
        shutil.copymode(path, rest)
        os.replace(rest, copy)
    except OSError as error:
        with suppress(OSError):
            rest.unlink(missing_ok=True)
        raise SurroundingsError(
            _("The ledger is of an older version and no copy of it can be kept at {path} ({cause}); free some space"),
            path=str(copy),
            cause=cause_of(error),
        ) from error
    return copy


def differences(engine: Any, entries: Iterable[type[Entry]]) -> Any:
    """What today's models have that the ledger has not, and the other way; false when they agree."""
    return diff_models(engine.db, [*entries, *TABLES])


def write_step(engine: Any, entries: Iterable[type[Entry]], why: str) -> Path | None:
    """Writes the migration that brings ``engine``'s ledger to today's models, in plain peewee fields."""
    found = differences(engine, entries)
    if not found:
        return None
    text = playhouse_migrations.template(found)
    text = re.sub(r"^from qfdesk\.\S+ import .*\n", "", text, flags=re.M)
    text = re.sub(r"^.*TODO.*default.*must be added by hand.*\n", "", text, flags=re.M)
    text = re.sub(r"(= |, )(" + "|".join(_PLAIN) + r")\(", lambda m: f"{m[1]}{_PLAIN[m[2]]}(", text)
    return Path(runner(engine).create(why, body=text))
