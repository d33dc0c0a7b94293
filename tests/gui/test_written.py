"""Whatever is typed into a box for numbers or days is a value or a ValueError, never anything else."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest

from qfdesk.rules.clock import SHOP
from qfdesk.ui.editor.boxes.written import date_written, decimal_written, moment_written, number_written

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=SHOP)
ODD = ("9" * 40, ".", "-", "²", "½", "١٢٣", "25:70", "0000-00-00", "9999-12-31", "1e9", "1/2/3/4", "年", "+999", "NaN")


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        amount = decimal_written(text, 2)
        assert amount is None or amount.is_finite()
    with suppress(ValueError):
        assert isinstance(number_written(text), int | None)
    with suppress(ValueError):
        assert isinstance(date_written(text, NOW.date()), dt.date | None)
    with suppress(ValueError):
        moment = moment_written(text, NOW)
        assert moment is None or moment.tzinfo is not None
