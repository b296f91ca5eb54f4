"""A country's summary, to understand in three minutes: for a round, or a series of rounds.

Reads submissions, never current answers, unless the country or the secretariat asks for a preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from markupsafe import Markup

from survey.messages import say
from survey.web.request.access import on_report
from survey.web.request.labels import STATE_ICONS
from survey.web.request.report import read_session
from survey.web.summary.cache import cached_part
from survey.web.summary.context import open_summary
from survey.web.summary.parts import (
    changed,
    gaps,
    in_short,
    narratives,
    reported,
    sources,
    steps,
)
from survey.web.summary.tables import indicators
from survey.workflow import STATE_LABELS, Action, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.web.summary.context import OpenSummary

pages = Blueprint("summary", __name__)

AT = "/<lang>/reports/<form>/<int:year>/<reporter>/summary"
NOTHING_YET = say(
    "summary/nothing-yet",
    "Nothing has been submitted yet. The summary appears here as soon as the report is submitted.",
)


@pages.get(AT)
@on_report(Action.SNAPSHOT)
def summary(**_: object) -> str:
    """Show what a country reports in this round, next to the round before."""
    return page_with("summary", body)


@pages.get(f"{AT}/series")
@on_report(Action.SNAPSHOT)
def years(**_: object) -> str:
    """Show what a country reported in all rounds, side by side."""
    return page_with("series", body_of_series)


def page_with(name: str, make: Callable[[OpenSummary], Markup]) -> str:
    """Make a page around a body, which is the same for everybody who reads it in a language."""
    with read_session() as session:
        report = open_summary(session, preview="preview" in request.args)
    if report.basis is None:
        return nothing_yet(report)
    found = make(report) if report.is_preview else cached_part(name, report, make)
    return render_template(f"summary/{name}.html", **head(report), body=found)


def body(report: OpenSummary) -> Markup:
    """Make the body of the summary of a round."""
    page = render_template(
        "summary/body.html",
        report=report,
        short=in_short(report),
        headlines=changed(report, report.summary.headlines),
        further=changed(report, report.summary.further),
        steps=steps(report),
        narratives=narratives(report),
        dimensions=indicators(report),
        gaps=gaps(report),
        sources=sources(report),
        reported=reported(report),
    )
    return Markup(page)  # noqa: S704


def body_of_series(report: OpenSummary) -> Markup:
    """Make the body with all rounds side by side."""
    dimensions = indicators(report, with_years=True)
    page = render_template("summary/series_body.html", report=report, dimensions=dimensions)
    return Markup(page)  # noqa: S704


def nothing_yet(report: OpenSummary) -> str:
    """Say that there is nothing to sum up yet, and offer the draft to those who may read it."""
    return render_template("summary/nothing.html", **head(report), notice=NOTHING_YET)


def head(report: OpenSummary) -> dict[str, object]:
    """Return what the head of each summary page shows: the report, its state, and where to read on."""
    state = State(report.ref.state)
    return {
        "report": report,
        "form": report.form,
        "state": STATE_LABELS[state],
        "state_icon": STATE_ICONS[state],
        "reads_all": report.may(Action.SEE),
        "follows": report.may(Action.FOLLOW),
        "may_preview": report.may(Action.HISTORY),
    }
