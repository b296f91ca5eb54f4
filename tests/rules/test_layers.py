"""Imports run downwards only, and Flask and SQLAlchemy appear only at the edge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "survey"
LAYERS = (
    ("errors", "problems", "messages", "languages", "countries"),
    ("catalogs",),
    ("questionnaire",),
    ("answers", "workflow"),
    ("samples",),
    ("figures",),
    ("exports", "letters"),
    ("setting_checks", "settings_file"),
    ("settings",),
    ("build",),
    ("storage",),
    ("actions", "reads"),
    ("web", "cli"),
    ("__main__",),
)
LEVEL = {name: number for number, names in enumerate(LAYERS) for name in names}
EDGE = LEVEL["storage"]
WEB_LIBRARIES = ("flask", "werkzeug", "wtforms", "flask_wtf", "flask_compress", "gunicorn")
DATABASE_LIBRARIES = ("sqlalchemy", "flask_sqlalchemy", "alembic", "flask_migrate", "psycopg", "sqlite3")
STATEMENTS = {"select", "insert", "update", "delete", "text"}
FILES = sorted(ROOT.rglob("*.py"))


def layer_of(path):
    top = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return top if top != "__init__" else None


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def test_every_module_belongs_to_a_layer():
    assert set() == {layer_of(path) for path in FILES} - set(LEVEL) - {None}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards(path):
    here = layer_of(path)
    upwards = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if name.startswith("survey.") and here and LEVEL[name.split(".")[1]] > LEVEL[here]
    ]
    assert [] == upwards


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_pure_layers_know_no_web_and_no_database(path):
    here = layer_of(path)
    if here is None or LEVEL[here] >= EDGE:
        return
    used = {name.split(".")[0] for _, name in imports_of(path)}
    assert set() == used & {*WEB_LIBRARIES, *DATABASE_LIBRARIES}


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if layer_of(path) in ("web", "cli")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_pages_and_commands_put_no_query_together(path):
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    imported = {
        alias.name
        for node in tree
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    assert set() == imported & STATEMENTS


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_pure_layers_know_no_clock(path):
    here = layer_of(path)
    if here is None or LEVEL[here] >= EDGE:
        return
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert set() == calls & {"now", "utcnow", "today", "monotonic"}
