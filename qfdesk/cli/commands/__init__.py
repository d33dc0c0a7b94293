"""The commands, each a triple: what words it takes, what it does, what it is for."""

from __future__ import annotations

from qfdesk.cli.commands import documents, entering, keeping, reading, trail
from qfdesk.cli.words import Command

COMMANDS: dict[str, Command] = {
    **keeping.FIRST,
    **entering.COMMANDS,
    **reading.COMMANDS,
    **trail.COMMANDS,
    **documents.COMMANDS,
    **keeping.COMMANDS,
}
