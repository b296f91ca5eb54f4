"""What is kept between requests is kept by the one cache: no module has a dictionary of its own for that."""

import ast

import pytest

from tests.rules.source import FILES as ALL
from tests.rules.source import ROOT, found_in_files, name_of, tree_of

FILES = [path for path in ALL if path != ROOT / "storage" / "cache.py"]
LAYERS = ("storage", "reads", "actions", "web", "cli")
"""Where requests are answered; in the layers below, an empty dictionary is a constant."""
DICTIONARIES = {"dict", "OrderedDict", "defaultdict", "WeakKeyDictionary", "WeakValueDictionary", "Counter"}
CHANGES = {"setdefault", "update", "pop", "popitem", "clear", "move_to_end"}
ALLOWED = {
    # An engine and its variants live and die together; there are as many as combinations of options.
    ("storage/engine/database.py", "vars"),
}


def called(node):
    """Return the name of a function that is called: `f` of `f()`, of `module.f()` and of `f[int]()`."""
    function = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_dictionary(node):
    """Tell whether an expression makes a dictionary."""
    return isinstance(node, (ast.Dict, ast.DictComp)) or (
        isinstance(node, ast.Call) and called(node) in DICTIONARIES
    )


def is_empty(node):
    """Tell whether an expression makes an empty dictionary, which is of no use unless somebody fills it."""
    return isinstance(node, (ast.Dict, ast.Call)) and not getattr(node, "keys", getattr(node, "args", None))


def empty_ones_of(tree):
    """Return the names of empty dictionaries of a module, whoever fills them."""
    made = (node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value)
    for node in made:
        if is_dictionary(node.value) and is_empty(node.value):
            yield named(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def dictionaries_of(tree):
    """Return the dictionaries that a module, or a class in it, has under a name."""
    scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for node in (node for scope in scopes for node in scope.body):
        if isinstance(node, ast.Assign) and is_dictionary(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and node.value is not None and is_dictionary(node.value):
            yield node.target.id


def changed_in(tree):
    """Return the names of what functions of a module put something into, or take something out of."""
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
                yield named(node.value)
            elif isinstance(node, ast.Call) and called(node) in CHANGES:
                yield named(getattr(node.func, "value", None))


def named(node):
    """Return the name behind an expression, without `self`; `vars` for what is in an object."""
    if isinstance(node, ast.Call):
        return called(node)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def caches_in(source):
    """Return what in a module looks like a cache that was made by hand."""
    tree = ast.parse(source)
    changed = set(changed_in(tree))
    yield from sorted({name for name in dictionaries_of(tree) if name in changed})
    if "vars" in changed:
        yield "vars"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "collections":
            yield from (name.name for name in node.names if name.name == "OrderedDict")
        if isinstance(node, ast.Call) and is_cache_of_an_application(node):
            yield "extensions"


def is_cache_of_an_application(node):
    """Tell whether a call is `extensions.setdefault(name, {})`."""
    return (
        called(node) == "setdefault"
        and named(getattr(node.func, "value", None)) == "extensions"
        and is_dictionary(node.args[-1])
    )


def test_no_layer_that_answers_requests_has_an_empty_dictionary():
    answering = [path for path in FILES if name_of(path).split("/")[0] in LAYERS]
    assert {} == found_in_files(lambda path: empty_ones_of(tree_of(path)), answering)


def test_an_empty_dictionary_is_found():
    assert ["_kept"] == list(empty_ones_of(ast.parse("_kept: dict[str, int] = {}\n")))


def test_no_module_keeps_a_cache_of_its_own_and_every_exception_is_still_needed():
    found = {(name_of(path), name) for path in FILES for name in caches_in(path.read_text(encoding="utf-8"))}
    assert ALLOWED == found


@pytest.mark.parametrize(
    "source",
    [
        "_kept: dict[int, int] = {}\ndef get(key):\n    _kept[key] = 1\n",
        "_kept = dict()\ndef get(key):\n    return _kept.setdefault(key, 1)\n",
        "from collections import OrderedDict\n",
        "class Library:\n    kept = {}\n    def get(self, key):\n        self.kept[key] = 1\n",
        "def get(app):\n    return app.extensions.setdefault('kept', {})\n",
        "def get(app, key):\n    vars(app)[key] = 1\n",
    ],
)
def test_a_cache_made_by_hand_is_found(source):
    assert [] != list(caches_in(source))


def test_a_dictionary_that_nobody_changes_is_no_cache():
    assert [] == list(caches_in("KINDS = {'a': 1}\ndef get(key):\n    found = {}\n    found[key] = 1\n"))
