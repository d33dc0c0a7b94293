"""Pages as pictures for the screen and for a printer."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from qfdesk.errors import SurroundingsError
from qfdesk.paper import Pages, render_pages
from tests.paper.samples import Printed, blank, filled

Print = Callable[..., Printed]


def test_every_page_becomes_a_png_of_the_width_asked_for(printed: Print) -> None:
    made = printed(blank("return_slip"), filled("complaint_record"))
    pngs = [Image.open(BytesIO(png)) for png in render_pages(made.path, 640)]
    assert [png.width for png in pngs] == [640, 640]
    assert pngs[0].height == pytest.approx(640 * 297 / 210, abs=1)
    assert len(set(pngs[0].convert("L").tobytes())) > 50


def test_a_printer_gets_a_page_at_its_resolution(printed: Print) -> None:
    with Pages(printed(blank("return_slip")).path) as pages:
        drawn = pages.at_dpi(0, 300)
        assert pages.size(0) == pytest.approx((595.28, 841.89), abs=0.1)
    assert (drawn.width, drawn.height) == pytest.approx((2480, 3508), abs=2)
    assert len(drawn.rgb) == drawn.width * drawn.height * 3


def test_the_file_stays_free_while_it_is_shown(printed: Print) -> None:
    made = printed(blank("return_slip"))
    with Pages(made.path) as pages:
        made.path.unlink()
        assert pages.at_width(0, 200).width == 200


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4 half")
    with pytest.raises(SurroundingsError, match=r"a\.pdf cannot be shown"):
        Pages(broken)
    with pytest.raises(SurroundingsError):
        Pages(tmp_path / "none.pdf")
