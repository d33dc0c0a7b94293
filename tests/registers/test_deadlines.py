"""What the deadlines of all registers hang on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from qfdesk.model.declare import Deadline
from qfdesk.model.record import Record
from qfdesk.registers import all_entries
from qfdesk.statistics.plainly import WORDS

CONDITIONAL = [
    pytest.param(register, deadline, id=f"{register.key}.{deadline.key}")
    for register in all_entries().values()
    if issubclass(register, Record)
    for deadline in register.deadlines
    if deadline.when
]


class Listening(dict[str, Any]):
    """Values that remember which of them were asked for."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


def records(register: type[Record]) -> Iterator[dict[str, Any]]:
    """Empty values, and those with one choice made or one flag set."""
    fields = register.fields()
    empty = dict.fromkeys(fields)
    yield empty
    for key, field in fields.items():
        options = [True] if field.kind == "flag" else list(getattr(field, "options", ()))
        for option in options:
            yield {**empty, key: (option,) if field.kind == "choices" else option}


@pytest.mark.parametrize(("register", "deadline"), CONDITIONAL)
def test_no_deadline_hangs_on_words(register: type[Record], deadline: Deadline) -> None:
    """Reports judge deadlines without reading a record's texts."""
    assert deadline.when is not None
    asked = {deadline.after, deadline.until, *deadline.restarts}
    for values in records(register):
        heard = Listening(values)
        deadline.when(heard)
        asked |= heard.asked
    assert asked
    assert {key for key in asked if register.fields()[key].kind in WORDS} == set()
