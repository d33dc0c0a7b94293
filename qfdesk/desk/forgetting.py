"""The use case of masking a person after closing, on request (personal-information law, Arts. 45 and 47)."""

from __future__ import annotations

from collections.abc import Sequence

from qfdesk.desk.actor import Session
from qfdesk.desk.files import Files
from qfdesk.desk.rights import needs
from qfdesk.errors import DeskError, InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL
from qfdesk.model.forgetting import Forgotten
from qfdesk.model.masters import Party
from qfdesk.model.record import Record
from qfdesk.store import forgetting
from qfdesk.store.forgetting import Done, Target
from qfdesk.store.ledger import Store
from qfdesk.store.rows import row_of
from qfdesk.store.trouble import told


class Forgetting:
    """What becomes of a person who asks to be forgotten: the record stays, the person can no longer be told by it."""

    def __init__(self, store: Store, session: Session, files: Files) -> None:
        self.store, self.session, self.files = store, session, files

    @needs("forget")
    def forget(self, register: str, number: int, reason: str, *, files: bool = False) -> Forgotten:
        """Masks the person in a closed or void record, or a person and every record of theirs.

        Personal fields, the same words in texts, history, search, drafts and requests; ``files``: the attached files
        are erased too. Raises InvalidError for what is still open, for a unit, and without a reason.
        """
        if not reason.strip():
            raise InvalidError(_("Say why the person is masked; the history keeps the reason, so name nobody in it"))
        entry = self._entry(register)
        with self.store.change():
            if row_of(entry, number) is None:
                raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
            wanted = forgetting.targets(self.store, entry, number)
            self._refuse(entry, number, wanted)
            for target in wanted:
                self.session.require(target.entry.key, "forget")
            done = self._mask(wanted, reason.strip())
            if not any(one.changed for one in done):
                raise InvalidError(_("Nothing personal is left in {title}"), title=done[-1].title)
            erased = self._note_files(wanted) if files else []
        for stored in erased:
            self.files.attached.discard(stored)
        for target in wanted:
            self.files.drafts.drop(target.uid)
        titles = tuple(one.title for one in done if one.changed)
        return Forgotten(titles, (*self._notes(wanted, done, files), *self._clear()))

    def _entry(self, register: str) -> type[Entry]:
        entry = self.store.entries.get(register)
        if entry is None or not any(f.traits.secret == PERSONAL for f in entry.fields().values()):
            name = message(entry.label) if entry is not None else register
            raise InvalidError(_("“{name}” holds no personal data; there is nobody to mask"), name=name)
        return entry

    def _refuse(self, entry: type[Entry], number: int, wanted: Sequence[Target]) -> None:
        with told():
            unit = issubclass(entry, Party) and not forgetting.is_person(number)
        if unit:
            raise InvalidError(_("{title} is a unit, not a person; only persons are masked"), title=wanted[0].title)
        running = [target.title for target in wanted if not target.finished]
        if running and issubclass(entry, Record):
            raise InvalidError(
                _("{title} is not closed yet; close or void it first, then mask the person"), title=running[0]
            )
        if running:
            raise InvalidError(
                _("{title} is named in records that are not closed: {numbers}; close or void them first"),
                title=wanted[0].title,
                numbers=", ".join(running),
            )

    def _mask(self, wanted: Sequence[Target], reason: str) -> list[Done]:
        """All entries under the words of all, so that none tells the person of another."""
        act = self.session.act("forget", reason)
        words: list[str] = []
        done = []
        for target in wanted:
            one = forgetting.forget(self.store, target, act, words)
            words += one.words
            done.append(one)
        people = [target.id for target in wanted if issubclass(target.entry, Party)]
        for number in people:
            forgetting.rewrite_search(self.store, forgetting.naming(self.store, number))
        return done

    def _note_files(self, wanted: Sequence[Target]) -> list[str]:
        """Notes the files as erased; returns where they lie, to be erased once that is kept."""
        act, stored = self.session.act("forget"), []
        for target in wanted:
            for row in forgetting.files_of(target.entry.key, target.id):
                forgetting.note_erased(row.id, act)
                stored.append(row.stored)
        return stored

    def _notes(self, wanted: Sequence[Target], done: Sequence[Done], files: bool) -> list[Message]:
        """What still holds the person."""
        notes = [message(_("Backups and exports made before still hold the person; delete those no longer needed"))]
        with told():
            kept = not files and any(forgetting.files_of(target.entry.key, target.id) for target in wanted)
        if kept:
            notes.append(message(_("The attached files were kept; look through them")))
        if any(target.cut for target in wanted):
            notes.append(message(_("The person stays among the customers, since other records name them too")))
        if left := sum(one.left for one in done):
            notes.append(
                message(_("{n} lines of the history from an older version still tell it and cannot be masked"), n=left)
            )
        return notes

    def _clear(self) -> list[Message]:
        """Has the ledger's file forget as well."""
        try:
            with told():
                self.store.engine.forget_for_good()
        except DeskError:
            left = _("Old traces could not be cleared from the ledger's file; close its other windows, back up")
            return [message(left)]
        return []
