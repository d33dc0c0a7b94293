"""The shipped files are found wherever qfdesk runs from, and the shipped fonts draw the names that people have."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from qfdesk import places

RARE_NAMES = "䶮㛃𠮷镕喆犇堃燚翀頔㐱𬭎𬱖☐☑☒"
FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "Fallback.ttf")


@pytest.fixture(autouse=True)
def _forget_the_folder() -> Iterator[None]:
    places.resources.cache_clear()
    yield
    places.resources.cache_clear()


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert places.resources() == Path(places.__file__).resolve().parent.parent / "resources"


def test_a_bundle_has_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(FileNotFoundError, match="install it again"):
        places.resources()
    (tmp_path / "resources").mkdir()
    assert places.resources() == tmp_path / "resources"


def characters(name: str) -> set[int]:
    """The code points that a shipped font draws."""
    with TTFont(places.resources() / "fonts" / name) as font:
        assert "glyf" in font, "reportlab cannot load CFF outlines"
        return set(font.getBestCmap())


def test_together_the_fonts_draw_rare_names() -> None:
    regular, bold, fallback = map(characters, FONTS)
    for drawn in (regular, bold):
        assert not [letter for letter in RARE_NAMES if ord(letter) not in drawn | fallback]
    assert ord("𠮷") not in regular, "the fallback is no longer needed for it: make Fallback.ttf anew"


def test_every_font_has_its_licence_beside_it() -> None:
    folder = places.resources() / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "NotoSansSC-OFL.txt").read_text(encoding="utf-8")
    assert "Hanazono Font License" in (folder / "Fallback-HanazonoLicence.txt").read_text(encoding="utf-8")
