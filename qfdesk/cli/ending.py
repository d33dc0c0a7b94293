"""How a command ends: the exit status, one sentence on standard error, and never a traceback."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from qfdesk import __version__
from qfdesk.cli.output import UnwritableError, put_out
from qfdesk.errors import Cancelled, DeskError, SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.rules.traces import without_people

_STOPPED = _("Stopped; what had not been told as done was not done")
_UNUSABLE = _("{path} cannot be used ({cause}); check the file and its folder, or name another one")
_BUG = _("Something unforeseen stopped the program ({cause}); send {path} to whoever looks after it")
_BUG_UNTOLD = _("Something unforeseen stopped the program ({cause}), and the log could not be written")
_LARGEST_LOG = 1_000_000


def ended(words: Sequence[str], act: Callable[[], int], logs: Callable[[], Path]) -> int:
    """Does ``act`` and returns the exit status, having told whatever went wrong.

    ``words``: the command line. ``logs``: the folder where what is unforeseen is written down in full.
    """
    as_json = wants_json(words)
    try:
        status = act()
        put_out()
        return status
    except UnwritableError as error:
        _let_go(sys.stdout)
        return tell(error, False)
    except DeskError as error:
        return tell(error, as_json)
    except BrokenPipeError:
        _let_go(sys.stdout)
        return 1
    except (KeyboardInterrupt, Cancelled):
        return tell(SurroundingsError(_STOPPED), as_json)
    except OSError as error:
        if error.filename is None:
            return tell(_unforeseen(error, logs), as_json)
        return tell(SurroundingsError(_UNUSABLE, path=str(error.filename), cause=cause_of(error)), as_json)
    except Exception as error:
        return tell(_unforeseen(error, logs), as_json)


def tell(error: DeskError, as_json: bool) -> int:
    """One sentence on standard error, with ``--json`` an object on standard output too. Returns the exit status."""
    _write(sys.stderr, error.say())
    if as_json:
        fields = {key: sentence.say() for key, sentence in error.fields.items()}
        _write(sys.stdout, json.dumps({"error": error.say(), "fields": fields}, ensure_ascii=False))
    return error.status


def wants_json(words: Sequence[str]) -> bool:
    """Whether the words ask for JSON, known even when they cannot be parsed."""
    return any(word == "--json" or word.startswith("--json=") for word in words)


def _write(stream: Any, text: str) -> None:
    """A line on a stream that may be closed, full or missing (a program without a console has none)."""
    if stream is None:
        return
    try:
        stream.write(" ".join(text.encode("utf-8", "replace").decode("utf-8").split("\n")) + "\n")
        stream.flush()
    except (OSError, ValueError):
        _let_go(stream)


def _let_go(stream: Any) -> None:
    """Points a stream that can no longer be written at nothing, so that the end of the program stays quiet."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _unforeseen(error: Exception, logs: Callable[[], Path]) -> DeskError:
    cause = f"{type(error).__name__}: {str(error)[:120]}" if str(error) else type(error).__name__
    try:
        path = logs() / "command.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > _LARGEST_LOG else "a"
        with path.open(mode, encoding="utf-8", errors="replace") as file:
            file.write(f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC, qfdesk {__version__}\n")
            file.write(without_people("".join(traceback.format_exception(error))) + "\n")
    except OSError:
        return SurroundingsError(_BUG_UNTOLD, cause=cause)
    return SurroundingsError(_BUG, cause=cause, path=str(path))
