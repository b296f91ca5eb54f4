"""The style sheet and the scripts: read once, served under an address that changes with their content.

Knows files and caching, no page. All files share a version, so that modules can import each other by
relative names.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response, make_response, url_for

from survey.web.request.access import public
from survey.web.request.visit import nothing_here

FOLDER = Path(__file__).parents[1] / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
FOR_A_YEAR = "public, max-age=31536000, immutable"
AT_ONCE = "no-cache"

pages = Blueprint("assets", __name__)


class Assets(NamedTuple):
    """All static files by name, and the version of their content."""

    files: dict[str, bytes]
    version: str


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Read the static files."""
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Assets(files, digest.hexdigest()[:12])


def asset(name: str) -> str:
    """Return the address of a static file."""
    return url_for("assets.show", version=assets().version, name=name)


@pages.get("/static/<version>/<name>")
@public
def show(version: str, name: str) -> Response:
    """Send a static file, which browsers keep for a year under the address of its version."""
    found = assets()
    if name not in found.files:
        raise nothing_here()
    response = make_response(found.files[name])
    response.content_type = f"{TYPES[Path(name).suffix]}; charset=utf-8"
    response.headers["Cache-Control"] = FOR_A_YEAR if version == found.version else AT_ONCE
    response.set_etag(found.version)
    return response
