"""Imports run downwards only, and Flask and SQLAlchemy appear only at the edge."""

import ast

from tests.rules.source import FILES, ROOT, found_in_files, tree_of

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


def layer_of(path):
    top = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return top if top != "__init__" else None


def is_pure(path):
    here = layer_of(path)
    return here is not None and LEVEL[here] < EDGE


PURE = [path for path in FILES if is_pure(path)]
PAGES_AND_COMMANDS = [path for path in FILES if layer_of(path) in ("web", "cli")]


def imports_of(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def test_every_module_belongs_to_a_layer():
    assert set() == {layer_of(path) for path in FILES} - set(LEVEL) - {None}


def test_imports_run_downwards():
    def upwards(path):
        here = layer_of(path)
        return [
            f"line {line}: {name}"
            for line, name in imports_of(path)
            if name.startswith("survey.") and here and LEVEL[name.split(".")[1]] > LEVEL[here]
        ]

    assert {} == found_in_files(upwards)


def test_the_pure_layers_know_no_web_and_no_database():
    def edge(path):
        used = {name.split(".")[0] for _, name in imports_of(path)}
        return used & {*WEB_LIBRARIES, *DATABASE_LIBRARIES}

    assert {} == found_in_files(edge, PURE)


def test_pages_and_commands_put_no_query_together():
    def statements(path):
        imported = {
            alias.name
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
            for alias in node.names
        }
        return imported & STATEMENTS

    assert {} == found_in_files(statements, PAGES_AND_COMMANDS)


def test_the_pure_layers_know_no_clock():
    def clocks(path):
        calls = {
            node.func.attr
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        return calls & {"now", "utcnow", "today", "monotonic"}

    assert {} == found_in_files(clocks, PURE)
