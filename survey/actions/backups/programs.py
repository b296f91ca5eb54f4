"""What PostgreSQL's programs could not do, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from survey.errors import Refusal
from survey.messages import say
from survey.storage.backups.postgres_programs import ProgramFailed, ProgramMissing


@contextmanager
def programs_explained() -> Iterator[None]:
    """Refuse with a sentence what one of PostgreSQL's programs could not do, or could not be found for."""
    try:
        yield
    except ProgramMissing as missing:
        raise Refusal(
            say(
                "backups/no-program",
                "{program} or newer is needed, from PostgreSQL’s client programs. Install it on this "
                "machine.",
                program=str(missing),
            )
        ) from missing
    except ProgramFailed as failed:
        raise Refusal(
            say("backups/failed", "PostgreSQL’s program failed: {why}", why=str(failed))
        ) from failed
