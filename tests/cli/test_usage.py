"""Wrong words are told in one sentence, in both languages, and change nothing."""

import re

import pytest

from tests.cli.conftest import Ask

WRONG = {
    "no such command": ("frobnicate",),
    "a command misspelt": ("lst", "complaint"),
    "nothing after add": ("add",),
    "no such register": ("list", "nothing"),
    "no such option": ("list", "complaint", "--colour"),
    "an option cut short": ("list", "complaint", "--js"),
    "a limit that is no number": ("list", "complaint", "--limit", "many"),
    "a limit of nothing": ("find", "x", "--limit", "0"),
    "a limit without end": ("find", "x", "--limit", "9" * 30),
    "an option without its value": ("list", "complaint", "--limit"),
    "a flag with a value": ("export", "all", "--unmask=yes", "-o", "f.xlsx"),
    "no such language": ("--lang", "fr", "check"),
    "no such paper language": ("print", "--blank", "complaint", "--paper-lang", "fr", "-o", "f.pdf"),
    "no such record": ("show", "TS-1999-0001"),
    "no such move": ("move", "TS-1999-0001", "accept"),
    "no such stage": ("list", "complaint", "--stage", "lost"),
    "no such field": ("list", "complaint", "--where", "colour=red"),
    "no such choice": ("list", "complaint", "--where", "kind=red"),
    "no equals sign": ("list", "complaint", "--where", "kind"),
    "a quantity that is none": ("list", "complaint", "--where", "quantity=many"),
    "a date that is none": ("list", "complaint", "--from", "yesterday"),
    "a period turned round": ("list", "complaint", "--from", "2026-02-01", "--to", "2026-01-01"),
    "a period of a master": ("list", "party", "--from", "2026-02-01"),
    "a due date that is none": ("due", "--on", "2026-02-30"),
    "neither numbers nor a form": ("print", "-o", "f.pdf"),
    "no such form": ("print", "--blank", "complaint", "--form", "none", "-o", "f.pdf"),
    "a master's form": ("print", "--blank", "party", "-o", "f.pdf"),
    "another kind of workbook": ("export", "complaint", "-o", "f.csv"),
    "another kind of document": ("print", "--blank", "complaint", "-o", "f.docx"),
    "another kind of backup": ("backup", "-o", "ledger.db"),
    "a sample of less than nothing": ("init", "--sample", "-3"),
    "a command in the demo": ("--demo", "check"),
}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_words_are_told_in_one_sentence(ask: Ask, words: tuple[str, ...], lang: str) -> None:
    answer = ask(*words, lang=lang)
    assert answer.status == 2
    assert answer.out == ""
    chinese = re.search("[\u4e00-\u9fff]", answer.sentence)
    assert bool(chinese) == (lang == "zh_CN")
    assert not re.search("argument|invalid|expected|required", answer.sentence)


def test_with_json_an_error_is_an_object_too(ask: Ask) -> None:
    answer = ask("list", "complaint", "--where", "quantity=many", "--where", "colour=red", "--json")
    assert answer.status == 2
    assert answer.json["error"] == answer.sentence
    assert set(answer.json["fields"]) == {"quantity", "colour"}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_wrong_words_with_json_are_an_object_too(ask: Ask, lang: str) -> None:
    answer = ask("show", "--json", lang=lang)
    assert answer.status == 2
    assert answer.json == {"error": answer.sentence, "fields": {}}


def test_a_misspelt_command_is_guessed(ask: Ask) -> None:
    assert "list" in ask("lst", "complaint").sentence


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("words", [(), ("add",), ("list",), ("export",), ("print",), ("move",)], ids=" ".join)
def test_help_speaks_the_screens_language(
    ask: Ask, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], lang: str
) -> None:
    with pytest.raises(SystemExit) as left:
        ask(*words, "--help", lang=lang)
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert bool(re.search("[\u4e00-\u9fff]", said)) == (lang == "zh_CN")
    assert ("usage:" in said) == (lang == "en")
