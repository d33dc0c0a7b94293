"""What the form says besides its boxes: facts of a chosen product, stamps of the program, a folded section."""

from __future__ import annotations

from typing import Any

from qfdesk.language import _, say
from qfdesk.model.check import applies, empty
from qfdesk.model.declare import Section
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Moment
from qfdesk.model.show import field_at, show
from qfdesk.model.values import Values

FACTS: dict[str, tuple[str, ...]] = {
    "product": ("specification", "approval_number", "dosage_form", "maker"),
    "batch": ("expires_on",),
}  # D5.2, D16.6: what the papers ask of product and batch; the first stands beside the box


def paths_of(link: Any) -> tuple[str, ...]:
    """The fields of a link's target that are told beside it."""
    return FACTS.get(link.rel_model.key, ())


def fact_paths(entry: type[Entry]) -> tuple[str, ...]:
    """Every path told for an entry's links."""
    links = ((k, f) for k, f in entry.typed().items() if f.kind == "link")
    return tuple(f"{key}.{path}" for key, link in links for path in paths_of(link))


def label_of(entry: type[Entry], path: str) -> str:
    """The marked label of the field a path names."""
    return str(field_at(entry, path).label)


def fact_line(entry: type[Entry], paths: tuple[str, ...], shown: Values, labels: bool = True) -> str:
    """Facts one after the other, each with its label."""
    said = []
    for path in paths:
        field = field_at(entry, path)
        if text := show(field, shown.get(path)):
            said.append(f"{say(field.label)} {text}" if labels else text)
    return " · ".join(said)


def stamp_line(entry: type[Entry], section: Section, values: Values, extra: tuple[str, ...] = ()) -> str:
    """What the program filled: “Accepted at 2026-11-20 10:05 · Wang Fang”; a moment and its person stand together."""
    fields = entry.fields()
    stamps = [k for k, f in fields.items() if f.traits.system and (f.traits.section is section or k in extra)]
    moments = [k for k in stamps if isinstance(fields[k], Moment) and not empty(values.get(k))]
    said, told = [], {k.removesuffix("_at") + "_by" for k in moments}
    for key in stamps:
        if key in told or empty(values.get(key)):
            continue
        text = f"{say(fields[key].label)} {show(fields[key], values[key])}"
        person = key.removesuffix("_at") + "_by"
        if isinstance(fields[key], Moment) and person in stamps and not empty(values.get(person)):
            text += f" · {show(fields[person], values[person])}"
        said.append(text)
    return "    ".join(said)


def summary(entry: type[Entry], keys: tuple[str, ...], values: Values) -> str:
    """What a folded section holds, in a line; or how many boxes are empty."""
    fields = entry.fields()
    said = [
        show(fields[key], values[key]).replace("\n", " ")[:40]
        for key in keys
        if fields[key].kind != "flag" and not empty(values.get(key)) and applies(entry, key, values)
    ]
    said += [say(fields[key].label) for key in keys if fields[key].kind == "flag" and values.get(key)]
    return " · ".join(said)[:160] if said else say(_("empty"))
