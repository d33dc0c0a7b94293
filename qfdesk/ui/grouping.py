"""Which registers share a tab of the window."""

from __future__ import annotations

from qfdesk.desk import Desk
from qfdesk.model.record import Record


def grouped(desk: Desk) -> dict[str, tuple[type[Record], ...]]:
    """The registers by the tab they stand in, under the key of the first, in the order of the registers."""
    found: dict[str, list[type[Record]]] = {}
    for register in desk.registers():
        found.setdefault(register.tab, []).append(register)
    return {registers[0].key: tuple(registers) for registers in found.values()}
