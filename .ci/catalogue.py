"""Keeps the language catalogues: ``python .ci/catalogue.py update | compile | check``.

``update`` reads every marked word out of qfdesk/, merges it into resources/language/*.po (English fills itself) and
compiles; ``compile`` writes the .mo files that the program reads; ``check`` says what is missing and exits 1 for it.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "en")
MARKS = {"_": 1, "say": 1, "message": 1, "say_count": 2, "_p": 2}
# A fixed date: the files change when the words do, not when somebody runs this.
MADE = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

Word = tuple[str, str, str]
"""Context ('' for none), the English text, its plural ('' for none)."""


def constants(node: ast.expr) -> list[str]:
    """The texts an argument may be: a literal, or either side of ``a if x else b``."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


def words_of(call: ast.Call) -> Iterator[Word]:
    """The words one call marks; a call that is no mark has none."""
    mark = call.func.id if isinstance(call.func, ast.Name) else ""
    if len(call.args) < MARKS.get(mark, 99):
        return
    first = constants(call.args[0])
    if MARKS[mark] == 1:
        yield from (("", text, "") for text in first)
        return
    for one, other in zip(first, constants(call.args[1]), strict=False):
        yield (one, other, "") if mark == "_p" else ("", one, other)


def words(root: Path = ROOT) -> list[Word]:
    """Every word the program marks, in order of the English; a counted one wins over the same word uncounted."""
    found: dict[tuple[str, str], str] = {}
    for source in sorted((root / "qfdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            for context, text, plural in words_of(node) if isinstance(node, ast.Call) else ():
                found[context, text] = plural or found.get((context, text), "")
    return sorted((context, text, plural) for (context, text), plural in found.items())


def po_path(lang: str, root: Path = ROOT) -> Path:
    """The catalogue a translator edits."""
    return root / "resources" / "language" / f"{lang}.po"


def mo_path(lang: str, root: Path = ROOT) -> Path:
    """The catalogue the program reads."""
    return root / "resources" / "language" / lang / "LC_MESSAGES" / "qfdesk.mo"


def catalogue(lang: str, root: Path = ROOT) -> Catalog:
    """The catalogue as it stands on the disk; an empty one where there is none."""
    if not po_path(lang, root).exists():
        return blank(lang)
    with po_path(lang, root).open("rb") as file:
        return read_po(file, locale=lang)


def blank(lang: str) -> Catalog:
    """A catalogue of this language with nothing in it but its head."""
    return Catalog(
        locale=lang,
        project="qfdesk",
        version="1",
        creation_date=MADE,
        revision_date=MADE,
        fuzzy=False,
        last_translator="the qfdesk authors",
        language_team=lang,
        copyright_holder="the qfdesk authors",
        header_comment="# The words of qfdesk. Kept by .ci/catalogue.py.",
    )


def merged(lang: str, root: Path = ROOT) -> Catalog:
    """The words of the program with the translations known so far; what is no longer said is left out."""
    old, new = catalogue(lang, root), blank(lang)
    for context, text, plural in words(root):
        before = old.get(text, context or None)
        said = strings(before.string) if before else [""]
        if lang == "en":
            said = [text, plural] if plural else [text]
        new.add((text, plural) if plural else text, tuple(said) if plural else said[0], context=context or None)
    return new


def po_bytes(catalog: Catalog) -> bytes:
    """The .po file: sorted, one line a text, no places in the code, so that a change shows as what it is."""
    out = io.BytesIO()
    write_po(out, catalog, no_location=True, sort_output=True, width=0)
    return out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled file."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(root: Path = ROOT) -> None:
    """Merges the program's words into the catalogues."""
    for lang in LANGUAGES:
        po_path(lang, root).parent.mkdir(parents=True, exist_ok=True)
        po_path(lang, root).write_bytes(po_bytes(merged(lang, root)))


def compile_all(root: Path = ROOT) -> None:
    """Writes what the program reads."""
    for lang in LANGUAGES:
        mo_path(lang, root).parent.mkdir(parents=True, exist_ok=True)
        mo_path(lang, root).write_bytes(mo_bytes(catalogue(lang, root)))


def places(text: str) -> set[str]:
    """The names in ``{}`` of a text."""
    return {name for _before, name, _form, _kind in string.Formatter().parse(text) if name is not None}


def strings(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """One text or its plural forms, as a list."""
    return [said] if isinstance(said, str) else list(said or ())


def untranslated(root: Path = ROOT) -> list[Word]:
    """The words without Chinese."""
    known = catalogue("zh_CN", root)
    return [w for w in words(root) if not (e := known.get(w[1], w[0] or None)) or not all(strings(e.string))]


def faults(root: Path = ROOT) -> list[str]:
    """Everything wrong with the catalogues, a sentence each."""
    return [fault for lang in LANGUAGES for fault in faults_of(lang, root)]


def faults_of(lang: str, root: Path = ROOT) -> list[str]:
    """Everything wrong with one catalogue."""
    known, said = catalogue(lang, root), {(context, text) for context, text, _plural in words(root)}
    found = [
        f"{lang}: nobody says this any longer: {entry.id!r}"
        for entry in known
        if entry.id and (entry.context or "", strings(entry.id)[0]) not in said
    ]
    for context, text, plural in words(root):
        entry = known.get(text, context or None)
        if entry is None:
            found.append(f"{lang}: not in the catalogue: {text!r}")
        elif entry.fuzzy or not all(strings(entry.string)):
            found.append(f"{lang}: not translated: {text!r}")
        elif any(
            places(s) - places(text) - places(plural) or places(text) - places(s) - {"n"} for s in strings(entry.string)
        ):
            found.append(f"{lang}: other places in braces than the English: {text!r}")
    if not mo_path(lang, root).exists() or mo_path(lang, root).read_bytes() != mo_bytes(known):
        found.append(f"{lang}: the .mo file is older than the words; run: python .ci/catalogue.py compile")
    return found


def main() -> int:
    """The command."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
        compile_all()
        print(f"{len(words())} words, {len(untranslated())} without Chinese")
    elif command == "compile":
        compile_all()
    elif command == "check":
        found = faults()
        print("\n".join(found) or "The catalogues are complete.")
        return 1 if found else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
