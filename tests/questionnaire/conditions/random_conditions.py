"""Conditions and values made at random, for tests that compare what they come to.

Mostly of kinds that go together (numbers are added, dates compared), now and then of any kind at all.
"""

from survey.questionnaire.conditions.functions import FUNCTIONS
from survey.questionnaire.conditions.tree import COMPARISONS

NUMBERS = (0.0, -0.0, 1.0, 2.5, -2.5, 0.1, 0.3, 1.005, 1e15, 100000000000000.5, 1e21, 1e-7, 1e308, 5e-324)
TEXTS = (
    *("", " ", "5", "-0.5", " 7 ", "1e3", "٥", "Infinity", "NaN", "\u00a01", "5.", ".", "-"),
    *("yes", "none", "a b", "true", "é", "e\u0301", "😀", "👩‍👧", "نعم", "line\nbreak"),
)
DATES = ("2020-05-31", "2020-02-29", "2019-02-29", "2020-5-1", "0000-01-01", "0004-02-29", "9999-12-31")
CODES = ("child_labour", "none", "a", "yes")
REFERENCES = {
    "number": ("n", "m"),
    "text": ("t",),
    "date": ("d",),
    "choices": ("c",),
    "column": ("x.y", "cells"),
}

LITERALS = {
    "number": ("0", "1", "2.5", ".5", "10", "0.1", "3", "100000000000000", "${n}", "${m}", "${n}", "."),
    "text": (*(f"'{text}'" for text in (*TEXTS, *CODES)), "${t}", "${t}", "${c}", "."),
    "date": (*(f"'{date}'" for date in DATES), "today()", "${d}", "${d}", "."),
    "truth": ("true()", "false()", "${constructor}", "${n}", "${t}"),
    "many": ("${c}", "${x.y}", "${cells}", ".", "${n}", "${t}"),
}
# What each kind is made of: patterns in which a kind in braces stands for a deeper condition.
PATTERNS = {
    "number": (
        *("{number} + {number}", "{number} - {number}", "{number} * {number}", "{number} div {number}"),
        *("{number} mod {number}", "-{number}", "({number})", "({number} + {number}) * {number}"),
        *(
            "round({number}, 2)",
            "round({number})",
            "round({number}, coalesce({number}, 1))",
            "int({number})",
            "abs({number})",
        ),
        *("sum({many}, {number})", "min({many})", "max({many}, {number})", "count({many})", "sum({many})"),
        *(
            "count-selected({many})",
            "number({text})",
            "string-length({text})",
            "coalesce({number}, {number})",
        ),
        *("year-of({date})", "month-of({date})", "day-of({date})", "if({truth}, {number}, {number})"),
        "once({number})",
    ),
    "text": (
        *(
            "concat({text}, {number})",
            "concat({text}, {text}, {truth})",
            "string({number})",
            "string({truth})",
        ),
        *("selected-at({many}, {number})", "selected-at({many}, 0)", "coalesce({text}, {text})"),
        *("if({truth}, {text}, {text})", "({text})", "once({text})"),
    ),
    "date": ("date(coalesce({date}, ''))", "max({date}, {date})", "min({date}, {date})", "once({date})"),
    "truth": (
        *(f"({{{kind}}}) {sign} ({{{kind}}})" for kind in ("number", "text", "date") for sign in COMPARISONS),
        *("{truth} and {truth}", "{truth} or {truth} and {truth}", "({truth} or {truth}) and {truth}"),
        *("not({truth})", "selected({many}, {text})", "selected({many}, 'a')", "({truth}) = ({truth})"),
        *("contains({text}, {text})", "starts-with({text}, {text})", "if({truth}, {truth}, {truth})"),
        *("({number}) = ({text})", "({truth}) != ({number})"),
    ),
    "many": LITERALS["many"],
}
KINDS = tuple(PATTERNS)


def condition(random, kind="", depth=4):
    """Write a condition, usually of the kind wanted."""
    kind = kind if kind and random.random() < 0.93 else random.choice(KINDS)
    if depth == 0 or random.random() < 0.15:
        return random.choice(LITERALS[kind])
    pattern = random.choice(PATTERNS[kind])
    while "{" in pattern.replace("${", ""):
        at = next(i for i, sign in enumerate(pattern) if sign == "{" and pattern[i - 1] != "$")
        end = pattern.index("}", at)
        inner = condition(random, pattern[at + 1 : end], depth - 1).replace("${", "\x01")
        if any(sign in inner for sign in ("=", "<", ">")):
            inner = f"({inner})"
        pattern = pattern[:at] + inner + pattern[end + 1 :]
    return pattern.replace("\x01", "${")


def number(random):
    """Make a number: telling, small, with two decimals, or any double at all."""
    kinds = (
        lambda: random.choice(NUMBERS),
        lambda: float(random.randint(-20, 20)),
        lambda: random.randint(-2000, 2000) / 100,
        lambda: random.uniform(-1, 1) * 10.0 ** random.randint(-320, 308),
        lambda: float(random.randint(10**14, 10**17)),
    )
    return random.choice(kinds)()


def operand(random, kind=""):
    """Make a value, usually of the kind wanted, now and then blank."""
    if random.random() < 0.1:
        return None
    kind = kind if kind and random.random() < 0.9 else random.choice((*REFERENCES, "truth"))
    if kind == "number":
        return number(random)
    if kind == "text":
        return random.choice((*TEXTS, str(number(random))))
    if kind == "date":
        return random.choice(
            (*DATES, f"{random.randint(1, 9999):04}-{random.randint(1, 13):02}-{random.randint(1, 31):02}")
        )
    if kind == "choices":
        return tuple(random.sample(CODES, random.randint(0, 3)))
    if kind == "column":
        inner = random.choice(("number", "number", "date", "choices", "text"))
        return tuple(operand(random, inner) for _ in range(random.randint(0, 4)))
    return random.random() < 0.5


def case(random):
    """Make a condition with the values, the current answer and the date to evaluate it with."""
    values = {name: operand(random, kind) for kind, names in REFERENCES.items() for name in names}
    today = random.choice(("", "2020-05-31", "2024-02-29"))
    return condition(random), values, operand(random), today


def uncovered():
    """Name the functions that no pattern calls."""
    written = " ".join(text for table in (PATTERNS, LITERALS) for texts in table.values() for text in texts)
    return [name for name in FUNCTIONS if f"{name}(" not in written]
