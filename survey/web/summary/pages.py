"""A country's summary: what its reader understands in three minutes, for one round or as a series of rounds.

Reads what was handed over, never living answers, unless the country or the secretariat asks for a preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from markupsafe import Markup

from survey.messages import say
from survey.web.report.context import read_session
from survey.web.report.home import STATE_ICONS
from survey.web.request.access import on_report
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
    "Nothing has been submitted yet. The summary will stand here as soon as the report is submitted.",
)


@pages.get(AT)
@on_report(Action.SNAPSHOT)
def summary(**_: object) -> str:
    """Show what a country reports in this round, beside what it reported in the one before."""
    return page_with("summary", body)


@pages.get(f"{AT}/series")
@on_report(Action.SNAPSHOT)
def years(**_: object) -> str:
    """Show what a country reported in all rounds, side by side."""
    return page_with("series", body_of_series)


def page_with(name: str, make: Callable[[OpenSummary], Markup]) -> str:
    """Make a page around a body, which is the same for all who read it in a language."""
    with read_session() as session:
        one = open_summary(session, preview="preview" in request.args)
    if one.asked is None:
        return nothing_yet(one)
    found = make(one) if one.is_preview else cached_part(name, one, make)
    return render_template(f"summary/{name}.html", **head(one), body=found)


def body(one: OpenSummary) -> Markup:
    """All that is summed up of one round."""
    page = render_template(
        "summary/body.html",
        one=one,
        short=in_short(one),
        headlines=changed(one, one.summary.headlines),
        further=changed(one, one.summary.further),
        steps=steps(one),
        narratives=narratives(one),
        dimensions=indicators(one),
        gaps=gaps(one),
        sources=sources(one),
        reported=reported(one),
    )
    return Markup(page)  # noqa: S704


def body_of_series(one: OpenSummary) -> Markup:
    """All rounds side by side."""
    dimensions = indicators(one, with_years=True)
    page = render_template("summary/series_body.html", one=one, dimensions=dimensions)
    return Markup(page)  # noqa: S704


def nothing_yet(one: OpenSummary) -> str:
    """Say that there is nothing to sum up yet, and offer the draft to those who may read it."""
    return render_template("summary/nothing.html", **head(one), notice=NOTHING_YET)


def head(one: OpenSummary) -> dict[str, object]:
    """What every page of a summary says first: whose it is, how it stands, where to read on."""
    state = State(one.ref.state)
    return {
        "one": one,
        "form": one.form,
        "state": STATE_LABELS[state],
        "state_icon": STATE_ICONS[state],
        "reads_all": one.may(Action.SEE),
        "follows": one.may(Action.FOLLOW),
        "may_preview": one.may(Action.HISTORY),
    }
