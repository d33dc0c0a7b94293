"""JSON from other programs: read strictly, refused with one sentence, and nothing is added when anything is wrong."""

import codecs
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

UNREADABLE = {
    "nothing": b"",
    "blanks": b" \n ",
    "no JSON": b"story=x",
    "half an object": b'{"story": "x"',
    "a comma too many": b'{"story": "x",}',
    "GBK": '{"story": "胶囊发粘"}'.encode("gbk"),
    "bytes of nothing": b"\xff\xfe\x00\xd8\x00",
    "not a number": b'{"story": "x", "quantity": NaN}',
    "without end": b'{"story": "x", "quantity": -Infinity}',
    "a number of 5,000 digits": b'{"story": "x", "quantity": ' + b"9" * 5000 + b"}",
    "nested 100,000 deep": b"[" * 100_000,
    "a key twice": b'{"story": "x", "story": "y"}',
    "a text": b'"x"',
    "a number": b"7",
    "null": b"null",
    "a list in a list": b'[[{"story": "x"}]]',
    "a text among objects": b'[{"story": "x"}, "y"]',
}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_list_of_objects_is_refused(ask: Ask, data: bytes, lang: str) -> None:
    answer = ask("add", "complaint", given=data, lang=lang)
    assert answer.status == 2
    assert answer.json["error"] == answer.sentence
    assert ask("list", "complaint", "--json").json == []


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + '{"story": "胶囊发粘"}'.encode(),
        '{"story": "胶囊发粘"}'.encode("utf-16"),
        '[{"story": "胶囊发粘"}]'.encode(),
    ],
    ids=["with a mark of order", "UTF-16 of a Windows shell", "a list of one"],
)
def test_what_windows_writes_is_read(ask: Ask, data: bytes) -> None:
    assert ask("add", "complaint", given=data).status == 0
    assert [c["story"] for c in ask("list", "complaint", "--json").json] == ["胶囊发粘"]


def test_a_file_is_read_like_standard_input(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "投诉.json"
    path.write_text(json.dumps({"story": "胶囊发粘"}), encoding="utf-8")
    assert ask("add", "complaint", "--json", str(path)).status == 0


def test_a_missing_file_is_named(ask: Ask, tmp_path: Path) -> None:
    answer = ask("add", "complaint", "--json", str(tmp_path / "none.json"))
    assert answer.status == 1
    assert "none.json" in answer.sentence


def test_an_empty_list_adds_nothing(ask: Ask) -> None:
    answer = ask("add", "complaint", given=[])
    assert (answer.status, answer.out) == (0, "")


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "bad", [{"story": ""}, {"story": "x", "colour": 1}, {"story": "x", "quantity": "many"}], ids=str
)
def test_one_bad_object_of_a_list_refuses_all_and_is_named(ask: Ask, bad: dict[str, object], lang: str) -> None:
    given = [{"story": "一"}, {"story": "二", "customer": "张三"}, bad, {"story": "四"}]
    answer = ask("add", "complaint", given=given, lang=lang)
    assert answer.status == 2
    assert "3" in answer.sentence
    assert list(answer.json["fields"]) == [key for key in bad if key != "story" or not bad["story"]]
    assert ask("list", "complaint", "--json").json == []
    assert ask("list", "party", "--json").json == []


def test_numbers_are_not_spent_on_what_was_refused(ask: Ask) -> None:
    ask("add", "complaint", given=[{"story": "一", "received_at": "2026-01-02"}, {"story": ""}])
    answer = ask("add", "complaint", given={"story": "一", "received_at": "2026-01-02"})
    assert answer.lines == ["TS-2026-0001"]


def test_numbers_come_in_the_order_of_the_list(ask: Ask) -> None:
    given = [{"story": str(n), "received_at": "2026-01-02"} for n in range(5)]
    numbers = ask("add", "complaint", given=given).lines
    assert [ask("show", n, "--json").json["story"] for n in numbers] == ["0", "1", "2", "3", "4"]


def test_fractions_are_kept_as_they_were_written(ask: Ask) -> None:
    number = ask("add", "complaint", given=b'{"story": 0.10, "quantity": 1.10}').lines[0]
    shown = ask("show", number, "--json").json
    assert (shown["story"], shown["quantity"]) == ("0.10", 1.1)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("key", ["uid", "number", "stage", "closed_at", "recorded_by", "revision", "accepted_at"])
def test_what_the_program_fills_is_not_taken(ask: Ask, key: str, lang: str) -> None:
    answer = ask("add", "complaint", given={"story": "x", key: "2026-01-01"}, lang=lang)
    assert answer.status == 2
    assert answer.json["fields"][key] == answer.sentence
