"""The links to a report's queries, steps, changes and annual review, for every page about it.

Knows the report of the request and the reader; pages only include the links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g

from survey import workflow
from survey.countries import is_country
from survey.messages import Message, say
from survey.storage.queries.queries import query_counts
from survey.web.request.queries import in_words, unsettled_in
from survey.web.request.report import read_session
from survey.web.request.visit import visit
from survey.workflow import Action

if TYPE_CHECKING:
    from flask import Flask


@dataclass(frozen=True, slots=True)
class ReviewLink:
    """A link with its label, and a note on what waits there."""

    url: str
    label: Message
    note: Message | None = None


def review_links() -> list[ReviewLink]:
    """Return the links for the report of this request and the person signed in."""
    if "report" not in g:
        return []
    if g.seen.submitted_at is None:
        return reviews_of_years()
    seen, here = g.seen, visit()

    def url(*path: str) -> str:
        return here.url("reports", seen.form, str(seen.year), seen.ref.reporter, *path)

    found = [ReviewLink(url("queries"), say("review/queries", "Queries"), waiting_queries())]
    if workflow.may(g.actor, Action.SNAPSHOT, g.report):
        done = say("review/steps", "Decisions on the report")
        found.insert(
            0,
            ReviewLink(
                url("steps"),
                say("review/decide", "Decide", note="link: decide about the status of a country")
                if deciding()
                else done,
            ),
        )
    return found + reviews_of_years()


def reviews_of_years() -> list[ReviewLink]:
    """Return the link to the country's reviews and status, if this person may read them."""
    reporter = g.report.reporter
    if not is_country(reporter) or not workflow.may(g.actor, Action.REVIEWS, g.report):
        return []
    return [ReviewLink(visit().url("countries", reporter), say("review/years", "Annual reviews and status"))]


def deciding() -> bool:
    """Tell whether the person signed in may now take a step with the report other than submitting it."""
    return any(step.name != "submit" for step in workflow.steps_for(g.actor, g.report))


def waiting_queries() -> Message | None:
    """Say how many queries are not closed in the sections that the person signed in may follow."""
    if not g.seen.has_queries:
        return None
    with read_session() as session:
        counts = query_counts(session, [g.report.report_id])
    return in_words(*unsettled_in(g.actor, g.report, counts))


def register(app: Flask) -> None:
    """Make the links available to templates."""
    app.jinja_env.globals.update(review_links=review_links)
