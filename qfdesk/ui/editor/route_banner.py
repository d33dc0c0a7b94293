"""The line above the form that says before whom the case must come, and by which rule (requirements 1.R)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from qfdesk.language import _, say
from qfdesk.model.values import RouteLine
from qfdesk.ui.theme import set_role


class RouteBanner(QLabel):
    """“→ Responsible person (Chen): large lot or serious (D2.6)”, a line a route that is not gone yet; else hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(0, 4, 0, 8)
        set_role(self, "soft")
        self.hide()

    def put(self, lines: Sequence[RouteLine]) -> None:
        """Shows where the case still has to go."""
        said = [_said(line) for line in lines if not line.gone]
        self.setText("\n".join(said))
        self.setAccessibleName(self.text())
        self.setVisible(bool(said))


def _said(line: RouteLine) -> str:
    return say(_("→ {to}: {why} ({rule})"), to=_whom(line), why=say(line.route.label), rule=line.route.rule)


def _whom(line: RouteLine) -> str:
    if not line.people:
        return line.to.say()
    return say(_("{role} ({names})"), role=line.to.say(), names=say(_(", ")).join(line.people[:3]))
