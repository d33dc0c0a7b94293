"""The use cases of the ledger's own files: attachments, drafts, backups, checking."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from qfdesk.desk import integrity
from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import free, needs, needs_house, seated
from qfdesk.errors import InvalidError, NotPermittedError, SurroundingsError
from qfdesk.language import Message, _, message
from qfdesk.model.values import Attached, Draft
from qfdesk.store import agreement, backup, contents, history, schema
from qfdesk.store.attachments import Attachments
from qfdesk.store.drafts import Drafts
from qfdesk.store.ledger import Store
from qfdesk.store.merged import merged_into
from qfdesk.store.trouble import told

_NO_LINE = 2**63
"""A number no line of a history has."""


def head_file(profile: Path, ledger_id: str) -> Path:
    """Where the profile notes how far a ledger's history has come."""
    return profile / "heads" / ledger_id


def noted_head(profile: Path, ledger_id: str) -> tuple[int, str] | None:
    """How far the history had come when the profile last noted it, or its log did; None where neither ever did."""
    noted: list[Any] = [line.split()[2:] for line in _days(profile) if f" {ledger_id} " in line]
    with suppress(OSError, ValueError):
        noted.append(json.loads(head_file(profile, ledger_id).read_text(encoding="utf-8")))
    for said in reversed(noted):
        with suppress(ValueError, TypeError, OverflowError):
            seq, mark = said
            if 0 <= int(seq) < _NO_LINE:
                return int(seq), str(mark)
    return None


def _day_log(profile: Path) -> Path:
    """Where a line a day says how far the histories of the profile's ledgers had come."""
    return profile / "logs" / "history.log"


def _days(profile: Path) -> list[str]:
    try:
        return _day_log(profile).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


class Files:
    """What lies beside the ledger in the profile folder."""

    def __init__(self, store: Store, session: Session, records: Records, profile: Path) -> None:
        self.store, self.session, self.records, self.profile = store, session, records, profile
        self.attached = Attachments(store, profile / "attachments" / store.ledger_id)
        self._head = head_file(profile, store.ledger_id)
        self.drafts = Drafts(profile / "drafts" / store.ledger_id, dict(store.entries))

    @needs("read")
    def attachments(self, register: str, number: int) -> list[Attached]:
        """The files kept with an entry and with those that turned out to be the same case; those of a sealed record
        are for whoever knows the identity."""
        with told():
            places = [(register, number), *merged_into(register, number)]
            seen = [(key, n) for key, n in places if n not in self.records.veil.sight(key).sealed]
            return [one for key, n in seen for one in self.attached.of(key, n)]

    @needs("attach")
    def attach(self, register: str, number: int, path: Path) -> Attached:
        """Keeps a copy of a file with an entry. Raises InvalidError for a void one and for what is not to be kept."""
        self._taking(register, number)
        title = partial(self._taking, register, number)
        return self.attached.add(register, number, title, path, self.session.act("attach"))

    def _taking(self, register: str, number: int) -> str:
        """What an entry that takes files is called."""
        opened = self.records.read(register, number)
        self.records.refuse_void(opened)
        return opened.title

    @seated
    def detach(self, attachment: int, reason: str) -> None:
        """Takes a file out of its entry; the copy stays for the history. Raises InvalidError for a finished record."""
        if not reason.strip():
            raise InvalidError(_("Say why the file is taken out; the history keeps the reason"))
        with self.store.change():
            owner = self.attached.owner(attachment)
            self.session.require(owner[0], "attach")
            self._refuse_sealed(*owner)
            opened = self.records.read(*owner)
            self.records.refuse_finished(opened)
            self.attached.remove(attachment, opened.title, self.session.act("detach", reason.strip()))

    @seated
    def attachment_copy(self, attachment: int) -> Path:
        """A copy to open in another program."""
        with told():
            owner = self.attached.owner(attachment)
            self.session.require(owner[0], "read")
            self._refuse_sealed(*owner)
            return self.attached.copy(attachment)

    def _refuse_sealed(self, register: str, number: int) -> None:
        if number in self.records.veil.sight(register).sealed:
            raise NotPermittedError(_("The files of a sealed record are for the persons who know the identity (D15.5)"))

    @free
    def keep_draft(self, draft: Draft) -> None:
        """Keeps what is being typed; nothing is saved by it. Raises SurroundingsError when the disk refuses."""
        try:
            self.drafts.keep(draft, self._owner())
        except OSError as error:
            raise SurroundingsError(
                _("The draft cannot be kept ({cause}); save the entry, or free some space"),
                cause=error.strerror or str(error),
            ) from error

    @free
    def drop_draft(self, uid: str) -> None:
        """Forgets a draft of this person's."""
        self.drafts.drop(uid, self._owner())

    @seated
    def kept_drafts(self) -> list[Draft]:
        """The drafts of this person that were never saved, the newest first."""
        return self.drafts.all(self._owner())

    def _owner(self) -> str:
        """Whose drafts these are: people who prove who they are do not see each other's."""
        return str(self.session.person.id) if self.session.guarded() else ""

    @needs_house("backup")
    def back_up(self, target: Path | None = None) -> Path:
        """Writes a checked backup, into the profile's folder by default. Returns where."""
        now = self.session.now()
        target = target or self.profile / "backups" / f"qfdesk-{now:%Y%m%d-%H%M%S}.zip"
        done = backup.write(self.store, self.attached.folder, target, now)
        self.remember_head()
        self.store.set_setting("backed_up_at", now.isoformat(timespec="seconds"))
        return done

    @free
    def remember_head(self) -> None:
        """Notes in the profile how far the history has come, so that a missing end is noticed."""
        with told():
            seq, mark = history.head(self.store)
        with suppress(OSError):
            self._head.parent.mkdir(parents=True, exist_ok=True)
            self._head.write_text(json.dumps([seq, mark]), encoding="utf-8")
            self._note_day(f"{seq} {mark}")

    def _note_day(self, head: str) -> None:
        """A line a day in the log: how far the history had come, as ``check --against`` reads it."""
        log, known = _day_log(self.profile), _days(self.profile)
        day = f"{self.session.now():%Y-%m-%d}"
        start = f"{day} {self.store.ledger_id} "
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(
            "\n".join([*(line for line in known if not line.startswith(start)), f"{start}{head}"]) + "\n",
            encoding="utf-8",
        )

    def _cut_off(self) -> bool:
        known = noted_head(self.profile, self.store.ledger_id)
        return known is not None and history.hash_at(known[0]) != known[1]

    @needs_house("check")
    def wrong(self) -> list[Message]:
        """What is wrong with the ledger: its file, schema, history, values, attachments; empty when nothing."""
        found: list[Message] = []
        with told():
            self.store.engine.look_at()
            found += [
                message(_("The database file is damaged: {cause}"), cause=line) for line in self.store.engine.healthy()
            ]
            if differences := schema.differences(self.store.engine, self.store.entries.values()):
                found.append(
                    message(_("The schema differs from the program's: {cause}"), cause=str(differences).splitlines()[0])
                )
            if broken := integrity.broken(self.store):
                found += broken
            elif self._cut_off():
                found.append(
                    message(
                        _("The history is shorter than it was: lines were taken away, or an older copy was put here")
                    )
                )
            found += contents.strange(self.store.entries.values())
            found += agreement.differing(self.store)
            for register, name, state in self.attached.wrong():
                label = message(self.records.entry(register).label)
                text = (
                    _("{register}: the attached file {name} is missing")
                    if state == "missing"
                    else _("{register}: the attached file {name} was changed")
                )
                found.append(message(text, register=label, name=name))
        return found
