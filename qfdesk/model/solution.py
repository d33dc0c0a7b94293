"""A closed case that is like the one in hand, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.language import _
from qfdesk.model.values import Opened

LIKE = {
    "batch": _("same batch"),
    "product": _("same product"),
    "kind": _("same kind"),
    "words": _("like words"),
}
"""In what a case is like another: {key: label}."""

HANDED_ON = ("proposal", "measures", "result", "corrective", "preventive", "reply_text", "cause_kind", "cause")
"""What may be taken over from a solved case: how it was handled, never what happened."""


@dataclass(frozen=True)
class Solution:
    """A closed case with its likeness (higher is liker), and in what it is like: keys of ``LIKE``."""

    case: Opened
    score: float
    of: tuple[str, ...]
