"""The questionnaire and the catalogs of a round as they were frozen, parsed once a process.

Knows bytes and their hashes; a round whose bytes are not those that were frozen is not served at all.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from sqlalchemy import URL
from sqlalchemy.orm import Session

from survey.catalogs.catalog import Catalog, read_catalog
from survey.errors import Broken, NotFound
from survey.messages import say
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import read_text
from survey.storage.rounds import Round, catalogs_of, round_as_read, source_of

MOST_KEPT = 16
"""So many rounds are kept parsed; the one that was used least recently makes room."""


@dataclass(frozen=True, slots=True)
class FrozenRound:
    """A round as it stands now, and what it asks in which words, as it was when it opened.

    `catalogs` stand in for the installation's own: `Catalogs.replaced(*frozen.catalogs)`.
    """

    round: Round
    questionnaire: Questionnaire
    catalogs: tuple[Catalog, ...]


Key = tuple[URL, int, str, int]
_parsed: OrderedDict[Key, tuple[Questionnaire, tuple[Catalog, ...]]] = OrderedDict()
_turn = Lock()


def frozen(session: Session, round_id: int) -> FrozenRound:
    """A round with its questionnaire and catalogs: one small query, where it was parsed before."""
    this = round_as_read(session, round_id)
    if this is None:
        raise NotFound(say("rounds/gone", "There is no such round. Go back to the list of rounds."))
    key = (session.get_bind().engine.url, this.id, this.sha256, this.revision)
    with _turn:
        found = _parsed.get(key)
        if found is None:
            found = _parsed[key] = _parse(session, this)
        _parsed.move_to_end(key)
        while len(_parsed) > MOST_KEPT:
            _parsed.popitem(last=False)
    return FrozenRound(this, *found)


def _parse(session: Session, this: Round) -> tuple[Questionnaire, tuple[Catalog, ...]]:
    source = _sound(source_of(session, this.id), this.sha256)
    catalogs = tuple(
        read_catalog(this.form, kept.language, _sound(kept.source, kept.sha256))
        for kept in catalogs_of(session, this.id)
    )
    return read_text(source, f"{this.form}/{this.edition}.yaml"), catalogs


def _sound(data: bytes, wanted: str) -> bytes:
    if sha256(data).hexdigest() != wanted:
        raise Broken(
            say(
                "rounds/altered",
                "The questionnaire of this round is not the one that was kept when it opened. "
                "Tell the secretariat: it must be restored from a backup.",
            )
        )
    return data
