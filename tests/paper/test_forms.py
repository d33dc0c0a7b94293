"""Every form of the house, filled and blank: complete, legible, numbered and honest about what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from qfdesk.errors import SurroundingsError
from qfdesk.language import _, message, say
from qfdesk.model.declare import Block, Cell, Paper, Row, Sign
from qfdesk.model.fields import Ref
from qfdesk.model.values import House
from qfdesk.paper import Pages, print_forms
from qfdesk.registers import all_registers
from tests.paper.samples import Printed, blank, entry, filled, paper_of

PAPERS = [paper.key for register in all_registers() for paper in register.papers]
LANGUAGES = ["zh_CN", "en"]
Print = Callable[..., Printed]


def picture(path: Path, page: int = 0, dpi: float = 150) -> Image.Image:
    with Pages(path) as pages:
        drawn = pages.at_dpi(page, dpi)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)


def long_rules(image: Image.Image) -> list[float]:
    """Where rules cross most of the page, as shares of its height."""
    width, height = image.size
    grey = image.convert("L").crop((width // 4, 0, width * 3 // 4, height)).reduce((width // 2, 1))
    return [n / height for n in range(height) if int(str(grey.getpixel((0, n)))) < 100]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", PAPERS)
def test_every_filled_paper_shows_its_title_and_number(key: str, lang: str, printed: Print) -> None:
    form = filled(key)
    made = printed(form, lang=lang)
    assert len(made.pages) <= 2
    assert "".join(say(form.paper.title, lang).split()) in made.joined
    assert form.number in made.text
    assert made.missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", PAPERS)
def test_every_blank_paper_fills_its_pages(key: str, lang: str, printed: Print) -> None:
    made = printed(blank(key), lang=lang)
    assert len(made.pages) <= 2
    for n in range(len(made.pages)):
        rules = long_rules(picture(made.path, n))
        assert max(rules) > 0.9
        assert min(rules) < 0.25


@pytest.mark.parametrize("key", PAPERS)
def test_every_label_of_a_paper_is_printed(key: str, printed: Print) -> None:
    _register, paper = paper_of(key)
    text = printed(blank(key), lang="en").joined
    for part in paper.parts:
        for label in [part.label] if hasattr(part, "label") else []:
            stands = getattr(part, "lines", 1) > 0
            assert ("".join(say(label, "en").split()) in text) is stands


def test_a_table_without_blank_rows_stands_only_where_it_is_filled(printed: Print) -> None:
    label = "Rewards,penaltiesandtraining"
    line = {"person": "周宁", "what": "penalty", "ground": "漏登一件", "measure": "扣 50 元", "done": "2026-11-20"}
    filled_one = printed(filled("meeting_minutes", merits=[line]), lang="en")
    assert label in filled_one.joined
    assert "周宁Penalty漏登一件" in filled_one.joined
    assert label not in printed(filled("meeting_minutes", merits=[]), lang="en").joined
    assert label not in printed(blank("meeting_minutes"), lang="en").joined


def test_a_date_reads_as_on_chinese_paper(printed: Print) -> None:
    assert "2026年11月20日10:05" in printed(filled("complaint_record")).joined
    assert "2026-11-20 10:05" in printed(filled("complaint_record"), lang="en").text


def test_a_blank_paper_has_places_for_dates(printed: Print) -> None:
    assert re.search("年月日", printed(blank("complaint_record")).joined)


def test_a_block_prints_all_options_of_a_choice_and_a_row_only_the_one_that_holds(printed: Print) -> None:
    text = printed(filled("complaint_record", satisfied="satisfied", kind="price"), lang="en").text
    assert "Dissatisfied" in text
    assert "Could not be asked" in text
    assert "Price" in text
    assert "Package leaflet" not in text


def test_a_ticked_box_differs_from_an_empty_one(printed: Print) -> None:
    first = picture(printed(filled("complaint_record", satisfied="satisfied")).path).tobytes()
    second = picture(printed(filled("complaint_record", satisfied="")).path).tobytes()
    assert first != second


def test_a_refund_is_written_in_chinese_capitals(printed: Print) -> None:
    form = filled("return_slip", refund_amount=Decimal("120.00"))
    form.values["refund_amount:capitals"] = Decimal("120.00")
    assert "人民币壹佰贰拾元整" in printed(form).joined
    assert "人民币" not in printed(form, lang="en").joined


def test_a_quantity_stands_with_its_unit(printed: Print) -> None:
    form = filled("quality_slip", quantity_affected=Decimal(12))
    form.values["product.unit"] = "瓶"
    assert "12 瓶" in printed(form).text


def test_a_person_who_is_customer_and_contact_is_named_once(printed: Print) -> None:
    form = filled("feedback_handling", customer=Ref(1, "朱俊杰"), contact_name="朱俊杰")
    assert printed(form).joined.count("朱俊杰") == 1


def test_a_signature_has_the_name_and_the_day_but_no_time(printed: Print) -> None:
    text = printed(filled("complaint_record", decided_by="赵敏")).joined
    assert "赵敏" in text
    assert text.count("10:05") == 1


def test_a_long_name_stays_beside_its_date(printed: Print) -> None:
    name = "某某市城东区食品药品监督管理与质量检验检测中心第二分中心驻店办公室及其所属全部科室"
    assert name in printed(filled("complaint_record", decided_by=name)).text


def test_the_code_on_the_page_holds_the_number(printed: Print) -> None:
    made = printed(filled("complaint_record"))
    assert [code.text for code in zxingcpp.read_barcodes(picture(made.path))] == ["TS-2026-0415"]


def test_a_blank_paper_has_no_code(printed: Print) -> None:
    assert zxingcpp.read_barcodes(picture(printed(blank("complaint_record")).path)) == []


def test_each_form_begins_on_its_own_page_and_counts_its_own_pages(printed: Print) -> None:
    made = printed(filled("complaint_record"), filled("complaint_record", story="很长的投诉内容。" * 1000), lang="en")
    pages = [re.search(r"Page (\d+) of (\d+)", page) for page in made.pages]
    numbers = [match.groups() for match in pages if match]
    assert len(numbers) == len(made.pages)
    second = next(n for n in range(1, len(numbers)) if numbers[n][0] == "1")
    assert {total for _n, total in numbers[:second]} == {str(second)}
    assert [int(n) for n, _total in numbers[second:]] == list(range(1, len(numbers) - second + 1))


def test_a_story_of_a_hundred_thousand_characters_keeps_every_character(printed: Print) -> None:
    story = "".join(f"第{n:05d}号说明内容" for n in range(8500))[:100_000]
    text = printed(filled("complaint_record", story=story)).text
    numbers = [n for n in map(int, re.findall(r"(?<![\dK])\d{5}(?!\d)", text)) if n < 8500]
    assert numbers == sorted(map(int, re.findall(r"\d{5}", story)))
    assert text.count("说") >= story.count("说")
    assert text.count("容") >= story.count("容")


def test_a_long_text_leaves_every_place_to_sign_on_the_first_page(printed: Print) -> None:
    made = printed(filled("complaint_record", story="很长的投诉内容。" * 2000), lang="en")
    assert "Customer's signature" in made.pages[0]
    assert "continued on the attachment" in made.pages[0]
    assert "nothing below" in made.pages[-1]
    assert all("TS-2026-0415" in page for page in made.pages)


def test_a_long_text_in_a_cell_stands_completely_on_the_attachment(printed: Print) -> None:
    address = "".join(f"文昌路{n}号" for n in range(1000, 1120))
    made = printed(filled("complaint_record", contact_address=address))
    assert address in made.joined


def test_a_table_keeps_every_line(printed: Print) -> None:
    lines = [{"topic": "price", "said": f"意见{n:03d}", "handling": "", "due": "2026-12-01"} for n in range(120)]
    text = printed(filled("visit_record", opinions=lines)).joined
    assert [n for n in range(120) if f"意见{n:03d}" not in text] == []


def test_a_table_keeps_every_word_of_a_long_cell(printed: Print) -> None:
    said = "".join(f"意见{n:04d}。" for n in range(2000))
    text = printed(filled("visit_record", opinions=[{"topic": "price", "said": said}])).joined
    assert re.findall(r"意见(\d{4})", text) == re.findall(r"意见(\d{4})", said)


@pytest.mark.parametrize("before", range(30, 45))
def test_a_number_is_never_broken_over_lines(before: int, printed: Print) -> None:
    made = printed(filled("complaint_record", story="瓶" * before + "(TS-2026-0398、TS-2026-0406)"))
    assert "TS-2026-0398" in made.text
    assert "TS-2026-0406" in made.text


SECRET = "仅供内部:顾客可能敲诈"


def note_paper(*, outward: bool) -> Paper:
    parts = (
        Row((Cell(_("Remark"), ("internal_note", "customer.remark")),)),
        Block(_("Remark"), ("internal_note", "story"), (Sign(_("Handler"), "internal_note"),)),
    )
    return Paper("note", _("Remark"), "X", parts, head=("number", "internal_note"), outward=outward)


def test_nothing_internal_leaves_the_house(printed: Print) -> None:
    values = {"internal_note": SECRET, "customer.remark": SECRET, "story": "投诉内容"}
    form = replace(filled("complaint_record"), paper=note_paper(outward=True), values=values)
    text = printed(form).joined
    assert "敲诈" not in text
    assert "投诉内容" in text
    inside = replace(form, paper=note_paper(outward=False))
    assert "敲诈" in printed(inside).joined


def test_rare_names_print_and_what_no_font_has_is_marked_and_reported(printed: Print) -> None:
    made = printed(filled("complaint_record", contact_name="䶮㛃𠮷镕\U0003abcd"))
    assert "䶮㛃𠮷镕〓" in made.joined
    assert set(made.missing) == {"\U0003abcd"}


@pytest.mark.parametrize("name", ["䶮", "㛃", "𠮷", "镕"])
def test_a_rare_character_is_drawn_not_boxed(name: str, printed: Print) -> None:
    def drawn(text: str) -> bytes:
        return picture(printed(filled("complaint_record", contact_name=text)).path).tobytes()

    assert len({drawn(name), drawn(""), drawn("口"), drawn("□"), drawn("〓")}) == 5


def test_control_characters_do_not_print(printed: Print) -> None:
    assert "阿莫西林胶囊" in printed(filled("complaint_record", story="阿莫\x00西\u200b林\x1d胶囊")).text


def test_a_void_paper_says_so_on_every_page(printed: Print) -> None:
    form = replace(filled("complaint_record", story="很长。" * 3000), stamp=message("VOID"))
    assert all("VOID" in page or "作废" in page for page in printed(form).pages)


def test_the_foot_tells_copies_notes_and_who_printed(printed: Print) -> None:
    form = replace(filled("complaint_record"), notes=(message("Derived from {number}", number="PC-2026-0007"),))
    text = printed(form, lang="en").text
    assert "Two copies: Quality department, Handling department." in text
    assert "王芳 on 2026-11-22 10:20" in text
    assert "PC-2026-0007" in text


@pytest.mark.parametrize("size", ["A4", "A5"])
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("key", PAPERS)
def test_other_sizes_of_paper_keep_all_words(key: str, size: str, landscape: bool, printed: Print) -> None:
    _register, paper = paper_of(key)
    made = printed(filled(key, replace(paper, size=size, landscape=landscape)), lang="en")
    with Pages(made.path) as pages:
        width, height = pages.size(0)
    assert (width > height) == landscape
    for part in paper.parts:
        for sign in getattr(part, "signs", ()):
            assert say(sign.label, "en") in made.text


def test_the_file_names_its_title_and_the_company(printed: Print) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(printed(filled("return_slip"), lang="en").path.read_bytes())
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"] == "Slip for goods returned TH-2026-0415"
    assert told["Author"] == "康民大药房(城东店)"


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path, house: House) -> None:
    with pytest.raises(SurroundingsError, match="could not be written"):
        print_forms([blank("return_slip")], house, tmp_path / "none" / "a.pdf", "en", entry)
    assert list(tmp_path.iterdir()) == []


def test_printing_replaces_an_older_file_and_leaves_no_spare(tmp_path: Path, house: House) -> None:
    out = tmp_path / "退货单.pdf"
    out.write_bytes(b"old")
    assert print_forms([blank("return_slip")], house, out, "zh_CN", entry).read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["退货单.pdf"]


def test_a_stopped_job_leaves_the_older_file_alone(tmp_path: Path, house: House) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_forms([blank("return_slip")], house, out, "en", entry, progress=stop)
    assert out.read_bytes() == b"old"


SHELVES = {"returned": "Sent back to the house", "sealed": "Sealed where they are"}


def recall_with(cell: Cell) -> Paper:
    return replace(paper_of("recall_notice")[1], parts=(Row((cell, Cell("", ()))),))


def test_a_cell_with_ticks_keeps_every_choice_when_it_is_filled(printed: Print) -> None:
    form = filled("recall_notice", recall_with(Cell("Kept", ("keep",), ticks=True)), keep="sealed")
    assert all(label in printed(form, lang="en").text for label in SHELVES.values())
    form = filled("recall_notice", recall_with(Cell("Kept", ("keep",))), keep="sealed")
    assert SHELVES["returned"] not in printed(form, lang="en").text


def test_a_tick_that_finds_no_room_is_said_in_words(printed: Print) -> None:
    form = filled("recall_notice", recall_with(Cell("Reason", ("reason_kind",), ticks=True)), reason_kind="label")
    said = " ".join(printed(form, lang="en").text.split())
    assert "Label, leaflet or packing wrong" in said
    assert "Adverse reactions" not in said
