"""The help speaks of what is on the screen, in the words that stand there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qfdesk.language import say
from qfdesk.places import resources

OWN = {
    "en": {"find", "filters", "columns", "previous and next", ""},
    "zh_CN": {"查找", "筛选", "列", "上一条、下一条", ""},
}
"""Words of the help itself that stand out, but name nothing on the screen."""


def bare(text: str) -> str:
    """A menu's text as it is read: without its mnemonic and dots."""
    return re.sub(r"\(&.\)", "", text).replace("&", "").rstrip("….").strip().lower()


def on_screen(lang: str) -> set[str]:
    """Everything the program may say."""
    return {
        bare(say(text, lang).rpartition("\x04")[2])
        for source in (resources().parent / "qfdesk").rglob("*.py")
        for text in marked(source)
    }


def marked(source: Path) -> Iterator[str]:
    """The texts that a file marks for the catalogue."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_p"):
            parts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if all(isinstance(part, str) for part in parts):
                yield "\x04".join(str(part) for part in parts)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_what_the_help_names_is_called_so_on_the_screen(lang: str) -> None:
    text = (resources() / "help" / f"{lang}.md").read_text("utf-8")
    named = {bare(word) for word in re.findall(r"“([^”]+)”|\*\*([^*]+)\*\*", text) for word in word if word}
    assert named - on_screen(lang) - OWN[lang] == set()


def test_both_helps_have_the_same_sections_with_as_much_in_each() -> None:
    pages = [(resources() / "help" / f"{lang}.md").read_text("utf-8") for lang in ("en", "zh_CN")]
    english, chinese = ([len(part.split("\n\n")) for part in re.split(r"^## ", page, flags=re.M)] for page in pages)
    assert english == chinese
