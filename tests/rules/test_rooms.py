"""Each room of the web stands on its own, and no folder is crowded."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "survey" / "web"
SHARED = ("request", "section")
"""Rooms that every other room may import; `section` may import `request`, and `request` no room at all."""
ROOMS = sorted(path.parent.name for path in WEB.glob("*/__init__.py"))
EXCEPTIONS = {
    ("colleagues/pages.py", "report.home"): "sections are shared under the headings of the report's home",
    ("report/section.py", "colleagues.presence"): "a section page shows who else is writing in it",
    ("downloads/round.py", "figures.release"): "files of figures wait for the edition that pages wait for",
    ("queries/report.py", "report.last_year"): "a query quotes its answer as the report's own pages do",
    ("queries/report.py", "report.read_only"): "a query quotes its answer as the report's own pages do",
    ("queries/round.py", "figures.context"): "the queries of a round are opened like its figures",
}
"""Imports from one room into another that are allowed: file and module, with the reason."""

MOST_FILES = 15
CROWDED: dict[str, str] = {}
"""Folders with more files than that: strike each as soon as it is split."""


def allowed_from(room):
    if room == "request":
        return {room}
    return {room, "request"} if room == "section" else {room, *SHARED}


def modules_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path):
    """Yield room and module of each import from the web, as in `report`, `report.home`."""
    for name in modules_in(ast.parse(path.read_text(encoding="utf-8"))):
        if name.startswith("survey.web."):
            parts = name.split(".")[2:4]
            yield parts[0], ".".join(parts)


def foreign_imports(room):
    return {
        (str(path.relative_to(WEB)), module)
        for path in sorted((WEB / room).rglob("*.py"))
        for other, module in rooms_imported(path)
        if other not in allowed_from(room)
    }


def files_by_folder():
    found = Counter()
    for top, pattern in (("survey", "*.py"), ("tests", "*.py"), ("survey/web/templates", "*.html")):
        for path in (ROOT / top).rglob(pattern):
            if path.name != "__init__.py":
                found[path.parent.relative_to(ROOT).as_posix()] += 1
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_shared_rooms_and_its_own_files(room):
    assert set() == foreign_imports(room) - set(EXCEPTIONS)


def test_every_exception_is_still_needed():
    assert set() == set(EXCEPTIONS) - {found for room in ROOMS for found in foreign_imports(room)}


def test_every_room_says_what_it_is():
    assert {"account", "report", "request", "section"} <= set(ROOMS)


def test_no_folder_is_crowded():
    crowded = {folder for folder, count in files_by_folder().items() if count > MOST_FILES}
    assert set() == crowded - set(CROWDED)


def test_every_crowded_folder_that_is_excused_is_still_crowded():
    counts = files_by_folder()
    assert [] == [folder for folder in CROWDED if counts[folder] <= MOST_FILES]
