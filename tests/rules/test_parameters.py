"""A function takes five parameters at most; exceptions are named, and struck as soon as they are mended."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "survey"
MOST = 5
REASONS = {
    "cli/export.py": "takes what was chosen on the command line",
    "cli/remind.py": "takes what was chosen on the command line",
    "exports/plots/canvas.py": "takes the geometry of a rectangle",
    "figures/adding_up.py": "takes three parts of a round, and three that may be left out",
    "questionnaire/numbers/writing.py": "takes options of formatting by name",
}
"""Files with functions that take more, and why."""


def is_command(function):
    """Tell whether the parameters of a function are the options of a command."""
    return any("option" in ast.dump(decorator) for decorator in function.decorator_list)


def parameters(function):
    taken = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return [argument.arg for argument in taken if argument.arg not in ("self", "cls")]


def crowded_functions():
    return {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and len(parameters(node)) > MOST and not is_command(node)
    }


def test_no_function_takes_more_than_five_parameters_without_a_reason():
    assert set() == crowded_functions() - set(REASONS)


def test_every_reason_is_still_needed():
    assert set() == set(REASONS) - crowded_functions()
