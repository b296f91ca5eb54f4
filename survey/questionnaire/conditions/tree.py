"""A condition as a tree: literals, references, calls; and the same tree as JSON for the page.

Knows what a condition says, not what it comes to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a truth written in the condition itself; None for the empty text."""

    value: float | str | bool | None


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Itself:
    """The answer that the condition belongs to: `.`."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function or a sign with its arguments; a single `-` negates, `and` and `or` take two or more."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Arithmetic of the same rank from left to right: a long sum is no deeper than a short sum."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


Node = Literal | Reference | Itself | Call | Chain


def below(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly under a node, in the order of the source."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Chain):
        return (node.first, *(part for _, part in node.rest))
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Give a node and everything under it, in the order of the source."""
    yield node
    for part in below(node):
        yield from walk(part)


def json_of(node: Node) -> object:
    """Write a tree for the page: literals as they are, all else as `[name, ...arguments]`."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Reference):
        return ["$", node.id]
    if isinstance(node, Itself):
        return ["."]
    if isinstance(node, Call):
        return [node.name, *map(json_of, node.arguments)]
    signs = (piece for sign, part in node.rest for piece in (sign, json_of(part)))
    return ["chain", json_of(node.first), *signs]
