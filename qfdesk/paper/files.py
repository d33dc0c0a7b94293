"""Files that are either written completely or not at all."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from qfdesk.errors import SurroundingsError, cause_of
from qfdesk.language import _

BUSY = _("{name} cannot be replaced: close it where it is open, or choose another name.")
NO_RIGHT = _("Nothing can be written in {folder}: choose another folder.")
NO_FILE = _("{name} is no file that could be replaced: choose another name.")
FAILED = _("{name} could not be written: {cause}. Choose another folder or make room there.")


def write_whole(out: Path, data: bytes) -> Path:
    """Writes beside ``out`` first and moves it there, so that a file is never half written.

    Raises SurroundingsError when the folder is missing or full, or the file is open elsewhere.
    """
    spare = out.with_name(f".{uuid.uuid4().hex}.part")
    written = False
    try:
        if out.exists() and not out.is_file():
            raise SurroundingsError(NO_FILE, name=str(out))
        with spare.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written = True
        os.replace(spare, out)
    except PermissionError as error:
        raise SurroundingsError(BUSY if written else NO_RIGHT, name=str(out), folder=str(out.parent)) from error
    except OSError as error:
        raise SurroundingsError(FAILED, name=str(out), cause=cause_of(error)) from error
    finally:
        with contextlib.suppress(OSError):
            spare.unlink(missing_ok=True)
    return out


def copy_whole(source: Path, out: Path) -> Path:
    """Copies a PDF to ``out`` as ``write_whole`` writes it. Raises SurroundingsError, also when it cannot be read."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise SurroundingsError(FAILED, name=str(out), cause=cause_of(error)) from error
    return write_whole(out, data)
