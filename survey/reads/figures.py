"""The added-up figures of rounds, cached in this process for as long as the rounds do not change.

This module knows the versions of rounds and how figures are made. The page decides who may see which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.figures import Figures, Seen, add_up, seen_by
from survey.figures.gathered import Passage, open_questions, written
from survey.reads.counted import cases_in, expected_in
from survey.storage.cache import Cache, Key, Version
from survey.storage.engine.database import database_of
from survey.storage.rounds.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures import Case
    from survey.questionnaire.model import Questionnaire
    from survey.reads.entitlement import Readable
    from survey.reads.versions import RoundVersion

REACH = 3
"""The number of rounds that the shown figures of the last round depend on."""
MOST_KEPT = 36
"""The number of added-up rounds that are cached."""
MOST_READERS = 64
"""The number of different entitlements for which the figures of one round are cached."""


@dataclass
class AddedUp:
    """A round added up, and the figures as readers with different entitlements see them."""

    figures: Figures
    texts: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """The texts written at each open question, by reporter and row."""
    _seen: Cache[Seen] = field(default_factory=lambda: Cache(MOST_READERS))

    def seen_by(self, readable: Readable) -> Seen:
        """Return the figures as a person sees them who may read these answers."""
        return self._seen.get_or_make(readable, lambda: seen_by(self.figures, *readable))


_cache: Cache[AddedUp] = Cache(MOST_KEPT)


def added_up(session: Session, rounds: Sequence[RoundVersion], preview: bool = False) -> AddedUp:
    """Add up the last of these rounds and compare it with the one before; a preview adds unaccepted reports.

    What readers may see of it also depends on the round before the previous one, and on no earlier round.
    """
    *earlier, this = rounds = rounds[-REACH:]
    if not earlier:
        return _alone(session, this, preview)

    def compared() -> AddedUp:
        mine, before = _alone(session, this, preview), added_up(session, earlier)
        figures = mine.figures
        return AddedUp(
            Figures(figures.questionnaire, figures.areas, figures.columns, before.figures), mine.texts
        )

    return _cache.get_or_make(
        _key(session, rounds, preview),
        compared,
        Version(content=[round_.version(preview and round_ is this) for round_ in rounds]),
    )


def _alone(session: Session, this: RoundVersion, preview: bool) -> AddedUp:
    def made() -> AddedUp:
        form = frozen(session, this.round_id).questionnaire
        expected = expected_in(session, this.round_id)
        texts: dict[str, list[Passage]] = {}
        cases = _noting_texts(cases_in(session, this.round_id, preview), form, texts)
        return AddedUp(add_up(form, expected, cases), texts)

    return _cache.get_or_make(_key(session, [this], preview), made, this.version(preview))


def _noting_texts(
    cases: Iterable[Case], form: Questionnaire, texts: dict[str, list[Passage]]
) -> Iterator[Case]:
    """Pass cases on and collect the written texts on the way."""
    asked = open_questions(form)
    for case in cases:
        for passage in written(case, asked):
            texts.setdefault(passage.question, []).append(passage)
        yield case


def _key(session: Session, rounds: Sequence[RoundVersion], preview: bool) -> Key:
    return (database_of(session), preview, *(round_.round_id for round_ in rounds))
