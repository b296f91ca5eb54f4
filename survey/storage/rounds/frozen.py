"""The questionnaire and the catalogs of a round as they were frozen, parsed once in each process.

Knows bytes and their hashes. A round whose bytes differ from those that were frozen is not served at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from survey.catalogs.catalog import Catalog, read_catalog
from survey.errors import Broken, NotFound
from survey.messages import say
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import read_text
from survey.storage.cache import Cache, Version
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
"""The number of rounds that are kept parsed."""


@dataclass(frozen=True, slots=True)
class FrozenRound:
    """A round as it is now, with its questionnaire and catalogs as they were when it opened.

    `catalogs` stand in for the installation's own: `Catalogs.replaced(*frozen.catalogs)`.
    """

    round: Round
    questionnaire: Questionnaire
    catalogs: tuple[Catalog, ...]


Parsed = tuple[Questionnaire, tuple[Catalog, ...]]
_parsed: Cache[Parsed] = Cache(MOST_KEPT)
_rounds: Cache[FrozenRound] = Cache(MOST_KEPT)
_identity = itemgetter(
    *([column.name for column in LIGHT_COLUMNS].index(name) for name in ("id", "sha256", "revision"))
)


def frozen(session: Session, round_id: int) -> FrozenRound:
    """Return a round with its questionnaire and catalogs: in one small query, if it was parsed before."""
    columns = round_columns(session, round_id)
    if columns is None:
        raise NotFound(say("rounds/gone", "This round does not exist. Go back to the list of rounds."))
    return frozen_as_read(session, columns)


def frozen_as_read(session: Session, columns: tuple[Any, ...]) -> FrozenRound:
    """Return the same for a round whose columns were read: without a query, if it was parsed before."""
    round_id, _, revision = _identity(columns)

    def put_together() -> FrozenRound:
        this = round_from(columns)
        return FrozenRound(this, *_parsed_once(session, this))

    version = Version(revision, content=columns)
    return _rounds.get_or_make((database_of(session), round_id), put_together, version)


def questionnaire_of(session: Session, round_id: int, sha256: str, revision: int) -> Questionnaire:
    """Return what a round asks, given its hash and revision: without a query, if it was parsed before."""
    found = _parsed.get((database_of(session), round_id), Version(revision, content=sha256))
    return found[0] if found is not None else frozen(session, round_id).questionnaire


def _parsed_once(session: Session, this: Round) -> Parsed:
    """Return the questionnaire and the catalogs, which stay the same while only the round's dates change."""
    key, version = (database_of(session), this.id), Version(this.revision, content=this.sha256)
    return _parsed.get_or_make(key, lambda: _parse(session, this), version)


def _parse(session: Session, this: Round) -> Parsed:
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
                "The questionnaire of this round is not the one that was saved when the round "
                "opened. Tell the secretariat: it must be restored from a backup.",
            )
        )
    return data
