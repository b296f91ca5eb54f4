"""What rounds add up to, kept at hand in this process for as long as nothing in them changes.

Knows versions of rounds and how their figures are made; who may see which is the reader's page's to say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from survey.figures import Figures, Seen, add_up, seen_by
from survey.figures.gathered import Passage, open_questions, written
from survey.reads.counted import cases_in, expected_in
from survey.storage.rounds.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures import Case
    from survey.questionnaire.model import Questionnaire
    from survey.reads.entitlement import Readable
    from survey.reads.versions import RoundVersion

REACH = 3
"""So many rounds bear on what is shown of the last of them."""
MOST_KEPT = 36
"""So many rounds are kept added up; the one that was looked at least recently makes room."""
MOST_READERS = 64
"""For so many sorts of readers what they may see is kept with a round."""


@dataclass
class AddedUp:
    """A round added up, and what the readers so far may see of it."""

    figures: Figures
    texts: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """What was written at each question that asks for words, by reporter and row."""
    _seen: dict[Readable, Seen] = field(default_factory=dict)

    def seen_by(self, readable: Readable) -> Seen:
        """Return the figures as somebody sees them who may read these answers."""
        found = self._seen.get(readable)
        if found is None:
            if len(self._seen) >= MOST_READERS:
                self._seen.clear()
            found = self._seen[readable] = seen_by(self.figures, *readable)
        return found


Key = tuple[object, ...]
_kept: OrderedDict[Key, AddedUp] = OrderedDict()
_turn = Lock()


def added_up(session: Session, rounds: Sequence[RoundVersion], preview: bool = False) -> AddedUp:
    """The last of these rounds added up, compared with the one before; a preview adds what is not accepted.

    What others may see of it hangs on the round before that one too, and on no earlier one.
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

    keys = [_key(session, one, preview and one is this) for one in rounds]
    return _at_hand(tuple(keys), compared)


def _alone(session: Session, this: RoundVersion, preview: bool) -> AddedUp:
    def made() -> AddedUp:
        form = frozen(session, this.round_id).questionnaire
        expected = expected_in(session, this.round_id)
        texts: dict[str, list[Passage]] = {}
        cases = _noting_texts(cases_in(session, this.round_id, preview), form, texts)
        return AddedUp(add_up(form, expected, cases), texts)

    return _at_hand((_key(session, this, preview),), made)


def _noting_texts(
    cases: Iterable[Case], form: Questionnaire, texts: dict[str, list[Passage]]
) -> Iterator[Case]:
    """Pass cases on, and note on the way what was written in words."""
    asked = open_questions(form)
    for case in cases:
        for one in written(case, asked):
            texts.setdefault(one.question, []).append(one)
        yield case


def _key(session: Session, this: RoundVersion, preview: bool) -> Key:
    database = str(session.get_bind().engine.url)
    return (database, preview, *(this if preview else this.of_what_counts))


def _at_hand(key: Key, make: Callable[[], AddedUp]) -> AddedUp:
    """What is kept under a key, made where it is not; two who make it at once make the same."""
    with _turn:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    made = make()
    with _turn:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made
