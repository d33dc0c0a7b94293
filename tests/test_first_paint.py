"""The window opens without the heavy libraries; they come when they are needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {"openpyxl", "reportlab", "pypinyin", "PIL", "pypdfium2", "segno", "matplotlib", "biip"}
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from qfdesk.app import make_desk
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.start import make_app
from qfdesk.ui.window import MainWindow

place = Path(sys.argv[1])
desk = make_desk(str(place / "ledger.db"), place, "clerk")
app = make_app(place)
memory = Memory(place)
looks = Looks(app, memory)
looks.begin("zh_CN")
window = MainWindow(desk, looks, memory)
window.show()
app.processEvents()
print(*sorted(sys.modules))
window.close()
window.deleteLater()
"""


def test_first_paint_loads_no_heavy_library(tmp_path: Path) -> None:
    run = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env=None, cwd=Path(__file__).parent.parent)
    assert set(done.stdout.split()) & HEAVY == set()
