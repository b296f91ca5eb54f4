"""Keys of a question that do nothing, or do not go together: the rules as a table.

Knows a single question as loaded from the file, never the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SIMPLE = ("text", "narrative", "number", "yes_no", "choice", "choices", "year", "date")
SILENT = ("note", "calculated")
TABLE = ("rows", "rows_from", "beside")
EVIDENCE = ("evidence", "evidence_from")
UNANSWERED = ("required", "constraint", "evidence", "evidence_from", "missing", "rows", "rows_from")
MEASURED = ("number", "yes_no", "choice")
NO_HEADLINE = ("note", "text", "narrative", "list", "calculated")
IDLE_IN_LISTS = ("required", "constraint", "evidence", "evidence_from", "missing")


class LoadedQuestion(NamedTuple):
    """A question as it was loaded, and whether it is a field of a list."""

    given: Mapping[str, Any]
    inside: bool

    def has(self, *keys: str) -> list[str]:
        """Return the keys that say something: a plain `no` does not."""
        return [key for key in keys if self.given.get(key, False) is not False]


class Rule(NamedTuple):
    """Which keys break a rule, and the sentence for each of them."""

    broken: Callable[[LoadedQuestion], list[str]]
    sentence: str


def _when(holds: bool, keys: list[str]) -> list[str]:
    return keys if holds else []


RULES = (
    Rule(
        lambda case: _when("message" not in case.given, case.has("constraint")),
        "a constraint needs a 'message' that says what to do when it does not hold",
    ),
    Rule(
        lambda case: _when("constraint" not in case.given, case.has("message")),
        "this message is never shown, for there is no 'constraint'",
    ),
    Rule(
        lambda case: _when(not case.inside and case.given["kind"] != "list", case.has(*TABLE)[1:]),
        "'{other}' already gives the rows; take '{key}' out",
    ),
    Rule(
        lambda case: _when(len(case.has(*EVIDENCE)) > 1, ["evidence_from"]),
        "the question asks for evidence of its own; keep 'evidence' or 'evidence_from', not both",
    ),
    Rule(
        lambda case: _when(case.given["kind"] in SILENT, case.has(*UNANSWERED)),
        "nobody answers a question of kind {kind}, so '{key}' does nothing; take it out",
    ),
    Rule(
        lambda case: _when(case.given["kind"] == "note", case.has("beside")),
        "a note cannot be a column of a table; take 'beside' out",
    ),
    Rule(
        lambda case: _when(case.given["kind"] == "list", case.has(*TABLE)),
        "a list has entries, not rows; take '{key}' out",
    ),
    Rule(
        lambda case: _when(case.given["kind"] == "list", case.has(*IDLE_IN_LISTS)),
        "a list itself has no answer, so '{key}' does nothing; use 'min', or one of its fields",
    ),
    Rule(
        lambda case: _when(case.inside and case.given["kind"] not in SIMPLE, ["kind"]),
        "a field of a list cannot be of kind {kind}; it may be " + ", ".join(SIMPLE),
    ),
    Rule(
        lambda case: _when(case.inside, case.has(*TABLE)),
        "a field of a list has no rows of its own; take '{key}' out",
    ),
    Rule(
        lambda case: _when(case.inside, case.has("by")),
        "a field of a list cannot be broken down; take 'by' out",
    ),
    Rule(
        lambda case: _when(case.inside, case.has(*EVIDENCE)),
        "a field of a list has no evidence of its own; take '{key}' out, or add a field for the source",
    ),
    Rule(
        lambda case: _when(case.inside or case.given["kind"] in NO_HEADLINE, case.has("headline")),
        "headlines are figures and choices that a country gives, each in one place; take 'headline' out",
    ),
    Rule(
        lambda case: _when(
            case.given.get("headline") == "progress" and case.given["kind"] not in (*NO_HEADLINE, *MEASURED),
            ["headline"],
        ),
        "progress is a percentage, or where each row stands; here, 'headline: changes' is possible",
    ),
)


def contradictions(given: Mapping[str, Any], inside: bool) -> Iterator[tuple[str, str]]:
    """Yield every rule that a question breaks: the key where the cure belongs, and the sentence."""
    case = LoadedQuestion(given, inside)
    tables = case.has(*TABLE)
    for rule in RULES:
        for key in rule.broken(case):
            yield key, rule.sentence.format(key=key, kind=given["kind"], other=tables[0] if tables else "")
