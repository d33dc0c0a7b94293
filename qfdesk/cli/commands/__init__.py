"""The commands, each a triple: what words it takes, what it does, what it is for."""

from __future__ import annotations

from qfdesk.cli.commands import (
    across,
    audit,
    chasing,
    clocks,
    correcting,
    documents,
    entering,
    importing,
    keeping,
    merging,
    reading,
    reports,
    required,
    users,
)
from qfdesk.cli.words import Command

COMMANDS: dict[str, Command] = {
    **keeping.FIRST,
    **entering.COMMANDS,
    **reading.COMMANDS,
    **across.COMMANDS,
    **audit.COMMANDS,
    **chasing.COMMANDS,
    **clocks.COMMANDS,
    **correcting.COMMANDS,
    **documents.COMMANDS,
    **reports.COMMANDS,
    **importing.COMMANDS,
    **merging.COMMANDS,
    **keeping.COMMANDS,
    **users.COMMANDS,
    **required.COMMANDS,
}
