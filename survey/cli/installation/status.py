"""`survey status`: what an operator must know, in about ten lines."""

from __future__ import annotations

import platform
from datetime import datetime

import click

from survey import __version__
from survey.cli.desk import Desk, desk
from survey.reads.condition import Condition, condition_of, free_megabytes
from survey.storage.engine import migrating
from survey.storage.engine.database import reading


@click.command()
def status() -> None:
    """Tell how the installation is: versions, letters, audit, worker, disk, backup."""
    with desk() as at:
        for name, told in _lines(at):
            click.echo(f"{name + ':':<18}{told}")


def _lines(at: Desk) -> list[tuple[str, str]]:
    with reading(at.engine) as session:
        found = condition_of(session)
    free = free_megabytes(at.settings, at.engine.url.database if at.engine.name == "sqlite" else None)
    return [
        ("Product", f"{__version__}, Python {platform.python_version()}"),
        ("Database", f"{found.database}, tables {migrating.current(at.engine)}"),
        ("Pages", f"{at.settings.base_url} (proxies trusted: {at.settings.trusted_proxies or 'none'})"),
        ("Mail server", at.settings.smtp_host or "none: letters wait"),
        ("Letters waiting", _waiting(found, at.now)),
        ("Letters given up", str(found.given_up)),
        ("Audit", f"sealed up to line {found.sealed_to}, not sealed yet: {found.unsealed}"),
        ("Worker", _since(found.worked_at, at.now, "never worked")),
        ("Last backup", _since(found.backed_up_at, at.now, "not known")),
        ("Disk free", f"{free} MB"),
    ]


def _waiting(found: Condition, now: datetime) -> str:
    return f"{found.waiting}, the oldest {_since(found.waiting_since, now, '')}" if found.waiting else "0"


def _since(moment: datetime | None, now: datetime, never: str) -> str:
    if moment is None:
        return never
    return f"{moment:%Y-%m-%d %H:%M} UTC ({(now - moment).total_seconds() / 60:.0f} minutes ago)"
