"""The files of the product as trees, parsed once, for the rules that look into each of them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2] / "survey"
FILES = sorted(ROOT.rglob("*.py"))


def name_of(path):
    """A file as the rules call it."""
    return str(path.relative_to(ROOT))


@cache
def tree_of(path):
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def found_in_files(look, files=FILES):
    """What a rule finds, file by file; nothing for those that keep it."""
    assert files
    looked = ((name_of(path), list(look(path))) for path in files)
    return {name: found for name, found in looked if found}
