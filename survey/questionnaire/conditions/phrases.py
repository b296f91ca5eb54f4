"""The sentences of conditions: comparisons, arithmetic and functions, each a row with its words.

Knows wording only; which sentence a condition needs is for `words`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from survey.messages import Message, say
from survey.questionnaire.conditions.values import day

Compose = Callable[[Message, Message], Message]

COMPARED: dict[str, Compose] = {
    "=": lambda left, right: say(
        "conditions/is", "{left} is {right}", note="a condition: an answer is a value", left=left, right=right
    ),
    "!=": lambda left, right: say("conditions/is-not", "{left} is not {right}", left=left, right=right),
    "<": lambda left, right: say("conditions/less", "{left} is less than {right}", left=left, right=right),
    "<=": lambda left, right: say("conditions/most", "{left} is at most {right}", left=left, right=right),
    ">": lambda left, right: say("conditions/more", "{left} is more than {right}", left=left, right=right),
    ">=": lambda left, right: say("conditions/least", "{left} is at least {right}", left=left, right=right),
}
DATES: dict[str, Compose] = COMPARED | {
    "<": lambda left, right: say("conditions/before", "{left} is before {right}", left=left, right=right),
    "<=": lambda left, right: say("conditions/until", "{left} is {right} or before", left=left, right=right),
    ">": lambda left, right: say("conditions/after", "{left} is after {right}", left=left, right=right),
    ">=": lambda left, right: say("conditions/from", "{left} is {right} or later", left=left, right=right),
}
ARITHMETIC: dict[str, Compose] = {
    "+": lambda left, right: say("conditions/plus", "{left} plus {right}", left=left, right=right),
    "-": lambda left, right: say("conditions/minus", "{left} minus {right}", left=left, right=right),
    "*": lambda left, right: say("conditions/times", "{left} times {right}", left=left, right=right),
    "div": lambda left, right: say("conditions/div", "{left} divided by {right}", left=left, right=right),
    "mod": lambda left, right: say("conditions/mod", "{left} modulo {right}", left=left, right=right),
}
FUNCTIONS: dict[str, Callable[..., Message]] = {
    "-": lambda value: say("conditions/negative", "minus {value}", value=value),
    "selected-at": lambda question, place: say(
        "conditions/selected-at",
        "choice number {place} (from 0) of {question}",
        question=question,
        place=place,
    ),
    "count-selected": lambda question: say(
        "conditions/count-selected", "the number of choices in {question}", question=question
    ),
    "int": lambda value: say("conditions/int", "{value} without its decimals", value=value),
    "abs": lambda value: say("conditions/abs", "{value} without its sign", value=value),
    "number": lambda value: say("conditions/as-number", "{value} as a number", value=value),
    "string": lambda value: say("conditions/as-text", "{value} as text", value=value),
    "string-length": lambda value: say(
        "conditions/length", "the number of characters in {value}", value=value
    ),
    "contains": lambda value, part: say(
        "conditions/contains", "{value} contains {part}", value=value, part=part
    ),
    "starts-with": lambda value, part: say(
        "conditions/starts", "{value} starts with {part}", value=value, part=part
    ),
    "once": lambda value: say("conditions/once", "the answer that is there (if none: {value})", value=value),
    "today": lambda: say("conditions/today", "today"),
    "year-of": lambda value: say("conditions/year", "the year of {value}", value=value),
    "month-of": lambda value: say("conditions/month", "the month of {value}", value=value),
    "day-of": lambda value: say("conditions/day", "the day of the month of {value}", value=value),
}


def both(first: Message, second: Message) -> Message:
    """Say that two things are so."""
    return say("conditions/and", "{first} and {second}", note="two conditions", first=first, second=second)


def either(first: Message, second: Message) -> Message:
    """Say that the first or the second thing is so."""
    return say("conditions/or", "{first} or {second}", note="two conditions", first=first, second=second)


def comma(first: Message, rest: Message) -> Message:
    """List values before the last."""
    return say("conditions/list", "{first}, {rest}", first=first, rest=rest)


def last_two(first: Message, second: Message) -> Message:
    """List the last value."""
    return say("conditions/last-two", "{first} and {second}", first=first, second=second)


def joined(parts: Sequence[Message], joints: Sequence[Compose]) -> Message:
    """Join messages, from the middle out: a long row must not become a deep nest."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    left = joined(parts[:middle], joints[: middle - 1])
    return joints[middle - 1](left, joined(parts[middle:], joints[middle:]))


def literal(value: float | str | bool | None) -> Message:
    """Say a literal of the condition; numbers and dates as the reader writes them."""
    if value is None:
        return say("conditions/nothing", "blank", note="a value in a condition")
    if value is True:
        return say("conditions/always", "always", note="a condition")
    if value is False:
        return say("conditions/never", "never", note="a condition")
    if found := day(value):
        return say("conditions/date", "{date}", note="a date inside a sentence, with its article", date=found)
    if isinstance(value, str):
        return say("conditions/text", "“{text}”", text=value)
    return say("conditions/number", "{number}", number=_ungrouped(value))


def _ungrouped(value: float) -> float | str:
    """Leave four digits without grouping: they are likely a year."""
    if not value.is_integer():
        return value
    return str(int(value)) if 1000 <= value < 10000 else int(value)
