"""The export: ledgers as they stand on paper, after them every field of every register, all in one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from qfdesk.errors import InvalidError
from qfdesk.excel.files import replacing
from qfdesk.excel.job import Job
from qfdesk.excel.ledger import write_ledger
from qfdesk.excel.longtexts import LongTexts
from qfdesk.excel.titles import Titles
from qfdesk.excel.whole import write_long_texts, write_whole
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.values import House, LedgerSheet, Values
from qfdesk.rules.clock import local

Progress = Callable[[int, int], None]
EVERY = 200
"""Rows between two calls of ``progress``."""


def export_ledgers(
    sheets: Sequence[LedgerSheet], house: House, out: Path, lang: str, entry: Callable[[str], type[Entry]],
    progress: Progress | None = None, masked: bool = False,
) -> Path:  # fmt: skip
    """Writes the ledgers as one workbook to ``out`` and gives it back.

    ``masked``: personal data in the rows is masked already, and the sheets say so.
    ``progress(done, total)`` counts rows and may raise Cancelled. Whatever is raised, ``out`` stays as it was.
    Raises InvalidError (nothing to export) and SurroundingsError (disk, folder, file open elsewhere).
    """
    if not sheets:
        raise InvalidError(_("Choose at least one ledger to export"))
    whole = _by_register(sheets)
    steps = Steps(sum(len(sheet.rows) for sheet in sheets) + sum(map(len, whole.values())), progress)
    with replacing(out) as stream, _workbook(house) as book:
        titles = Titles()
        long = LongTexts(titles.give(say(_("Long texts"), lang)), lang)
        _fill(book, sheets, whole, Job(house, lang, long, steps, masked), titles, entry)
        steps.end()
        _save(book, stream)
    return out


class Steps:
    """Counts rows and tells of it now and then."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress
        self._tell()

    def __call__(self) -> None:
        self._done += 1
        if self._done % EVERY == 0:
            self._tell()

    def end(self) -> None:
        """Tells of the last row, while everything can still be taken back."""
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(self._done, self._total)


def _fill(
    book: Workbook, sheets: Sequence[LedgerSheet], whole: Mapping[str, list[Values]], job: Job, titles: Titles,
    entry: Callable[[str], type[Entry]],
) -> None:  # fmt: skip
    lang = job.lang
    for sheet in sheets:
        page = book.create_sheet(titles.give(say(sheet.ledger.title, lang)))
        write_ledger(page, sheet, sheet.rows, entry(sheet.register), job)
    for register, rows in whole.items():
        found = entry(register)
        page = book.create_sheet(titles.give(say(found.label, lang), say(_(" – all fields"), lang)))
        write_whole(page, rows, found, job)
    if job.long:
        write_long_texts(book.create_sheet(job.long.title), job)


def _by_register(sheets: Sequence[LedgerSheet]) -> dict[str, list[Values]]:
    """The complete rows of every register, each entry once, however many ledgers name it."""
    found: dict[str, dict[Any, Values]] = {}
    for sheet in sheets:
        rows = found.setdefault(sheet.register, {})
        for values in sheet.complete:
            rows.setdefault(values.get("uid") or len(rows), values)
    return {register: list(rows.values()) for register, rows in found.items() if rows}


@contextmanager
def _workbook(house: House) -> Iterator[Workbook]:
    """A workbook written row by row; the files it keeps its sheets in meanwhile are gone at the end."""
    book = Workbook(write_only=True)
    book.properties.creator = house.printed_by or house.app
    book.properties.title = house.company
    book.properties.created = local(house.printed_at).replace(tzinfo=None, microsecond=0)
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            _discard(sheet)


def _discard(sheet: Any) -> None:
    """openpyxl itself forgets these files only when the program ends."""
    with suppress(OSError):
        if not sheet.closed:
            sheet.close()
    if writer := sheet._writer:
        with suppress(OSError):
            writer.close()
        Path(writer.out).unlink(missing_ok=True)


def _save(book: Workbook, stream: BinaryIO) -> None:
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        ExcelWriter(book, archive).save()
