"""The box for a link: found by name, pinyin initials, approval number, barcode or batch number; added on the spot."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qfdesk.language import _, say
from qfdesk.model.fields import Code, Ref
from qfdesk.model.masters import Master
from qfdesk.model.values import Suggestion
from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.oneline import OneLine, step_of
from qfdesk.ui.editor.boxes.suggestions import CHOSEN, Offer, Suggestions, TwoTexts

_ITS, _NOBODYS, _ANOTHER = 0, 1, 2


class LinkLine(OneLine):
    """A line whose list opens with the down key; Enter takes the chosen row (``picked``) while the list is open."""

    opened = Signal()
    picked = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.finder: Offer | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.finder.list if self.finder else None
        if popup and popup.isVisible():
            if step_of(event) and popup.currentIndex().isValid():
                chosen = popup.currentIndex()
                popup.hide()
                self.picked.emit(chosen)
                return
        elif event.key() == Qt.Key.Key_Down:
            self.opened.emit()
            return
        super().keyPressEvent(event)


class LinkBox(Box):
    """One entry of a master. Text that names none yet stays: the entry is made when the record is saved."""

    def build(self) -> QWidget:
        self._held: Ref | None = None
        self.target: type[Master] = self.field.rel_model
        self.line = LinkLine(self)
        self.model = Suggestions(self)
        self.finder = self.line.finder = Offer(self.model, self.line)
        self.finder.list.setItemDelegate(TwoTexts(self.finder.list))
        self.finder.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self.offer)
        self.line.textEdited.connect(self._typed)
        self.line.opened.connect(self.offer)
        self.line.picked.connect(self._activated)
        self.line.editingFinished.connect(self.settle)
        self.line.stepped.connect(self._step)
        return self.line

    def value(self) -> Ref | None:
        return self._held

    def set_value(self, value: Any) -> None:
        self._held = value or None
        text = value.text if value else ""
        if text != self.line.text():
            self.line.put(text)
        self.line.setToolTip(say(self.field.traits.help) or escape(text))

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def remark(self) -> str:
        if self._held is None or self._held.id is not None or self.line.hasFocus():
            return ""
        return say(_("Not in “{list}” yet; saving adds it"), list=say(self.target.label))

    def offer(self) -> None:
        """Shows what fits the text so far, with the way to add a new entry at the end."""
        if self.line.isReadOnly():
            return
        text = self.line.text().strip()
        # A held link shows its whole name: opening its list means to see the others too.
        wanted = "" if self._held and self._held.id is not None else text
        found = self._near(self.scene.suggest(self.target.key, wanted, 20))
        adding = say(_("+ Add “{text}” …"), text=text) if wanted else say(_("+ Add a new one …"))
        self.model.put(found, adding)
        if self.line.hasFocus() or not self.line.isVisible():
            self.finder.open(self.line)
            if found and self._is_initials(found[0], wanted):
                self.finder.list.setCurrentIndex(self.finder.completionModel().index(0, 0))

    def settle(self) -> None:
        """Takes the one entry that the typed text names exactly (a scanned code, a whole name)."""
        self._later.stop()
        held = self._held
        if held is None or held.id is not None:
            return
        offered = self._fitting(self.scene.suggest(self.target.key, held.text, 20))
        found = [suggestion for suggestion in offered if self._is(suggestion, held.text)]
        if len(found) == 1:
            self.choose(Ref(found[0].id, found[0].text))

    def choose(self, ref: Ref) -> None:
        """Puts an entry into the box, as the person would."""
        self.set_value(ref)
        self.changed.emit()

    def add(self) -> None:
        """Adds a new entry to the master and takes it."""
        text = "" if self._held and self._held.id is not None else self.line.text().strip()
        made = self.scene.add(self.target.key, text)
        if made is not None:
            self.choose(made)
            self.stepped.emit(1)
        else:
            self.line.setFocus()

    def _near(self, found: list[Suggestion]) -> list[Suggestion]:
        """Batches of the product already named stand first, then those without one."""
        product = self.scene.values().get("product")
        if self.target.key != "batch" or not isinstance(product, Ref):
            return found
        return sorted(found, key=lambda one: _distance(one, product))

    def _fitting(self, found: list[Suggestion]) -> list[Suggestion]:
        """What a typed text may mean by itself: of batches only the nearest, never another product's."""
        product = self.scene.values().get("product")
        if self.target.key != "batch" or not isinstance(product, Ref):
            return found
        near = [one for one in found if _distance(one, product) < _ANOTHER]
        return [one for one in near if _distance(one, product) == min(_distance(other, product) for other in near)]

    def _is_initials(self, entry: Suggestion, text: str) -> bool:
        """Letters that are the pinyin initials of something known mean it; a name begun may be another one."""
        typed, initials = text.lower(), str(entry.values.get("initials") or "").lower()
        return typed.isascii() and typed.isalpha() and typed in initials and typed not in entry.text.lower()

    def _is(self, entry: Suggestion, text: str) -> bool:
        codes = [k for k, f in self.target.typed().items() if isinstance(f, Code) and k != "initials"]
        names = [entry.text, *(entry.values.get(k) for k in (*self.target.named[:1], *codes))]
        return any(isinstance(name, str) and name.casefold() == text.casefold() for name in names)

    def _typed(self, text: str) -> None:
        text = text.strip()
        self._held = Ref(None, text) if text else None
        self.changed.emit()
        self._later.start()

    def _activated(self, index: QModelIndex) -> None:
        self._later.stop()
        entry: Suggestion | None = index.data(CHOSEN)
        if entry is None:
            QTimer.singleShot(0, self.add)
            return
        self.choose(Ref(entry.id, entry.text))
        self.stepped.emit(1)

    def _step(self, way: int) -> None:
        self.finder.list.hide()
        self.settle()
        self._settle_initials()
        self.stepped.emit(way)

    def _settle_initials(self) -> None:
        """Enter after typed initials takes what they stand for, even before the list has opened."""
        if self._held is not None and self._held.id is None:
            found = self._fitting(self.scene.suggest(self.target.key, self._held.text, 1))
            if found and self._is_initials(found[0], self._held.text):
                self.choose(Ref(found[0].id, found[0].text))


def _distance(batch: Suggestion, product: Ref) -> int:
    """How near a batch is to a product: its own, of none, or of another one."""
    owner = batch.values.get("product")
    if not isinstance(owner, Ref):
        return _NOBODYS
    return _ITS if owner.id == product.id else _ANOTHER
