"""``python -m qfdesk``, and the entry point of the installed program."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from qfdesk.app import main

if __name__ == "__main__":
    freeze_support()  # the bundled program is its own reader of workbooks, see excel.reading_child
    sys.exit(main())

__all__ = ["main"]
