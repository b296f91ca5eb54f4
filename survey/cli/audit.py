"""`survey audit`: check the sealed audit, and tell whether anything was altered."""

from __future__ import annotations

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from survey.actions.audit.anchoring import missing_seal, note_restored
from survey.actions.audit.sealing import unsealed, unsealed_since, verify
from survey.cli.desk import Desk, desk
from survey.errors import Refusal
from survey.messages import say
from survey.storage.audit.audit import lacking, last_seal
from survey.storage.engine.installation import worked_at


@click.group()
def audit() -> None:
    """Check the audit."""


@audit.command("verify")
@click.option("--against", multiple=True, metavar="HASH", help="A seal that was noted elsewhere; repeatable.")
def verify_(against: tuple[str, ...]) -> None:
    """Go through the whole chain of seals; exit with 1 at the first batch that is not as sealed."""
    with desk() as at:
        _refuse_altered(at)
        _refuse_lost(at, against)
        for line in _sentences(at):
            click.echo(line)


@audit.command()
def restored() -> None:
    """Note in the anchor that a backup was restored by other means than `survey restore`."""
    with desk() as at:
        if at.audit_anchor is None:
            raise click.UsageError("There is no anchor: SURVEY_AUDIT_ANCHOR names none.")
        note_restored(at.engine, at.audit_anchor, at.now)


def _refuse_altered(at: Desk) -> None:
    broken = verify(at.engine, at.audit_keys)
    if broken is not None:
        raise Refusal(
            say(
                "audit/altered",
                "The log was altered: the lines from line {line} on do not match their seals.",
                line=str(broken),
            )
        )


def _refuse_lost(at: Desk, against: tuple[str, ...]) -> None:
    """Refuse a database without a seal that the anchor holds, or that was noted elsewhere."""
    missing = missing_seal(at.engine, at.audit_anchor) if at.audit_anchor is not None else None
    if missing is not None:
        raise Refusal(
            say(
                "audit/cut-off",
                "Seals of the log were removed or replaced: the anchor holds a seal of the lines from line "
                "{line} on that the database lacks.",
                line=str(missing),
            )
        )
    with Session(at.engine) as session:
        for sha256 in lacking(session, against):
            raise Refusal(
                say(
                    "audit/lacking",
                    "Seals of the log were removed or replaced: the database lacks the seal {seal}.",
                    seal=sha256,
                )
            )


def _sentences(at: Desk) -> Iterator[str]:
    """Say what is sealed, what is not, and when the worker last worked."""
    with Session(at.engine) as session:
        last, worked = last_seal(session), worked_at(session)
    yield (
        f"Sound up to line {last.last_line}. Last seal: {last.sha256}"
        if last is not None
        else "Nothing is sealed yet. The worker seals."
    )
    count, since = unsealed(at.engine), unsealed_since(at.engine)
    yield f"Lines that are not sealed yet: {count}" + (
        f", since {since:%Y-%m-%d %H:%M:%S} UTC" if since else ""
    )
    yield f"The worker last worked at {worked:%Y-%m-%d %H:%M:%S} UTC." if worked else "No worker yet."
