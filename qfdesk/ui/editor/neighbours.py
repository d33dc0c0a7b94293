"""The banner that speaks where a batch is typed: who else named the same batch (D16.6)."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from qfdesk.language import _, _p, say
from qfdesk.model.show import show_moment
from qfdesk.model.values import Linked
from qfdesk.ui.editor.boxes import Scene
from qfdesk.ui.editor.clickable import Clickable
from qfdesk.ui.list_model import stage_tag
from qfdesk.ui.theme import set_role

_MOST = 30


class NeighbourBanner(Clickable):
    """“Same batch: 2 complaints, 1 return”; pressed, it lists them. ``wanted``: one of them (register, id)."""

    wanted = Signal(str, int)

    def __init__(self, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self.found: list[Linked] = []
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        set_role(self, "banner-warn")
        set_role(self._label, "strong", tone="warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        self.clicked.connect(self.pop_up)

    @property
    def text(self) -> str:
        return self._label.text()

    def put(self, found: list[Linked]) -> None:
        """Names the neighbours by register."""
        self.found = found
        counts = Counter(one.register for one in found)
        labels = {key: say(self._scene.desk.entry(key).label) for key in counts}
        said = [say(_p("neighbours", "{label} {n}"), label=labels[key], n=n) for key, n in counts.most_common()]
        self._label.setText(say(_("Same batch elsewhere: {list}"), list=say(_(", ")).join(said)) if said else "")
        self.setAccessibleName(self._label.text())

    def menu(self) -> QMenu:
        """The neighbours to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.found[:_MOST]:
            stage = stage_tag(self._scene.desk.entry(one.register), one.stage).text
            at = show_moment(one.received_at) if one.received_at else ""
            action = menu.addAction(f"{one.number}   {stage}   {at}".replace("&", "&&"))
            action.triggered.connect(lambda _on=False, one=one: self.wanted.emit(one.register, one.id))
        if len(self.found) > _MOST:
            menu.addAction(say(_("and {n} more"), n=len(self.found) - _MOST)).setEnabled(False)
        return menu

    def pop_up(self) -> None:
        """Lists the neighbours under the banner."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))
