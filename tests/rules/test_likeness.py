"""How like two cases are."""

from __future__ import annotations

from qfdesk.rules.likeness import Case, likest

NEW = Case(0, 1, 10, "quality", "药片表面有黑点，铝箔没有破")


def numbers(*known: Case) -> list[int]:
    return [one.id for one in likest(NEW, known)]


def test_the_same_batch_is_liker_than_the_same_product() -> None:
    batch = Case(1, 1, 10, "quality", "瓶盖松动")
    product = Case(2, 1, 11, "quality", "瓶盖松动")
    assert numbers(product, batch) == [1, 2]


def test_the_same_words_are_liker_than_other_words() -> None:
    other = Case(1, 1, 11, "quality", "说明书缺一页")
    like = Case(2, 1, 11, "quality", "发现药片表面有黑点三处")
    assert numbers(other, like)[0] == 2


def test_words_that_every_case_has_count_little() -> None:
    common = [Case(n, 1, 11, "quality", f"顾客来电反映药片问题{n}") for n in range(1, 20)]
    rare = Case(50, 1, 11, "quality", "顾客来电反映药片表面黑点")
    assert likest(NEW, [*common, rare])[0].id == 50


def test_a_case_alike_in_nothing_but_its_kind_is_no_help() -> None:
    assert numbers(Case(1, 2, 20, "quality", "送货晚了两天")) == []


def test_it_says_in_what_a_case_is_like() -> None:
    found = likest(NEW, [Case(1, 1, 10, "quality", "药片表面有黑点")])
    assert found[0].of == ("batch", "product", "kind", "words")


def test_a_story_without_words_compares_by_the_rest() -> None:
    assert numbers(Case(1, 1, 10, "", "……")) == [1]
