"""The table of requirements by command: it needs no ledger."""

from __future__ import annotations

from tests.cli.conftest import Ask


def test_all_requirements_are_listed_a_line_each(ask: Ask) -> None:
    lines = ask("requirements").lines
    assert len(lines) == 144
    assert lines[0].startswith("D1.1\t")
    assert all(line.count("\t") == 3 for line in lines)


def test_an_id_is_told_with_the_names_of_what_serves_it(ask: Ask) -> None:
    (found,) = ask("requirements", "D9.4", "--json").json
    assert found["id"] == "D9.4"
    assert found["document"] == "Model feedback rule (articles 1 to 12)"
    assert "complaint@accept" in found["names"]
    assert found["capabilities"] == ["M5", "M11"]
    assert [one["id"] for one in ask("requirements", "m29", "--json").json] == ["D4.7", "D13.1"]


def test_the_table_speaks_the_language_asked_for(ask: Ask) -> None:
    assert "24小时内予以受理" in ask("requirements", "D9.4", lang="zh_CN").out


def test_an_unknown_id_is_refused_in_one_sentence(ask: Ask) -> None:
    answer = ask("requirements", "D99")
    assert answer.status == 2
    assert "D99" in answer.sentence
