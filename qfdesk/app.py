"""The only wiring: places and settings -> store -> desk -> window or command."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import getpass
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from qfdesk import cli, language
from qfdesk.desk import Desk
from qfdesk.desk.files import head_file, noted_head
from qfdesk.desk.integrity import note_restored
from qfdesk.errors import DeskError, SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.model.masters import MASTERS
from qfdesk.model.values import Query
from qfdesk.registers import all_entries, all_registers
from qfdesk.rules.rights import HOUSE
from qfdesk.store import backup
from qfdesk.store.ledger import Store, engine_for, make_ledger, open_ledger
from qfdesk.store.sqlite import SqliteEngine

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
            cause=cause_of(error),
        ) from error


def _known(profile: Path) -> dict[str, str]:
    try:
        known = json.loads((profile / "ledgers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(profile: Path, store: Store) -> None:
    """Notes that this profile has known the ledger; where that cannot be noted, the ledger serves all the same."""
    known = _known(profile)
    if known.get(store.place) != store.ledger_id:
        with suppress(OSError):
            (profile / "ledgers.json").write_text(
                json.dumps({**known, store.place: store.ledger_id}, indent=1), encoding="utf-8"
            )


def restore(
    ledger: str, profile: Path, source: Path, actor: str | None = None, clock: Clock | None = None
) -> Path | None:
    """Puts a backup in the ledger's place, which the history notes; returns where what stood there is kept."""
    engine = engine_for(ledger)
    if not isinstance(engine, SqliteEngine):
        raise SurroundingsError(
            _("A ledger on a server is backed up by the server's own tools (pg_dump); ask whoever runs it")
        )
    manifest = backup.read(source)
    attachments = profile / "attachments" / manifest["ledger_id"]
    before = noted_head(profile, manifest["ledger_id"])
    kept = backup.restore(source, engine.path, attachments, dt.datetime.now(dt.UTC))
    head_file(profile, manifest["ledger_id"]).unlink(missing_ok=True)
    desk = open_desk(ledger, profile, actor, clock)
    try:
        note_restored(desk.store, desk.session.act("restored"), source.name, manifest, before)
    finally:
        desk.close()
    return kept


def selftest() -> int:
    """Starts everything once in a throw-away place: ledger, sample, paper, sheet, and the window if there is one."""
    with tempfile.TemporaryDirectory(prefix="qfdesk-selftest-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        desk = demo_desk(place, records=12)
        first = desk.registers()[0]
        listed = desk.page(Query(first.key), 0, 1, ("number",))
        desk.print_forms([(first.key, listed[0].id)], place / "form.pdf")
        desk.export([Query(register.key) for register in desk.registers()], place / "ledgers.xlsx")
        wrong = desk.wrong()
        for line in wrong:
            sys.stderr.write(line.say() + "\n")
        if not wrong:
            from qfdesk.ui.start import try_window

            try_window(desk)
        desk.close()
    return 1 if wrong else 0


def main(argv: Sequence[str] | None = None) -> int:
    """The program: parses the words, opens the ledger, runs the command or the window. Returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    language.use(_asked_language(words))
    return cli.ended(words, lambda: _serve(cli.read(words)), lambda: _asked_profile(words) / "logs")


def _serve(asked: argparse.Namespace) -> int:
    profile = asked.profile or default_profile()
    ledger = asked.ledger or default_ledger(profile)
    if asked.selftest:
        return selftest()
    if asked.command == "registers":
        cli.registers(MASTERS if asked.masters else all_registers(), asked)
        return 0
    if asked.command == "requirements":
        cli.requirements(asked)
        return 0
    if asked.command == "restore":
        _may_restore(asked, ledger, profile)
        cli.put_file(restore(ledger, profile, asked.file, asked.user) or ledger, asked.json)
        return 0
    if asked.command is None:
        return _open_window(asked, ledger, profile)
    if asked.command == "init":
        return _make(asked, ledger, profile)
    desk = open_desk(ledger, profile, asked.user)
    try:
        cli.prove(desk, asked.user or who())
        return cli.run(desk, asked)
    finally:
        desk.close()


def _may_restore(asked: argparse.Namespace, ledger: str, profile: Path) -> None:
    """A ledger that can still be opened is only replaced by who may; one that is damaged or gone asks nobody."""
    try:
        desk = open_desk(ledger, profile, asked.user)
    except SurroundingsError:
        return
    try:
        cli.prove(desk, asked.user or who())
        desk.session.require(HOUSE, "backup")
    finally:
        desk.close()


def _make(asked: argparse.Namespace, ledger: str, profile: Path) -> int:
    """Makes the ledger with all that ``init`` is asked for, or leaves nothing behind."""
    desk = make_desk(ledger, profile, asked.user)
    try:
        status = cli.run(desk, asked)
    except BaseException:
        desk.close()
        if isinstance(desk.store.engine, SqliteEngine):
            desk.store.engine.path.unlink(missing_ok=True)
        raise
    desk.close()
    return status


def _open_window(asked: argparse.Namespace, ledger: str, profile: Path) -> int:
    _need_screen()
    try:
        desk = demo_desk() if asked.demo else first_desk(ledger, profile, asked.user)
    except DeskError as error:
        from qfdesk.ui.start import tell_at_start

        tell_at_start(error)
        raise
    # Nothing made on the way to the first picture is garbage; the window collects again once it stands.
    gc.disable()
    from qfdesk.ui.start import run_window

    try:
        return run_window(desk, desk.profile, asked.lang, demo=asked.demo)
    finally:
        desk.close()


def _need_screen() -> None:
    """Raises SurroundingsError where no window can be; Qt itself would end the program without a word to a user."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise SurroundingsError(
            _("There is no screen here to open a window on; start it on a desktop, or give a command (see --help)")
        )


def _asked_language(words: Sequence[str]) -> str:
    """The language asked for, known before the words are parsed so that their help speaks it."""
    said = _said(words, "--lang")
    return said if said in language.LANGUAGES else language.system_language()


def _asked_profile(words: Sequence[str]) -> Path:
    """The profile asked for, known even when the words cannot be parsed."""
    said = _said(words, "--profile")
    return Path(said) if said else default_profile()


def _said(words: Sequence[str], option: str) -> str:
    """What follows an option; '' when it is not among the words."""
    for place, word in enumerate(words):
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
        if word == option:
            return words[place + 1] if place + 1 < len(words) else ""
    return ""


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
