"""Every module and public function has its sentence, and nothing grows monstrous."""

import ast

import pytest

from tests.rules.source import FILES, found_in_files, tree_of

MEDIAN_FUNCTION, MOST_FUNCTIONS, LONGEST_FUNCTION = 6, 19, 46
"""Lines of a function: the median, what 95 of 100 functions keep within, and the longest of all."""
LONGEST_FILE = 300


def sizes_of_functions():
    return sorted(
        node.end_lineno - node.lineno + 1
        for path in FILES
        for node in functions_of(path)
        if not isinstance(node, ast.ClassDef)
    )


def lines_that_name_one(path):
    """The lines in which a file calls a variable or a parameter `one`."""
    return [
        node.lineno
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id == "one" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.arg) and node.arg == "one")
    ]


def functions_of(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node


def test_a_module_says_what_it_knows():
    assert {} == found_in_files(lambda path: [] if ast.get_docstring(tree_of(path)) else ["silent"])


def test_everything_public_has_a_sentence():
    def silent(path):
        tree = tree_of(path)
        public = [
            node
            for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)))
            if not getattr(scope, "name", "").startswith("_")
            for node in scope.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        ]
        return [node.name for node in public if not ast.get_docstring(node) and node.name != "Meta"]

    assert {} == found_in_files(silent)


def test_no_function_is_monstrous():
    def long(path):
        return [
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in functions_of(path)
            if not isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
        ]

    assert {} == found_in_files(long)


def test_no_file_is_long():
    def lines_over(path):
        return path.read_text(encoding="utf-8").splitlines()[LONGEST_FILE:]

    assert {} == found_in_files(lines_over)


def test_functions_are_short(record_property):
    sizes = sizes_of_functions()
    median, most = sizes[len(sizes) // 2], sizes[len(sizes) * 95 // 100]
    record_property("median lines of a function", median)
    record_property("lines of 95 in 100 functions", most)
    assert median <= MEDIAN_FUNCTION
    assert most <= MOST_FUNCTIONS


def test_no_variable_is_called_one():
    assert {} == found_in_files(lines_that_name_one)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "models", "services", "manager"])
def test_no_module_is_named_after_nothing(word):
    assert [] == [path for path in FILES if path.stem == word or path.parent.name == word]
