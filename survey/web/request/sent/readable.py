"""What nothing here can hold is refused before any page runs: numbers beyond an id, the sign NUL, a flood.

PostgreSQL keeps no NUL, documents and letters cannot show it, and nobody types it. A form of a hundred
thousand inputs takes seconds to read and to show again, and no page has so many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from survey.errors import Unreadable
from survey.web.request.errors import OTHER
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

NUL = "\0"
FORM = "application/x-www-form-urlencoded"
LARGEST_ID = 2**31 - 1
_NUL_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000|\0")


def demand_readable() -> None:
    """Refuse an address that leads nowhere, and what holds a NUL."""
    _demand_few_inputs()
    values = (request.view_args or {}).values()
    if any(isinstance(value, int) and value > LARGEST_ID for value in values):
        raise nothing_here()
    if _has_nul(str(value) for value in values):
        raise nothing_here()
    if _has_nul(_in_pairs(request.args.items(multi=True))) or _body_has_nul():
        raise Unreadable(OTHER)


def _demand_few_inputs() -> None:
    """Refuse a form with more inputs than any page has, before it is read; parts of others are counted."""
    if request.mimetype == FORM and request.get_data().count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        raise RequestEntityTooLarge


def _body_has_nul() -> bool:
    if request.is_json:
        return _NUL_IN_JSON.search(request.get_data()) is not None
    return _has_nul(_in_pairs(request.form.items(multi=True)))


def _in_pairs(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (text for pair in pairs for text in pair)


def _has_nul(texts: Iterable[str]) -> bool:
    return any(NUL in text for text in texts)


def register(app: Flask) -> None:
    """Look at every request to an application."""
    app.before_request(demand_readable)
