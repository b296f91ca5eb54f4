"""What readers are told about the editions of a round's figures: which this is, or that there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import abort, g, make_response, render_template

from survey.messages import say
from survey.reads.entitlement import Basis
from survey.web.request.round import visit_to
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from datetime import date

    from survey.messages import Message
    from survey.reads.versions import RoundVersion
    from survey.storage.rounds.frozen import FrozenRound

REFUSED = 409
"""The status of a file of figures before the first edition: a program must not mistake the page for it."""


def released_on(this: FrozenRound, version: RoundVersion) -> date | None:
    """Return the day of the last edition, in the time zone of the round."""
    at = version.released_at
    return at.astimezone(ZoneInfo(this.round.zone)).date() if at is not None else None


def standing_of(this: FrozenRound, basis: Basis, version: RoundVersion) -> Message | None:
    """Say which edition somebody sees, or what others see; nothing where there is no edition to be seen."""
    number, day = str(version.edition), released_on(this, version)
    if basis is Basis.RELEASED:
        if day is None:
            return None
        return say(
            "release/this-edition",
            "These figures were released on {day} (edition {number}). Reports accepted or changed since then "
            "will count in the next edition.",
            number=number,
            day=day,
        )
    if day is None:
        return say(
            "release/no-edition-yet",
            "The figures of this round are not released yet: only those who may read all answers see them.",
        )
    return say(
        "release/others-see",
        "You see the figures of the reports as they are now. Others see the figures released on {day} "
        "(edition {number}).",
        number=number,
        day=day,
    )


def demand_release(this: FrozenRound, basis: Basis, version: RoundVersion, is_file: bool = False) -> None:
    """Show a page that says so, instead of figures, to readers who must wait for the first edition."""
    if basis is not Basis.RELEASED or version.edition:
        return
    g.visit = visit_to(this)
    page = render_template("figures/unreleased.html", form=this.questionnaire, year=this.round.year)
    abort(make_response(page, REFUSED if is_file else 200))


def edition_source(this: FrozenRound, version: RoundVersion) -> str:
    """Return the edition as the source of a figure."""
    return visit().plain(
        say(
            "finding/source-edition",
            "Source: edition {number} of the figures, released on {day}",
            number=str(version.edition),
            day=released_on(this, version),
        )
    )
