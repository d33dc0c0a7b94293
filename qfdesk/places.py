"""Where the files that qfdesk ships lie: in a checkout, in a wheel and in an installed bundle."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder with fonts, icons, themes, language, help, sample and licences.

    It lies in the unpacked bundle of an installed program, inside the package of a wheel, and beside the package in a
    source checkout (and so in an editable install).
    """
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle) / "resources"] if bundle else [package / "resources", package.parent / "resources"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"qfdesk is incomplete: no folder {candidates[-1]}; install it again.")
