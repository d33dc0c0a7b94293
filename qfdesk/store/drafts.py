"""Drafts: what is being typed, kept on disk beside the ledger so that a crash loses nothing."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.parse import parse
from qfdesk.model.show import plain
from qfdesk.model.values import Draft, Values


class Drafts:
    """The drafts of one ledger in a folder, a file each.

    ``owner``: whose it is where several people take turns at one seat; '' where nobody is told apart.
    """

    def __init__(self, folder: Path, entries: dict[str, type[Entry]]) -> None:
        self.folder, self.entries = folder, entries

    def keep(self, draft: Draft, owner: str = "") -> None:
        """Writes the draft, replacing its last state whole. Raises OSError when the folder cannot be written."""
        entry = self.entries[draft.register]
        said = {
            "register": draft.register,
            "id": draft.id,
            "revision": draft.revision,
            "uid": draft.uid,
            "made_from": draft.made_from,
            "values": _plain(entry, draft.values),
            "base": _plain(entry, draft.base),
            "unread": draft.unread,
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(draft.uid, owner)
        rest = path.with_suffix(".part")
        rest.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        os.replace(rest, path)

    def drop(self, uid: str, owner: str = "") -> None:
        """Forgets a draft. One that cannot be deleted stays: saving it again later changes nothing."""
        for path in {self._path(uid, owner), self._path(uid, "")}:
            with suppress(OSError):
                path.unlink()

    def all(self, owner: str = "") -> list[Draft]:
        """The drafts kept by the owner or by nobody in particular (``owner`` '': by anybody), the newest first.

        A file that cannot be read is left where it is.
        """
        if not self.folder.is_dir():
            return []
        mine = [path for path in self.folder.glob("*.json") if not owner or _owner_of(path) in ("", owner)]
        files = sorted(mine, key=lambda p: p.stat().st_mtime, reverse=True)
        return [draft for path in files if (draft := self._read(path)) is not None]

    def _path(self, uid: str, owner: str) -> Path:
        return self.folder / (f"{uid}@{owner}.json" if owner else f"{uid}.json")

    def _read(self, path: Path) -> Draft | None:
        try:
            said = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
            entry = self.entries[said["register"]]
            made = tuple(said["made_from"]) if said.get("made_from") else None
            return Draft(
                said["register"],
                _typed(entry, said["values"]),
                said["id"],
                said["revision"],
                _typed(entry, said["base"]),
                said["uid"],
                made,
                {k: str(v) for k, v in said.get("unread", {}).items() if k in entry.typed()},
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
            return None


def _owner_of(path: Path) -> str:
    return path.stem.partition("@")[2]


def _plain(entry: type[Entry], values: Values) -> dict[str, Any]:
    fields = entry.fields()
    return {
        k: [v.id, v.text]
        if isinstance(v, Ref)
        else str(v)
        if fields[k].kind in ("quantity", "money") and v is not None
        else plain(fields[k], v)
        for k, v in values.items()
        if k in fields
    }


def _typed(entry: type[Entry], said: dict[str, Any]) -> Values:
    """The values by key; one that cannot be read as its field's kind is left out and takes no other along."""
    fields, found = entry.fields(), {}
    for key, value in said.items():
        if key in fields:
            with suppress(ValueError, TypeError, ArithmeticError):
                link = isinstance(fields[key], Link)
                found[key] = (Ref(*value) if value else None) if link else parse(fields[key], value)
    return found
