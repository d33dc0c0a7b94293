"""How long records are kept, and which are beyond their term. Nothing is taken away here, and nothing by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say, say_count
from qfdesk.ui.editor.dialogs import Question
from qfdesk.ui.theme import px

_COPIED = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class KeepingDialog(Question):
    """A sentence a register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(say(_("Keeping of records")), parent)
        self.setMinimumWidth(px(680))
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
        self.words(say(_("Nothing is taken away by itself.")), "soft")
        going = [plan.register for plan in found if plan.taken]
        self._command(desk, (*going, *(entry.key for entry in desk.registers()))[0])
        self.column.addLayout(self.buttons)
        self.button(say(_("Close")), "primary").clicked.connect(self.accept)

    def _command(self, desk: Desk, register: str) -> None:
        """How the responsible person takes a register's records away, in words that can be copied."""
        who = desk.who_may(register, "purge")
        how = _(
            "Taking away is done by: {roles}, in a command window on this computer. The first line only lists what "
            "would go and what stays; the second makes a backup, then takes it away for good:"
        )
        self.words(say(how, roles=who), "soft")
        place = desk.place if Path(desk.place).is_absolute() else f"postgresql://{desk.place}"
        line = f'qfdesk --ledger "{place}" purge {register} --until {desk.keeping.latest().isoformat()}'
        reason = say(_("time of keeping is over"))
        lines = self.words(f'{line} --dry-run\n{line} --reason "{reason}"')
        lines.setTextInteractionFlags(_COPIED)
        lines.setAccessibleName(say(_("Commands to copy")))
