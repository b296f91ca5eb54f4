"""What a figure found, as a sentence: computed from its statistics, and never more than they say.

    change of a sum, number of entries, rate or share   from what to what, over the countries of both rounds
    change of a median                                  the median of the countries' own changes
    one round                                           the total, rate or median, or the commonest answer
    several currencies                                  that amounts are not added
    withheld, or without an answer                      nothing: the label of the question is the title

The label of the question precedes a colon, so that every language can say the rest without bending it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from survey.messages import Message, say, say_count
from survey.web.figures.release.standing import edition_source
from survey.web.figures.words import (
    NOT_ADDED,
    currencies_of,
    difference,
    key_statistic,
    label_with_unit,
    written,
)

if TYPE_CHECKING:
    from survey.figures import Figure, Statistic
    from survey.web.figures.context import OpenRound
    from survey.web.request.visit import Visit

COMPARED_BY_ITSELF = "median"
"""The statistic whose change is that of the countries, not a difference of two medians."""


def finding_of(here: Visit, figure: Figure) -> str:
    """Return the finding of a figure as a sentence; nothing where there is none to tell."""
    statistic = key_statistic(figure)
    if statistic is None or figure.withheld is not None:
        return ""
    found = _currencies(figure) or _change(here, figure, statistic) or _state(here, figure, statistic)
    if found is None:
        return ""
    sentence = here.plain(_about(figure, statistic, here.plain(found)))
    return " ".join(part for part in (sentence, carried_over(here, statistic)) if part)


def _about(figure: Figure, statistic: Statistic, finding: str) -> Message:
    """Name the question before its finding, and the choice if the finding is about one of several."""
    label = figure.question.label
    if statistic.option is None or statistic.code == "share:yes" or statistic.change is None:
        return say("finding/about", "{label}: {finding}", label=label, finding=finding)
    return say(
        "finding/about-choice",
        "{label}, “{choice}”: {finding}",
        label=label,
        choice=statistic.option.label,
        finding=finding,
    )


def measure_of(this: OpenRound, figure: Figure) -> str:
    """Return what a plot measures: the statistic with its unit, the round, the coverage, the years."""
    here, statistic = this.visit, key_statistic(figure)
    if statistic is None:
        return ""
    years = figure.years_of(statistic)
    is_one = len(currencies_of(figure)) < 2
    coverage = figure.coverage_of(statistic) if is_one else figure.coverage
    parts = [
        label_with_unit(here, figure.question, statistic) if is_one else "",
        str(this.year),
        here.plain(coverage.sentence()),
        here.plain(say("finding/years", "reference years: {years}", years=years.sentence())) if years else "",
    ]
    return "\u00a0· ".join(part for part in parts if part)


def source_of(this: OpenRound) -> str:
    """Return where the figures of a round come from, and as of when."""
    latest = this.version
    if this.edition is not None:
        return edition_source(this.frozen, latest)
    at = latest.changed_at if this.preview else latest.last_step_at
    if at is None:
        return ""
    day = at.astimezone(ZoneInfo(this.frozen.round.zone)).date()
    if this.preview:
        return this.visit.plain(
            say("finding/source-preview", "Source: reports as of {day}, not all of them accepted", day=day)
        )
    return this.visit.plain(say("finding/source", "Source: reports accepted by {day}", day=day))


def carried_over(here: Visit, statistic: Statistic) -> str:
    """Return the sentence that answers were carried over; nothing if none were, or nothing is compared."""
    if statistic.change is None or not statistic.carried:
        return ""
    return here.plain(
        say_count(
            "finding/carried",
            "{count} of these answers was carried over from the previous round.",
            "{count} of these answers were carried over from the previous round.",
            statistic.carried,
        )
    )


def _currencies(figure: Figure) -> Message | None:
    count = len(currencies_of(figure))
    return Message(NOT_ADDED, {}, count) if count > 1 else None


def _change(here: Visit, figure: Figure, statistic: Statistic) -> Message | None:
    """Return the change over the countries of both rounds."""
    if statistic.change is None or statistic.unit == "year":
        return None
    change = difference(here, figure.question, statistic, statistic.change)
    if statistic.code == COMPARED_BY_ITSELF:
        return say_count(
            "finding/median-change",
            "the median change is {change}, over the {count} country that answered in both rounds",
            "the median change is {change}, over the {count} countries that answered in both rounds",
            statistic.compared,
            change=change,
        )
    if statistic.before is None:
        return None
    before = written(here, figure.question, statistic, statistic.before)
    after = written(here, figure.question, statistic, statistic.before + statistic.change)
    if not statistic.change:
        return say_count(
            "finding/unchanged",
            "unchanged at {value} in the {count} country that answered in both rounds",
            "unchanged at {value} in the {count} countries that answered in both rounds",
            statistic.compared,
            value=after,
        )
    said = {"before": before, "after": after, "change": change}
    if statistic.change > 0:
        return say_count(
            "finding/up",
            "up from {before} to {after} ({change}) in the {count} country that answered in both rounds",
            "up from {before} to {after} ({change}) in the {count} countries that answered in both rounds",
            statistic.compared,
            **said,
        )
    return say_count(
        "finding/down",
        "down from {before} to {after} ({change}) in the {count} country that answered in both rounds",
        "down from {before} to {after} ({change}) in the {count} countries that answered in both rounds",
        statistic.compared,
        **said,
    )


def _state(here: Visit, figure: Figure, statistic: Statistic) -> Message | None:
    """Return what this round alone says."""
    if statistic.code.startswith("share:"):
        return _choice(here, figure, statistic)
    say_state = {"rate": _rate, "median": _median, "earliest": _span}.get(statistic.code)
    if say_state is not None:
        return say_state(here, figure, statistic)
    return _total(here, figure, statistic) if statistic.code in ("sum", "entries") else None


def _total(here: Visit, figure: Figure, statistic: Statistic) -> Message:
    value = written(here, figure.question, statistic)
    if figure.is_lower_bound(statistic):
        return say_count(
            "finding/at-least",
            "at least {value} in {count} country",
            "at least {value} in {count} countries together",
            statistic.reporters,
            value=value,
        )
    return say_count(
        "finding/total",
        "{value} in {count} country",
        "{value} in {count} countries together",
        statistic.reporters,
        value=value,
    )


def _rate(here: Visit, figure: Figure, statistic: Statistic) -> Message:
    return say_count(
        "finding/rate",
        "{value}, over the {count} country that gave both numbers",
        "{value}, over the {count} countries that gave both numbers",
        statistic.reporters,
        value=written(here, figure.question, statistic),
    )


def _median(here: Visit, figure: Figure, statistic: Statistic) -> Message:
    return say_count(
        "finding/median",
        "{value} in the {count} country that answered",
        "the median of {count} countries is {value}",
        statistic.reporters,
        value=written(here, figure.question, statistic),
    )


def _span(here: Visit, figure: Figure, statistic: Statistic) -> Message | None:
    latest = figure.statistic("latest", statistic.currency)
    if statistic.reporters == 1:
        return _total(here, figure, statistic)
    if latest is None:
        return None
    return say_count(
        "finding/span",
        "from {first} to {last} in {count} country",
        "from {first} to {last} in {count} countries",
        statistic.reporters,
        first=written(here, figure.question, statistic),
        last=written(here, figure.question, latest),
    )


def _choice(here: Visit, figure: Figure, statistic: Statistic) -> Message | None:
    """Return the answer that is given most often, or those that are given equally often."""
    shares = [found for found in figure.statistics if found.code.startswith("share:")]
    top = max(shares, key=lambda found: found.value) if statistic.code != "share:yes" else statistic
    count = figure.statistic(top.code.replace("share:", "count:"))
    if count is None or top.option is None:
        return None
    chosen = round(float(count.value))  # type: ignore[arg-type]
    if top.code == "share:yes":
        return say_count(
            "finding/yes",
            "yes in {chosen} of the {count} country that answered",
            "yes in {chosen} of the {count} countries that answered",
            top.reporters,
            chosen=chosen,
        )
    equal = [here.plain(found.option.label) for found in shares if found.value == top.value and found.option]
    if len(equal) > 1:
        return say_count(
            "finding/equally-often",
            "equally often {choices}, each in {chosen} of the {count} country that answered",
            "equally often {choices}, each in {chosen} of the {count} countries that answered",
            top.reporters,
            choices=equal,
            chosen=chosen,
        )
    return say_count(
        "finding/most-often",
        "most often “{choice}”, in {chosen} of the {count} country that answered",
        "most often “{choice}”, in {chosen} of the {count} countries that answered",
        top.reporters,
        choice=top.option.label,
        chosen=chosen,
    )
