"""The parts of PyInstaller's recipe (bundle.spec) that are worth reading and testing on their own."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
# readline's library is under the GPL and nothing here reads lines from a terminal
EXCLUDED_MODULES = [
    "readline",
    *("tkinter", "numpy", "lxml", "pytest", "IPython", "matplotlib", "PIL._avif", "PIL.AvifImagePlugin"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtOpenGL", "PySide6.QtDesigner"),
]
# The last line: libraries every desktop has and that must fit its drivers and settings; the .deb depends on them.
UNWANTED = re.compile(
    r"""PySide6/(Qt/)?qml/ | opengl32sw | designer | qmltooling/ | sqldrivers/ | egldeviceintegrations/
    | platformthemes/libqgtk3 | platforms/(lib)?q(eglfs|vnc|linuxfb|minimal|minimalegl|vkkhrdisplay|direct2d)\b
    | virtualkeyboard | PIL/_avif
    | translations/(?!qt(base)?_(zh|en))[^/]*\.qm
    | ^lib(cups|(glib|gio|gobject|gmodule|gthread)-2\.0|dbus-1|systemd|fontconfig|freetype|stdc\+\+|gcc_s)\.so""",
    re.VERBOSE | re.IGNORECASE,
)

Binary = tuple[str, str, str]


def write_launcher() -> Path:
    """The script that the bundled program starts with."""
    launcher = BUILD / "launch.py"
    launcher.parent.mkdir(exist_ok=True)
    # a bundled program is its own child process; freeze_support tells the two apart
    launcher.write_text(
        "import multiprocessing\nimport sys\n\nfrom qfdesk.__main__ import main\n\n"
        'if __name__ == "__main__":\n    multiprocessing.freeze_support()\n    sys.exit(main())\n',
        encoding="utf-8",
    )
    return launcher


def migration_folders() -> list[Path]:
    """The folders with migration files, wherever the store keeps them."""
    return sorted(folder for folder in (ROOT / "qfdesk").rglob("migrations") if folder.is_dir())


def is_shipped(module: str) -> bool:
    """Whether a module of qfdesk belongs into the bundle: what prepares a checkout does not."""
    return module != "qfdesk.prepare" and ".migrations." not in module


def is_unwanted(target: str) -> bool:
    """Whether a file that PyInstaller collected is of no use to qfdesk."""
    return UNWANTED.search(target.replace("\\", "/")) is not None


def without_orphans(binaries: list[Binary]) -> list[Binary]:
    """Drops the shared libraries that no remaining file needs, such as all of GTK once its plug-in is gone."""
    kept = list(binaries)
    while True:
        needed = {name for _, source, kind in kept if kind != "SYMLINK" for name in needed_by(source)}
        rest = [entry for entry in kept if not is_library(entry[0]) or Path(entry[0]).name.lower() in needed]
        if len(rest) == len(kept):
            return rest
        kept = rest


def without_dangling_links(datas: list[Binary], binaries: list[Binary]) -> list[Binary]:
    """Drops the links to shared libraries that are not in the bundle."""
    present = {Path(target).name for target, _, kind in binaries if kind != "SYMLINK"}
    return [entry for entry in datas if entry[2] != "SYMLINK" or Path(entry[1]).name in present]


def is_library(target: str) -> bool:
    """Whether a file is there only because another one is linked with it (Python's own library is loaded by name)."""
    path = Path(target)
    if path.parent.as_posix() not in (".", "PySide6", "PySide6/Qt/lib"):
        return False
    if os.name == "nt":
        return path.name.startswith("Qt6")
    return path.name.startswith("lib") and ".so" in path.name and not path.name.startswith("libpython")


@cache
def needed_by(source: str) -> set[str]:
    """The lower-case file names of the libraries that a binary is itself linked with."""
    if os.name == "nt":
        from PyInstaller.depend import bindepend

        return {Path(name).name.lower() for name, _ in bindepend.get_imports(source)}
    # not PyInstaller's function: here it asks ldd, which also names what those libraries need in turn
    shown = subprocess.run(["objdump", "-p", source], capture_output=True, text=True, check=False).stdout
    return {name.lower() for name in re.findall(r"NEEDED\s+(\S+)", shown)}


def draw_icon() -> str:
    """The program's icon as a PNG, which PyInstaller turns into what Windows wants."""
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "qfdesk.svg")).render(painter)
    painter.end()
    target = BUILD / "qfdesk.png"
    image.save(str(target))
    del application
    return str(target)
