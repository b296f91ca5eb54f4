"""The added-up figures of rounds, cached in this process for as long as the rounds do not change.

This module knows the versions of rounds and how figures are made. The page decides who may see which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.figures import Figures, Seen, add_up, seen_by
from survey.figures.gathered import Passage, open_questions, written
from survey.reads.counted import cases_of, counted_in, expected_in, released_in
from survey.reads.entitlement import Basis
from survey.storage.cache import Cache, Key, Version
from survey.storage.engine.database import database_of
from survey.storage.rounds.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures import Case
    from survey.questionnaire.model import Questionnaire
    from survey.reads.counted import CountedReport
    from survey.reads.entitlement import Readable
    from survey.reads.versions import RoundVersion

REACH = 3
"""The number of rounds that the shown figures of the last round depend on."""
SEVERAL = 2
"""From this number of editions on, readers may have kept an earlier one."""
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


def added_up(session: Session, rounds: Sequence[RoundVersion], basis: Basis = Basis.NOW) -> AddedUp:
    """Add up the last of these rounds and compare it with the one before; a preview adds unaccepted reports.

    Of released figures, rounds without an edition are left out, and earlier editions come along.
    What readers may see of it also depends on the round before the previous one, and on no earlier round.
    """
    *earlier, this = rounds = _reached(rounds, basis)
    if not earlier and (basis is not Basis.RELEASED or this.edition < SEVERAL):
        return _alone(session, this, basis)
    of_earlier = Basis.RELEASED if basis is Basis.RELEASED else Basis.NOW

    def compared() -> AddedUp:
        before = added_up(session, earlier, of_earlier).figures if earlier else None
        mine = _alone(session, this, basis)
        past = [_alone(session, edition, basis).figures for edition in _past_editions(this, basis)]
        return AddedUp(
            _beside(mine.figures, before, [_beside(figures, before) for figures in past]), mine.texts
        )

    versions = [round_.version(basis if round_ is this else of_earlier) for round_ in rounds]
    return _cache.get_or_make(_key(session, rounds, basis), compared, Version(content=versions))


def _reached(rounds: Sequence[RoundVersion], basis: Basis) -> Sequence[RoundVersion]:
    """Return the last of these rounds, and the earlier ones on which its figures depend."""
    *earlier, this = rounds
    if basis is Basis.RELEASED:
        earlier = [round_ for round_ in earlier if round_.edition]
    return [*earlier, this][-REACH:]


def _past_editions(this: RoundVersion, basis: Basis) -> Iterator[RoundVersion]:
    """Yield the round as it was in each edition before the last one, where released figures are shown."""
    for number in range(1, this.edition) if basis is Basis.RELEASED else ():
        yield this._replace(edition=number, edition_sha256="", released_at=None)


def _beside(mine: Figures, before: Figures | None, editions: Sequence[Figures] = ()) -> Figures:
    """Return the figures of a round beside those of the round before, and of its own earlier editions."""
    return Figures(mine.questionnaire, mine.areas, mine.columns, before, editions)


def _alone(session: Session, this: RoundVersion, basis: Basis) -> AddedUp:
    def made() -> AddedUp:
        form = frozen(session, this.round_id).questionnaire
        expected = expected_in(session, this.round_id)
        texts: dict[str, list[Passage]] = {}
        cases = _noting_texts(cases_of(session, this.round_id, _taken(session, this, basis)), form, texts)
        return AddedUp(add_up(form, expected, cases), texts)

    key = (*_key(session, [this], basis), this.edition if basis is Basis.RELEASED else 0)
    return _cache.get_or_make(key, made, this.version(basis))


def _taken(session: Session, this: RoundVersion, basis: Basis) -> Sequence[CountedReport]:
    """Return the reports that count: nobody's before the first edition, where released figures are shown."""
    if basis is Basis.RELEASED:
        return released_in(session, this.round_id, this.edition)
    return counted_in(session, this.round_id, basis is Basis.PREVIEW)


def _noting_texts(
    cases: Iterable[Case], form: Questionnaire, texts: dict[str, list[Passage]]
) -> Iterator[Case]:
    """Pass cases on and collect the written texts on the way."""
    asked = open_questions(form)
    for case in cases:
        for passage in written(case, asked):
            texts.setdefault(passage.question, []).append(passage)
        yield case


def _key(session: Session, rounds: Sequence[RoundVersion], basis: Basis) -> Key:
    return (database_of(session), basis, *(round_.round_id for round_ in rounds))
