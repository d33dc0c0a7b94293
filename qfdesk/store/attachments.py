"""Attachments: files kept with an entry under names of our own, each with its checksum."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from qfdesk.errors import InvalidError, SurroundingsError, cause_of
from qfdesk.language import _
from qfdesk.model.ledger import Attachment
from qfdesk.model.values import Attached
from qfdesk.rules.filenames import safe_name
from qfdesk.store import history
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store

LARGEST = 50 * 1024 * 1024
RUNNABLE = {
    ".exe",
    ".bat",
    ".cmd",
    ".com",
    ".msi",
    ".scr",
    ".lnk",
    ".js",
    ".jse",
    ".vbs",
    ".vbe",
    ".ps1",
    ".wsf",
    ".hta",
    ".jar",
    ".reg",
    ".dll",
    ".sh",
    ".desktop",
}


class Attachments:
    """The attached files of one ledger, in a folder of the profile."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder

    def add(self, register: str, number: int, title: Callable[[], str], source: Path, act: Act) -> Attached:
        """Copies a file in. Raises InvalidError for a program or a file over 50 MB, SurroundingsError for the disk.

        ``title`` is asked when the file is there and nobody else writes: what the entry is called, if it takes files.
        """
        stored, size, mark = self._copied(source)
        try:
            with self.store.change():
                row = Attachment.create(
                    register=register,
                    entry=number,
                    name=source.name[:255],
                    stored=stored,
                    sha256=mark,
                    size=size,
                    added_at=act.at,
                    added_by=act.who,
                )
                said = ("", "", f"{source.name} sha256:{mark}")
                history.write(self.store, act, (register, number, title()), [said])
        except BaseException:
            self.discard(stored)  # nothing names it
            raise
        return self._attached(row)

    def _copied(self, source: Path) -> tuple[str, int, str]:
        """Copies a file in; what it is called here, its size and checksum."""
        if Path(source.name.rstrip(" .")).suffix.lower() in RUNNABLE:  # Windows drops such an end
            raise InvalidError(
                _("{name} is a program; programs are not attached, only documents and pictures"), name=source.name
            )
        stored = uuid.uuid4().hex
        try:
            size = source.stat().st_size
            if size > LARGEST:
                raise InvalidError(
                    _("{name} is larger than 50 MB; attach a smaller copy or note where the original lies"),
                    name=source.name,
                )
            place = self._place(stored)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
            mark = _sha256(place)
        except OSError as error:
            self._place(stored).unlink(missing_ok=True)
            raise _not_copied(source.name, error) from error
        return stored, size, mark

    def of(self, register: str, number: int) -> list[Attached]:
        """The files of an entry, each with its state: ok, missing or changed."""
        rows = Attachment.select().where(
            (Attachment.register == register) & (Attachment.entry == number) & Attachment.removed_at.is_null()
        )
        return [self._attached(row) for row in rows.order_by(Attachment.id)]

    def remove(self, attachment: int, title: str, act: Act) -> None:
        """Takes a file out of the entry called ``title``; the file itself and the history stay."""
        with self.store.change():
            row = self._row(attachment)
            Attachment.update(removed_at=act.at).where(Attachment.id == attachment).execute()
            history.write(self.store, act, (row.register, row.entry, title), [("", row.name, "")])

    def owner(self, attachment: int) -> tuple[str, int]:
        """(register, id) of the entry that a file belongs to."""
        row = self._row(attachment)
        return row.register, row.entry

    def _row(self, attachment: int) -> Attachment:
        row = Attachment.get_or_none((Attachment.id == attachment) & Attachment.removed_at.is_null())
        if row is None:
            raise InvalidError(_("This file is no longer with the entry; load the list again"))
        return row

    def copy(self, attachment: int) -> Path:
        """A copy to open in another program; the kept file is never handed out."""
        row = self._row(attachment)
        place = self._place(row.stored)
        if not place.is_file():
            raise SurroundingsError(
                _("The file of {name} is missing from the attachments folder; restore it from a backup"), name=row.name
            )
        target = Path(tempfile.mkdtemp(prefix="qfdesk-")) / safe_name(row.name)
        try:
            shutil.copyfile(place, target)
        except OSError as error:
            raise _not_copied(row.name, error) from error
        return target

    def discard(self, stored: str) -> None:
        """Deletes a kept file whose entry was taken away."""
        self._place(stored).unlink(missing_ok=True)

    def wrong(self) -> Iterator[tuple[str, str, str]]:
        """(register, name, missing or changed) of every file that is not as it was kept."""
        for row in Attachment.select().where(Attachment.erased_at.is_null()):
            state = self._attached(row).state
            if state != "ok":
                yield row.register, row.name, state

    def _place(self, stored: str) -> Path:
        return self.folder / stored[:2] / stored

    def _attached(self, row: Attachment) -> Attached:
        place = self._place(row.stored)
        if row.erased_at is not None:
            return Attached(row.id, row.name, row.size, row.sha256, row.added_at, row.added_by, "erased")
        state = "missing" if not place.is_file() else "ok" if _sha256(place) == row.sha256 else "changed"
        return Attached(row.id, row.name, row.size, row.sha256, row.added_at, row.added_by, state)


def _not_copied(name: str, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        _("{name} cannot be copied ({cause}); check the file and the disk, then attach it again"),
        name=name,
        cause=cause_of(error),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
