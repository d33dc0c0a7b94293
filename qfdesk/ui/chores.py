"""What the menu does that concerns no page: settings, help, backup, check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, SurroundingsError
from qfdesk.language import _, say
from qfdesk.model.fields import Ref
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.looks import Looks
from qfdesk.ui.status import Status
from qfdesk.ui.told import tell


class Chores(QObject):
    """Each chore is a method named as its command. ``changed``, ``open_entry``: as in ``Events``.

    ``batch``: the batch that is in front, if any.
    """

    changed = Signal(object)
    open_entry = Signal(str, int)
    draft_wanted = Signal(object)

    people_changed = Signal()
    names = frozenset(
        ("accounts", "rights", "duties", "corrections", "keeping", "settings", "help", "keys", "requirements", "about")
        + ("back_up", "check", "audit", "trail", "theme", "language")
    )

    def __init__(
        self, desk: Desk, looks: Looks, jobs: Jobs, status: Status, window: QWidget, batch: Callable[[], Ref | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._looks, self._jobs, self._status, self._window = desk, looks, jobs, status, window
        self._batch = batch

    def do(self, key: str) -> None:
        """Does the chore with that name."""
        getattr(self, key)()

    def theme(self) -> None:
        self._looks.other_theme()

    def language(self) -> None:
        self._looks.other_language()

    def settings(self, page: str = "") -> None:
        from qfdesk.ui.settings import SettingsDialog

        self._ask(SettingsDialog(self._desk, self._looks, self._window, page))

    def duties(self) -> None:
        from qfdesk.ui.duties_dialog import DutiesDialog

        self._ask(DutiesDialog(self._desk, None, self._window))

    def accounts(self) -> None:
        from qfdesk.ui.accounts_dialog import AccountsDialog

        self._ask(AccountsDialog(self._desk, self._window))
        self.people_changed.emit()

    def rights(self) -> None:
        from qfdesk.ui.rights_dialog import RightsDialog

        self._ask(RightsDialog(self._desk, self._window))
        self.people_changed.emit()

    def corrections(self) -> None:
        from qfdesk.ui.editor.corrections_dialog import CorrectionsDialog

        dialog = CorrectionsDialog(self._desk, self._window)
        dialog.decided.connect(self.changed)
        dialog.told.connect(self._status.tell)
        dialog.open_wanted.connect(self.open_entry)
        self._ask(dialog)

    def keeping(self) -> None:
        from qfdesk.ui.keeping_dialog import KeepingDialog

        self._ask(KeepingDialog(self._desk, self._window))

    def about(self) -> None:
        from qfdesk.ui.about import About

        self._ask(About(self._desk, self._window))

    def help(self) -> None:
        from qfdesk.ui.about import Help, help_text

        Help(say(_("How to work with it")), help_text(), self._window).show()

    def keys(self) -> None:
        from qfdesk.ui.about import Help, keys_text

        Help(say(_("Keys")), keys_text(), self._window).show()

    def requirements(self) -> None:
        from qfdesk.ui.requirements_dialog import RequirementsDialog

        RequirementsDialog(self._desk, self._window).show()

    def back_up(self) -> None:
        """Writes a backup beside the work."""

        def done(path: Path) -> None:
            self._status.show_place()
            self._status.tell_file(path)

        self._jobs.run(say(_("Backing up")), lambda _progress: self._desk.back_up(), done)

    def audit(self) -> None:
        from qfdesk.ui.audit_dialog import AuditDialog

        dialog = AuditDialog(self._desk, self._window)
        dialog.open_wanted.connect(self.open_entry)
        dialog.put_back.connect(self.changed)
        self._ask(dialog)

    def trail(self) -> None:
        """Shows what a batch went through; the one of the entry in front to begin with."""
        from qfdesk.ui.trail_dialog import TrailDialog

        dialog = TrailDialog(self._desk, self._jobs, self._batch(), self._window)
        dialog.open_wanted.connect(self.open_entry)
        dialog.draft_wanted.connect(self.draft_wanted)
        dialog.written.connect(self._status.tell_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def tell_clock(self) -> None:
        """Says once that the computer's clock was found set back."""
        if notice := self._desk.audit.clock_notice():
            tell(self._window, SurroundingsError(notice.text, **notice.values))

    def check(self) -> None:
        """Reads the whole ledger and says what is wrong with it."""

        def done(wrong: list[str]) -> None:
            if wrong:
                tell(self._window, InvalidError("{wrong}", wrong="\n".join(wrong)))
            else:
                self._status.tell(say(_("The ledger is whole: file, schema, history and attachments.")))

        self._jobs.run(say(_("Checking the ledger")), lambda _p: [m.say() for m in self._desk.wrong()], done)

    @staticmethod
    def _ask(dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()
