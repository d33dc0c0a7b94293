"""Database errors turned into sentences: what happened, and what the person can do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from qfdesk.errors import DeskError, SurroundingsError
from qfdesk.language import _

_SENTENCES = {
    "SQLITE_FULL": _("The disk is full, nothing was saved; free some space, then save again"),
    "SQLITE_IOERR": _(
        "The ledger's disk cannot be read or written, nothing was saved; check the disk or the cable, then try again"
    ),
    "SQLITE_BUSY": _("Another program is writing to the ledger and does not finish; wait a moment, then try again"),
    "SQLITE_LOCKED": _("Another program is writing to the ledger and does not finish; wait a moment, then try again"),
    "SQLITE_READONLY_DBMOVED": _(
        "The ledger's file was moved, deleted or replaced while it stood open, nothing was saved; "
        "put it back in its place, then start again"
    ),
    "SQLITE_READONLY": _("The ledger may only be read here; check the rights of its file and folder"),
    "SQLITE_CANTOPEN": _("The ledger's file or folder cannot be opened; check that it exists and may be written"),
    "SQLITE_CORRUPT": _("The ledger's file is damaged; do not go on writing, restore the newest backup"),
    "SQLITE_NOTADB": _("This file is not a ledger, or it is damaged; restore the newest backup or choose another file"),
    "SQLITE_TOOBIG": _("A text is too long for the ledger; shorten it or keep it as an attached file"),
}

_STATES = {
    "55P03": "SQLITE_BUSY",  # waited for another one's lock as long as it may
    "40P01": "SQLITE_BUSY",  # two waited for each other
    "40001": "SQLITE_BUSY",
    "53100": "SQLITE_FULL",
}
"""What a server's SQLSTATE means, by SQLite's name for the same trouble."""


def _state_of(error: BaseException) -> str:
    return getattr(error, "sqlstate", None) or ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def sentence_for(error: BaseException) -> DeskError:
    """The error to tell. Looks through the chain, since a failed rollback hides a full disk."""
    names = [getattr(e, "sqlite_errorname", "") or _STATES.get(_state_of(e), "") for e in _chain(error)]
    for known, text in _SENTENCES.items():
        if any(name.startswith(known) for name in names):
            return SurroundingsError(text)
    if any(isinstance(e, sqlite3.OperationalError) and str(e).startswith("no such table") for e in _chain(error)):
        return SurroundingsError(
            _("The ledger's file holds nothing any more: something has emptied it; restore the newest backup")
        )
    if any("Could not decode" in str(e) for e in _chain(error)):
        return SurroundingsError(
            _("A text in the ledger is damaged: another program wrote it; restore the newest backup, or have it mended")
        )
    if isinstance(error, peewee.OperationalError | peewee.InterfaceError):
        return SurroundingsError(
            _("The database cannot be reached, nothing was saved; check the network or the server, then try again")
        )
    return SurroundingsError(
        _("The database refused this ({cause}); nothing was saved"),
        cause=str(error).splitlines()[0][:200] if str(error) else type(error).__name__,
    )


@contextmanager
def told() -> Iterator[None]:
    """Everything inside tells database trouble as a DeskError."""
    try:
        yield
    except DeskError:
        raise
    except (peewee.PeeweeException, sqlite3.Error) as error:
        raise sentence_for(error) from error
