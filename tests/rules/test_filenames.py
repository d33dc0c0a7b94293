"""A name made from data is a file name on every system."""

import pytest

from qfdesk.rules.filenames import safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("投诉台账 2026-11.xlsx", "投诉台账 2026-11.xlsx"),
        ("投诉/2026:11*?.xlsx", "投诉_2026_11_.xlsx"),
        ("..\\..\\etc", "_._etc"),
        ("台账. . ", "台账"),
        ("台账 .xlsx", "台账.xlsx"),
        ("con", "con_"),
        ("NUL.xlsx", "NUL_.xlsx"),
        ("com1.2026.pdf", "com1_.2026.pdf"),
        ("LPT¹", "LPT¹_"),
        ("console.pdf", "console.pdf"),
        ("a\x00b\nc", "ab c"),
        ("", "_"),
        ("...", "_"),
        ("规格 0.25g 每盒.24粒装胶囊一二三", "规格 0.25g 每盒.24粒装胶囊一二三"),
    ],
)
def test_names_are_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_keeps_its_ending_and_fits_the_disk() -> None:
    name = safe_name("药" * 300 + ".xlsx")
    assert name.endswith("药.xlsx")
    assert len(name.encode()) < 200
