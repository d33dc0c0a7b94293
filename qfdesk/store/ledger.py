"""Opening and making a ledger: the engine behind it, its tables, its identity."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import peewee

from qfdesk.errors import SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.model.entry import Entry
from qfdesk.model.ledger import TABLES, History, LedgerInfo
from qfdesk.store import schema
from qfdesk.store.postgres import PostgresEngine
from qfdesk.store.rows import asked
from qfdesk.store.sqlite import SqliteEngine
from qfdesk.store.trouble import told

Engine = SqliteEngine | PostgresEngine


class Store:
    """An open ledger. ``entries``: every register and master by key. One per process at a time."""

    def __init__(self, engine: Engine, entries: Mapping[str, type[Entry]]) -> None:
        self.engine, self.entries = engine, entries
        self.db: peewee.Database = engine.db
        self.place = engine.place
        self.clock_set_back: tuple[dt.datetime, dt.datetime] | None = None
        self.db.bind([*entries.values(), *TABLES], bind_refs=False, bind_backrefs=False)

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction, and the only one that writes: what it reads before it writes is still so when it does.

        Database trouble inside is told as a DeskError, and nothing is kept.
        """
        with told(), self.db.atomic():
            self.engine.one_at_a_time()
            yield

    @property
    def ledger_id(self) -> str:
        return self.setting("ledger_id")

    def version(self) -> int:
        """A number that grows with every change, whoever made it."""
        return asked(History, "version", lambda: History.select(peewee.fn.MAX(History.seq)))[0][0] or 0

    def setting(self, key: str, default: str = "") -> str:
        met = LedgerInfo.key == ""
        rows = asked(LedgerInfo, "setting", lambda: LedgerInfo.select(LedgerInfo.value).where(met), key)
        return str(rows[0][0]) if rows else default

    def set_setting(self, key: str, value: str) -> None:
        with self.change():
            LedgerInfo.insert(key=key, value=value).on_conflict(
                conflict_target=[LedgerInfo.key], update={LedgerInfo.value: value}
            ).execute()

    def close(self) -> None:
        if not self.db.is_closed():
            self.db.close()


def engine_for(url: str) -> Engine:
    """The engine a ``--ledger`` word names: a file, or ``postgresql://user@host:port/name``."""
    if url.startswith(("postgresql://", "postgres://", "psycopg3://")):
        return PostgresEngine(url)
    return SqliteEngine(Path(url.removeprefix("sqlite:///")).expanduser().resolve())


def make_ledger(url: str, entries: Mapping[str, type[Entry]]) -> Store:
    """Makes a new ledger. Raises SurroundingsError when there is one already or the place cannot be written."""
    engine = engine_for(url)
    if isinstance(engine, SqliteEngine):
        if engine.path.exists():
            raise SurroundingsError(
                _("There is a file at {path} already; choose another name for the new ledger"), path=engine.place
            )
        try:
            engine.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SurroundingsError(
                _("The folder {path} cannot be made ({cause}); choose another place"),
                path=str(engine.path.parent),
                cause=cause_of(error),
            ) from error
    store = Store(engine, entries)
    try:
        _found(engine, store)
    except BaseException:
        store.close()
        if isinstance(engine, SqliteEngine):
            engine.path.unlink(missing_ok=True)
        raise
    return store


def _found(engine: Engine, store: Store) -> None:
    """Makes the tables and gives the ledger its identity."""
    with told():
        if isinstance(engine, PostgresEngine) and store.db.table_exists("ledger_info"):
            raise SurroundingsError(
                _("There is a ledger in {path} already; open it, or name another database"), path=engine.place
            )
        engine.found()
        schema.migrate(engine)
        store.set_setting("ledger_id", uuid.uuid4().hex)
        store.set_setting("made_at", dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


def open_ledger(url: str, entries: Mapping[str, type[Entry]]) -> Store:
    """Opens a ledger that exists, bringing its schema up to date. Raises SurroundingsError with what is wrong."""
    engine = engine_for(url)
    if isinstance(engine, SqliteEngine) and not engine.path.exists():
        engine.look_at()
    try:
        with told():
            engine.look_at()
            if found := engine.opens_well():
                raise SurroundingsError(
                    _("The ledger {path} is damaged ({cause}); restore the newest backup"),
                    path=engine.place,
                    cause=found[0],
                )
            store = Store(engine, entries)
            schema.bring_up_to_date(engine)
    except BaseException:
        engine.db.close()
        raise
    return store
