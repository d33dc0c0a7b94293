"""Adding a master on the spot: its main boxes, the typed text already in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Saved, Values
from qfdesk.rules.codes import code_kind
from qfdesk.ui.editor.boxes import Box, Scene, box_for
from qfdesk.ui.editor.dialogs import Question
from qfdesk.ui.editor.slots import Slot, SlotGrid, label_for
from qfdesk.ui.theme import px
from qfdesk.ui.told import Banner


class AddDialog(Question):
    """The main fields of a new master. ``saved`` is what became of it, None while nothing did."""

    def __init__(self, desk: Desk, master: str, start: Values, parent: QWidget | None) -> None:
        self._entry = desk.entry(master)
        super().__init__(say(_("Add to “{list}”"), list=say(self._entry.label)), parent)
        self._desk = desk
        self.saved: Saved | None = None
        self.draft: Draft = desk.blank(master)
        self.draft.values.update(start)
        self.boxes: dict[str, Box] = {}
        self.banner = Banner()
        self.resize(px(600), px(420))
        self.column.addWidget(self._page(), 1)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.buttons)
        self.do = self.button(say(_("Add  Ctrl+S")), "primary")
        self.button(say(_("Cancel"))).clicked.connect(self.reject)
        self.do.clicked.connect(self.save)
        next(iter(self.boxes.values())).inner.setFocus()

    def _page(self) -> QScrollArea:
        page, scene = QWidget(), Scene(self._desk, self._entry.key, lambda: self.draft.values)
        grid, slots, typed = SlotGrid(page, px(104)), [], self._entry.typed()
        wanted = [k for k, f in typed.items() if k in self._entry.columns or f.traits.required or k in self.draft.base]
        for key in [k for k in wanted if k != "initials" and typed[k].kind not in ("memo", "lines")]:
            field = typed[key]
            box = self.boxes[key] = box_for(key, field, scene, page)
            box.set_value(self.draft.values.get(key))
            box.changed.connect(lambda key=key, box=box: self.draft.values.update({key: box.value()}))
            box.stepped.connect(lambda way, key=key: self._step(key, way))
            label = label_for(page, say(field.label) + (" *" if field.traits.required else ""), px(104))
            label.setBuddy(box.inner)
            slots.append(Slot(label, box, wide=field.traits.wide))
        grid.arrange(slots, narrow=False, values=self.draft.values)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        page.setProperty("role", "page")
        return area

    def _step(self, key: str, way: int) -> None:
        order = list(self.boxes)
        place = order.index(key) + way
        if 0 <= place < len(order):
            self.boxes[order[place]].inner.setFocus()
        elif way > 0:
            self.do.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        saving = event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if saving or event.key() == Qt.Key.Key_F2:
            self.save()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Saves the master; what is wrong stands at its box."""
        faults = {key: fault for key, box in self.boxes.items() if (fault := box.fault())}
        wrong = {**self._desk.findings(self._entry.key, self.draft.values).errors, **faults}
        for key, box in self.boxes.items():
            box.set_error(wrong[key].say() if key in wrong else "")
        if wrong:
            first = next((key for key in self.boxes if key in wrong), "")
            if first:
                self.boxes[first].inner.setFocus()
            else:
                self.banner.put(next(iter(wrong.values())).say(), "danger")
            return
        try:
            self.saved = self._desk.save(self.draft)
        except DeskError as error:
            self.banner.tell(error)
            for key, sentence in error.fields.items():
                if key in self.boxes:
                    self.boxes[key].set_error(sentence.say())
        else:
            self.accept()


def start_of(entry: type[Entry], text: str, product: object) -> Values:
    """What a new master begins with: the typed text as its name or barcode, a batch with its product."""
    fields = entry.fields()
    key = "barcode" if "barcode" in fields and code_kind(text) else entry.named[0]
    start: Values = {key: text} if text else {}
    if isinstance(product, Ref) and "product" in fields:
        start["product"] = product
    return start
