"""The questionnaire and the catalogs of a round as they were frozen, parsed once a process.

Knows bytes and their hashes; a round whose bytes are not those that were frozen is not served at all.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import itemgetter
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from survey.catalogs.catalog import Catalog, read_catalog
from survey.errors import Broken, NotFound
from survey.messages import say
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import read_text
from survey.storage.engine.database import database_of
from survey.storage.rounds.rounds import (
    LIGHT_COLUMNS,
    Round,
    catalogs_of,
    round_columns,
    round_from,
    source_of,
)

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


Key = tuple[object, int, str, int]
_parsed: OrderedDict[Key, tuple[tuple[Any, ...], FrozenRound]] = OrderedDict()
_turn = Lock()
_identity = itemgetter(
    *([one.name for one in LIGHT_COLUMNS].index(name) for name in ("id", "sha256", "revision"))
)


def frozen(session: Session, round_id: int) -> FrozenRound:
    """A round with its questionnaire and catalogs: one small query, where it was parsed before."""
    columns = round_columns(session, round_id)
    if columns is None:
        raise NotFound(say("rounds/gone", "There is no such round. Go back to the list of rounds."))
    return frozen_as_read(session, columns)


def frozen_as_read(session: Session, columns: tuple[Any, ...]) -> FrozenRound:
    """The same of a round whose columns were read: without a query, where it was parsed before."""
    key = (database_of(session), *_identity(columns))
    with _turn:
        found = _parsed.get(key)
        if found is None:
            found = _parsed[key] = (columns, _parse(session, round_from(columns)))
        elif found[0] != columns:
            found = _parsed[key] = (columns, replace(found[1], round=round_from(columns)))
        _parsed.move_to_end(key)
        while len(_parsed) > MOST_KEPT:
            _parsed.popitem(last=False)
    return found[1]


def questionnaire_of(session: Session, round_id: int, sha256: str, revision: int) -> Questionnaire:
    """What a round asks, its hash and revision being known: without a query, where it was parsed before."""
    with _turn:
        found = _parsed.get((database_of(session), round_id, sha256, revision))
    return found[1].questionnaire if found else frozen(session, round_id).questionnaire


def _parse(session: Session, this: Round) -> FrozenRound:
    source = _sound(source_of(session, this.id), this.sha256)
    catalogs = tuple(
        read_catalog(this.form, kept.language, _sound(kept.source, kept.sha256))
        for kept in catalogs_of(session, this.id)
    )
    return FrozenRound(this, read_text(source, f"{this.form}/{this.edition}.yaml"), catalogs)


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
