"""Backups: a consistent copy with a manifest, checked after writing; restoring keeps what was there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from qfdesk.errors import InvalidError, SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.model.ledger import Attachment
from qfdesk.store import history
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

LEDGER, MANIFEST = "ledger.db", "manifest.json"
_UNREADABLE = (OSError, EOFError, KeyError, TypeError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What the reading of a damaged or foreign archive ends in."""


def write(store: Store, attachments: Path, target: Path, now: dt.datetime) -> Path:
    """Writes a backup (.zip: ledger, attachments, manifest). The file appears only when it is whole and checked."""
    copy, rest = target.with_suffix(".db.part"), target.with_suffix(".part")
    try:
        if target.exists() and not target.is_file():
            raise SurroundingsError(_("{path} is no file that a backup could replace; name another"), path=str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()  # so that a folder without rights is told as what it is, not as trouble of the ledger
        with told():
            store.engine.copy_to(copy)
            seq, mark = history.head(store)
            kept = [row[0] for row in Attachment.select(Attachment.stored).tuples()]
        with zipfile.ZipFile(rest, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(copy, LEDGER)
            for stored in kept:
                place = attachments / stored[:2] / stored
                if place.is_file():
                    bundle.write(place, f"attachments/{stored[:2]}/{stored}")
            manifest = {
                "ledger_id": store.ledger_id,
                "made_at": now.isoformat(timespec="seconds"),
                "sha256": _sha256(copy),
                "history": seq,
                "head": mark,
            }
            bundle.writestr(MANIFEST, json.dumps(manifest, indent=1))
        read(rest)
        os.replace(rest, target)
    except OSError as error:
        raise SurroundingsError(
            _("The backup {path} cannot be written ({cause}); choose another disk or free some space"),
            path=str(target),
            cause=cause_of(error),
        ) from error
    finally:
        for part in (copy, rest):
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return target


def read(source: Path) -> dict[str, str]:
    """The manifest of a backup, after checking that the ledger in it is whole. Raises InvalidError."""
    try:
        with zipfile.ZipFile(source) as bundle:
            manifest: dict[str, str] = dict(json.loads(bundle.read(MANIFEST)))
            with bundle.open(LEDGER) as file:
                mark = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
            if bad := bundle.testzip():
                raise zipfile.BadZipFile(bad)
    except _UNREADABLE as error:
        raise InvalidError(
            _("{path} is not a backup of qfdesk, or it is damaged; choose another one"), path=str(source)
        ) from error
    if mark != manifest.get("sha256"):
        raise InvalidError(
            _("The backup {path} is damaged: its checksum does not fit; choose another one"), path=str(source)
        )
    return manifest


def restore(source: Path, ledger: Path, attachments: Path, now: dt.datetime) -> Path | None:
    """Puts a backup in the ledger's place; what stood there is kept beside it. Returns where it is kept.

    The ledger must be closed. Raises InvalidError for a bad backup, SurroundingsError for the disk.
    """
    read(source)
    rest = ledger.with_suffix(".restore.part")
    kept = (
        ledger.with_name(f"{ledger.stem}.before-restore-{now:%Y%m%d-%H%M%S}{ledger.suffix}")
        if ledger.exists()
        else None
    )
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(source) as bundle:
            rest.write_bytes(bundle.read(LEDGER))
            with sqlite3.connect(rest) as probe:
                sound = probe.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            probe.close()
            if not sound:
                raise InvalidError(
                    _("The backup {path} is damaged: its checksum does not fit; choose another one"), path=str(source)
                )
            for name in bundle.namelist():
                if name.startswith("attachments/") and all(part.isalnum() for part in name.split("/")):
                    place = attachments / Path(name).relative_to("attachments")
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(bundle.read(name))
        if kept:
            os.replace(ledger, kept)
            _take_along(ledger, kept)
        os.replace(rest, ledger)
    except OSError as error:
        raise SurroundingsError(
            _("The backup cannot be put in place ({cause}); close other programs that use the ledger, then try again"),
            cause=cause_of(error),
        ) from error
    finally:
        rest.unlink(missing_ok=True)
    return kept


def _take_along(ledger: Path, kept: Path) -> None:
    """A journal that a crash left behind belongs to the old file; SQLite would roll it back into the restored one."""
    for ending in ("-journal", "-wal", "-shm"):
        journal = ledger.with_name(ledger.name + ending)
        if journal.exists():
            os.replace(journal, kept.with_name(kept.name + ending))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
