"""The table of what the source documents require and where the program does it, as the help keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROW = re.compile(r"^\| *([DM]\d+(?:\.\d+)?) *\|(.*)\|(.*)\| *$")
_NAME = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Requirement:
    """One requirement: its id (D9.4), what is ``asked``, the ``words`` that say where it is done, its ``names``."""

    id: str
    asked: str
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class SourceDocument:
    """One of the source documents with its requirements, in order."""

    id: str
    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Capability:
    """Something the program as a whole can do (M5), and the ids of the requirements that ask for it."""

    id: str
    title: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class RequirementTable:
    """Everything required, by document, and the capabilities it adds up to."""

    documents: tuple[SourceDocument, ...]
    capabilities: tuple[Capability, ...]

    def all(self) -> Iterator[Requirement]:
        """Every requirement, in order."""
        for document in self.documents:
            yield from document.requirements

    def capabilities_of(self, requirement: str) -> tuple[str, ...]:
        """The ids of the capabilities that a requirement is part of."""
        return tuple(one.id for one in self.capabilities if requirement in one.requirements)

    def matching(self, asked: str) -> tuple[Requirement, ...]:
        """Those an id stands for: D9.4 itself, all of D9, all that M5 asks for. None for an unknown id."""
        asked = asked.strip().upper()
        wanted = {id for one in self.capabilities if one.id == asked for id in one.requirements}
        return tuple(r for r in self.all() if asked in (r.id, r.id.partition(".")[0]) or r.id in wanted)


def read_table(text: str) -> RequirementTable:
    """The table as the help's page writes it: a heading a document, a row a requirement, capabilities at the end."""
    documents: list[SourceDocument] = []
    capabilities: list[Capability] = []
    for block in re.split(r"^## +", text, flags=re.MULTILINE)[1:]:
        heading, _line, body = block.partition("\n")
        key, _space, title = heading.strip().partition(" ")
        rows = [[cell.strip() for cell in found.groups()] for line in body.splitlines() if (found := _ROW.match(line))]
        if key == "M":
            capabilities += [Capability(id, name, tuple(ids.split())) for id, name, ids in rows]
        else:
            documents.append(SourceDocument(key, title, tuple(_requirement(*row) for row in rows)))
    return RequirementTable(tuple(documents), tuple(capabilities))


def _requirement(id: str, asked: str, where: str) -> Requirement:
    return Requirement(id, asked, _NAME.sub("", where).strip(), tuple(_NAME.findall(where)))
