"""What every sheet of one export needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qfdesk.excel.longtexts import LongTexts
from qfdesk.model.values import House


@dataclass(frozen=True)
class Job:
    """``step`` is called after every row; ``long`` gathers what does not fit; ``masked`` is said on the sheet."""

    house: House
    lang: str
    long: LongTexts
    step: Callable[[], None]
    masked: bool
