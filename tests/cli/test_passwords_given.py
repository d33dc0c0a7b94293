"""Passwords as systems hand them over: bytes of another encoding, endless ones, in one of several written forms."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest

from qfdesk.rules import passwords
from tests.cli.test_users import As, by, cheap, house  # noqa: F401

COMMAND = ("user", "password", "liming", "--password-from-stdin")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\xff\xfe\xfa abcdefgh\n", "no readable text"),
        ("绿茶不加糖很好喝\n".encode("gbk"), "no readable text"),
        (b"x1y" * 700_000 + b"\n", "too long"),
        (b"\n", "no password"),
        (b"        \n", "guesses"),
    ],
)
def test_a_password_that_cannot_be_one_is_refused_with_a_sentence(
    house: As, monkeypatch: pytest.MonkeyPatch, raw: bytes, says: str  # noqa: F811
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    answer = house("王芳", *COMMAND)
    assert answer.status == 2
    assert says in answer.sentence


@pytest.mark.parametrize("said", ["😀🔑🏠🐈👩‍👩‍👧ab", unicodedata.normalize("NFD", "éèàüöñéè"), "abc\udcff12345"])
def test_what_a_keyboard_can_send_opens_the_door_again(
    house: As, monkeypatch: pytest.MonkeyPatch, said: str  # noqa: F811
) -> None:
    monkeypatch.setenv("QFDESK_NEW_PASSWORD", said)
    assert house("王芳", "user", "password", "liming").status == 0
    monkeypatch.delenv("QFDESK_NEW_PASSWORD")
    monkeypatch.setenv("QFDESK_PASSWORD", unicodedata.normalize("NFC", said))
    assert house("liming", "list", "complaint").status == 0
    for wrong in ("abc\udcfe12345", "x" * 100_000, "\udcff"):
        monkeypatch.setenv("QFDESK_PASSWORD", wrong)
        assert house("liming", "list", "complaint").status == 4


def test_no_text_at_all_is_proven_and_refused_like_any_other() -> None:
    kept = passwords.proof("abc\ud80012345")
    assert passwords.fits(kept, "abc\ud80012345")
    assert not passwords.fits(kept, "abc\ud80112345")
    assert not passwords.fits("", "\ud800")
