"""Anchor the audit: note the hash of each seal in a file that who can change the database cannot change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.errors import Refusal
from survey.messages import say
from survey.storage.audit.anchor_file import NOTHING, RESTORED, SEAL, Anchored, add, alone_at, anchored
from survey.storage.audit.audit import Seal, last_hash, seals_after


def anchor(engine: Engine, file: Path) -> int:
    """Add the seals that the anchor does not hold yet; return their number.

    What was sealed and could not be noted then, is noted with the next turn.
    """
    with alone_at(file) as opened, Session(engine) as session:
        held = anchored(file)
        new = seals_after(session, held[-1].sha256 if held else None)
        if new is None:
            raise Refusal(
                say(
                    "audit/anchor-lost",
                    "The database lacks the last seal of the anchor, so nothing was added to it. Run “survey "
                    "audit verify”.",
                )
            )
        if new:
            add(opened, map(_noted, new))
    return len(new)


def note_restored(engine: Engine, file: Path, now: datetime) -> None:
    """Note that a backup was restored: the seals after its last one are given up, and stay in the file."""
    with alone_at(file) as opened, Session(engine) as session:
        found = last_hash(session)
        add(opened, [Anchored(now, RESTORED, found[0] if found else NOTHING, found[1] if found else NOTHING)])


def missing_seal(engine: Engine, file: Path) -> int | None:
    """Return the first line under the first seal that the anchor holds and the database does not."""
    try:
        expected = anchored(file)
    except OSError as failure:
        raise Refusal(
            say("audit/no-anchor", "The file that SURVEY_AUDIT_ANCHOR names cannot be read.")
        ) from failure
    with Session(engine) as session:
        there = {seal.sha256 for seal in seals_after(session, None) or ()}
    return next((line.first_line for line in expected if line.sha256 not in there), None)


def _noted(seal: Seal) -> Anchored:
    return Anchored(seal.sealed_at, SEAL, f"{seal.first_line}-{seal.last_line}", seal.sha256)
