"""Sheet titles are ones that Excel takes, each only once."""

import pytest

from qfdesk.excel.titles import Titles, units


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("投诉台账", "投诉台账"),
        ("a[b]:c*?/\\d", "a b  c    d"),
        ("'quoted'", "quoted"),
        ("???", "-"),
        ("Record of quality inquiries, complaints and services", "Record of quality inquiries…"),
        ("药" * 40, "药" * 30 + "…"),
        ("𠮷" * 20, "𠮷" * 15 + "…"),
        ("History", "History (2)"),
    ],
)
def test_a_title_is_made_fit(text: str, title: str) -> None:
    given = Titles().give(text)
    assert given == title
    assert units(given) <= 31


def test_no_title_is_given_twice() -> None:
    titles = Titles()
    given = [titles.give(text, " – all fields") for text in ("Complaints", "COMPLAINTS", "药" * 40, "药" * 40)]
    assert len({title.lower() for title in given}) == 4
    assert all(units(title) <= 31 for title in given)
    assert given[1] == "COMPLAINTS – all fields (2)"
