"""Releasing the figures of a round: what would be in the next edition, and the button.

Knows how the page is put together; releasing is an action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, make_response, redirect, render_template

from survey.actions.figures.releasing import LEAST, next_edition, refuse_release, release_figures
from survey.countries import ILO_REGIONS, reporter_name
from survey.errors import Refusal
from survey.languages import folded
from survey.messages import say, say_count
from survey.reads.counted import expected_in
from survey.web.figures.context import open_without_figures
from survey.web.request.access import secretariat_only
from survey.web.request.report import read_session
from survey.web.request.session import context
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from survey.actions.figures.releasing import NextEdition
    from survey.messages import Message
    from survey.reads.versions import RoundVersion
    from survey.storage.figures.editions import Included
    from survey.web.figures.context import OpenRound

pages = Blueprint("figures_release", __name__)

AT = "/<lang>/rounds/<form>/<int:year>/release"
NEW = say("release/new", "New in this edition")
CHANGED = say("release/changed", "With a newer submission than in the last edition")
GONE = say("release/gone", "No longer in it, because they are not accepted now")


@pages.get(AT)
@secretariat_only(Action.RELEASE)
def ask(**_: object) -> str:
    """Show what would be in the next edition of a round's figures."""
    return page_of()


@pages.post(AT)
@secretariat_only(Action.RELEASE)
def release(**_: object) -> Response:
    """Release the next edition, or say why not."""
    try:
        number = release_figures(g.round.round.id, context())
    except Refusal as refusal:
        return make_response(page_of(refusal.message), refusal.status)
    with read_session() as session:
        this = open_without_figures(session)
        return make_response(redirect(this.url(released=number), 303))


def page_of(refused: Message | None = None) -> str:
    """Make the page."""
    with read_session() as session:
        this = open_without_figures(session)
        found = next_edition(session, g.round.round.id)
        names = names_in(this)
        return render_template(
            "figures/release.html",
            this=this,
            number=found.number,
            count=len(found.reports),
            last=this.release if found.last is not None else None,
            groups=[(title, group) for title, group in groups_of(found, names) if group],
            warnings=[*warnings_of(found)],
            refused=refused,
            why_not=refused or why_not(this, found),
            earlier=earlier_unreleased(this),
        )


def earlier_unreleased(this: OpenRound) -> RoundVersion | None:
    """Return the round before this one, if its figures are not released: they come first."""
    before = [version for version in this.versions if version.year < this.year]
    last = max(before, key=lambda version: version.year, default=None)
    return last if last is not None and not last.edition else None


def why_not(this: OpenRound, found: NextEdition) -> Message | None:
    """Return why nothing can be released now; None if it can."""
    try:
        refuse_release(this.session, this.frozen.round, found)
    except Refusal as refusal:
        return refusal.message
    return None


def names_in(this: OpenRound) -> Mapping[str, str]:
    """Return what the reporters of the round are called, by code."""
    return {
        expected.reporter: reporter_name(expected.reporter, expected.names, this.visit.language)
        for expected in expected_in(this.session, this.frozen.round.id)
    }


def groups_of(found: NextEdition, names: Mapping[str, str]) -> Iterator[tuple[Message, list[str]]]:
    """Yield who is new, changed and gone, by name."""
    yield NEW, by_name(found.new, names)
    yield CHANGED, by_name(found.changed, names)
    yield GONE, by_name(found.gone, names)


def by_name(reports: Iterable[Included], names: Mapping[str, str]) -> list[str]:
    """Return the names of these reporters, in their order."""
    return sorted((names[report.reporter] for report in reports), key=folded)


def warnings_of(found: NextEdition) -> Iterator[Message]:
    """Say where so few reports differ that readers will see less than before."""
    if found.last is not None and 0 < len(found.differing) < LEAST:
        yield say_count(
            "release/few",
            "Only {count} report differs from the last edition. Its answers could be worked out from the "
            "difference, so others will no longer see the figures that it changes. Wait until at least three "
            "reports differ, if you can.",
            "Only {count} reports differ from the last edition. Their answers could be worked out from the "
            "difference, so others will no longer see the figures that they change. Wait until at least "
            "three reports differ, if you can.",
            len(found.differing),
        )
        return
    for region, count in found.too_few.items():
        yield say_count(
            "release/few-in-region",
            "{region}: {count} report differs from the last edition. Others will no longer see the figures "
            "of this region that it changes.",
            "{region}: {count} reports differ from the last edition. Others will no longer see the figures "
            "of this region that they change.",
            count,
            region=ILO_REGIONS.get(region, region),
        )
