"""What a person types or pastes is kept as meant, without what nobody sees."""

import pytest

from qfdesk.rules.text import clean

KINDS = ("text", "code", "memo")
DIRT = ("\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ufeff", "\ud800", "\u202e", "\uffff")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dirt", DIRT)
def test_what_no_file_can_hold_is_dropped(kind: str, dirt: str) -> None:
    assert clean(f"{dirt}A1{dirt}B2{dirt}", kind) == "A1B2"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_unseen_stays_at_the_ends(kind: str) -> None:
    assert clean("\u200b 阿莫西林\u3000\u200d\ufeff \n", kind).strip() == "阿莫西林"
    assert clean(" \u200b\u3000\n", kind) == ""


def test_one_line_stays_one_line() -> None:
    assert clean("包装\r\n破损\t漏液\x0b了", "text") == "包装 破损 漏液 了"


def test_a_memo_keeps_its_lines_tabs_and_first_indent() -> None:
    assert clean("\r\n　　顾客反映\r铝箔\t破损\u2028。\r\n\r\n", "memo") == "　　顾客反映\n铝箔\t破损\n。"


def test_codes_become_half_width() -> None:
    assert clean("　２０２６０１１５－ａＢ ", "code") == "20260115-aB"
    assert clean("０５７１－８８８８６６６６", "code") == "0571-88886666"
    assert clean("2026\u200b0115", "code") == "20260115"


def test_the_brackets_of_an_approval_number_stay() -> None:
    assert clean("浙食药监械（准）字２０１４第2640001号", "code") == "浙食药监械（准）字2014第2640001号"


def test_texts_keep_their_full_width_marks() -> None:
    assert clean("规格：０．２５ｇ（盒）", "text") == "规格：０．２５ｇ（盒）"


def test_letters_are_composed() -> None:
    assert clean("Cafe\u0301", "text") == "Café"


@pytest.mark.parametrize("name", ["\uf9dc", "\ufa19木", "\U0002f81a", "𠮷野", "䶮", "\ue863", "葛\U000e0100城"])
def test_rare_names_stay_as_they_are_written(name: str) -> None:
    assert clean(f"{name}e\u0301", "text") == f"{name}é"
    assert clean(name, "memo") == name


def test_a_character_torn_in_two_is_mended() -> None:
    assert clean("\ud842\udfb7", "text") == "𠮷"


@pytest.mark.parametrize("kind", KINDS)
def test_cleaning_twice_changes_nothing_more(kind: str) -> None:
    pieces = ["\r", "\n", "\t", " ", "\u3000", "\u200b", "e\u0301", "Ａ", "\ufeff", "名", "\u0301", "\x0b"]
    for first in pieces:
        for second in pieces:
            for third in pieces:
                once = clean(first + second + third + "字" + first + third, kind)
                assert clean(once, kind) == once
