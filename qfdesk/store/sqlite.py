"""What is SQLite's own: pragmas, the identity of the file, the full-text index, the guard of the history, backup.

The ledger runs in rollback-journal mode with full synchronisation: a copy of the open file holds the last work, and no
committed record is lost when the power goes.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import peewee

from qfdesk.errors import SurroundingsError
from qfdesk.language import _

APPLICATION_ID = 0x71664431
"""``qfD1``: stands in the header of every ledger file."""

FTS_FROM = 20_000
"""Below this many entries a plain scan is as quick as the index."""

LARGE = 16_000_000
"""Bytes from which on a file is not read whole when it is opened; ``check`` does."""

_GUARDS = (
    ("history_no_update", "UPDATE ON history", ""),
    ("history_no_delete", "DELETE ON history", ""),
    ("history_no_replace", "INSERT ON history", "WHEN EXISTS (SELECT 1 FROM history WHERE seq = NEW.seq)"),
    ("history_text_no_delete", "DELETE ON history_text", ""),
    (
        "history_text_no_replace",
        "INSERT ON history_text",
        "WHEN EXISTS (SELECT 1 FROM history_text WHERE mark = NEW.mark)",
    ),
    (
        "history_text_only_masked",
        "UPDATE ON history_text",
        "WHEN OLD.forgotten_at IS NOT NULL OR NEW.forgotten_at IS NULL OR NEW.mark <> OLD.mark"
        " OR NEW.register <> OLD.register OR NEW.entry <> OLD.entry",
    ),
)
"""(name, what, when) of the triggers that refuse: a text may be masked once, nothing else changes or goes."""


class SqliteEngine:
    """The SQLite side of the store; ``PostgresEngine`` answers to the same words."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = str(path)
        # No mmap_size: a mapped file that something empties or cuts off ends the process on the spot (SIGBUS).
        pragmas = {"journal_mode": "delete", "synchronous": "full", "foreign_keys": 1, "mmap_size": 0}
        pragmas["secure_delete"] = 1  # what is masked on request must not stay readable in the file
        self.db = peewee.SqliteDatabase(str(path), pragmas=pragmas, timeout=10, lock_type="IMMEDIATE")

    def look_at(self) -> None:
        """Refuses what is not a ledger before anything is written. Raises SurroundingsError."""
        if not self.path.exists():
            raise SurroundingsError(
                _("There is no ledger at {path}; make one with “init”, restore a backup, or choose another file"),
                path=self.place,
            )
        if self.path.stat().st_size == 0:
            raise SurroundingsError(
                _(
                    "The ledger {path} is empty (0 bytes): something has emptied it; "
                    "restore the newest backup, do not go on with it"
                ),
                path=self.place,
            )
        found = self.db.execute_sql("PRAGMA application_id").fetchone()[0]
        if found != APPLICATION_ID:
            raise SurroundingsError(
                _("{path} is a database but not a qfdesk ledger; choose another file"), path=self.place
            )

    def wait_at_most(self, seconds: float) -> None:
        """How long a write waits for another program's before it is given up with a sentence."""
        self.db.timeout = seconds

    def opens_well(self) -> list[str]:
        """What is wrong at first sight: a large file is only measured, since reading it all would hold up the start."""
        if self.path.stat().st_size <= LARGE:
            return self.healthy()
        size = [int(self.db.execute_sql(f"PRAGMA {what}").fetchone()[0]) for what in ("page_count", "page_size")]
        whole = size[0] * size[1] == self.path.stat().st_size
        return [] if whole else ["the file is not as long as it says"]

    def healthy(self) -> list[str]:
        """What the quick check of the file finds wrong; an empty list when nothing."""
        rows = [row[0] for row in self.db.execute_sql("PRAGMA quick_check").fetchall()]
        return [] if rows == ["ok"] else rows

    def found(self) -> None:
        """Marks a new file as a ledger and makes the index and the guard of the history."""
        self.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def after_migration(self) -> None:
        """Makes what migrations cannot say in every dialect; safe to repeat."""
        self.db.execute_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5"
            "(body, content='', detail=none, tokenize='unicode61 remove_diacritics 0')"
        )
        for name, moment, refused in _GUARDS:
            self.db.execute_sql(
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {moment} {refused} "
                "BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END"
            )

    def forget_for_good(self) -> None:
        """Takes what was masked out of the index and out of every free corner of the file. In no transaction."""
        self.db.execute_sql("INSERT INTO search_index(search_index) VALUES('optimize')")
        self.db.execute_sql("VACUUM")

    def one_at_a_time(self) -> None:
        """Nothing to do: an IMMEDIATE transaction already is the only writer."""

    def index(self, row: int, new: Iterable[str], old: Iterable[str] | None = None) -> None:
        """Puts an entry's words into the full-text index, taking the old ones out first."""
        if old is not None:
            self.unindex(row, old)
        self.db.execute_sql("INSERT INTO search_index(rowid, body) VALUES(?, ?)", (row, " ".join(new)))

    def unindex(self, row: int, old: Iterable[str]) -> None:
        """Takes an entry's words out of the full-text index."""
        self.db.execute_sql(
            "INSERT INTO search_index(search_index, rowid, body) VALUES('delete', ?, ?)", (row, " ".join(old))
        )

    def empty_index(self) -> None:
        self.db.execute_sql("INSERT INTO search_index(search_index) VALUES('delete-all')")

    def candidates(self, words: list[str], rows: int) -> peewee.SQL | None:
        """A subquery of the rows that hold all the words, or None when a plain scan serves."""
        if not words or rows < FTS_FROM:
            return None
        match = " AND ".join(f'"{word}"' for word in words)
        return peewee.SQL("(SELECT rowid FROM search_index WHERE search_index MATCH ?)", (match,))

    def newest(self, words: list[str], below: int, most: int) -> list[int]:
        """The newest rows of the index under ``below`` that hold all the words."""
        match = " AND ".join(f'"{word}"' for word in words)
        found = self.db.execute_sql(
            "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
            (match, below, most),
        )
        return [row[0] for row in found.fetchall()]

    def mark(self) -> tuple[int, int, int] | None:
        """Another one after every change of the file, by this connection or any other; None while it is changing."""
        if self.db.in_transaction():
            return None
        connection = self.db.connection()
        row = self.db.execute_sql("PRAGMA data_version").fetchone()
        return id(connection), int(row[0]), connection.total_changes

    def numbers(self, query: peewee.Query) -> array[int]:
        """The column ``id`` of a query in one step, during which other threads go on."""
        sql, params = query.sql()
        found = self.db.execute_sql(f"SELECT json_group_array(id) FROM ({sql})", params).fetchone()
        return array("q", json.loads(found[0]))

    def among(self, numbers: Iterable[int]) -> peewee.SQL:
        """Numbers, however many, as a subquery."""
        return peewee.SQL("(SELECT value FROM json_each(?))", (json.dumps(list(numbers)),))

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Inside, rows are not held to what they point at: a step may make a table anew. Begun before a transaction."""
        self.db.pragma("foreign_keys", 0)
        try:
            yield
        finally:
            if not self.db.is_closed():
                self.db.pragma("foreign_keys", 1)

    def copy_before_writing(self, target: Path) -> None:
        """A copy of the file within a transaction that has locked it and written nothing yet.

        Through a connection of its own: a file that is opened and closed beside SQLite loses the locks it holds on it,
        and the connection that writes may not be copied from. Raises OSError.
        """
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
        except sqlite3.Error as error:
            full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
            raise OSError(errno.ENOSPC if full else None, str(error)) from error

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the open ledger by the online backup interface."""
        with sqlite3.connect(target) as copy:
            self.db.connection().backup(copy)
        copy.close()
