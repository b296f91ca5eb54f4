"""`survey audit`: check the sealed audit, and tell whether anything was altered."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from survey.actions.audit.sealing import unsealed, verify
from survey.cli.desk import desk, refuse
from survey.storage.audit.audit import last_seal


@click.group()
def audit() -> None:
    """Check the audit."""


@audit.command("verify")
def verify_() -> None:
    """Go through the whole chain of seals; exit with 1 at the first batch that is not as sealed."""
    with desk() as at:
        broken = verify(at.engine)
        if broken is not None:
            refuse(f"The audit was altered: the batch that begins with line {broken} is not as sealed.")
        with Session(at.engine) as session:
            last = last_seal(session)
        waiting = unsealed(at.engine)
        if last is None:
            click.echo(f"Nothing is sealed yet. The worker seals. Lines not sealed: {waiting}")
        else:
            click.echo(f"Sound up to line {last.last_line}. Last seal: {last.sha256}")
            click.echo(f"Lines not sealed: {waiting}")
