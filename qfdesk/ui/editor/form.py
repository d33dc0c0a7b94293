"""The form of one register: its sections under each other, built once, filled with one record after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from qfdesk.language import Message, _, say
from qfdesk.model.check import applies, empty
from qfdesk.model.declare import Section
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.model.values import Linked, Values
from qfdesk.ui.editor.boxes import Box, Scene
from qfdesk.ui.editor.folding import opened_at
from qfdesk.ui.editor.like_banner import LikeBanner
from qfdesk.ui.editor.route_banner import RouteBanner
from qfdesk.ui.editor.section import SectionBlock
from qfdesk.ui.memory import Memory
from qfdesk.ui.theme import px, set_role

_NARROW, _AT_ONCE = 520, 4
_REST = Section("rest", _("More"))
_UNPLACED = ("recorded_by", "closed_at", "closed_by")  # stamps that no section claims, told in the last one


class Form(QScrollArea):
    """All boxes of a register. ``edited``: the person changed a field. ``walked_out``: Enter in the last box.

    ``neighbour_wanted``: another record of the same batch is to be shown.
    """

    edited = Signal(str)
    walked_out = Signal()
    neighbour_wanted = Signal(str, int)

    def __init__(self, entry: type[Entry], scene: Scene, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self.scene, self._memory = entry, scene, memory
        self.readonly = False
        self._system: Values = {}
        self._veiled: dict[str, str] = {}
        self._typed = entry.typed()
        self._shown: Values = {}
        self._natural: dict[str, bool] = {}
        self._waiting: list[SectionBlock] = []
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._open_rest)
        self._sought: tuple[QWidget, int] | None = None
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._bring)
        self._neighbours: list[Linked] = []
        self._findings: tuple[Mapping[str, Message], Mapping[str, Message]] = ({}, {})
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._page = QWidget(self)
        set_role(page, "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 0, 12, 12)
        self._column.setSpacing(0)
        self.routes = RouteBanner()
        self.likes = LikeBanner()
        self._column.addWidget(self.routes)
        self._column.addWidget(self.likes)
        self._labels_width = self._label_width()
        self.blocks = [self._block(section, keys) for section, keys in self._divided()]
        self._column.addStretch(1)
        self.setWidget(page)

    def _divided(self) -> list[tuple[Section, tuple[str, ...]]]:
        typed = self._typed
        found = [(s, tuple(k for k, f in typed.items() if f.traits.section == s)) for s in self.entry.sections]
        rest = tuple(k for k, f in typed.items() if f.traits.section not in self.entry.sections)
        return [*((s, keys) for s, keys in found if keys), *([(_REST, rest)] if rest else [])]

    def _block(self, section: Section, keys: tuple[str, ...]) -> SectionBlock:
        width = self._labels_width
        block = SectionBlock(self.entry, section, keys, self.scene, width, self._page)
        block.edited.connect(self._edited)
        block.stepped.connect(self._step)
        block.toggled.connect(lambda opened, key=section.key: self._remember(key, opened))
        block.built.connect(lambda block=block: self._dress(block))
        block.neighbour_wanted.connect(self.neighbour_wanted)
        self._column.addWidget(block)
        return block

    def _label_width(self) -> int:
        """Wide enough for every label that is not too long; those break into two lines."""
        most = px(104)
        widths = (self.fontMetrics().horizontalAdvance(say(f.label) + " *") + 4 for f in self._typed.values())
        return max([px(64), *(min(width, most) for width in widths)])

    # values

    def put(self, readonly: bool, system: Values, veiled: Mapping[str, str] | None = None) -> None:
        """Shows the scene's values, and the stamps among ``system``; in place of some boxes a masked text."""
        self.readonly, self._system = readonly, system
        self._findings = ({}, {})
        self._veiled = dict(veiled or {})
        for block in self.blocks:
            block.veiled = {key: text for key, text in self._veiled.items() if key in block.keys}
            block.put(readonly)
        self.put_stamps(system)
        self._show_findings()
        self.arrange()

    def put_stamps(self, system: Values) -> None:
        """Shows what the program filled or derived."""
        self._system = system
        last = self.blocks[-1] if self.blocks else None
        for block in self.blocks:
            block.put_stamps(system, _UNPLACED if block is last and issubclass(self.entry, Record) else ())

    def put_marks(self, marks: dict[str, tuple[str, str]]) -> None:
        """Says which fields were corrected: {field: (in short, in full)}."""
        for block in self.blocks:
            block.put_marks({key: told for key, told in marks.items() if key in block.keys})

    def put_facts(self, shown: Values) -> None:
        """Shows what is known of the chosen product and batch."""
        self._shown = shown
        for block in self.blocks:
            block.put_facts({p: v for p, v in shown.items() if p.partition(".")[0] in block.keys})

    def put_neighbours(self, found: list[Linked]) -> None:
        """Lets the other records of the batch speak."""
        self._neighbours = found
        for block in self.blocks:
            if block.banner is not None:
                block.banner.put(found)
                block.arrange()

    def refresh(self, keys: Iterable[str]) -> None:
        """Shows the scene's values of some fields anew (filled from a link, derived)."""
        values = self.scene.values()
        for key in keys:
            block = self._holding(key)
            if block and key in block.boxes:
                block.boxes[key].set_value(values.get(key))

    def faults(self) -> dict[str, Message]:
        """What was typed and is not understood, by field. A mask was not typed."""
        boxes = ((k, b) for block in self.blocks for k, b in block.boxes.items() if not b.veiled)
        return {key: wrong for key, box in boxes if (wrong := box.fault()) and self.present(key)}

    def settle(self) -> None:
        """Lets the box in use take what is typed, as if the person had left it."""
        for block in self.blocks:
            for box in block.boxes.values():
                settle = getattr(box, "settle", None)
                if settle and box.isAncestorOf(self.focusWidget() or self):
                    settle()

    def present(self, key: str) -> bool:
        """Whether a field belongs to a record with the present choices."""
        return applies(self.entry, key, self.scene.values())

    # findings

    def show_findings(self, errors: Mapping[str, Message], warnings: Mapping[str, Message]) -> None:
        """Says at the boxes what is wrong and what should be looked at."""
        self._findings = (errors, warnings)
        self._show_findings()

    def _show_findings(self) -> None:
        for block in self.blocks:
            self._mark(block)

    def _mark(self, block: SectionBlock) -> None:
        errors, warnings = self._findings
        for key, box in block.boxes.items():
            unasked = box.veiled or box.isAncestorOf(self.focusWidget() or self)
            wrong = errors.get(key) or (None if unasked else box.fault())
            warning = warnings[key].say() if key in warnings else "" if box.veiled else box.remark()
            if wrong:
                box.set_error(wrong.say())
            else:
                box.set_warning(warning)

    # folding

    def fold_for(self, stage: str) -> None:
        """Opens what matters at a stage and folds the empty rest; what the person chose otherwise stays so."""
        kept: dict[str, bool] = self._memory.get(f"folds/{self.entry.key}", {})
        divided = [(block.section, block.keys) for block in self.blocks]
        self._natural = opened_at(self.entry, stage, divided, self.scene.values())
        self._waiting = []
        for place, block in enumerate(self.blocks):
            opened = kept.get(block.section.key, self._natural[block.section.key])
            if opened and not block.is_built and place >= _AT_ONCE:
                self._waiting.append(block)
            else:
                block.open(opened)
        if self._waiting:
            self._rest.start()

    def _open_rest(self) -> None:
        """Builds the sections below the edge of the window one by one, so that the first ones stand at once."""
        if self._waiting:
            self._waiting.pop(0).open()
            self._rest.start()
            self._settling.start()

    def _remember(self, section: str, opened: bool) -> None:
        kept: dict[str, bool] = self._memory.get(f"folds/{self.entry.key}", {})
        kept = {key: was for key, was in kept.items() if key != section}
        if opened != self._natural.get(section):
            kept[section] = opened
        self._memory.put(f"folds/{self.entry.key}", kept)

    # going about

    def box(self, key: str) -> Box:
        """The box of a field; its section opens. Raises KeyError when the form has none."""
        block = self._holding(key)
        if block is None:
            raise KeyError(key)
        if not block.opened:
            block.open()
        return block.boxes[key]

    def focus(self, key: str, *, middle: bool = False) -> None:
        """Goes to a box and brings it into sight; ``middle``: with what stands around it."""
        if self._holding(key) is None:
            return
        box = self.box(key)
        self._column.activate()
        box.inner.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._sought = box, max(60, (self.viewport().height() - box.height()) // 2) if middle else 60
        self._bring()
        self._settling.start()  # once more when the sections just opened have their heights

    def _bring(self) -> None:
        """Brings the box sought last into sight while one is still there."""
        if self._sought is not None and self._sought[0].isAncestorOf(self.focusWidget() or self):
            self.ensureWidgetVisible(self._sought[0], 0, self._sought[1])

    def focus_first(self) -> None:
        """Goes to the first empty box: what stands above it is filled already."""
        values, order = self.scene.values(), self._order()
        blank = [k for k in order if self._typed[k].kind != "flag" and empty(values.get(k))]
        if order:
            self.focus((blank or order)[0])

    def depends(self, key: str) -> bool:
        """Whether other boxes or sections belong to the record only by this field's choice."""
        conditions = [f.traits.shown_if for f in self._typed.values()] + [b.section.shown_if for b in self.blocks]
        return any(condition and condition[0] == key for condition in conditions)

    def arrange(self) -> None:
        """Shows the sections and boxes that belong to the present choices, in two columns or one."""
        narrow = self.viewport().width() < px(_NARROW)
        for block in self.blocks:
            block.setVisible(block.belongs())
            block.arrange(narrow)

    def say_words(self) -> None:
        """Says all words in the screen's language."""
        for block in self.blocks:
            block.name()
            block.put_facts({p: v for p, v in self._shown.items() if p.partition(".")[0] in block.keys})
        self.put_stamps(self._system)
        self._show_findings()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _holding(self, key: str) -> SectionBlock | None:
        return next((block for block in self.blocks if key in block.keys), None)

    def _order(self) -> list[str]:
        seen = (k for b in self.blocks if b.opened and not b.isHidden() for k in b.keys)
        return [k for k in seen if k not in self._veiled and self.present(k)]

    def _step(self, key: str, way: int) -> None:
        order = self._order()
        place = order.index(key) + way
        if 0 <= place < len(order):
            self.focus(order[place])
        elif way > 0:
            self.walked_out.emit()

    def _edited(self, key: str) -> None:
        self.edited.emit(key)

    def _dress(self, block: SectionBlock) -> None:
        if block.banner is not None:
            block.banner.put(self._neighbours)
        block.arrange(self.viewport().width() < px(_NARROW))
        self._mark(block)
