"""How long records are kept, and which are beyond their term. Nothing is taken away here, and nothing by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say, say_count
from qfdesk.ui.editor.dialogs import Question
from qfdesk.ui.theme import px


class KeepingDialog(Question):
    """A sentence a register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(say(_("Keeping of records")), parent)
        self.setMinimumWidth(px(460))
        found = desk.keeping.due()
        years = desk.keeping.years()
        self.words(say(_("Records are kept for {years} years after they are closed or void."), years=years), "strong")
        for plan in found:
            label = say(desk.entry(plan.register).label)
            if plan.taken:
                self.words(
                    say_count(
                        "{register}: {n} record is beyond its term ({first})",
                        "{register}: {n} records are beyond their term ({first} to {last})",
                        len(plan.taken),
                        register=label,
                        first=plan.taken[0].number,
                        last=plan.taken[-1].number,
                    )
                )
            for one in plan.left[:5]:
                why = one.why.say() if one.why else ""
                text = say(_("{register}: {number} stays: {why}"), register=label, number=one.number, why=why)
                self.words(text, "soft")
        if not found:
            self.words(say(_("No record is beyond its term.")))
        last = _("Nothing is taken away by itself; the responsible person does it with the command “purge”.")
        self.words(say(last), "soft")
        self.column.addLayout(self.buttons)
        self.button(say(_("Close")), "primary").clicked.connect(self.accept)
