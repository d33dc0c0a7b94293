"""The only wiring: places and settings -> store -> desk -> window or command."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.language import _
from qfdesk.registers import all_entries
from qfdesk.store.ledger import Store, engine_for, make_ledger, open_ledger

Clock = Callable[[], dt.datetime]


def default_profile() -> Path:
    """The folder for settings, drafts, logs, backups and attachments."""
    if told := os.environ.get("QFDESK_PROFILE"):
        return Path(told)
    import platformdirs

    return platformdirs.user_data_path("qfdesk", appauthor=False)


def default_ledger(profile: Path) -> str:
    """The ledger to open when none is named."""
    return os.environ.get("QFDESK_LEDGER") or str(profile / "ledger.db")


def who() -> str:
    """The name of the computer's account."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "clerk"


def make_desk(ledger: str, profile: Path, actor: str | None = None, clock: Clock | None = None) -> Desk:
    """Makes a new ledger and sits down at it. Raises SurroundingsError when there is one already."""
    _writable(profile)
    store = make_ledger(ledger, all_entries())
    desk = Desk(store, profile, actor or who(), clock)
    _remember(profile, store)
    return desk


def open_desk(ledger: str, profile: Path, actor: str | None = None, clock: Clock | None = None) -> Desk:
    """Sits down at a ledger that exists. Raises SurroundingsError with what is wrong and what to do."""
    _writable(profile)
    store = open_ledger(ledger, all_entries())
    desk = Desk(store, profile, actor or who(), clock)
    _remember(profile, store)
    return desk


def first_desk(ledger: str, profile: Path, actor: str | None = None) -> Desk:
    """Opens the ledger, or makes it where this profile has never known one there: the first start of a new house.

    A ledger that was there and is gone is never replaced silently: SurroundingsError.
    """
    engine = engine_for(ledger)
    path = getattr(engine, "path", None)
    if path is not None and not path.exists() and engine.place not in _known(profile):
        return make_desk(ledger, profile, actor)
    return open_desk(ledger, profile, actor)


def demo_desk(folder: Path | None = None, records: int = 320, clock: Clock | None = None) -> Desk:
    """A desk on invented sample data in a ledger of its own; without ``folder`` in a throw-away one."""
    from qfdesk.desk.sample import make_sample

    place = folder or Path(tempfile.mkdtemp(prefix="qfdesk-demo-"))
    desk = make_desk(str(place / "demo.db"), place, "王芳", clock)
    make_sample(desk, records, desk.now().date())
    return desk


def _writable(profile: Path) -> None:
    try:
        profile.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=profile):
            pass
    except OSError as error:
        raise SurroundingsError(
            _("The folder {path} cannot be written ({cause}); choose another one with --profile"),
            path=str(profile),
            cause=error.strerror or str(error),
        ) from error


def _known(profile: Path) -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads((profile / "ledgers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _remember(profile: Path, store: Store) -> None:
    known = _known(profile)
    if known.get(store.place) != store.ledger_id:
        (profile / "ledgers.json").write_text(
            json.dumps({**known, store.place: store.ledger_id}, indent=1), encoding="utf-8"
        )
