"""Lines end where a Chinese typesetter ends them."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from qfdesk.paper.wrap import NO_END, NO_START, Ruler, balanced, wrap

RULER = Ruler(defaultdict(lambda: 1.0), 10)


@pytest.mark.parametrize("text", ["国药准字Z41022128", "TS-2026-0398", "2026年11月20日", "1,280.50", "0.25g*24s"])
@pytest.mark.parametrize("before", range(20))
def test_what_is_read_as_one_stays_on_one_line(text: str, before: int) -> None:
    lines = wrap("药" * before + text + "药" * 9, 200, RULER)
    assert any(text in line for line in lines)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    dice = random.Random(1)
    pieces = ["药品", "质量好", "AB12", "《说明书》", "，", "。", "（瓶）", "“好”", "！", "5%"]
    for _round in range(300):
        text = "药品" + "质量".join(dice.choice(pieces) for _n in range(30))
        for line in wrap(text, 150, RULER):
            assert line[0] not in NO_START
            assert line[-1] not in NO_END


@pytest.mark.parametrize("mark", sorted("。，、）》”：；！？%"))
@pytest.mark.parametrize("before", range(8, 14))
def test_a_closing_mark_takes_its_character_along(mark: str, before: int) -> None:
    lines = wrap("药" * before + mark + "品" * 20, 100, RULER)
    assert all(line[0] != mark for line in lines)


@pytest.mark.parametrize("mark", sorted("（《“￥"))
@pytest.mark.parametrize("before", range(8, 14))
def test_an_opening_mark_goes_with_what_follows(mark: str, before: int) -> None:
    lines = wrap("药" * before + mark + "品" * 20, 100, RULER)
    assert all(line[-1] != mark for line in lines)


def test_nothing_is_lost_and_nothing_is_wider_than_its_room() -> None:
    dice = random.Random(2)
    for _round in range(300):
        text = "".join(dice.choice("药品 质量ab12-/.,。，（）\n") for _n in range(dice.randint(1, 200)))
        room = dice.choice([30, 55, 100, 240])
        lines = wrap(text, room, RULER)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(RULER.width(line) <= room for line in lines)


def test_a_word_wider_than_a_line_is_cut_rather_than_lost() -> None:
    assert wrap("x" * 25, 100, RULER) == ["x" * 10, "x" * 10, "x" * 5]


def test_an_empty_line_stays() -> None:
    assert wrap("甲\n\n乙", 100, RULER) == ["甲", "", "乙"]


def test_english_breaks_between_words() -> None:
    assert wrap("the seal was broken", 100, RULER) == ["the seal", "was broken"]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("质量管理部意见", ["质量管理部", "意见"]),
        ("所在部门意见", ["所在部门", "意见"]),
        ("纠正和预防措施", ["纠正和", "预防措施"]),
        ("承办部门处理情况", ["承办部门", "处理情况"]),
        ("投诉内容", ["投诉内容"]),
    ],
)
def test_a_chinese_label_breaks_between_words(label: str, lines: list[str]) -> None:
    assert balanced(label, 55, RULER) == lines


def test_an_english_label_breaks_evenly() -> None:
    assert balanced("Opinion of the quality department", 200, RULER) == ["Opinion of the", "quality department"]
