"""Upgrade the tables of a database; a filled file of SQLite is copied first, beside itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.errors import Refusal
from survey.messages import say
from survey.storage.backups.contents import contents_of
from survey.storage.backups.files import finish, unfinished_beside
from survey.storage.backups.sqlite_files import copy_out, engine_of, is_whole
from survey.storage.engine import migrating
from survey.storage.engine.comparing import places
from survey.storage.engine.database import file_of
from survey.storage.engine.installation import note_backup_begun


def upgrade(engine: Engine, version: str, *, copies: bool = True) -> Path | None:
    """Bring the tables to this version; return the copy that was made of what was there before, if any."""
    kept: list[Path] = []
    file = file_of(engine)

    def keep() -> None:
        if (copy := _copied(Path(file), version)) is not None:
            kept.append(copy)

    migrating.upgrade(engine, first=keep if copies and file else None)
    refuse_other_tables(engine)
    return kept[0] if kept else None


def _copied(database: Path, version: str) -> Path | None:
    """Copy a database that holds something, while nobody writes."""
    now = datetime.now(UTC)
    found = contents_of(engine_of(database))
    if found is None or not any(found.rows.values()):
        return None
    file = database.with_name(f"{database.name}_before_upgrade_{now:%Y%m%d_%H%M%S}")
    with unfinished_beside(file) as copy:
        copy_out(database, copy)
        with Session(engine_of(copy)) as session, session.begin():
            note_backup_begun(session, now, f"{version}, before its upgrade")
        if not is_whole(copy):
            raise Refusal(
                say("backups/unsound", "The copy is damaged, so it was not kept. Check the database’s disk.")
            )
        finish(copy, file)
    return file


def refuse_other_tables(engine: Engine) -> None:
    """Refuse a database whose tables are not those of this version, whatever its number says."""
    if migrating.current(engine) != migrating.newest():
        raise Refusal(
            say("database/upgrade", "The database is from another version. Run “survey db upgrade” first.")
        )
    if differing := places(engine):
        raise Refusal(
            say(
                "database/differs",
                "Something else than “survey db upgrade” changed the tables: {places}. Restore a backup from "
                "before that, then run “survey db upgrade”.",
                places=", ".join(differing),
            )
        )
