"""No module imports itself by way of others, imports for types included."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]

STILL_OPEN = ("survey.web.section.fields", "survey.web.section.form")
"""Modules that may still import each other.

A list's field holds a form for each entry, and a section's form makes its fields. Take these two names away
when the fields and the form of a section become one file.
"""


def modules():
    """Return the file of each module of the product, by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "survey").rglob("*.py")
    }


def imports(files):
    """Return the modules that each module imports, at its top, in functions and for types."""
    found = {}
    for name, path in files.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    found[name].add(inner if inner in files else node.module)
            elif isinstance(node, ast.Import):
                found[name].update(alias.name for alias in node.names)
        found[name] = (found[name] & files.keys()) - {name}
    return found


def reached(start, graph):
    """Return every module that a module imports, by itself or through others."""
    seen, waiting = set(), [start]
    while waiting:
        for name in graph[waiting.pop()] - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def circles(graph):
    """Return the modules that reach themselves."""
    return sorted(name for name in graph if name in reached(name, graph))


def test_a_circle_is_found_where_there_is_one():
    assert ["a", "b"] == circles({"a": {"b"}, "b": {"a"}, "c": {"a"}})


def test_no_module_imports_itself_by_way_of_others():
    assert [] == [name for name in circles(imports(modules())) if name not in STILL_OPEN]
