"""What can go wrong, sorted by what a person has to do about it (and by exit status on the command line)."""

from __future__ import annotations

import errno
from typing import Any, ClassVar

from qfdesk.language import Message, _, message

_CAUSES = {
    errno.ENOENT: _("there is no such file or folder"),
    errno.EACCES: _("no right to it"),
    errno.EPERM: _("no right to it"),
    errno.EROFS: _("the disk may only be read"),
    errno.ENOSPC: _("the disk is full"),
    errno.EDQUOT: _("the disk is full"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("a part of its path is no folder"),
    errno.EEXIST: _("a file of this name is in the way"),
    errno.EBUSY: _("another program holds it"),
    errno.ENAMETOOLONG: _("the name is too long"),
    errno.EIO: _("the disk cannot be read or written"),
}


def cause_of(error: BaseException) -> Message | str:
    """Why the disk failed, in the reader's language where we know the words, else in the system's."""
    number = getattr(error, "errno", None)
    if number in _CAUSES:
        return message(_CAUSES[number])
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class DeskError(Exception):
    """An error told to the user in one sentence: what is wrong and what to do."""

    status: ClassVar[int] = 1

    def __init__(self, text: str, /, fields: dict[str, Message] | None = None, **values: Any) -> None:
        self.message = Message(text, values)
        self.fields = fields or {}
        super().__init__(self.message.say("en"))

    def say(self, lang: str | None = None) -> str:
        return self.message.say(lang)


class SurroundingsError(DeskError):
    """Disk, database or file: nothing was changed; try again when the cause is mended."""


class InvalidError(DeskError):
    """The data or the words given are wrong; ``fields`` says which field and why."""

    status = 2


class NotPermittedError(DeskError):
    """The person may not do this; nothing was done (D7.7)."""

    status = 4


class ConflictError(DeskError):
    """Somebody else changed the record meanwhile; ``theirs`` and ``mine`` hold {field: value} of what differs."""

    status = 3

    def __init__(self, text: str, /, theirs: dict[str, Any], mine: dict[str, Any], **values: Any) -> None:
        super().__init__(text, **values)
        self.theirs, self.mine = theirs, mine


class Cancelled(Exception):
    """The person stopped a job; whatever it had begun is taken back."""
