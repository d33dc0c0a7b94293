"""``python -m qfdesk``, and the entry point of the installed program."""

from __future__ import annotations

import sys

from qfdesk.app import main

if __name__ == "__main__":
    sys.exit(main())

__all__ = ["main"]
