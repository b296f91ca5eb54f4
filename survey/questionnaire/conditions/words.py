"""A condition in plain words, for people who read a form rather than write it.

Knows sentences, not languages: everything is composed of messages, whose translations come at the edge.
Labels may hold question marks and stops, so they are in quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from survey.messages import Message, Text, say, say_count
from survey.questionnaire.conditions.compiling import is_boolean
from survey.questionnaire.conditions.phrases import (
    ARITHMETIC,
    COMPARED,
    DATES,
    FUNCTIONS,
    both,
    comma,
    either,
    joined,
    last_two,
    literal,
)
from survey.questionnaire.conditions.tree import (
    COMPARISONS,
    Call,
    Chain,
    Itself,
    Literal,
    Node,
    Reference,
    below,
)
from survey.questionnaire.conditions.values import day

if TYPE_CHECKING:
    from survey.questionnaire.conditions.expression import Expression

Label = Callable[[str], Text | str]
CodeLabel = Callable[[str, str], Text | str | None]

ITSELF = "."

# Further down nobody can follow, and who speaks messages must not run out of stack.
DEEPEST_SAID = 24

_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def in_words(expression: Expression, label: Label, code_label: CodeLabel) -> Message:
    """Say a condition in words, as a whole sentence.

    `label` gives a question's label; `code_label` a choice's, or None where the question has no such
    choice. For the answer itself `code_label` is asked with `.` as the id.
    """
    return _Words(label, code_label).test(expression.tree)


def value_in_words(expression: Expression, label: Label, code_label: CodeLabel) -> Message:
    """Say in words what a calculation comes to."""
    return _Words(label, code_label).of(expression.tree)


def _equality(node: Node) -> tuple[Node, Node] | None:
    """The question and the text that a comparison wants it to equal, if it is such a comparison."""
    if not isinstance(node, Call) or node.name != "=":
        return None
    left, right = node.arguments
    wanted = isinstance(left, Reference) and isinstance(right, Literal) and isinstance(right.value, str)
    return (left, right) if wanted else None


class _Words:
    def __init__(self, label: Label, code_label: CodeLabel) -> None:
        self.label = label
        self.code_label = code_label
        self.depth = 0

    def of(self, node: Node) -> Message:
        """Say a node: a whole sentence if it is true or false, else what it means."""
        if self.depth == DEEPEST_SAID:
            return say("conditions/deeper", "…")
        self.depth += 1
        said = self.sentence(node)
        self.depth -= 1
        return said

    def sentence(self, node: Node) -> Message:
        """Say a node by what it is."""
        if isinstance(node, Literal):
            return literal(node.value)
        if isinstance(node, Reference):
            return say("conditions/answer", "“{question}”", question=self.label(node.id))
        if isinstance(node, Itself):
            return say("conditions/itself", "this answer")
        if isinstance(node, Chain):
            return self.arithmetic(node)
        if node.name in COMPARISONS:
            return self.comparison(node.name, *node.arguments)
        if node.name in _SPECIAL:
            return _SPECIAL[node.name](self, node.arguments)
        return FUNCTIONS[node.name](*map(self.part, node.arguments))

    def part(self, node: Node) -> Message:
        """Say a node inside another, in brackets where the reader could lose the thread."""
        said = self.of(node)
        composed = isinstance(node, Chain) or (is_boolean(node) and not isinstance(node, Literal))
        return say("conditions/brackets", "({inner})", inner=said) if composed else said

    def test(self, node: Node) -> Message:
        """Say a node where true or false is wanted."""
        if is_boolean(node):
            return self.of(node)
        return say("conditions/test", "{value} is neither blank nor 0", value=self.part(node))

    def comparison(self, sign: str, left: Node, right: Node) -> Message:
        """Say a comparison, the literal always second."""
        if isinstance(left, Literal) and not isinstance(right, Literal):
            return self.comparison(_MIRRORED[sign], right, left)
        if right == Literal(None) and sign in ("=", "!="):
            return self.blank(left, sign == "=")
        is_code = isinstance(right, Literal) and isinstance(right.value, str)
        other = self.code(left, right) if is_code else self.side(right)
        dates = _is_date(left) or _is_date(right)
        return (DATES if dates else COMPARED)[sign](self.side(left), other)

    def side(self, node: Node) -> Message:
        """Say a side of a comparison: arithmetic needs no brackets there."""
        return self.of(node) if isinstance(node, Chain) else self.part(node)

    def blank(self, node: Node, is_blank: bool) -> Message:
        """Say that something is blank, or is not."""
        if isinstance(node, Itself):
            if is_blank:
                return say("conditions/itself-blank", "this is not answered")
            return say("conditions/itself-given", "this is answered")
        if isinstance(node, Reference):
            question = self.label(node.id)
            if is_blank:
                return say("conditions/not-answered", "“{question}” is not answered", question=question)
            return say("conditions/answered", "“{question}” is answered", question=question)
        if is_blank:
            return say("conditions/blank", "{value} is blank", value=self.part(node))
        return say("conditions/not-blank", "{value} is not blank", value=self.part(node))

    def code(self, question: Node, code: Node) -> Message:
        """Say a code by its label, as the question beside it has it."""
        if isinstance(code, Literal) and isinstance(code.value, str):
            name = question.id if isinstance(question, Reference) else ITSELF
            known = self.code_label(name, code.value) if isinstance(question, Reference | Itself) else None
            if known is not None:
                return say("conditions/choice", "“{choice}”", choice=known)
        return self.part(code)

    def selected(self, arguments: Sequence[Node], negated: bool = False) -> Message:
        """Say that a choice is among those chosen, or is not."""
        question, choice = self.part(arguments[0]), self.code(*arguments)
        if negated:
            return say(
                "conditions/excludes",
                "{question} does not include {choice}",
                question=question,
                choice=choice,
            )
        return say("conditions/includes", "{question} includes {choice}", question=question, choice=choice)

    def negation(self, arguments: Sequence[Node]) -> Message:
        """Say that something is not so, in its own words where there are some."""
        (inner,) = arguments
        if isinstance(inner, Call) and inner.name == "selected":
            return self.selected(inner.arguments, negated=True)
        if isinstance(inner, Call) and inner.name in ("=", "!="):
            return self.comparison("=" if inner.name == "!=" else "!=", *inner.arguments)
        return say("conditions/not", "it is not so that {what}", what=self.grouped(inner))

    def both(self, arguments: Sequence[Node]) -> Message:
        """Say that all of several things are so."""
        return joined(tuple(map(self.grouped, arguments)), (both,) * (len(arguments) - 1))

    def either(self, arguments: Sequence[Node]) -> Message:
        """Say that at least one of several things is so."""
        return self.one_of_two(arguments) or joined(
            tuple(map(self.grouped, arguments)), (either,) * (len(arguments) - 1)
        )

    def one_of_two(self, arguments: Sequence[Node]) -> Message | None:
        """Say that a question has one of two answers, naming the question once; None where it is not so."""
        pairs = [_equality(node) for node in arguments]
        if len(pairs) != 2 or pairs[0] is None or pairs[1] is None or pairs[0][0] != pairs[1][0]:
            return None
        question = pairs[0][0]
        first, second = (self.code(question, answer) for _, answer in (pairs[0], pairs[1]))
        return say(
            "conditions/one-of-two",
            "{question} is {first} or {second}",
            question=self.part(question),
            first=first,
            second=second,
        )

    def grouped(self, node: Node) -> Message:
        """Say a test beside others, in brackets if it has an `and` or `or` of its own."""
        said = self.test(node)
        joined = isinstance(node, Call) and node.name in ("and", "or")
        return say("conditions/group", "({inner})", inner=said) if joined else said

    def choice(self, arguments: Sequence[Node]) -> Message:
        """Say what holds when a test does, and what otherwise."""
        test, then, otherwise = arguments
        return say(
            "conditions/if",
            "{then} if {test}, otherwise {otherwise}",
            then=self.part(then),
            test=self.test(test),
            otherwise=self.part(otherwise),
        )

    def listed(self, arguments: Sequence[Node]) -> Message:
        """List several values."""
        joints = (*(comma,) * (len(arguments) - 2), last_two)
        return joined(tuple(map(self.part, arguments)), joints)

    def rounding(self, arguments: Sequence[Node]) -> Message:
        """Say how a number is rounded."""
        value, *digits = arguments
        places = digits[0] if digits else Literal(0.0)
        if not isinstance(places, Literal) or not isinstance(places.value, float):
            return say(
                "conditions/rounded-to",
                "{value}, its decimals rounded to {digits}",
                value=self.part(value),
                digits=self.part(places),
            )
        if places.value == 0:
            return say("conditions/whole", "{value} rounded to a whole number", value=self.part(value))
        return say_count(
            "conditions/rounded",
            "{value} rounded to {count} decimal",
            "{value} rounded to {count} decimals",
            int(places.value),
            value=self.part(value),
        )

    def arithmetic(self, node: Chain) -> Message:
        """Say a calculation from left to right."""
        return joined(tuple(map(self.part, below(node))), tuple(ARITHMETIC[sign] for sign, _ in node.rest))


def _is_date(node: Node) -> bool:
    if isinstance(node, Literal):
        return day(node.value) is not None
    return isinstance(node, Call) and node.name in ("today", "date")


_SPECIAL: dict[str, Callable[[_Words, Sequence[Node]], Message]] = {
    "and": _Words.both,
    "or": _Words.either,
    "not": _Words.negation,
    "if": _Words.choice,
    "coalesce": lambda words, nodes: say(
        "conditions/coalesce", "the first of {values} that is not blank", values=words.listed(nodes)
    ),
    "selected": _Words.selected,
    "round": _Words.rounding,
    "date": lambda words, nodes: words.part(nodes[0]),
    "sum": lambda words, nodes: say("conditions/sum", "the sum of {values}", values=words.listed(nodes)),
    "min": lambda words, nodes: say("conditions/min", "the smallest of {values}", values=words.listed(nodes)),
    "max": lambda words, nodes: say("conditions/max", "the largest of {values}", values=words.listed(nodes)),
    "count": lambda words, nodes: say(
        "conditions/count", "the number of answers given in {values}", values=words.listed(nodes)
    ),
    "concat": lambda words, nodes: say(
        "conditions/concat", "the text joined from {values}", values=words.listed(nodes)
    ),
}
