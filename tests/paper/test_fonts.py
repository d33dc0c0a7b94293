"""Which characters print, and what becomes of those that do not."""

from __future__ import annotations

import pytest

from qfdesk.paper.fonts import bold, has_glyph, printable, regular, unprintable


@pytest.mark.parametrize("char", "龚䶮㛃𠮷镕喆堃㐱犇翀頔℃≤①√½·—…")
def test_names_and_signs_have_a_glyph_in_both_weights(char: str) -> None:
    assert has_glyph(char)
    for cut in (regular(), bold()):
        [(font, piece)] = cut.runs(char)
        assert font.face.charToGlyph[ord(char)] > 0
        assert piece == char
        assert cut.width(char, 10) > 0


def test_a_name_of_two_fonts_is_written_in_three_runs() -> None:
    assert [piece for _font, piece in regular().runs("王𠮷祥")] == ["王", "𠮷", "祥"]


def test_line_ends_become_one_kind_and_what_is_invisible_goes() -> None:
    assert printable("甲\r\n乙\r丙\u2028丁\x00\u200b\ufeff\ufe0f\u00ad") == "甲\n乙\n丙\n丁"
    assert printable("a\tb") == "a    b"


def test_what_no_font_has_becomes_a_visible_mark_and_is_told_once() -> None:
    told: list[str] = []
    assert printable("药\U0003abcd品\U0003abcd\ud800", told.append) == "药〓品〓〓"
    assert told == ["\U0003abcd", "\ud800"]
    assert unprintable("药品〓") == ()
