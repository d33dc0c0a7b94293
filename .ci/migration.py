"""Writes the migration that today's declarations need: ``python .ci/migration.py "what it is for"``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from qfdesk.registers import all_entries
from qfdesk.store import schema
from qfdesk.store.sqlite import SqliteEngine


def main(why: str) -> int:
    """Brings an empty ledger to the last migration and writes the step from there to the declarations."""
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(Path(folder) / "ledger.db")
        schema.migrate(engine)
        path = schema.write_step(engine, all_entries().values(), why)
        engine.db.close()
    sys.stdout.write(f"{path}\n" if path else "The migrations are up to date.\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('say what it is for: python .ci/migration.py "add the register of praise"')
    sys.exit(main(sys.argv[1]))
