"""What the masking of a person did."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.language import Message


@dataclass(frozen=True)
class Forgotten:
    """``titles``: the entries that were masked, by number or by what is left of a name; ``notes``: what still holds
    the person and where, for whoever asked."""

    titles: tuple[str, ...]
    notes: tuple[Message, ...]
