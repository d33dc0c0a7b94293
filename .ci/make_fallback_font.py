"""Makes resources/fonts/Fallback.ttf: the characters of HanaMinA (Hanazono) that Noto Sans SC lacks.

Needed only when Noto Sans SC is replaced by a newer one:
    python .ci/make_fallback_font.py /usr/share/fonts/truetype/hanazono/HanaMinA.ttf   (Debian package fonts-hanazono)
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
PRIVATE_AREA = range(0xE000, 0xF900)
PRIVATE_PLANES = 0xF0000
NAMES = {
    0: "Copyright 2008, 2009, 2010, 2011 GlyphWiki Project. A renamed subset under the Hanazono Font License.",
    1: "qfdesk Fallback",
    2: "Regular",
    3: "qfdesk Fallback 1.0",
    4: "qfdesk Fallback",
    5: "Version 1.0",
    6: "qfdeskFallback-Regular",
    13: "This font is a free software. Unlimited permission is granted to use, copy, and distribute it, with or "
    'without modification, either commercially and noncommercially. THIS FONT IS PROVIDED "AS IS" WITHOUT WARRANTY.',
}


def missing_characters(source: Path) -> list[int]:
    """Code points that the source font draws and Noto Sans SC does not."""
    have = set(TTFont(FONTS / "NotoSansSC-Regular.ttf").getBestCmap())
    offered = set(TTFont(source).getBestCmap())
    return sorted(c for c in offered - have if 0x20 <= c < PRIVATE_PLANES and c not in PRIVATE_AREA)


def rename(font: TTFont) -> None:
    """Gives the subset its own name: a changed font must not carry the reserved one."""
    font["name"].names = []
    for number, text in NAMES.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)


def main() -> None:
    """Writes the subset, without layout features and hints, which nothing here uses."""
    source = Path(sys.argv[1])
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "FFTM", "prop"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=missing_characters(source))
    subsetter.subset(font)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format in (4, 12)]
    font["OS/2"].usWeightClass = 400
    font["head"].created = font["head"].modified
    font.recalcTimestamp = False
    rename(font)
    font.save(FONTS / "Fallback.ttf")


if __name__ == "__main__":
    main()
