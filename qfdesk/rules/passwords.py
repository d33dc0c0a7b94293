"""Passwords: what is asked of a new one, how its proof is kept (argon2id, RFC 9106), how long a guesser waits."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from qfdesk.language import Message, _, message

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 200
COST = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 2}
"""Three passes over 64 MiB in two lanes, RFC 9106's choice for small machines: 80 to 150 ms on an office computer."""

FREE_TRIES = 5
_FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(minutes=15)

_COMMON = """
12345678 123456789 1234567890 11111111 00000000 88888888 66666666 12341234 87654321 11223344 147258369
123123123 password password1 passw0rd qwertyui qwerty123 qwertyuiop 1qaz2wsx q1w2e3r4 1q2w3e4r abcd1234
abc12345 a1234567 a12345678 admin123 admin888 administrator iloveyou woaini520 woaini1314 5201314520
letmein1 welcome1 changeme zxcvbnm1 asdfghjk asdf1234 p@ssw0rd qfdesk123 pharmacy yaodian123
"""


def weakness(password: str, names: Iterable[str]) -> Message | None:
    """What speaks against a new password, or None. ``names``: the person's name and login."""
    said = _same_form(password)
    if len(said) < SHORTEST:
        return message(_("The password is too short; take at least {n} characters"), n=SHORTEST)
    if len(said) > LONGEST:
        return message(_("The password is too long; take at most {n} characters"), n=LONGEST)
    plain = said.casefold()
    if plain in _COMMON.split() or len(set(plain)) < 3:
        return message(_("Everybody guesses this password first; take another one"))
    if any(plain == name.casefold() for name in names if name):
        return message(_("The password is the person's own name; take another one"))
    return None


def _same_form(password: str) -> str:
    """One form for what different keyboards send for the same characters; what no text can hold becomes a mark."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # only where a password is asked for

    cost: dict[str, Any] = dict(COST)
    return PasswordHasher(**cost)


def proof(password: str) -> str:
    """What is kept of a password: ``$argon2id$…`` with its own salt."""
    return _hasher().hash(_same_form(password))


def fits(kept: str, password: str) -> bool:
    """Whether a password is the one kept. Without one kept (unknown person) it takes as long and is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    said = _same_form(password)[: LONGEST * 4]
    try:
        return _hasher().verify(kept, said) if kept else not _hasher().hash(said)
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether a proof was made with another cost than today's."""
    return _hasher().check_needs_rehash(kept)


def wait_after(failures: int) -> dt.timedelta:
    """How long the next attempt must wait after so many failures in a row: nothing at first, then ever longer."""
    if failures < FREE_TRIES:
        return dt.timedelta()
    return min(_FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT)


def still_waits(until: dt.datetime | None, now: dt.datetime) -> dt.timedelta:
    """How long is left; nothing where the moment lies further away than any wait (the clock was set back)."""
    left = until - now if until is not None else dt.timedelta()
    return left if dt.timedelta() < left <= LONGEST_WAIT else dt.timedelta()
