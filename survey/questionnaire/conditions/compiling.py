"""A tree made into Python closures, once; evaluating calls them and nothing else.

A closure takes the values by id, the current answer and today's date. There are no loops in the
language, so an evaluation is bounded by the length of its condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from survey.questionnaire.conditions.comparing import SIGNS
from survey.questionnaire.conditions.functions import ARITHMETIC, FUNCTIONS, negative
from survey.questionnaire.conditions.tree import Call, Chain, Itself, Literal, Node, Reference
from survey.questionnaire.conditions.values import Scalar, number, scalar, tidy, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from survey.questionnaire.values import Operand

# Quoted, because kinds may import conditions.
Values: TypeAlias = "Mapping[str, Operand]"
Run: TypeAlias = "Callable[[Values, Operand, str], Scalar]"
Test: TypeAlias = "Callable[[Values, Operand, str], bool]"
Read: TypeAlias = "Callable[[Values, Operand, str], Operand]"


def compiled(node: Node) -> Run:
    """Compile a node where a single value is wanted."""
    if isinstance(node, Literal):
        value = node.value
        return lambda values, current, today: value
    if isinstance(node, Reference):
        return _reference(node.id)
    if isinstance(node, Itself):
        return lambda values, current, today: scalar(current)
    if isinstance(node, Chain):
        return _chain(node)
    return _call(node)


def _reference(question: str) -> Run:
    def run(values: Values, current: Operand, today: str) -> Scalar:
        return scalar(values.get(question))

    return run


def _several(node: Node) -> Read:
    """Compile a node where all values are wanted."""
    if isinstance(node, Reference):
        question = node.id
        return lambda values, current, today: values.get(question)
    if isinstance(node, Itself):
        return lambda values, current, today: current
    return compiled(node)


def _test(node: Node) -> Test:
    """Compile a node where true or false is wanted."""
    run = compiled(node)
    if is_boolean(node):
        return run  # type: ignore[return-value]  # its outcome is a boolean already
    return lambda values, current, today: truth(run(values, current, today))


def is_boolean(node: Node) -> bool:
    """Tell whether a node always comes to true or false."""
    if isinstance(node, Literal):
        return isinstance(node.value, bool)
    if not isinstance(node, Call):
        return False
    return node.name in SIGNS or node.name in ("and", "or") or _is_boolean_function(node.name)


def _is_boolean_function(name: str) -> bool:
    return name in FUNCTIONS and FUNCTIONS[name].boolean


def _chain(node: Chain) -> Run:
    first = compiled(node.first)
    steps = tuple((ARITHMETIC[sign], compiled(part)) for sign, part in node.rest)

    def run(values: Values, current: Operand, today: str) -> Scalar:
        total = number(first(values, current, today))
        for calculate, part in steps:
            value = number(part(values, current, today))
            if total is None or value is None:
                return None
            total = tidy(calculate(total, value))
        return total

    return run


def _call(node: Call) -> Run:
    if node.name in SIGNS:
        return _comparison(node)
    if node.name in _LAZY:
        return _LAZY[node.name](node.arguments)
    return _function(node)


def _comparison(node: Call) -> Run:
    compare = SIGNS[node.name]
    left, right = (compiled(part) for part in node.arguments)
    return lambda values, current, today: compare(left(values, current, today), right(values, current, today))


def _function(node: Call) -> Run:
    function = FUNCTIONS[node.name]
    compute = function.run
    if compute is None:
        raise KeyError(node.name)
    parts = tuple(
        _several(part) if place < function.many else compiled(part)
        for place, part in enumerate(node.arguments)
    )
    if len(parts) == 1:
        (only,) = parts
        return lambda values, current, today: compute(only(values, current, today))
    return lambda values, current, today: compute(*[part(values, current, today) for part in parts])


def _negated(arguments: tuple[Node, ...]) -> Run:
    run = compiled(arguments[0])
    return lambda values, current, today: negative(run(values, current, today))


def _and(arguments: tuple[Node, ...]) -> Run:
    tests = tuple(map(_test, arguments))
    if len(tests) == 2:
        first, second = tests
        return lambda values, current, today: first(values, current, today) and second(values, current, today)
    return lambda values, current, today: all(test(values, current, today) for test in tests)


def _or(arguments: tuple[Node, ...]) -> Run:
    tests = tuple(map(_test, arguments))
    if len(tests) == 2:
        first, second = tests
        return lambda values, current, today: first(values, current, today) or second(values, current, today)
    return lambda values, current, today: any(test(values, current, today) for test in tests)


def _not(arguments: tuple[Node, ...]) -> Run:
    test = _test(arguments[0])
    return lambda values, current, today: not test(values, current, today)


def _if(arguments: tuple[Node, ...]) -> Run:
    test = _test(arguments[0])
    then, otherwise = map(compiled, arguments[1:])
    return lambda values, current, today: (
        then(values, current, today) if test(values, current, today) else otherwise(values, current, today)
    )


def _coalesce(arguments: tuple[Node, ...]) -> Run:
    parts = tuple(map(compiled, arguments))

    def run(values: Values, current: Operand, today: str) -> Scalar:
        for part in parts:
            value = part(values, current, today)
            if value is not None:
                return value
        return None

    return run


def _once(arguments: tuple[Node, ...]) -> Run:
    return _coalesce((Itself(), arguments[0]))


def _today(arguments: tuple[Node, ...]) -> Run:
    return lambda values, current, today: today or None


_LAZY: dict[str, Callable[[tuple[Node, ...]], Run]] = {
    "-": _negated,
    "and": _and,
    "or": _or,
    "not": _not,
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "today": _today,
}
