"""What other programs hand in: JSON read strictly, so that nothing is lost or guessed on the way."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from qfdesk.errors import InvalidError, SurroundingsError, cause_of
from qfdesk.language import _

STDIN = "-"


def objects(name: str) -> list[dict[str, Any]]:
    """The objects of a JSON file, or of standard input (``-``): one, or a list.

    Raises SurroundingsError for a file that cannot be read, InvalidError for what is no JSON, with the place.
    """
    said = _parsed(name, _read(name))
    found = said if isinstance(said, list) else [said]
    for place, one in enumerate(found, 1):
        if not isinstance(one, dict):
            raise InvalidError(_("Object {n} is not a JSON object; write {{field: value}}"), n=place)
    return found


def _read(name: str) -> bytes:
    try:
        if name == STDIN:
            return sys.stdin.buffer.read() if sys.stdin is not None else b""
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a zero character in it
        raise SurroundingsError(_("{path} cannot be read ({cause})"), path=name[:200], cause=cause_of(error)) from error


def _parsed(name: str, data: bytes) -> Any:
    path = "stdin" if name == STDIN else name
    if not data.strip():
        raise InvalidError(_("{path} is empty; it must hold an object or a list of objects"), path=path)
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise InvalidError(
            _("{path} is not UTF-8 (byte {place} does not fit); save it as UTF-8"), path=path, place=error.start + 1
        ) from error
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=Decimal, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise InvalidError(
            _("{path} is not JSON: line {line}, column {column} does not fit; correct it"),
            path=path,
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise InvalidError(_("{path} is nested too deeply; write plain objects {{field: value}}"), path=path) from error
    except ValueError as error:  # a whole number of more than 4,300 digits
        raise InvalidError(_("{path} holds a number that is too long; write it as text"), path=path) from error


def _refuse(word: str) -> NoReturn:
    raise InvalidError(_("{word} is not a number JSON knows; leave the field out or give a number"), word=word)


def _once(said: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(said)
    if len(found) < len(said):
        keys = [key for key, _value in said]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InvalidError(_("“{field}” stands twice in one object; keep one of the two"), field=twice[:40])
    return found
