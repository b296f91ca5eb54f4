"""A round added up: who has reported, and figures by theme and dimension, of the world or a region."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from survey import workflow
from survey.exports.plots import Frame, Part, ShareRow, shares
from survey.figures import THE_WORLD
from survey.figures.areas import stored_region
from survey.messages import Message, say
from survey.storage.reports.reports import states_in
from survey.web.figures.context import OpenRound, open_at
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.words import amount, key_figure
from survey.web.request.access import on_round
from survey.web.request.report import read_session
from survey.web.request.visit import nothing_here
from survey.workflow import Action, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.figures import Area
    from survey.questionnaire.model import Question, Section

pages = Blueprint("figures_round", __name__)

COUNTED = frozenset({State.ACCEPTED, State.PUBLISHED})
STANDINGS: Sequence[tuple[Message, frozenset[State]]] = (
    (say("figures/counted", "Accepted", note="a report"), COUNTED),
    (
        say("figures/handed-over", "Submitted, not accepted yet", note="a report"),
        frozenset({State.SUBMITTED}),
    ),
    (say("figures/being-written", "In progress", note="a report"), frozenset({State.DRAFT, State.RETURNED})),
    (say("figures/not-begun", "Not started", note="a report"), frozenset({State.OPEN})),
)
"""The states of reports as the secretariat sees them."""
FOR_ALL: Sequence[tuple[Message, frozenset[State]]] = (
    STANDINGS[0],
    (say("figures/not-yet", "Not yet", note="a report that is not accepted"), frozenset(State) - COUNTED),
)
"""The states of reports as everybody else sees them."""


OVER_YEARS = say("figures/over-years", "Over the years")
COMPARE = say("figures/compare", "Compare countries")


@pages.get("/<lang>/rounds/<form>/<int:year>")
@on_round
def world(form: str, year: int) -> str:
    """Show what the whole round adds up to."""
    with read_session() as session:
        return page_of(open_at(session), THE_WORLD)


@pages.get("/<lang>/rounds/<form>/<int:year>/regions/<code>")
@on_round
def region(form: str, year: int, code: str) -> str:
    """Show what a region adds up to."""
    with read_session() as session:
        this = open_at(session)
        area = this.area(code)
        if area is THE_WORLD:
            raise nothing_here()
        return page_of(this, area)


def page_of(this: OpenRound, area: Area) -> str:
    """Make the page of the world or of a region."""
    states = states_of(this)
    expected = this.figures.areas.reporters_in(area)
    counted = sum(reporter in this.figures.columns.number_of for reporter in expected)
    return render_template(
        "figures/round.html",
        this=this,
        area=area,
        areas=areas_of(this, area),
        counted=counted,
        expected=len(expected),
        standing=standing_of(this, area, states),
        groups=list(groups_of(this, area)),
        ways=list(ways_on(this, area)),
        releases=workflow.may_whole(this.actor, Action.RELEASE) and area is THE_WORLD and not this.preview,
        released=request.args.get("released", "") == str(this.version.edition),
    )


def states_of(this: OpenRound) -> Mapping[str, Mapping[str, int]]:
    """Return how many reports are in each state, by region; of an edition, whether they are in it or not."""
    if this.edition is None:
        return states_in(this.session, this.frozen.round.id)
    figures, found = this.figures, defaultdict[str, Counter[str]](Counter)
    for reporter, region in figures.areas.region_of.items():
        is_in = reporter in figures.columns.number_of
        found[stored_region(region)][State.ACCEPTED if is_in else State.OPEN] += 1
    return found


def ways_on(this: OpenRound, area: Area) -> Iterator[tuple[Message, str]]:
    """Yield the pages to go to from here: the years, and a comparison if there is anything to compare."""
    if len(this.earlier_and_this()) > 1:
        yield OVER_YEARS, this.url("years", region="" if area is THE_WORLD else area.code)
    if len(this.comparable) > 1:
        yield COMPARE, this.url("compare")


def areas_of(this: OpenRound, here: Area) -> list[SimpleNamespace]:
    """Return links to the world and its regions."""
    return [
        SimpleNamespace(
            name=this.name(area),
            address=this.url() if area is THE_WORLD else this.url("regions", area.code),
            current=area == here,
        )
        for area in this.figures.areas.larger
    ]


def standing_of(this: OpenRound, area: Area, states: Mapping[str, Mapping[str, int]]) -> SimpleNamespace:
    """Return the states of the reports, as a plot and as a table."""
    sorts = STANDINGS if this.is_desk else FOR_ALL
    rows = []
    for shown in this.figures.areas.larger if area is THE_WORLD else (area,):
        here = _states_of(this, shown, states)
        counts = [sum(here.get(state, 0) for state in wanted) for _, wanted in sorts]
        address = "" if shown is THE_WORLD else this.url("regions", shown.code)
        rows.append(SimpleNamespace(name=this.name(shown), address=address, counts=counts, whole=sum(counts)))
    labels = [this.visit.plain(label) for label, _ in sorts]
    return SimpleNamespace(labels=labels, rows=rows, plot=_standing_plot(this, labels, rows))


def _states_of(this: OpenRound, area: Area, states: Mapping[str, Mapping[str, int]]) -> Mapping[str, int]:
    if area is not THE_WORLD:
        return states.get(stored_region(area.code), {})
    return {state: sum(counts.get(state, 0) for counts in states.values()) for state in State}


def _standing_plot(this: OpenRound, labels: list[str], rows: list[SimpleNamespace]) -> Plot:
    title = this.visit.plain(say("figures/standing-title", "Share of reports that are accepted"))
    says = " ".join(
        this.visit.plain(
            say(
                "figures/standing-says",
                "{area}: {counted} of {whole} accepted.",
                area=row.name,
                counted=row.counts[0],
                whole=row.whole,
            )
        )
        for row in rows
    )

    def draw(frame: Frame) -> str:
        return shares(
            frame,
            labels,
            [
                ShareRow(
                    row.name,
                    tuple(Part(count / row.whole, amount(this.visit, count)) for count in row.counts)
                    if row.whole
                    else (),
                )
                for row in rows
            ],
        )

    return plotted(this.visit, "standing", title, says, draw)


def groups_of(this: OpenRound, area: Area) -> Iterator[SimpleNamespace]:
    """Yield the key figures under their theme and dimension, section by section."""
    for title, sections in groupby(this.form.sections, lambda section: heading_of(this, section)):
        asked = [
            question for section in sections for question in section.questions if question.kind.name != "note"
        ]
        first = [question for question in asked if question.headline and not question.rows] or asked
        rest = [question for question in asked if question not in first]
        if asked:
            yield SimpleNamespace(
                title=title,
                lines=[line_of(this, area, question) for question in first],
                further=[line_of(this, area, question) for question in rest],
            )


def heading_of(this: OpenRound, section: Section) -> str:
    """Return the heading of a section's figures: its theme and dimension, or its own title."""
    theme = this.form.themes.get(section.theme)
    dimension = this.form.dimensions.get(section.dimension)
    if theme is not None and dimension is not None:
        return this.visit.plain(
            say("figures/heading", "{theme}: {dimension}", theme=theme.label, dimension=dimension.label)
        )
    if theme is not None or dimension is not None:
        return this.visit.plain((theme or dimension).label)  # type: ignore[union-attr]
    return this.visit.plain(section.title)


def line_of(this: OpenRound, area: Area, question: Question) -> SimpleNamespace:
    """Return a question in the list: its label, its key figure, and how many reporters answered."""
    by_rows = bool(question.rows)
    figure = None if by_rows else this.figure(area, question)
    return SimpleNamespace(
        label=this.visit.say(question.label),
        address=this.url("questions", question.id, region="" if area is THE_WORLD else area.code),
        key=key_figure(this.visit, figure) if figure else None,
        coverage=figure.coverage.sentence() if figure else None,
        withheld=figure.withheld if figure else None,
        by_rows=by_rows,
    )
