"""One section of the form: its title line, which folds it, and its boxes, built when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qfdesk.language import _, say
from qfdesk.model.check import applies, empty
from qfdesk.model.declare import Section
from qfdesk.model.entry import Entry
from qfdesk.model.values import Values
from qfdesk.ui.editor.boxes import Box, Scene, box_for
from qfdesk.ui.editor.clickable import Clickable
from qfdesk.ui.editor.facts import FACTS, fact_line, label_of, paths_of, stamp_line, summary
from qfdesk.ui.editor.neighbours import NeighbourBanner
from qfdesk.ui.editor.slots import Slot, SlotGrid, label_for
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import px, set_role


class SectionBlock(QWidget):
    """A section. ``edited``: a box changed (its key). ``stepped``: the person goes on from a box (its key, way).

    ``toggled``: the person folded or opened it.
    """

    edited = Signal(str)
    stepped = Signal(str, int)
    toggled = Signal(bool)
    built = Signal()
    neighbour_wanted = Signal(str, int)

    def __init__(
        self, entry: type[Entry], section: Section, keys: tuple[str, ...], scene: Scene, width: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.entry, self.section, self.keys, self.scene = entry, section, keys, scene
        self._typed = {key: field for key, field in entry.typed().items() if key in keys}
        self._width, self._narrow, self._readonly = width, False, False
        self.boxes: dict[str, Box] = {}
        self._labels: dict[str, QLabel] = {}
        self._facts: dict[str, QLabel] = {}
        self._shown_facts: Values = {}
        self.veiled: dict[str, str] = {}
        self._marks: dict[str, tuple[str, str]] = {}
        self._slots: list[Slot] = []
        self.banner: NeighbourBanner | None = None
        self._head = Clickable(self)
        self._arrow, self._title, self._summary = QLabel(self._head), QLabel(self._head), QLabel(self._head)
        self._body = QWidget(self)
        self._stamps = _soft_text(self._body, wrap=True)
        self._lay_out()
        self._body.hide()
        self.name()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 4, 0, 2)
        row.setSpacing(4)
        set_role(self._title, "section")
        set_role(self._summary, "soft")
        for label in (self._title, self._summary):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrow.setFixedSize(14, 14)
        row.addWidget(self._title)
        row.addWidget(self._arrow)
        row.addSpacing(4)
        row.addWidget(self._summary, 1)
        self._head.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._body)

    # building

    @property
    def is_built(self) -> bool:
        return bool(self._slots)

    def build(self) -> None:
        """Makes the boxes; they take their values from the scene."""
        if self._slots:
            return
        self._grid = SlotGrid(self._body, self._width)
        for key in self.keys:
            box = self.boxes[key] = box_for(key, self._typed[key], self.scene, self._body)
            box.changed.connect(lambda key=key: self.edited.emit(key))
            box.stepped.connect(lambda way, key=key: self.stepped.emit(key, way))
            self._add_slots(key, box)
        stamps = self._stamps
        self._slots.append(Slot(None, stamps, wide=True, first=True, shown=lambda _values: bool(stamps.text())))
        self.name()
        self.put(self._readonly)
        self.put_facts(self._shown_facts)
        self.built.emit()

    def _add_slots(self, key: str, box: Box) -> None:
        traits = box.field.traits
        label = self._labels[key] = label_for(self._body, "", self._width)
        label.setToolTip(say(traits.help))
        label.setBuddy(box.inner)
        paths = paths_of(box.field) if box.field.kind == "link" else ()

        def belongs(values: Values) -> bool:
            return applies(self.entry, key, values)

        self._slots.append(Slot(label, box, wide=traits.wide, first=bool(paths), shown=belongs))
        if paths:
            fact = self._facts[f"{key}.{paths[0]}"] = _soft_text(self._body)
            self._slots.append(Slot(label_for(self._body, "", self._width), fact, shown=belongs))
        if key == self._last_link():
            line = self._facts["line"] = _soft_text(self._body, wrap=True)
            self._slots.append(Slot(None, line, wide=True, first=True, shown=lambda _values: bool(line.text())))
            banner = self.banner = NeighbourBanner(self.scene, self._body)
            banner.wanted.connect(self.neighbour_wanted)
            self._slots.append(Slot(None, banner, wide=True, first=True, shown=lambda _values: bool(banner.text)))

    def _last_link(self) -> str:
        typed = self._typed
        found = [k for k in self.keys if typed[k].kind == "link" and typed[k].rel_model.key in FACTS]
        return found[-1] if found else ""

    # words

    def name(self) -> None:
        """Says title and labels in the screen's language."""
        self._title.setText(say(self.section.label))
        self._head.setAccessibleName(say(self.section.label))
        for key, label in self._labels.items():
            traits = self.boxes[key].field.traits
            label.setText(say(traits.label) + (" *" if traits.required else ""))
            label.setToolTip(say(traits.help))
            self.boxes[key].name()
        for slot in self._slots:
            if slot.label and slot.body in self._facts.values():
                path = next(p for p, body in self._facts.items() if body is slot.body)
                slot.label.setText(say(label_of(self.entry, path)))
        self._mark()

    # values

    def put(self, readonly: bool) -> None:
        """Shows the scene's values anew."""
        self._readonly = readonly
        values = self.scene.values()
        for key, box in self.boxes.items():
            box.set_value(values.get(key))
            box.set_veiled(self.veiled.get(key, ""))
            box.set_readonly(readonly or self._is_fixed(key, values))
            box.set_mark(*self._marks.get(key, ("", "")))
        self.arrange()
        self._mark()

    def _is_fixed(self, key: str, values: Values) -> bool:
        """Whether the field no longer changes; once the record is closed a correction is the way (``fixed_by``)."""
        if key == self.entry.sealed_by and values.get(key) and values.get("number"):
            return True  # a seal is taken off by a holder, who says why
        by = self._typed[key].traits.fixed_by
        return bool(by) and not empty(values.get(by)) and not values.get("closed_at")

    def put_marks(self, marks: dict[str, tuple[str, str]]) -> None:
        """Says which fields were corrected: {field: (in short, in full)}."""
        self._marks = marks
        for key, box in self.boxes.items():
            box.set_mark(*marks.get(key, ("", "")))

    def put_stamps(self, values: Values, extra: tuple[str, ...] = ()) -> None:
        """Shows what the program itself filled in this section, and the fields named in ``extra``."""
        self._stamps.setText(stamp_line(self.entry, self.section, values, extra))
        self.arrange()

    def put_facts(self, shown: Values) -> None:
        """Shows what is known of the chosen product and batch."""
        self._shown_facts = shown
        for path, label in self._facts.items():
            if path != "line":
                label.setText(fact_line(self.entry, (path,), shown, labels=False) or "—")
        if "line" in self._facts:
            rest = tuple(p for p in shown if p not in self._facts)
            self._facts["line"].setText(fact_line(self.entry, rest, shown))
        self.arrange()

    def arrange(self, narrow: bool | None = None) -> None:
        """Sets the boxes that belong to the present choices."""
        if narrow is not None:
            self._narrow = narrow
        if self._slots:
            self._grid.arrange(self._slots, self._narrow, self.scene.values())

    # folding

    @property
    def opened(self) -> bool:
        return not self._body.isHidden()

    def belongs(self) -> bool:
        """Whether the section belongs to a record with the present choices."""
        shown_if = self.section.shown_if
        return not shown_if or self.scene.values().get(shown_if[0]) in shown_if[1]

    def open(self, opened: bool = True) -> None:
        """Opens or folds it."""
        if opened:
            self.build()
        self._body.setVisible(opened)
        self._mark()

    def _toggle(self) -> None:
        self.open(not self.opened)
        self.toggled.emit(self.opened)

    def _mark(self) -> None:
        self._arrow.setPixmap(icon("opened" if self.opened else "folded", "soft", 12).pixmap(12, 12))
        self._head.setAccessibleDescription(say(_("open")) if self.opened else say(_("folded")))
        text = "" if self.opened else summary(self.entry, self.keys, self.scene.values())
        self._summary.setText(text)


def _soft_text(parent: QWidget, wrap: bool = False) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    label.setFrameShape(QFrame.Shape.NoFrame)
    if not wrap:
        label.setMinimumHeight(px(30))
    label.setProperty("role", "soft")
    return label
