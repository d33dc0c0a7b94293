"""Entered values: refused with the field named, or kept without losing a character."""

from pathlib import Path

import pytest

from tests.cli.conftest import LEAST, Add, Ask

REQUIRED = [
    ("complaint", "received_at"), ("complaint", "kind"), ("complaint", "story"),
    ("batch_issue", "received_at"), ("batch_issue", "product"), ("batch_issue", "batch"),
    ("batch_issue", "story"), ("visit", "received_at"), ("visit", "kind"), ("visit", "story"),
    ("goods_return", "received_at"), ("goods_return", "customer"), ("goods_return", "ground"),
    ("goods_return", "story"), ("goods_return", "product"), ("goods_return", "batch"),
    ("goods_return", "quantity_claimed"), ("party", "name"), ("product", "name"), ("batch", "batch_number"),
    ("department", "name"), ("operator", "name"),
]  # fmt: skip


@pytest.mark.parametrize("empty", ["", None, " \u3000\t"], ids=["nothing", "null", "blanks"])
@pytest.mark.parametrize(("register", "field"), REQUIRED)
def test_a_required_field_must_be_filled(ask: Ask, register: str, field: str, empty: str | None) -> None:
    before = len(ask("list", register, "--json").lines)
    answer = ask("add", register, given={**LEAST[register], field: empty})
    assert answer.status == 2
    assert list(answer.json["fields"]) == [field]
    assert answer.json["fields"][field] == answer.sentence
    assert len(ask("list", register, "--json").lines) == before


WRONG = {
    "a date in the future": ("complaint", "received_at", "2149-01-01"),
    "bought in the future": ("complaint", "bought_on", "2149-01-01"),
    "a date that never was": ("complaint", "received_at", "2026-02-30"),
    "a date of long ago": ("complaint", "received_at", "0001-01-01"),
    "a date at the end of time": ("complaint", "received_at", "9999-12-31T23:59:59+00:00"),
    "a date in words": ("complaint", "received_at", "gestern"),
    "yes for a date": ("complaint", "received_at", True),
    "a list for a text": ("complaint", "story", ["x"]),
    "an object for a text": ("complaint", "story", {"x": 1}),
    "yes for a text": ("complaint", "story", True),
    "yes for a link": ("complaint", "customer", False),
    "a list for a link": ("complaint", "customer", ["x"]),
    "a choice not listed": ("complaint", "kind", "nonsense"),
    "choices not listed": ("complaint", "measures", ["nonsense"]),
    "an object for choices": ("complaint", "measures", {"x": 1}),
    "a text for a number": ("complaint", "age", "old"),
    "half a year": ("complaint", "age", 4.5),
    "less than nothing": ("complaint", "quantity", -1),
    "a huge number": ("complaint", "quantity", 10**40),
    "a huge whole number": ("complaint", "age", 10**40),
    "a number with exponent": ("complaint", "quantity", "1e400"),
    "no number": ("complaint", "quantity", "NaN"),
    "a flag in words": ("complaint", "confidential", "perhaps"),
    "a text for lines": ("complaint", "contacts", "x"),
    "lines with unknown columns": ("complaint", "contacts", [{"colour": "red"}]),
    "a long name": ("complaint", "contact_name", "名" * 10_000),
    "a long customer": ("complaint", "customer", "名" * 10_000),
    "a long batch": ("complaint", "batch", "9" * 10_000),
    "more received than claimed": ("goods_return", "quantity_received", 6),
    "nothing claimed": ("goods_return", "quantity_claimed", 0),
    "expired before made": ("batch", "expires_on", "1960-01-01"),
}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(("register", "field", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_told_with_its_field(ask: Ask, register: str, field: str, value: object, lang: str) -> None:
    made = {"made_on": "2026-01-01"} if register == "batch" else {}
    answer = ask("add", register, given={**LEAST[register], **made, field: value}, lang=lang)
    assert answer.status == 2, answer
    assert list(answer.json["fields"]) == [field]
    assert answer.json["fields"][field] == answer.sentence
    assert len(answer.sentence) < 200
    assert ask("list", register, "--json").json == []


@pytest.mark.parametrize(
    "said",
    ["2026-11-02", "2026/11/2", "2026.11.02", "20261102", "2026年11月2日", 20261102, "2026-11-02T00:00:00+08:00",
     "2026-11-01T16:00:00Z", " 2026-11-02 "],
)  # fmt: skip
def test_a_day_is_read_in_every_form_people_write(ask: Ask, add: Add, said: object) -> None:
    assert ask("show", add(received_at=said), "--json").json["received_at"] == "2026-11-02T00:00:00+08:00"


@pytest.mark.parametrize("said", ["2026-11-02 09:30", "2026-11-02T09:30:00", "2026/11/2 9:30", "2026年11月2日 09:30"])
def test_a_time_is_read_in_every_form_people_write(ask: Ask, add: Add, said: str) -> None:
    assert ask("show", add(received_at=said), "--json").json["received_at"] == "2026-11-02T09:30:00+08:00"


TEXTS = {
    "rare characters": "龚䶮、李㛃、𠮷田、陶镕、王𬤝",
    "a formula": "=1+1",
    "a plus": "+86 571 8888",
    "a minus": "-5℃ 存放",
    "an at sign": "@SUM(A1)",
    "signs of faces": "药片碎了😡👨‍👩‍👧",
    "quotes and brackets": "\"'`<b>&amp;</b>{name}%s%(x)s\\n",
    "many lines": "第一行\n\n  第三行\t缩进",
    "half of SQL": "'; DROP TABLE complaint; --",
    "wild cards": "100%_合格",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_kept_shown_and_found_as_it_is(ask: Ask, add: Add, text: str) -> None:
    number = add(story=text)
    assert ask("show", number, "--json").json["story"] == text
    assert [c["story"] for c in ask("list", "complaint", "--json").json] == [text]
    assert [hit["number"] for hit in ask("find", "--json", "--", text.split()[0]).json] == [number]
    assert ask("show", number).status == ask("list", "complaint").status == ask("find", "--", text).status == 0


def test_a_wild_card_finds_only_itself(ask: Ask, add: Add) -> None:
    add(story="全部合格")
    number = add(story="含量 100%")
    for word in ("%", "0%"):
        assert [hit["number"] for hit in ask("find", word, "--json").json] == [number]
    assert ask("find", "_", "--json").json == []


def test_control_characters_and_marks_of_direction_are_dropped(ask: Ask, add: Add) -> None:
    number = add(story="胶\x00囊\x08发\u202e粘\x1b[31m", contact_name="王\u200f芳\n")
    shown = ask("show", number, "--json").json
    assert (shown["story"], shown["contact_name"]) == ("胶囊发粘[31m", "王芳")


def test_halves_of_characters_are_dropped(ask: Ask) -> None:
    number = ask("add", "complaint", given=b'{"story": "x\\ud842y", "contact_name": "\\ud842\\udfb7"}').lines[0]
    shown = ask("show", number, "--json").json
    assert (shown["story"], shown["contact_name"]) == ("xy", "𠮷")


@pytest.mark.parametrize("name", ["龚䶮", "李㛃", "𠮷田", "陶镕", "O'Brien", "欧阳·娜娜", "=张三"])
def test_a_rare_name_names_a_customer_again(ask: Ask, add: Add, name: str) -> None:
    add(customer=name), add(customer=name)
    assert [p["name"] for p in ask("list", "party", "--json").json] == [name]
    assert len(ask("list", "complaint", "--where", f"customer={name}", "--json").json) == 2


def test_a_text_of_100_000_characters_loses_nothing(ask: Ask, add: Add, tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + n % 5000) for n in range(99_990)) + "最后十个字在这里了"
    number = add(story=text)
    assert ask("show", number, "--json").json["story"] == text
    assert text in ask("show", number).out
    assert [h["number"] for h in ask("find", "最后十个字", "--json").json] == [number]
    assert len(ask("find", "最后十个字").out) < 200
    assert text in ask("history", number, "--json").json[0]["to"]
    assert ask("export", "complaint", "-o", str(tmp_path / "f.xlsx")).status == 0


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_search_too_long_to_be_meant_is_refused(ask: Ask, lang: str) -> None:
    assert ask("find", "很" * 60_000, lang=lang).status == 2
    assert ask("find", "很 " * 3_000, lang=lang).status == 2


def test_a_search_for_nothing_finds_nothing(ask: Ask, add: Add) -> None:
    add()
    assert ask("find", "  ", "--json").json == []
    assert ask("find", "绝无此词", "--json").json == []
