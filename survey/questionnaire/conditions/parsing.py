"""Tokens made into a tree, by the precedence of XPath 1.0, and what is wrong when they make none.

From the loosest to the tightest: `or`, `and`, `= !=`, `< <= > >=`, `+ -`, `* div mod`, unary `-`.
"""

from __future__ import annotations

from difflib import get_close_matches

from survey.questionnaire.conditions.functions import FUNCTIONS, Function
from survey.questionnaire.conditions.mistakes import ConditionMistake, mistake
from survey.questionnaire.conditions.tokens import Token, tokens
from survey.questionnaire.conditions.tree import Call, Chain, Itself, Literal, Node, Reference
from survey.questionnaire.conditions.values import MOST_DIGITS, day

DEEPEST = 30

_RANKS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_RANK = {sign: rank for rank, signs in enumerate(_RANKS) for sign in signs}
_LOGIC, _TIGHTEST = (0, 1), len(_RANKS)
_COMPARING = (2, 3)
_WORDS = ("or", "and", "div", "mod")

# What other tools call our functions, where the spelling is too far away to guess.
_ELSEWHERE = {
    "now": "today",
    "floor": "int",
    "len": "string-length",
    "length": "string-length",
    "iif": "if",
    "year": "year-of",
    "month": "month-of",
    "day": "day-of",
}


def parse(source: str) -> Node:
    """Make the tree of a condition, or raise the first mistake in it."""
    return _Parser(tokens(source)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.index = 0
        self.level = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def next(self) -> Token:
        self.index += 1
        return self.tokens[self.index - 1]

    def whole(self) -> Node:
        if self.here.kind == "end":
            raise ConditionMistake("the condition is empty; write one, or leave the key out", 0)
        node = self.expression(0)
        if self.here.kind != "end":
            raise self.left_over()
        return node

    def expression(self, rank: int) -> Node:
        node = self.operand()
        while (found := self.rank_here()) >= rank:
            node = self.joined(node, found)
        return node

    def rank_here(self) -> int:
        token = self.here
        return _RANK.get(token.text, -1) if token.kind in ("sign", "name") else -1

    def joined(self, first: Node, rank: int) -> Node:
        """Join all parts of the same rank that follow each other."""
        rest: list[tuple[str, Node]] = []
        while self.rank_here() == rank:
            if rank in _COMPARING and rest:
                cure = " follows another; compare two things at a time: 0 < . and . < 10"
                raise mistake(f"the comparison {self.here.shown}", self.here.position, cure)
            sign = self.next().text
            rest.append((sign, self.expression(rank + 1) if rank + 1 < _TIGHTEST else self.operand()))
        if rank in (*_LOGIC, *_COMPARING):
            return Call(rest[0][0], (first, *(part for _, part in rest)))
        return Chain(first, tuple(rest))

    def operand(self) -> Node:
        token = self.next()
        if token.kind == "reference":
            return Reference(token.text)
        if token.kind == "number":
            return _number(token)
        if token.kind == "text":
            return Literal(token.text[1:-1] or None)
        if token.kind == "name" and self.here.text == "(" and token.text not in _WORDS:
            return self.call(token)
        return self.sign(token)

    def sign(self, token: Token) -> Node:
        if token.text == ".":
            return Itself()
        if token.text == "-":
            self.deeper(token)
            node = self.operand()
            self.level -= 1
            return Call("-", (node,))
        if token.text == "(":
            return self.bracketed(token)
        raise self.no_operand(token)

    def bracketed(self, opening: Token) -> Node:
        self.deeper(opening)
        node = self.expression(0)
        self.close(opening)
        return node

    def call(self, name: Token) -> Node:
        opening = self.next()
        self.deeper(opening)
        arguments: list[Node] = []
        while self.here.text != ")" or arguments:
            arguments.append(self.expression(0))
            if self.here.text != ",":
                break
            self.next()
        self.close(opening)
        return _called(name, tuple(arguments))

    def deeper(self, token: Token) -> None:
        self.level += 1
        if self.level > DEEPEST:
            cure = f" is more than {DEEPEST} levels deep; put a part into a question of kind calculated"
            raise mistake(token.shown, token.position, cure)

    def close(self, opening: Token) -> None:
        if self.here.kind == "end":
            raise mistake("the '('", opening.position, " is never closed; add ')'")
        if self.here.text != ")":
            raise self.left_over()
        self.next()
        self.level -= 1

    def no_operand(self, token: Token) -> ConditionMistake:
        """Say why no value begins at a token that has just been read."""
        if token.kind == "name" and token.text not in _WORDS:
            return _bare_name(token)
        before = self.tokens[self.index - 2] if self.index > 1 else None
        if before and (token.kind == "end" or token.text in (",", ")")):
            return mistake(f"something is missing after {before.shown}", before.position)
        return mistake(f"something is missing before {token.shown}", token.position)

    def left_over(self) -> ConditionMistake:
        """Say what is wrong with a token that follows a whole value."""
        token = self.here
        if token.text == ")":
            return mistake("the ')'", token.position, " closes nothing; remove it")
        if token.text == ",":
            cure = " stands outside a function; write numbers with a point: 0.5"
            return mistake("the ','", token.position, cure)
        word = token.text.lower() if token.kind == "name" else ""
        if word in _WORDS:
            return mistake(token.shown, token.position, f"; write '{word}'")
        if word.startswith(tuple(f"{known}-" for known in _WORDS)):
            return mistake(token.shown, token.position, "; put a space before '-'")
        return mistake(f"an 'and' or another sign is missing before {token.shown}", token.position)


def _number(token: Token) -> Literal:
    value = float(token.text)
    if value == float("inf"):
        raise mistake("the number", token.position, " is too large")
    return Literal(value)


def _bare_name(token: Token) -> ConditionMistake:
    if token.text in FUNCTIONS:
        return mistake(token.shown, token.position, f" needs its brackets: {FUNCTIONS[token.text].usage}")
    cure = f" stands alone; write ${{{token.text}}} for an answer, '{token.text}' in quotes for a code"
    return mistake(token.shown, token.position, cure)


def _called(name: Token, arguments: tuple[Node, ...]) -> Node:
    function = FUNCTIONS.get(name.text)
    if function is None:
        raise _unknown(name)
    if not function.least <= len(arguments) <= function.most:
        raise _miscounted(name, function, len(arguments))
    if name.text in ("true", "false"):
        return Literal(name.text == "true")
    _check_literals(name, arguments)
    return Call(name.text, arguments)


def _unknown(name: Token) -> ConditionMistake:
    lowered = name.text.lower().replace("_", "-")
    close = get_close_matches(lowered, FUNCTIONS, n=1, cutoff=0.7)
    meant = _ELSEWHERE.get(lowered) or (close[0] if close else "")
    cure = f"; did you mean {FUNCTIONS[meant].usage}?" if meant else ""
    return mistake(f"unknown function {name.shown}", name.position, cure)


def _miscounted(name: Token, function: Function, given: int) -> ConditionMistake:
    arguments = "1 argument" if given == 1 else f"{given or 'no'} arguments"
    return mistake(name.shown, name.position, f" has {arguments}; write {function.usage}")


def _check_literals(name: Token, arguments: tuple[Node, ...]) -> None:
    last = arguments[-1] if arguments else None
    if not isinstance(last, Literal):
        return
    if name.text == "date" and day(last.value) is None:
        raise mistake("'date'", name.position, " needs a day that exists, as in date('2020-05-31')")
    if name.text == "round" and len(arguments) == 2 and last.value not in range(MOST_DIGITS + 1):
        raise mistake("'round'", name.position, f" takes a whole number of digits from 0 to {MOST_DIGITS}")
