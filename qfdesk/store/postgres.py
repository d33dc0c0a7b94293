"""What is PostgreSQL's own: the connection, one writer of the history at a time, the guard of the history."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee

from qfdesk.errors import SurroundingsError
from qfdesk.language import _

_LOCK = 0x71664431
_LIMIT = "SELECT set_config('lock_timeout', %s, false)"


_PATIENCE = 10.0
"""Seconds a statement waits for another one's lock unless told otherwise; SQLite's side waits as long."""


class _Server(peewee.PostgresqlDatabase):
    """Connects again where the connection was cut, unless a transaction hangs on it.

    Every connection, of whatever thread, gives up waiting for a lock after ``patience`` seconds.
    """

    patience = _PATIENCE

    def _connect(self) -> Any:
        connection = super()._connect()
        connection.execute(_LIMIT, (_milliseconds(self.patience),))
        return connection

    def cursor(self, named_cursor: str | None = None) -> Any:
        if not self.in_transaction() and not self.is_closed() and not self.is_connection_usable():
            self.close()
        return super().cursor(named_cursor)


class PostgresEngine:
    """The PostgreSQL side of the store; searching is by plain scan, which the server does in parallel."""

    name = "postgresql"

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.place = f"{parts.hostname or 'localhost'}/{parts.path.lstrip('/')}"
        self.db = _Server(
            unquote(parts.path.lstrip("/")),
            host=parts.hostname,
            port=parts.port,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            connect_timeout=5,
            prefer_psycopg3=True,
        )

    def look_at(self) -> None:
        """Refuses a database without a ledger in it. Raises SurroundingsError."""
        if not self.db.table_exists("ledger_info"):
            raise SurroundingsError(
                _("There is no ledger in {path}; make one with “init” or choose another database"), path=self.place
            )

    def opens_well(self) -> list[str]:
        return []

    def healthy(self) -> list[str]:
        return []

    def found(self) -> None:
        """Nothing to mark: the ledger's own table says what it is."""

    def after_migration(self) -> None:
        """Makes the guard of the history; safe to repeat."""
        self.db.execute_sql(
            "CREATE OR REPLACE FUNCTION history_only_grows() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'the history is only ever added to'; END $$ LANGUAGE plpgsql"
        )
        self.db.execute_sql("DROP TRIGGER IF EXISTS history_guard ON history")
        self.db.execute_sql(
            "CREATE TRIGGER history_guard BEFORE UPDATE OR DELETE ON history "
            "FOR EACH ROW EXECUTE FUNCTION history_only_grows()"
        )
        self._guard_texts()

    def _guard_texts(self) -> None:
        """A text may be masked once; nothing else changes or goes."""
        self.db.execute_sql("DROP TRIGGER IF EXISTS history_text_no_delete ON history_text")
        self.db.execute_sql(
            "CREATE TRIGGER history_text_no_delete BEFORE DELETE ON history_text "
            "FOR EACH ROW EXECUTE FUNCTION history_only_grows()"
        )
        self.db.execute_sql("DROP TRIGGER IF EXISTS history_text_only_masked ON history_text")
        self.db.execute_sql(
            "CREATE TRIGGER history_text_only_masked BEFORE UPDATE ON history_text FOR EACH ROW WHEN "
            "(OLD.forgotten_at IS NOT NULL OR NEW.forgotten_at IS NULL OR NEW.mark <> OLD.mark"
            " OR NEW.register <> OLD.register OR NEW.entry <> OLD.entry) EXECUTE FUNCTION history_only_grows()"
        )

    def forget_for_good(self) -> None:
        """Nothing to do: the server itself clears the room of old rows (autovacuum)."""

    def wait_at_most(self, seconds: float) -> None:
        """How long a statement waits for another one's lock before it is given up with a sentence.

        Holds for this connection and for every one made from now on, whichever thread makes it.
        """
        self.db.patience = seconds
        if not self.db.is_closed():
            self.db.execute_sql(_LIMIT, (_milliseconds(seconds),))

    def unchecked(self) -> AbstractContextManager[None]:
        """Nothing to do: a server changes a table in its place."""
        return nullcontext()

    def one_at_a_time(self) -> None:
        """Lets one transaction at a time write: a second one waits for the first before it reads anything."""
        self.db.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))

    def index(self, row: int, new: Iterable[str], old: Iterable[str] | None = None) -> None:
        """Nothing to keep beside the text itself."""

    def unindex(self, row: int, old: Iterable[str]) -> None:
        """Nothing to take out."""

    def empty_index(self) -> None:
        """Nothing to empty."""

    def candidates(self, words: list[str], rows: int) -> peewee.SQL | None:
        return None

    def newest(self, words: list[str], below: int, most: int) -> list[int]:
        return []

    def mark(self) -> None:
        """A server does not say cheaply whether anything has changed; it is asked again each time."""
        return None

    def numbers(self, query: peewee.Query) -> array[int]:
        """The column ``id`` of a query."""
        return array("q", (row[0] for row in self.db.execute_sql(*query.sql()).fetchall()))

    def among(self, numbers: Iterable[int]) -> peewee.SQL:
        """Numbers, however many, as a subquery."""
        return peewee.SQL("(SELECT unnest(%s::bigint[]))", (list(numbers),))

    def copy_to(self, target: Path) -> None:
        """Raises SurroundingsError: a server is backed up by its own tools."""
        raise SurroundingsError(
            _("A ledger on a server is backed up by the server's own tools (pg_dump); ask whoever runs it")
        )


def _milliseconds(seconds: float) -> str:
    return f"{max(1, int(seconds * 1000))}ms"  # 0 would be for ever
