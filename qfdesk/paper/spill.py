"""What does not fit on the form and goes on the attachment (附页)."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.paper.tables import Rows, Table


@dataclass(frozen=True)
class TextSpill:
    """The rest of a text, in lines of the width of a block."""

    label: list[str]
    lines: list[str]


@dataclass(frozen=True)
class TableSpill:
    """The rest of a table."""

    label: list[str]
    table: Table
    rows: Rows


Spill = TextSpill | TableSpill
