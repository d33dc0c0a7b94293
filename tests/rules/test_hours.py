"""Working hours as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.hours import Hours, read_hours


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("08:30-12:00, 13:30-17:30", "08:30-12:00, 13:30-17:30"),
        ("8:30-12:00，13:30～17:30；周六、周日", "08:30-12:00, 13:30-17:30; sat, sun"),
        (" 9.00 – 21.00 ; Sunday, 6", "09:00-21:00; sat, sun"),
        ("0:00-23:59;6,7,6", "00:00-23:59; sat, sun"),
        ("8:00至12:00、14:00到18:00；星期天", "08:00-12:00, 14:00-18:00; sun"),
    ],
)
def test_hours_are_read_however_they_are_written_and_kept_in_one_way(text: str, written: str) -> None:
    assert read_hours(text).written() == written
    assert read_hours(written) == read_hours(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ""),
        ("nine to five", "nine to five"),
        ("08:30-25:00", "08:30-25:00"),
        ("18:00-09:00", "18:00-09:00"),
        ("08:00-12:00, 11:00-15:00", "11:00-15:00"),
        ("08:00-12:00; someday", "someday"),
        ("08:00-12:00; 8", "8"),
    ],
)
def test_what_is_no_hours_is_named(text: str, wrong: str) -> None:
    with pytest.raises(ValueError) as told:
        read_hours(text)
    assert str(told.value) == wrong


def test_the_last_span_closes_the_day() -> None:
    assert Hours().closing == dt.time(17, 30)
    assert read_hours("9:00-21:00").closing == dt.time(21)
