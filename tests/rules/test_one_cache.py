"""What is kept between requests is kept by the one cache: bounded, locked, and by version."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "survey"
CACHE = ROOT / "storage" / "cache.py"
LAYERS = ("storage", "reads", "actions", "web", "cli")
"""Where requests are answered; the pure layers keep results of pure functions alone."""


def is_empty_collection(node):
    if isinstance(node, ast.Dict):
        return not node.keys
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"dict", "OrderedDict", "defaultdict", "WeakValueDictionary"}
    return False


def home_made_caches(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and is_empty_collection(node.value):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_a_home_made_cache_is_found(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "kept.py").write_text("_kept: dict[str, int] = {}\n")
    assert ["kept.py:1"] == list(home_made_caches(tmp_path / "kept.py"))


def test_nothing_else_keeps_values_between_requests():
    paths = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if path != CACHE]
    assert [] == [found for path in paths for found in home_made_caches(path)]
