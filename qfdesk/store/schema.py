"""The schema: numbered migrations, never over today's models; a migrated old ledger equals a fresh one."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterable
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
    """Applies what is missing, each step in a transaction; returns the names of the steps taken."""
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)
    done = list(runner(engine).up())
    engine.after_migration()
    return done


def bring_up_to_date(engine: Any) -> None:
    """Migrates an older ledger after keeping a copy beside it; refuses one made by a newer program."""
    steps = runner(engine).status()
    if any(step.path is None for step in steps):
        raise SurroundingsError(_("This ledger was made by a newer qfdesk; install the newer version to write in it"))
    if any(step.applied is None for step in steps):
        if engine.name == "sqlite":
            _migrate_or_go_back(engine, engine.path.with_suffix(f".before-{steps[-1].name[:4]}.db"))
        else:
            with engine.db.atomic():
                migrate(engine)


def _migrate_or_go_back(engine: Any, copy: Path) -> None:
    """Takes all steps or none: when one fails, the file is again as it was."""
    _keep_copy(engine.path, copy)
    try:
        migrate(engine)
    except BaseException:
        engine.db.close()
        os.replace(copy, engine.path)
        raise


def _keep_copy(ledger: Path, copy: Path) -> None:
    rest = copy.with_suffix(".part")
    try:
        shutil.copy2(ledger, rest)
        os.replace(rest, copy)
    except OSError as error:
        rest.unlink(missing_ok=True)
        raise SurroundingsError(
            _("The ledger is of an older version and no copy of it can be kept at {path} ({cause}); free some space"),
            path=str(copy),
            cause=cause_of(error),
        ) from error


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
