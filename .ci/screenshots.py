"""Takes the README's pictures from the sample ledger: ``python .ci/screenshots.py``."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication

from qfdesk import language
from qfdesk.app import demo_desk
from qfdesk.desk import Desk
from qfdesk.model.values import Query
from qfdesk.places import resources
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.start import make_app
from qfdesk.ui.window import MainWindow

PICTURES = (("today", "zh_CN", "light"), ("complaint", "zh_CN", "light"), ("complaint", "en", "dark"))


def settle(app: QCoreApplication) -> None:
    """Lets the window and its jobs come to rest."""
    for _round in range(60):
        app.processEvents()
        time.sleep(0.02)


def take(desk: Desk, folder: Path) -> None:
    """Writes a picture of each of the tabs at the size of a small office screen, and of a printed form."""
    app = make_app(desk.profile)
    for number, (tab, lang, theme) in enumerate(PICTURES):
        place = desk.profile / f"seat-{number}"
        place.mkdir()
        memory = Memory(place)
        looks = Looks(app, memory)
        looks.begin(lang)
        looks.paint(theme, "normal")
        window = MainWindow(desk, looks, memory)
        window.resize(1366, 768)
        window.show()
        window.go(tab)
        settle(app)
        window.grab().save(str(folder / f"{tab}-{lang}-{theme}.png"))
        window.close()
    closed = desk.page(Query("complaint", stages=("closed",), where=(("kind", "quality"),)), 0, 1, ("number",))[0]
    desk.print_forms([("complaint", closed.id)], desk.profile / "form.pdf", lang="zh_CN")
    (folder / "form.png").write_bytes(desk.preview(desk.profile / "form.pdf").at_width(0, 827).png())


def main() -> int:
    """Makes the sample ledger and its pictures."""
    language.use("zh_CN")
    folder = resources() / "help" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        desk = demo_desk(Path(place))
        take(desk, folder)
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
