"""Whether the history is as the program wrote it: every line in its chain, every text as its mark says."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qfdesk.model.ledger import History, HistoryText
from qfdesk.store.history import GENESIS, digest, is_mark, mark_of, texts_of

LINE, TEXT, MASKED = "line", "text", "masked"
_AT_ONCE = 1000


@dataclass(frozen=True)
class Broken:
    """The first line that does not hold; ``what``: the line itself, a text it names, or a masking nobody noted."""

    seq: int
    register: str
    number: str
    field: str
    what: str


def first_broken() -> Broken | None:
    """The first line that does not fit its chain or whose texts do not fit their marks; None when all do."""
    lawful = _lawfully_masked()
    previous, expected = GENESIS, 1
    for lines in _pages():
        texts = texts_of(mark for line in lines for mark in _marks(line))
        for line in lines:
            what = _wrong(line, previous, expected, texts, lawful)
            if what:
                number = texts[line.number].text if line.number in texts else line.number
                return Broken(int(line.seq), line.register, number, line.field, what)
            previous, expected = line.hash, expected + 1
    return None


def _pages() -> Iterator[list[History]]:
    """All lines in their order, a thousand at a time."""
    last: int | None = None
    while True:
        rows = History.select().order_by(History.seq).limit(_AT_ONCE)
        page = list(rows if last is None else rows.where(History.seq > last))
        if not page:
            return
        yield page
        last = page[-1].seq


def _marks(line: History) -> Iterator[str]:
    return (one for one in (line.number, line.before, line.after, line.reason) if is_mark(one))


def _wrong(
    line: History, previous: str, expected: int, texts: dict[str, HistoryText], lawful: set[tuple[str, int]]
) -> str:
    if line.seq != expected or line.previous != previous or line.hash != digest(_said(line), previous):
        return LINE
    for mark in _marks(line):
        kept = texts.get(mark)
        if kept is None or (kept.forgotten_at is None and mark_of(kept.salt, kept.text) != mark):
            return TEXT
        if kept.forgotten_at is not None and (kept.register, kept.entry) not in lawful:
            return MASKED
    return ""


def _said(line: History) -> dict[str, object]:
    return {
        "seq": line.seq,
        "at": line.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "who": line.who,
        "register": line.register,
        "entry": line.entry,
        "number": line.number,
        "act": line.act,
        "field": line.field,
        "before": line.before,
        "after": line.after,
        "reason": line.reason,
    }


def seal_of(masked: Iterable[tuple[str, str]]) -> str:
    """What a line ``forget`` keeps of the texts (mark, masked text) it masked, so that they stay as they are."""
    said = "\n".join(f"{mark} {text}" for mark, text in sorted(masked))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _lawfully_masked() -> set[tuple[str, int]]:
    """(register, id) of the entries whose masked texts are those that the last line of a masking tells of."""
    groups: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for row in HistoryText.select().where(HistoryText.forgotten_at.is_null(False)).iterator():
        groups.setdefault((row.register, row.entry), []).append((row.mark, row.text))
    noted = History.select(History.register, History.entry, History.after).where(
        (History.act == "forget") & (History.field == "")
    )
    seals = {(register, entry): seal for register, entry, seal in noted.order_by(History.seq).tuples()}
    return {place for place, texts in groups.items() if seals.get(place) == seal_of(texts)}
