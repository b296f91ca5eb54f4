"""Correct the wording of a live round: read its texts and translations again; nothing else may differ.

The earlier wording is kept, so that every answer can be read with the words of its time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.rounds.editions import Edition, edition_for, refuse_gaps
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.questionnaire.reading import read_text
from survey.questionnaire.rewording import altered
from survey.settings import Settings
from survey.storage.rounds.rounds import (
    Round,
    RoundCatalog,
    RoundRevision,
    catalogs_of,
    light_round,
    round_in_hand,
)


def revise_wording(settings: Settings, round_id: int, context: Context, *, allow_gaps: bool = False) -> int:
    """Take over the wording of the questionnaire's current file and catalogs; return the revision."""
    with recorded("revise_wording", context, round_id=round_id) as act:
        this = _in_hand(act.session, round_id)
        found = edition_for(settings, this.form, this.year, this.edition)
        _refuse_more_than_words(this, found)
        if not allow_gaps:
            refuse_gaps(found)
        kept = {catalog.language: catalog for catalog in catalogs_of(act.session, round_id)}
        _refuse_nothing_new(this, kept, found)
        act.details |= {"revision": this.revision + 1, "before": this.sha256, "after": found.sha256}
        _put_aside(act.session, this, kept, context.now)
        _take_over(act.session, this, kept, found)
        return this.revision


def _in_hand(session: Session, round_id: int) -> Round:
    this = round_in_hand(session, round_id) if light_round(session, round_id) else None
    if this is None:
        raise NotFound(say("rounds/none", "This round does not exist. Look for it in the list of rounds."))
    if this.closed_at is not None:
        raise Refusal(say("rounds/revised-closed", "This round is closed. Its texts stay as they were."))
    return this


def _refuse_more_than_words(this: Round, found: Edition) -> None:
    before = read_text(this.source, f"{this.form}/{this.edition}.yaml")
    names = list(altered(before, found.questionnaire))
    if names:
        raise Refusal(
            say(
                "rounds/more-than-words",
                "The file differs not only in its texts: {names}. In an open round only texts can"
                " be corrected; any other change needs a new edition.",
                names=", ".join(names[:5]),
            )
        )


def _refuse_nothing_new(this: Round, kept: dict[str, RoundCatalog], found: Edition) -> None:
    catalogs = {language: sha256 for language, _, sha256 in found.catalogs}
    if found.sha256 == this.sha256 and catalogs == {
        catalog.language: catalog.sha256 for catalog in kept.values()
    }:
        raise Refusal(say("rounds/same-words", "The texts are the same. Nothing was changed."))


def _put_aside(session: Session, this: Round, kept: dict[str, RoundCatalog], now: datetime) -> None:
    session.add(
        RoundRevision(
            round_id=this.id,
            revision=this.revision,
            source=this.source,
            sha256=this.sha256,
            catalogs={language: catalog.source.decode() for language, catalog in kept.items()},
            replaced_at=now,
        )
    )


def _take_over(session: Session, this: Round, kept: dict[str, RoundCatalog], found: Edition) -> None:
    this.source, this.sha256, this.revision = found.source, found.sha256, this.revision + 1
    wanted = {language: (source, sha256) for language, source, sha256 in found.catalogs}
    for language, catalog in kept.items():
        if language not in wanted:
            session.delete(catalog)
    for language, (source, sha256) in wanted.items():
        catalog = kept.get(language) or RoundCatalog(round_id=this.id, language=language)
        catalog.source, catalog.sha256 = source, sha256
        session.add(catalog)
