"""The rules of the house, read from the imports (those inside functions counted)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "qfdesk"
FILES = sorted(HOUSE.rglob("*.py"))
MIGRATIONS = HOUSE / "store" / "migrations"

COMMON = {"language", "errors", "places", ""}
MAY_SEE = {
    "rules": set(),
    "model": {"rules"},
    "registers": {"rules", "model"},
    "store": {"rules", "model"},
    "statistics": {"rules", "model"},
    "excel": {"rules", "model"},
    "paper": {"rules", "model"},
    "desk": {"rules", "model", "store", "statistics", "excel", "paper"},
    "cli": {"rules", "model", "desk"},
    "ui": {"rules", "model", "desk"},
    "language": set(),
    "errors": set(),
    "places": set(),
    "": set(),
}
"""What each part may import besides itself and the common words. ``app`` wires everything; ``__main__`` starts it."""

ONLY_IN = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "openpyxl": {"excel"},
    "python_calamine": {"excel"},
    "defusedxml": {"excel"},
    "reportlab": {"paper"},
    "segno": {"paper"},
    "pypdfium2": {"paper"},
    "peewee": {"model", "store", "statistics"},
    "playhouse": {"store"},
    "sqlite3": {"store"},
    "psycopg": {"store"},
    "pypinyin": {"store"},
    "chinese_calendar": {"rules"},
    "platformdirs": {"app"},
}
HEAVY = (
    *("openpyxl", "python_calamine", "reportlab", "pypinyin", "PIL"),
    *("pypdfium2", "chinese_calendar", "segno", "argon2"),
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """qfdesk.store.save"""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """``store`` of qfdesk.store.save; '' of the package itself."""
    return module.split(".")[1] if "." in module else ""


MODULES = {name_of(path): path for path in FILES}


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it, those for the type checker among them."""
    waiting: list[ast.AST] = [tree(path)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module
        waiting.extend(ast.iter_child_nodes(node))


def relative(path: Path) -> str:
    return str(path.relative_to(HOUSE.parent))


def test_a_part_imports_only_what_lies_below_it() -> None:
    wrong = []
    for module, path in MODULES.items():
        part = part_of(module)
        if part in ("app", "__main__", "prepare"):
            continue
        for other in imports(path):
            seen = part_of(other)
            if other.split(".")[0] == "qfdesk" and seen not in MAY_SEE[part] | COMMON | {part}:
                wrong.append(f"{relative(path)} imports {other}")
    assert wrong == []


def test_nothing_below_imports_the_wiring() -> None:
    wrong = [
        f"{relative(path)} imports {other}"
        for module, path in MODULES.items()
        for other in imports(path)
        if part_of(other) == "app" and part_of(module) not in ("app", "__main__")
    ]
    assert wrong == []


def test_every_library_has_one_house() -> None:
    wrong = [
        f"{relative(path)} imports {other}"
        for module, path in MODULES.items()
        for other in imports(path)
        if (allowed := ONLY_IN.get(other.split(".")[0])) is not None and part_of(module) not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("pypinyin", {"store/pinyin.py"}),
        ("chinese_calendar", {"rules/calendar.py"}),
        ("argon2", {"rules/passwords.py"}),
        ("sqlite3", {"store/sqlite.py", "store/backup.py", "store/trouble.py"}),
    ],
)
def test_a_library_is_spoken_to_in_one_place(library: str, home: set[str]) -> None:
    users = {path.relative_to(HOUSE).as_posix() for path in FILES if library in set(imports(path))}
    assert users <= home


@pytest.mark.parametrize("part", ["desk", "ui", "cli"])
def test_no_query_stands_outside_the_store(part: str) -> None:
    words = {"select", "where", "execute_sql", "insert_many", "get_by_id", "get_or_none", "raw"}
    wrong = [
        f"{relative(path)}:{node.lineno} calls .{node.func.attr}()"
        for path in (HOUSE / part).rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in words
    ]
    assert wrong == []


def loaded_by(module: str) -> Iterator[str]:
    """What importing a module loads of the house: a module of another package brings that package's own along."""
    for other in imports(MODULES[module]):
        parts = other.split(".")
        for n in range(1, len(parts) + 1):
            one = ".".join(parts[:n])
            if one in MODULES and (one == other or not f"{module}.".startswith(f"{one}.")):
                yield one


def test_no_module_reaches_itself_by_its_imports() -> None:
    graph = {module: set(loaded_by(module)) for module in MODULES}
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way[way.index(module) :], module))
        if module not in done:
            for other in graph[module] - {module}:
                follow(other, (*way, module))
            done.add(module)

    for module in graph:
        follow(module, ())


def functions() -> Iterator[tuple[str, int]]:
    """(where, lines) of every function."""
    for path in FILES:
        if not path.is_relative_to(MIGRATIONS):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{relative(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_files_are_short() -> None:
    lengths = {relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in FILES if p.parent != MIGRATIONS}
    declarations = {name for name in lengths if name.startswith("qfdesk/registers/")}
    assert {name: n for name, n in lengths.items() if n > (345 if name in declarations else 300)} == {}


def test_whatever_reads_before_it_writes_is_the_only_one_to_write() -> None:
    """A plain ``atomic`` lets two seats of a server decide on what both have read; ``Store.change`` does not."""
    within = {"qfdesk/desk/records.py", "qfdesk/desk/import_rows.py"}
    made_anew = {"qfdesk/store/ledger.py", "qfdesk/store/schema.py"}
    users = {relative(path) for path in FILES if ".atomic()" in path.read_text(encoding="utf-8")}
    assert users == within | made_anew


def test_functions_are_short() -> None:
    found = dict(functions())
    assert {where: n for where, n in found.items() if n > 45} == {}
    assert sum(found.values()) / len(found) <= 10


def test_the_window_is_imported_without_the_heavy_libraries() -> None:
    code = f"import sys, qfdesk.app, qfdesk.ui.window; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE.parent)
    assert done.stdout.strip() == "[]"


def test_a_command_is_imported_without_the_window() -> None:
    code = "import sys, qfdesk.app; print([m for m in sys.modules if m.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE.parent)
    assert done.stdout.strip() == "[]"
