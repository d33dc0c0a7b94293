"""A year's table of holidays, as files come: marks, GBK, semicolons, headings, mistakes."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.calendar import Calendar
from qfdesk.rules.holidays import holiday_name, lacks_days, read_table

CHINESE = "日期,休/班,名称\n2027-01-01,休,元旦\n2027年2月6日,休,春节\n2027/2/20,班,春节\n20271001,放假,国庆节、中秋节\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("parting", [",", ";", "\t"])
def test_a_table_is_read_whatever_wrote_it(coding: str, parting: str) -> None:
    table = read_table(CHINESE.replace(",", parting).replace("\n", "\r\n").encode(coding))
    assert table.wrong == {}
    assert (table.year, table.days) == (
        2027,
        {
            dt.date(2027, 1, 1): (False, "New Year's Day"),
            dt.date(2027, 2, 6): (False, "Spring Festival"),
            dt.date(2027, 2, 20): (True, "Spring Festival"),
            dt.date(2027, 10, 1): (False, "National Day"),
        },
    )


def test_an_english_table_without_headings_and_names() -> None:
    table = read_table(b"2027-01-01,off\n\n2027-01-02 00:00:00,YES,\n")
    assert table.days == {dt.date(2027, 1, 1): (False, ""), dt.date(2027, 1, 2): (True, "")}


def test_every_wrong_line_is_told_with_its_number() -> None:
    data = b"date,working\n2027-01-01,off,x\n2027-02-30,off\n2028-01-01,off\n2027-01-01,work\n2027-05-01\n"
    wrong = {line: cause.say("en") for line, cause in read_table(data).wrong.items()}
    assert wrong == {
        3: "“2027-02-30” is not a date; write it as 2027-01-01",
        4: "2028-01-01 is not in 2027; give each year a file of its own",
        5: "2027-01-01 stands twice; keep one of the two lines",
        6: "“” says neither worked nor free; write “off” or “work”",
    }


def test_only_the_first_line_may_be_headings() -> None:
    assert list(read_table(b"date,working\nand so on,off\n").wrong) == [2]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe\x00", b"date,working,name\n"])
def test_an_empty_file_is_an_empty_table(data: bytes) -> None:
    assert read_table(data).days == {}


def test_a_name_is_one_of_the_catalogue_where_it_can_be() -> None:
    assert holiday_name("中秋") == holiday_name("mid-autumn festival") == "Mid-Autumn Festival"
    assert holiday_name("Tomb-sweeping Day") == holiday_name("清明节") == "Qingming Festival"
    assert holiday_name("店庆") == "店庆"


def test_a_table_with_few_free_days_lacks_some_unless_the_year_is_known() -> None:
    few = read_table(b"2026-11-20,off\n")
    assert lacks_days(few, Calendar().table(2040))
    assert not lacks_days(few, Calendar().table(2026))


@pytest.mark.parametrize(
    "said",
    ['"' + "2" * 500_000 + '"', "\n".join(['"2031-01-01', *["x" * 100] * 4000]), "2031-01-01" * 40_000],
    ids=["one cell", "many lines", "no comma"],
)
def test_what_is_no_table_is_refused_with_a_sentence(said: str) -> None:
    found = read_table(said.encode())
    assert not found.days
    assert found.wrong


@pytest.mark.parametrize("year", ["0001", "1949", "2901", "9999"])
def test_a_year_nobody_means_is_refused(year: str) -> None:
    assert list(read_table(f"{year}-12-31,off,x".encode()).wrong) == [1]
