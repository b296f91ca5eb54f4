"""Letters about queries: to the country when reviewers ask, to the reviewer when the country replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.letters.composing import LetterPart, Link, Listed, Prose, Quoted, compose
from survey.messages import Message, Text, say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.letters.letter import Letter, Matter, Reader

MOST_QUOTED = 10
"""The most queries quoted in a letter; the linked page shows all of them."""

AskedQuery = tuple[Message | Text | str, str]
"""A question, and the text of the query about its answer."""


def query_asked(reader: Reader, matter: Matter, asked: Sequence[AskedQuery]) -> Letter:
    """Tell a country what reviewers ask about its report, and that a reply is enough."""
    parts: list[LetterPart] = [
        Prose(
            say_count(
                "letter/query_asked/there",
                "There is {count} query about your report: {reporter}, “{form}”, {year}.",
                "There are {count} queries about your report: {reporter}, “{form}”, {year}.",
                len(asked),
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        *quoted(asked),
        Prose(
            say(
                "letter/query_asked/next",
                "Please reply on the page below, in the language you prefer. A reply is enough: "
                "you need not submit the report again. If an answer must be corrected, say so in "
                "your reply, and the report is returned to you.",
            )
        ),
        Link(say("letter/query_asked/link", "Read and reply"), matter.link),
    ]
    subject = say(
        "letter/query_asked/subject", "Queries about your report: {reporter}", reporter=matter.reporter
    )
    return compose("query_asked", reader, subject, parts)


def query_answered(reader: Reader, matter: Matter, about: Sequence[Message | Text | str]) -> Letter:
    """Tell a reviewer that the country has replied; only the page shows the replies."""
    parts = (
        Listed(
            say_count(
                "letter/query_answered/there",
                "There is a reply to your query about the report: {reporter}, “{form}”, {year}.",
                "There are replies to your queries about the report: {reporter}, “{form}”, {year}.",
                len(about),
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            ),
            tuple(about),
        ),
        Prose(
            say(
                "letter/query_answered/next",
                "Please read the country’s replies. Close the query if everything is clear, or "
                "ask again. If answers must be corrected, return the report: the open queries are"
                " sent with it.",
            )
        ),
        Link(say("letter/query_answered/link", "Read the replies"), matter.link),
    )
    subject = say(
        "letter/query_answered/subject", "A reply to your query: {reporter}", reporter=matter.reporter
    )
    return compose("query_answered", reader, subject, parts)


def quoted(asked: Sequence[AskedQuery]) -> list[LetterPart]:
    """Return the queries as quotations, each under its question; the first `MOST_QUOTED` of them."""
    parts: list[LetterPart] = [
        Quoted(say("letter/query/about", "About “{question}”:", question=question), words)
        for question, words in asked[:MOST_QUOTED]
    ]
    left = len(asked) - MOST_QUOTED
    return [*parts, Prose(_more(left))] if left > 0 else parts


def _more(left: int) -> Message:
    return say_count(
        "letter/query/more",
        "{count} more query is on the page.",
        "{count} more queries are on the page.",
        left,
    )
