"""What was read and is still true, because nothing in the ledger has changed since, whoever might have changed it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

T = TypeVar("T")


class Unchanged:
    """Answers kept as long as the ledger stays as it is; each thread looks through its own connection."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mine = threading.local()

    def get(self, key: str, read: Callable[[], T]) -> T:
        """The answer of ``read``, asked again only after a change. Raises SurroundingsError."""
        with told():
            mark = self._store.engine.mark()
            if mark is None:
                return read()
            if getattr(self._mine, "mark", None) != mark:
                self._mine.mark, self._mine.known = mark, {}
            known: dict[str, Any] = self._mine.known
            if key not in known:
                known[key] = read()
            found: T = known[key]
            return found
