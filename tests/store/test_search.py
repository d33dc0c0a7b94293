"""The search finds what a plain look through every text would find, with and without the index."""

from __future__ import annotations

import random

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import SearchEntry
from qfdesk.model.values import Query
from qfdesk.store import search, sqlite
from tests.invented import change, save_one

STORIES = (
    "瓶内丸药表面有白色斑点，气味异常",
    "胶囊潮解粘连，铝箔破损",
    "外箱浸水 50%，标签脱落 A_b\\c",
    "阿莫西林胶囊少装两粒 AMX-250mg",
    "患者䶮㛃𠮷镕反映皮疹 NaCl 0.9%",
    "100% correct 'quoted' \"twice\" (brackets) AND OR NOT *",
    "𫠜𬭚鿏 新收的字 \ue000 ½ ß É é İ Σας",
)
WORDS = (
    *(
        "瓶",
        "胶囊",
        "铝箔破",
        "白色斑点",
        "斑点，气",
        "䶮",
        "㛃𠮷",
        "𠮷",
        "50%",
        "%",
        "_",
        "A_b",
        "a_b",
        "\\",
        "'",
        '"',
    ),
    *(
        "amx",
        "AMX-250",
        "nacl",
        "NACL 0.9",
        "correct twice",
        "胶囊 铝箔",
        "胶囊 皮疹",
        "AND",
        "*",
        "(b",
        "mg",
        "不在里面",
    ),
    *("𫠜", "𬭚", "鿏", "鿏 新", "½", "ß", "SS", "É", "é", "İ", "Σας", "ΣΑΣ", "\ue000", "lwdhw", "LW", "w", "0.9%"),
)


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Some complaints, each with a text of its own."""
    for place, story in enumerate(STORIES):
        product = Ref(None, "六味地黄丸" if place % 2 else "头孢克肟分散片")
        customer = Ref(None, f"顾客{place}")
        save_one(desk, "complaint", story=story, product=product, customer=customer, contact_name="店员")
    return desk


@pytest.fixture
def by_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "FTS_FROM", 0)


def plainly(text: str) -> list[str]:
    """The numbers a look through every text gives, newest first."""
    found = []
    for row in SearchEntry.select().where(SearchEntry.register == "complaint").order_by(SearchEntry.id.desc()):
        if all(_holds(row.body, word) or (word.isascii() and word.lower() in row.initials) for word in text.split()):
            found.append(row.number)
    return found


def _holds(body: str, word: str) -> bool:
    return _folded(word) in _folded(body)


def _folded(text: str) -> str:
    """Only ASCII letters are of one kind, great or small."""
    return "".join(c.lower() if c.isascii() else c for c in text)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_wherever_it_stands(word: str, told: Desk) -> None:
    assert [hit.number for hit in told.find(word)] == plainly(word)


@pytest.mark.parametrize("word", WORDS)
def test_the_index_finds_the_same(word: str, told: Desk, by_index: None) -> None:
    assert [hit.number for hit in told.find(word)] == plainly(word)


def test_the_index_finds_every_piece_of_every_text(told: Desk, by_index: None) -> None:
    rng = random.Random(7)
    for _ in range(300):
        story = rng.choice(STORIES)
        start = rng.randrange(len(story))
        piece = story[start : start + rng.randint(1, 4)].strip()
        if piece:
            assert [hit.number for hit in told.find(piece)] == plainly(piece), piece


def test_a_changed_text_is_found_by_its_new_words_only(told: Desk, by_index: None) -> None:
    saved = save_one(told, "complaint", story="旧说法")
    change(told, saved, story="另一句话")
    assert told.find("旧说法") == []
    assert [hit.id for hit in told.find("一句")] == [saved.id]


@pytest.mark.parametrize("lowest", [0, 20_000])
def test_a_renamed_customer_is_found_by_the_new_name(told: Desk, monkeypatch: pytest.MonkeyPatch, lowest: int) -> None:
    monkeypatch.setattr(sqlite, "FTS_FROM", lowest)
    customer = told.suggest("party", "顾客3")[0]
    change(told, told.open("party", customer.id), name="欧阳修药房")
    assert [hit.number for hit in told.find("欧阳修")] == ["TS-2026-0004"]
    assert [hit.number for hit in told.find("oyx")] == ["TS-2026-0004"]
    assert told.find("顾客3") == []
    assert told.find("gk3") == []


def test_the_index_made_anew_equals_the_one_that_grew(year: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def rows() -> list[tuple[str, ...]]:
        found = SearchEntry.select(
            SearchEntry.register, SearchEntry.entry, SearchEntry.number, SearchEntry.body, SearchEntry.initials
        )
        return sorted(found.tuples())

    words = ("胶囊", "药", "2026", "amx", "药 退")
    grown, found = rows(), [[hit.number for hit in year.find(word, limit=999)] for word in words]
    assert search.rebuild(year.store) == len(grown)
    assert rows() == grown
    for lowest in (0, 20_000):
        monkeypatch.setattr(sqlite, "FTS_FROM", lowest)
        again = [[hit.number for hit in year.find(word, limit=999)] for word in words]
        assert [sorted(one) for one in again] == [sorted(one) for one in found]


@pytest.mark.parametrize("lowest", [0, 10**9])
def test_the_record_with_the_very_number_comes_before_those_that_name_it(
    told: Desk, monkeypatch: pytest.MonkeyPatch, lowest: int
) -> None:
    monkeypatch.setattr(sqlite, "FTS_FROM", lowest)
    later = save_one(told, "complaint", story="同 TS-2026-0001")
    assert [hit.number for hit in told.find("ts-2026-0001")] == ["TS-2026-0001", later.title]


def test_after_making_it_anew_the_newest_still_come_first(year: Desk) -> None:
    search.rebuild(year.store)
    hits = year.find("药", limit=40)
    assert len({hit.register for hit in hits}) > 1
    entered = [year.open(hit.register, hit.id).values["created_at"] for hit in hits]
    assert entered == sorted(entered, reverse=True)


def test_a_hit_tells_number_stage_and_the_text_around(told: Desk) -> None:
    hit = told.find("斑点")[0]
    assert (hit.register, hit.number, hit.stage) == ("complaint", "TS-2026-0001", "received")
    assert "白色斑点" in hit.around


def test_a_sealed_text_is_not_searched_and_a_search_keeps_to_its_register(told: Desk) -> None:
    save_one(told, "visit", purpose="走访铝箔厂", story="谈铝箔")
    assert {hit.register for hit in told.find("铝箔")} == {"visit", "complaint"}
    assert {hit.register for hit in told.find("铝箔", "visit")} == {"visit"}
    assert told.count(Query("complaint", text="铝箔")) == 1
    assert told.find("   ") == []
