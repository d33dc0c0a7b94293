"""Every word a person reads is in the catalogues, and none of it is written in Chinese in the code."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from qfdesk.language import Message, _p, say, say_count
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Lines
from qfdesk.registers import all_entries, all_registers

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

ALLOWED = {
    "app.py": "the invented person who sits at the demonstration",
    "paper/wrap.py": "words after which a Chinese line may not break",
    "rules/masking.py": "family names of two characters and words that make a name no person",
    "rules/text.py": "the characters written in two ways",
    "ui/editor/boxes/written.py": "what a person may type as a date",
    "language.py": "the languages are named in themselves, so that everybody finds the own one",
    "rules/capitals.py": "amounts in capitals exist in Chinese only",
    "rules/codes.py": "the forms of approval numbers",
    "model/parse.py": "what a person may type: Chinese figures, dates, yes and no",
    "model/show.py": "the pattern of the Chinese date on paper",
    "registers/goods_return.py": "laws keep their Chinese titles",
    "rules/holidays.py": "the words a published table of holidays is written in",
    "rules/meetings.py": "the words by which a conclusion says that there was nothing",
    "rules/hours.py": "what a person may type as opening hours",
    "rules/headers.py": "what the columns of other people's ledgers are called",
    "model/cell.py": "what stands in the cells of other people's ledgers",
}
"""File in qfdesk/ to the reason why its Chinese is no word of the screen."""


def load_catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / ".ci" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_hold_every_word_translated_and_compiled() -> None:
    pytest.importorskip("babel")
    assert load_catalogue().faults() == []


def docstrings(tree: ast.AST) -> set[int]:
    """The ids of the constants that only explain: a text standing alone as a statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def chinese_literals(source: Path) -> Iterator[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    explains = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in explains:
            continue
        if CHINESE.search(node.value):
            yield f"{source.relative_to(ROOT / 'qfdesk').as_posix()}:{node.lineno}: {node.value!r}"


def test_no_chinese_word_stands_in_the_code() -> None:
    found = [text for source in sorted((ROOT / "qfdesk").rglob("*.py")) for text in chinese_literals(source)]
    assert [text for text in found if text.partition(":")[0] not in ALLOWED] == []


def test_a_counted_word_is_marked_by_being_counted() -> None:
    """Marked once more as a single word it stands in the catalogue as two, and its count is said in English."""
    calls = [
        f"{source.name}:{node.lineno}"
        for source in sorted((ROOT / "qfdesk").rglob("*.py"))
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say_count"
        if any(isinstance(given, ast.Call) for given in node.args[:2])
    ]
    assert calls == []


def declared_texts(entry: type[Entry]) -> Iterator[str]:
    """The texts of a declaration that stand on the screen: labels, helps, choices, sections, stages, moves, papers."""
    yield entry.label
    yield from (section.label for section in entry.sections)
    for field in entry.fields().values():
        yield from (field.label, field.traits.help, field.traits.unit)
        yield from field.options.values() if isinstance(field, Choice) else ()
        for column in field.columns if isinstance(field, Lines) else ():
            yield from (column.label, *column.options.values())
    for stage in getattr(entry, "stages", ()):
        yield from (stage.label, stage.step, *(move.label for move in stage.moves))
    yield from (deadline.label for deadline in getattr(entry, "deadlines", ()))
    yield from (thing.title for key in ("papers", "ledgers") for thing in getattr(entry, key, ()))


@pytest.mark.parametrize("key", sorted(all_entries()))
def test_everything_a_register_or_master_declares_is_said_in_chinese(key: str) -> None:
    texts = {text for text in declared_texts(all_entries()[key]) if re.search("[A-Za-z]", text)}
    assert [text for text in texts if not CHINESE.search(say(text, "zh_CN"))] == []


def test_the_papers_and_ledgers_have_the_names_the_house_knows() -> None:
    titles = {say(paper.title, "zh_CN") for register in all_registers() for paper in register.papers}
    titles |= {say(ledger.title, "zh_CN") for register in all_registers() for ledger in register.ledgers}
    assert titles >= {
        "顾客投诉与反馈记录表",
        "顾客反馈处理记录表",
        "来信来电来访处理单",
        "药品质量信息反馈单",
        "客户走访记录",
        "座谈会纪要",
        "退货受理单",
        "药品质量查询、投诉、服务记录",
        "用户来信、来电、来访登记簿",
        "药品质量信息反馈台账",
        "用户访问台账",
        "售后退回药品台账",
    }


def test_a_complaint_goes_its_way_in_the_words_of_the_trade() -> None:
    complaint = next(register for register in all_registers() if register.key == "complaint")
    assert [say(stage.step, "zh_CN") for stage in complaint.stages] == ["接收", "受理", "调查", "处理", "回复", "结案"]
    assert [say(stage.label, "zh_CN") for stage in complaint.stages] == [
        "待受理",
        "待调查",
        "调查中",
        "待处理",
        "待回复",
        "已结案",
    ]


def test_one_english_word_may_have_two_chinese_ones() -> None:
    assert (say(_p("channel", "Visit"), "zh_CN"), say("Visit", "zh_CN")) == ("来访", "访问")
    assert say(_p("channel", "Visit"), "en") == "Visit"


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    inner = Message("{n} days", {"n": 3})
    outer = Message("on the day of “{since}” ({rule})", {"since": inner, "rule": "D1"})
    assert outer.say("zh_CN") == "“3天”当日内（D1）"
    assert outer.say("en") == "on the day of “3 days” (D1)"


def test_a_counted_thing_is_one_or_many() -> None:
    assert say_count("{n} thing", "{n} things", 1, "en") == "1 thing"
    assert say_count("{n} thing", "{n} things", 2, "en") == "2 things"
