"""The registers, one file each. A file here that declares a Record is a register; nothing else has to know it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from qfdesk.model.entry import Entry
from qfdesk.model.masters import MASTERS
from qfdesk.model.record import Record


@cache
def all_registers() -> tuple[type[Record], ...]:
    """Every register, in the order they stand in the window."""
    found: dict[str, type[Record]] = {}
    for module in pkgutil.iter_modules(__path__):
        for _name, thing in inspect.getmembers(importlib.import_module(f"{__name__}.{module.name}"), inspect.isclass):
            if issubclass(thing, Record) and thing is not Record and thing.__module__ == f"{__name__}.{module.name}":
                found[thing.key] = thing
    return tuple(sorted(found.values(), key=lambda register: register.order))


@cache
def all_entries() -> dict[str, type[Entry]]:
    """Registers and masters by key."""
    return {entry.key: entry for entry in (*all_registers(), *MASTERS)}
