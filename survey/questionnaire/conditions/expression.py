"""A compiled condition: what it refers to, what it comes to, and its tree for the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.questionnaire.conditions.compiling import Run, Values, compiled
from survey.questionnaire.conditions.functions import FUNCTIONS
from survey.questionnaire.conditions.parsing import parse
from survey.questionnaire.conditions.tree import Call, Itself, Node, Reference, below, json_of, walk
from survey.questionnaire.conditions.values import Scalar, truth

if TYPE_CHECKING:
    from survey.questionnaire.values import Operand


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition, constraint or calculation; two with the same source are equal.

    `references` are the ids it names, in order of first use. `aggregated` are the ids that may give all
    values of a table's column, or several choices (in sum, count, min, max, selected, selected-at,
    count-selected); `scalar` are the ids that must give a single value. An id may be in both.
    """

    source: str
    references: tuple[str, ...] = field(compare=False)
    aggregated: frozenset[str] = field(compare=False)
    scalar: frozenset[str] = field(compare=False)
    uses_self: bool = field(compare=False)
    uses_today: bool = field(compare=False)
    tree: Node = field(compare=False, repr=False)
    run: Run = field(compare=False, repr=False)

    def value(self, values: Values, current: Operand = None, today: str = "") -> Scalar:
        """Evaluate it: `values` by question id, `current` for `.`, `today` as 2020-05-31; blank is None."""
        return self.run(values, current, today)

    def holds(self, values: Values, current: Operand = None, today: str = "") -> bool:
        """Tell whether it holds; a blank outcome does not."""
        return truth(self.run(values, current, today))

    def as_json(self) -> list[object]:
        """Write its tree for the page, which evaluates it to the same value."""
        tree = json_of(self.tree)
        return tree if isinstance(tree, list) else ["literal", tree]


def compile_expression(source: str) -> Expression:
    """Compile a condition, or raise the `ConditionMistake` that its author should read."""
    tree = parse(source)
    nodes = tuple(walk(tree))
    ids = tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, Reference)))
    names = {node.name for node in nodes if isinstance(node, Call)}
    return Expression(
        source=source,
        references=ids,
        aggregated=frozenset(_aggregated(nodes)),
        scalar=frozenset(_scalar(tree, nodes)),
        uses_self="once" in names or any(isinstance(node, Itself) for node in nodes),
        uses_today="today" in names,
        tree=tree,
        run=compiled(tree),
    )


def _many(node: Node) -> int:
    """Count the first arguments of a node that may be many values."""
    return FUNCTIONS[node.name].many if isinstance(node, Call) and node.name in FUNCTIONS else 0


def _aggregated(nodes: tuple[Node, ...]) -> list[str]:
    return [part.id for node in nodes for part in below(node)[: _many(node)] if isinstance(part, Reference)]


def _scalar(tree: Node, nodes: tuple[Node, ...]) -> list[str]:
    parts = [tree, *(part for node in nodes for part in below(node)[_many(node) :])]
    return [part.id for part in parts if isinstance(part, Reference)]
