"""`survey audit`: check the sealed audit, and tell whether anything was altered."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from survey.actions.audit.sealing import unsealed, verify
from survey.cli.desk import desk
from survey.errors import Refusal
from survey.messages import say
from survey.storage.audit.audit import last_seal
from survey.storage.engine.installation import worked_at


@click.group()
def audit() -> None:
    """Check the audit."""


@audit.command("verify")
def verify_() -> None:
    """Go through the whole chain of seals; exit with 1 at the first batch that is not as sealed."""
    with desk() as at:
        broken = verify(at.engine)
        if broken is not None:
            raise Refusal(
                say(
                    "audit/altered",
                    "The log was altered: the lines from line {line} on do not match their seals.",
                    line=str(broken),
                )
            )
        with Session(at.engine) as session:
            last, worked = last_seal(session), worked_at(session)
        if last is None:
            click.echo("Nothing is sealed yet. The worker seals.")
        else:
            click.echo(f"Sound up to line {last.last_line}. Last seal: {last.sha256}")
        click.echo(f"Lines that are not sealed yet: {unsealed(at.engine)}")
        click.echo(
            f"The worker last worked at {worked:%Y-%m-%d %H:%M:%S} UTC." if worked else "No worker yet."
        )
