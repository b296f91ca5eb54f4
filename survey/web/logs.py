"""What is logged of an error: where it happened and of which types it is, without its words.

The words of an exception may hold what somebody typed, an address, or the row that a database refused.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

SERVER = "gunicorn.error"
MOST_CAUSES = 10


def in_places(error: BaseException) -> str:
    """Return the places of an error and of its causes, the first cause first, with the type of each."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and len(found) < MOST_CAUSES:
        found.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(_places(each) for each in reversed(found))


def _places(error: BaseException) -> str:
    """Return where an error was raised, and its type; of a database's error also its code."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    lines = traceback.format_tb(error.__traceback__)
    return "".join([*lines, f"{kind} ({code})" if code else kind])


def in_one_line(text: str) -> str:
    """Return a text without signs that begin a line or steer a terminal: an address may hold them."""
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)


def without_words(record: logging.LogRecord) -> bool:
    """Replace the error of a log record by its places, and keep what it quotes in its line."""
    if isinstance(record.args, tuple):
        record.args = tuple(in_one_line(each) if isinstance(each, str) else each for each in record.args)
    if not record.args:
        record.msg = in_one_line(str(record.msg))
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text, record.exc_info = in_places(record.exc_info[1]), None
    return True


def register(app: Flask) -> None:
    """Log the errors of an application, and of the server around it, without their words."""
    for logger in (app.logger, logging.getLogger(SERVER)):
        logger.addFilter(without_words)
