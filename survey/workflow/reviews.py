"""Annual reviews and what may follow: when a hold may be considered, and what people then decide.

Knows the findings and one rule. A country is never put on hold automatically: a person decides, with a
reason, and lifts the hold once progress is documented again.

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
    """The status of a country in the partnership."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """How many reviews without progress allow a hold (0: never), and whether they must be consecutive."""

    reviews: int = 2
    consecutive: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reviewer finds about a country's year, and the language of the text."""

    substantial: bool | None
    justified: bool | None
    justification: str
    observations: str
    lang: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a round's review; `justified` is None if progress was substantial."""

    year: int
    substantial: bool
    justified: bool | None = None
    form: str = ""

    @property
    def is_lacking(self) -> bool:
        """Tell whether the review found neither substantial progress nor a reasonable justification."""
        return not self.substantial and not self.justified


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken, and the year of the latest review it was based on."""

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
DECISIONS: Mapping[str, Decision] = MappingProxyType({decision.name: decision for decision in (
    Decision("hold", ACTIVE,  ON_HOLD, True,  say("decision/hold", "Put the status on hold")),
    Decision("keep", ACTIVE,  ACTIVE,  True,  say("decision/keep", "Keep the status as it is")),
    Decision("lift", ON_HOLD, ACTIVE,  False, say("decision/lift", "Lift the hold")),
)})

STATUS_LABELS: Mapping[Status, Message] = MappingProxyType({
    ACTIVE:  say("status/active", "Pathfinder country", note="the status of a country"),
    ON_HOLD: say("status/on-hold", "Pathfinder country, status on hold"),
})
# fmt: on


def completed(finding: Finding) -> Finding:
    """Return the finding without a justification if progress was substantial."""
    if finding.substantial:
        return replace(finding, justified=None, justification="")
    return finding


def missing_in(finding: Finding) -> Mapping[str, Message]:
    """Return what is missing or too long in a finding, by part, in the order of the form."""
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
    """Return the message that a text is too long."""
    return say(
        "review/long",
        "Shorten the text to {most} characters; it has {found}.",
        most=LONGEST_TEXT,
        found=found,
    )


def status_after(decided: Sequence[Decided]) -> Status:
    """Return a country's status after all decisions, which are in order of time."""
    return DECISIONS[decided[-1].decision].target if decided else ACTIVE


def grounds(verdicts: Sequence[Verdict], decided: Sequence[Decided], rule: HoldRule) -> tuple[Verdict, ...]:
    """Return the reviews of one questionnaire for which a hold may be considered now; empty if none may be.

    Reviews from before a hold was lifted no longer count. After a decision, a hold is considered again only
    with a further review. A round without a review does not interrupt a row of reviews.
    """
    if rule.reviews < 1 or status_after(decided) is ON_HOLD:
        return ()
    lifted = max((past.year for past in decided if past.decision == "lift"), default=0)
    known = decided[-1].year if decided else 0
    for form in sorted({verdict.form for verdict in verdicts}):
        of_form = [verdict for verdict in verdicts if verdict.form == form and verdict.year > lifted]
        lacking = _lacking(sorted(of_form, key=lambda verdict: verdict.year), rule)
        if len(lacking) >= rule.reviews and lacking[-1].year > known:
            return lacking
    return ()


def _lacking(verdicts: Sequence[Verdict], rule: HoldRule) -> tuple[Verdict, ...]:
    looked_at = verdicts[-rule.reviews :] if rule.consecutive else verdicts
    return tuple(verdict for verdict in looked_at if verdict.is_lacking)


def decisions_for(decided: Sequence[Decided], found: Sequence[Verdict]) -> tuple[Decision, ...]:
    """Return the decisions that are possible for a country now."""
    now = status_after(decided)
    return tuple(
        decision
        for decision in DECISIONS.values()
        if decision.source is now and (found or not decision.needs_grounds)
    )


def demand_decision(name: str, decided: Sequence[Decided], found: Sequence[Verdict]) -> None:
    """Refuse a decision that is not possible now."""
    if name not in {decision.name for decision in decisions_for(decided, found)}:
        raise NotNow(
            say(
                "status/no-decision",
                "This cannot be decided now: the status is “{status}”. Open the country’s page again.",
                status=STATUS_LABELS[status_after(decided)],
            )
        )
