"""A workbook's file: written beside its place and moved there whole, or not at all."""

from __future__ import annotations

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from qfdesk.errors import SurroundingsError, cause_of
from qfdesk.language import _

BUSY = _("{name} cannot be replaced: close it in Excel, or save under another name, such as {other}.")
NO_RIGHT = _("Nothing can be written in {folder}: choose another folder.")
NO_FILE = _("{name} is no file that could be replaced: choose another name.")
NO_FOLDER = _("The folder {folder} does not exist: choose another one.")
FULL = _("There is no room left for {name}: free some space, or choose another folder.")
FAILED = _("{name} could not be written: {cause}. Choose another folder or make room there.")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def free_name(path: Path) -> Path:
    """The path itself while nothing has this name, else the next free one: 台账 (2).xlsx."""
    stem, name = re.sub(r" \(\d+\)$", "", path.stem), path
    for n in count(2):
        if not name.exists():
            break
        name = path.with_name(f"{stem} ({n}){path.suffix}")
    return name


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A stream that becomes the file ``out`` when the block ends well; else no trace stays and ``out`` is as it was.

    Raises SurroundingsError: ``out`` is open elsewhere, its folder is missing, full or closed to us.
    """
    spare = spare_name(out)
    try:
        _refuse_busy(out)
        with _opened(spare, out) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _moved(spare, out)
    except OSError as error:
        raise told(error, out) from error
    finally:
        spare.unlink(missing_ok=True)


def spare_name(out: Path) -> Path:
    """Where the file stands while it is being written: in the same folder, so that moving it is one step."""
    return out.with_name(f".{uuid.uuid4().hex[:12]}.part")


def told(error: OSError, out: Path) -> SurroundingsError:
    """What a failure of the disk means for whoever waits for the file."""
    if error.errno in _FULL:
        return SurroundingsError(FULL, name=str(out))
    return SurroundingsError(FAILED, name=str(out), cause=cause_of(error))


def _refuse_busy(out: Path) -> None:
    """Windows lets nobody write a file that Excel holds open; it is better said before the work than after."""
    if not out.exists():
        return
    if not out.is_file():
        raise SurroundingsError(NO_FILE, name=str(out))
    try:
        with out.open("r+b"):
            pass
    except PermissionError as error:
        raise _busy(out) from error


def _opened(spare: Path, out: Path) -> BinaryIO:
    try:
        return spare.open("wb")
    except PermissionError as error:
        raise SurroundingsError(NO_RIGHT, folder=str(out.parent)) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SurroundingsError(NO_FOLDER, folder=str(out.parent)) from error


def _moved(spare: Path, out: Path) -> None:
    try:
        os.replace(spare, out)
    except PermissionError as error:
        raise _busy(out) from error


def _busy(out: Path) -> SurroundingsError:
    return SurroundingsError(BUSY, name=str(out), other=free_name(out).name)
