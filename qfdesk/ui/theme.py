"""How the window looks: colour roles from a theme file, one palette, one stylesheet, the fonts.

A widget says what it is, never a colour: ``set_role(button, "primary")``. The roles a widget can have are
primary, danger, link, flat, soft, chip (buttons); title, section, strong, label, soft, figure and
tag-/banner- with info, warn, danger, ok, tag-soft (words); card, bar, foot, line, surface (grounds);
step-done, step-now, step-next (stages). A typed-in box in error has the property ``state`` = invalid or warn.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from qfdesk.places import resources

THEMES = ("light", "dark")
SIZES = {"normal": 1.0, "large": 1.2}
_FAMILIES = ["Noto Sans SC", "qfdesk Fallback"]
_current: dict[str, str] = {"name": "light", "size": "normal"}


@cache
def roles(name: str) -> dict[str, str]:
    """The colour roles of a theme, {role: #RRGGBB}."""
    with (resources() / "themes" / f"{name}.toml").open("rb") as file:
        found: dict[str, str] = tomllib.load(file)["roles"]
    return found


def color(role: str) -> QColor:
    """The colour a role has in the theme in use."""
    return QColor(roles(_current["name"])[role])


def theme_name() -> str:
    """The theme in use: light or dark."""
    return _current["name"]


def scale() -> float:
    """How much larger than normal the words are."""
    return SIZES[_current["size"]]


def px(size: int) -> int:
    """A size in pixels at the chosen size of the words."""
    return round(size * scale())


def resolved(name: str) -> str:
    """light or dark for light, dark or system."""
    if name in THEMES:
        return name
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def apply_theme(app: QApplication, name: str = "system", size: str = "normal") -> None:
    """Puts a theme (light, dark or system) on the whole program, in words of normal or large size."""
    _current.update(name=resolved(name), size=size if size in SIZES else "normal")
    sheet = stylesheet(_current["name"])
    if app.styleSheet() == sheet:
        return
    app.setStyle("Fusion")
    app.setFont(body_font())
    app.setPalette(palette(_current["name"]))
    app.setStyleSheet(sheet)


def stylesheet(name: str) -> str:
    """The one stylesheet with a theme's colours and the chosen sizes in it."""
    folder = resources() / "themes"
    sizes = {"px_body": px(13), "px_tag": px(12), "px_title": px(16), "px_figure": px(24), "px_control": px(30) - 2}
    text = (folder / "style.qss").read_text("utf-8")
    return Template(text).substitute(roles(name), glyphs=(folder / name).as_posix(), **sizes)


def palette(name: str) -> QPalette:
    """The palette for what the stylesheet does not reach."""
    made, of = QPalette(), roles(name)
    parts = QPalette.ColorRole
    for part, role in (
        (parts.Window, "window"), (parts.WindowText, "text"), (parts.Base, "surface"), (parts.AlternateBase, "raised"),
        (parts.Text, "text"), (parts.Button, "surface"), (parts.ButtonText, "text"), (parts.PlaceholderText, "soft"),
        (parts.Highlight, "accent"), (parts.HighlightedText, "on_accent"), (parts.Link, "accent"), (parts.Mid, "line"),
        (parts.Light, "raised"), (parts.Midlight, "head"), (parts.Dark, "line"), (parts.Shadow, "line"),
        (parts.ToolTipBase, "text"), (parts.ToolTipText, "surface"), (parts.BrightText, "danger"),
    ):
        made.setColor(part, QColor(of[role]))
    for part in (parts.Text, parts.ButtonText, parts.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(of["faint"]))
    return made


def body_font(size: int = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the window at a size in pixels: the system's Chinese one on Windows, the shipped one elsewhere."""
    _load_fonts()
    font = QFont()
    font.setFamilies((["Microsoft YaHei UI", "Microsoft YaHei"] if sys.platform == "win32" else []) + _FAMILIES)
    font.setPixelSize(px(size))
    font.setWeight(weight)
    return font


@cache
def _load_fonts() -> None:
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "Fallback.ttf"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))


def set_role(widget: QWidget, role: str, **properties: object) -> None:
    """Says what a widget is, so that the stylesheet knows it; further properties such as tone or state likewise."""
    for name, value in {"role": role, **properties}.items():
        widget.setProperty(name, value)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Lets the stylesheet look again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
