"""Whether the server lives, and whether it can answer people: for supervisors and load balancers.

Words and no personal data; `/health` asks nobody, `/ready` asks the database twice.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, jsonify, make_response
from sqlalchemy.exc import DBAPIError

from survey.errors import Busy
from survey.reads.condition import free_megabytes
from survey.storage.engine import migrating
from survey.storage.engine.database import db, reading
from survey.storage.engine.installation import worked_at
from survey.web.request.access import public
from survey.web.request.session import now
from survey.web.request.site.configured import settings

if TYPE_CHECKING:
    from datetime import datetime

pages = Blueprint("health", __name__)

LATE = timedelta(minutes=5)
"""The worker leaves a heartbeat with each turn; its longest pause is a minute."""
LEAST_MEGABYTES = 100
NEWEST = "survey-newest-revision"
"""The extension that keeps which tables this version wants: reading it off the migrations takes time."""


@pages.get("/health")
@public
def health() -> Response:
    """Say that the process lives."""
    return jsonify(status="ok")


@pages.get("/ready")
@public
def ready() -> Response:
    """Say whether people can work; a late worker only delays letters, so it takes no server away."""
    told = {**_database(), "disk": _disk()}
    good = all(told[name] == "ok" for name in ("database", "tables", "disk"))
    answer = jsonify(status="ok" if good else "not ready", **told)
    return make_response(answer, HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE)


def _database() -> dict[str, str]:
    try:
        current = migrating.current(db.engine)
        if current != _newest():
            return {"database": "ok", "tables": "of another version", "worker": "unknown"}
        with reading() as session:
            return {"database": "ok", "tables": "ok", "worker": _worker(worked_at(session))}
    except (DBAPIError, Busy):
        return {"database": "away", "tables": "unknown", "worker": "unknown"}


def _newest() -> str | None:
    kept: dict[str, Any] = current_app.extensions
    if NEWEST not in kept:
        kept[NEWEST] = migrating.newest()
    found: str | None = kept[NEWEST]
    return found


def _worker(at: datetime | None) -> str:
    if at is None:
        return "never worked"
    return "ok" if now() - at < LATE else "late"


def _disk() -> str:
    file = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    return "ok" if free_megabytes(settings(), file) >= LEAST_MEGABYTES else "nearly full"
