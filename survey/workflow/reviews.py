"""Annual reviews and what may follow: when a hold may be considered, and what people then decide.

Knows what was found and one rule. Nothing here puts a country on hold: a person does, with a reason, and
lifts it once progress is documented again.

    decision  from     to       only with grounds
    hold      active   on hold  yes
    keep      active   active   yes
    lift      on hold  active   no

Grounds are reviews that found neither substantial progress nor a reasonable justification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from survey.messages import Message, say
from survey.workflow.refusing import NotNow


class Status(StrEnum):
    """Where a country stands in the partnership."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """After how many reviews a hold may be considered (0: never); whether these must follow one another."""

    reviews: int = 2
    consecutive: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reviewer finds about a country's year, in the language in which it is written."""

    substantial: bool | None
    justified: bool | None
    justification: str
    observations: str
    lang: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the review of a round found; `justified` is asked only where progress was not substantial."""

    year: int
    substantial: bool
    justified: bool | None = None
    form: str = ""

    @property
    def is_lacking(self) -> bool:
        """Tell whether there was neither substantial progress nor a reasonable justification."""
        return not self.substantial and not self.justified


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken, and the year of the last review that it knew."""

    decision: str
    year: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the table of decisions."""

    name: str
    source: Status
    target: Status
    needs_grounds: bool
    label: Message


ACTIVE, ON_HOLD = Status
LONGEST_TEXT = 8_000

# fmt: off
DECISIONS: Mapping[str, Decision] = MappingProxyType({one.name: one for one in (
    Decision("hold", ACTIVE,  ON_HOLD, True,  say("decision/hold", "Put the status on hold")),
    Decision("keep", ACTIVE,  ACTIVE,  True,  say("decision/keep", "Keep the status as it is")),
    Decision("lift", ON_HOLD, ACTIVE,  False, say("decision/lift", "Lift the hold")),
)})

STATUS_LABELS: Mapping[Status, Message] = MappingProxyType({
    ACTIVE:  say("status/active", "Pathfinder country"),
    ON_HOLD: say("status/on-hold", "Pathfinder country, status on hold"),
})
# fmt: on


def completed(finding: Finding) -> Finding:
    """A finding with only what belongs together: progress that is substantial needs no justification."""
    if finding.substantial:
        return replace(finding, justified=None, justification="")
    return finding


def missing_in(finding: Finding) -> Mapping[str, Message]:
    """What a finding lacks, by the part that lacks it, in the order in which it is asked."""
    return dict(_missing(finding))


def _missing(finding: Finding) -> Iterator[tuple[str, Message]]:
    if finding.substantial is None:
        yield "substantial", say("review/choose-progress", "Choose whether there was substantial progress.")
    if finding.substantial is False and finding.justified is None:
        yield (
            "justified",
            say("review/choose-justified", "Choose whether there is a reasonable justification."),
        )
    if finding.substantial is False and finding.justified and not finding.justification:
        yield "justification", say("review/no-justification", "Write what the justification is.")
    if not finding.observations:
        yield (
            "observations",
            say("review/no-observations", "Write your observations: the country reads them."),
        )
    for part in ("justification", "observations"):
        if len(getattr(finding, part)) > LONGEST_TEXT:
            yield part, too_long(len(getattr(finding, part)))


def too_long(found: int) -> Message:
    """Say that a text is too long."""
    return say(
        "review/long",
        "Shorten the text to {most} characters; it has {found}.",
        most=LONGEST_TEXT,
        found=found,
    )


def status_after(decided: Sequence[Decided]) -> Status:
    """Where a country stands after all that was decided, the first decision first."""
    return DECISIONS[decided[-1].decision].target if decided else ACTIVE


def grounds(verdicts: Sequence[Verdict], decided: Sequence[Decided], rule: HoldRule) -> tuple[Verdict, ...]:
    """The reviews for which a hold may be considered now, of one questionnaire; none if it may not.

    What was reviewed before a hold was lifted counts no more, and what was decided about once is considered
    again only with a further review. A round without a review interrupts nothing.
    """
    if rule.reviews < 1 or status_after(decided) is ON_HOLD:
        return ()
    lifted = max((one.year for one in decided if one.decision == "lift"), default=0)
    known = decided[-1].year if decided else 0
    for form in sorted({one.form for one in verdicts}):
        of_form = [one for one in verdicts if one.form == form and one.year > lifted]
        lacking = _lacking(sorted(of_form, key=lambda one: one.year), rule)
        if len(lacking) >= rule.reviews and lacking[-1].year > known:
            return lacking
    return ()


def _lacking(verdicts: Sequence[Verdict], rule: HoldRule) -> tuple[Verdict, ...]:
    looked_at = verdicts[-rule.reviews :] if rule.consecutive else verdicts
    return tuple(one for one in looked_at if one.is_lacking)


def decisions_for(decided: Sequence[Decided], found: Sequence[Verdict]) -> tuple[Decision, ...]:
    """What can be decided about a country now."""
    now = status_after(decided)
    return tuple(one for one in DECISIONS.values() if one.source is now and (found or not one.needs_grounds))


def demand_decision(name: str, decided: Sequence[Decided], found: Sequence[Verdict]) -> None:
    """Refuse a decision that cannot be taken now."""
    if name not in {one.name for one in decisions_for(decided, found)}:
        raise NotNow(
            say(
                "status/no-decision",
                "This cannot be decided now: the status is “{status}”. Open the country’s page again.",
                status=STATUS_LABELS[status_after(decided)],
            )
        )
