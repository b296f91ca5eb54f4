"""Make a backup of the whole database while others write; the database notes when its last one was made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from survey.actions.audit.recording import recorded
from survey.actions.backups.programs import programs_explained
from survey.actions.context import Context
from survey.errors import Refusal
from survey.messages import say
from survey.storage.backups.files import finish, unfinished_beside
from survey.storage.backups.postgres_programs import dump, is_readable
from survey.storage.backups.sqlite_files import copy_out, is_whole
from survey.storage.engine.database import file_of, writing
from survey.storage.engine.installation import note_backup, note_backup_begun
from survey.storage.engine.migrating import current


def back_up(engine: Engine, file: Path, version: str, *, replace: bool = False) -> None:
    """Write a backup and check it; nobody sees it under its name before it is whole."""
    _refuse_bad_place(engine, file, replace=replace)
    if current(engine) is None:
        raise Refusal(say("backups/nothing", "The database is empty: there is nothing to back up."))
    with writing(engine) as session:
        note_backup_begun(session, datetime.now(UTC), version)
    with unfinished_beside(file) as copy:
        if not _saved(engine, copy):
            raise Refusal(
                say("backups/unsound", "The copy is damaged, so it was not kept. Check the database’s disk.")
            )
        finish(copy, file)
    context = Context(datetime.now(UTC), engine=engine)
    with recorded("back_up", context) as act:
        note_backup(act.session, context.now)


def _refuse_bad_place(engine: Engine, file: Path, *, replace: bool) -> None:
    if not file.parent.is_dir():
        raise Refusal(say("backups/no-folder", "There is no folder {folder}.", folder=str(file.parent)))
    if file.exists() and (not replace or str(file.resolve()) == str(Path(file_of(engine)).resolve())):
        raise Refusal(
            say(
                "backups/exists",
                "{file} exists already. Nothing was changed: name another file.",
                file=str(file),
            )
        )


def _saved(engine: Engine, copy: Path) -> bool:
    """Write the copy, and tell whether it is whole."""
    if engine.dialect.name == "sqlite":
        copy_out(Path(file_of(engine)), copy)
        return is_whole(copy)
    with programs_explained():
        dump(engine, copy)
        return is_readable(engine, copy)
