"""The boxes: one kind of box for every kind of field."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.choice import ChoiceBox, ChoicesBox, FlagBox
from qfdesk.ui.editor.boxes.dates import DateBox, MomentBox
from qfdesk.ui.editor.boxes.lines import LinesBox
from qfdesk.ui.editor.boxes.link import LinkBox
from qfdesk.ui.editor.boxes.numbers import MoneyBox, NumberBox, QuantityBox
from qfdesk.ui.editor.boxes.scene import Scene
from qfdesk.ui.editor.boxes.text import CodeBox, MemoBox, SuggestBox, TextBox

BOXES: dict[str, type[Box]] = {
    "text": TextBox,
    "code": CodeBox,
    "memo": MemoBox,
    "choice": ChoiceBox,
    "choices": ChoicesBox,
    "date": DateBox,
    "moment": MomentBox,
    "number": NumberBox,
    "quantity": QuantityBox,
    "money": MoneyBox,
    "flag": FlagBox,
    "link": LinkBox,
    "lines": LinesBox,
}

__all__ = ["BOXES", "Box", "Scene", "box_for"]


def box_for(key: str, field: Any, scene: Scene, parent: QWidget | None = None) -> Box:
    """The box for a field. Raises KeyError for a kind that has none."""
    kind = SuggestBox if field.kind == "text" and field.traits.suggest else BOXES[field.kind]
    return kind(key, field, scene, parent)
