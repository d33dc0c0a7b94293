"""The use cases of the ledger's own files: attachments, drafts, backups, checking."""

from __future__ import annotations

from pathlib import Path

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.values import Attached, Draft
from qfdesk.store import backup, history, schema
from qfdesk.store.attachments import Attachments
from qfdesk.store.drafts import Drafts
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Files:
    """What lies beside the ledger in the profile folder."""

    def __init__(self, store: Store, session: Session, records: Records, profile: Path) -> None:
        self.store, self.session, self.records, self.profile = store, session, records, profile
        self.attached = Attachments(store, profile / "attachments" / store.ledger_id)
        self.drafts = Drafts(profile / "drafts" / store.ledger_id, dict(store.entries))

    def attachments(self, register: str, number: int) -> list[Attached]:
        """The files kept with an entry."""
        with told():
            return self.attached.of(register, number)

    def attach(self, register: str, number: int, path: Path) -> Attached:
        """Keeps a copy of a file with an entry."""
        title = self.records.open(register, number).title
        return self.attached.add(register, number, title, path, self.session.act("attach"))

    def detach(self, attachment: int, reason: str) -> None:
        """Takes a file out of its entry; the copy stays for the history."""
        if not reason.strip():
            raise InvalidError(_("Say why the file is taken out; the history keeps the reason"))
        self.attached.remove(attachment, "", self.session.act("detach", reason.strip()))

    def attachment_copy(self, attachment: int) -> Path:
        """A copy to open in another program."""
        with told():
            return self.attached.copy(attachment)

    def keep_draft(self, draft: Draft) -> None:
        """Keeps what is being typed; nothing is saved by it."""
        self.drafts.keep(draft)

    def drop_draft(self, uid: str) -> None:
        self.drafts.drop(uid)

    def kept_drafts(self) -> list[Draft]:
        """The drafts that were never saved, the newest first."""
        return self.drafts.all()

    def back_up(self, target: Path | None = None) -> Path:
        """Writes a checked backup, into the profile's folder by default. Returns where."""
        now = self.session.now()
        target = target or self.profile / "backups" / f"qfdesk-{now:%Y%m%d-%H%M%S}.zip"
        done = backup.write(self.store, self.attached.folder, target, now)
        self.store.set_setting("backed_up_at", now.isoformat(timespec="seconds"))
        return done

    def wrong(self) -> list[Message]:
        """What is wrong with the ledger: its file, its schema, its history, its attachments; empty when nothing."""
        found: list[Message] = []
        with told():
            found += [
                message(_("The database file is damaged: {cause}"), cause=line) for line in self.store.engine.healthy()
            ]
            if differences := schema.differences(self.store.engine, self.store.entries.values()):
                found.append(
                    message(_("The schema differs from the program's: {cause}"), cause=str(differences).splitlines()[0])
                )
            broken = history.first_broken(self.store)
            if broken is not None:
                found.append(
                    message(_("The history is broken at line {n}: it was changed outside the program"), n=broken)
                )
            for register, name, state in self.attached.wrong():
                label = message(self.records.entry(register).label)
                text = (
                    _("{register}: the attached file {name} is missing")
                    if state == "missing"
                    else _("{register}: the attached file {name} was changed")
                )
                found.append(message(text, register=label, name=name))
        return found
