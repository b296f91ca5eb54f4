"""How templates translate: `say` and `say_count` compose a sentence in the language of the page.

Knows the visit of the request, and no text of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import Message, Text
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from flask import Flask
    from markupsafe import Markup


def say_in_page(what: Message | Text | str, english: str = "", *, note: str = "", **values: object) -> Markup:
    """Say a sentence: a text written in the template, or a message composed before; the note is read off."""
    if isinstance(what, str):
        return visit().say(Message(Text(what, english), values))
    return visit().say(what, **values)


def say_count_in_page(context: str, singular: str, plural: str, count: int, **values: object) -> Markup:
    """Say a sentence whose wording depends on a number."""
    return visit().say(Message(Text(context, singular, plural), values, count))


def register(app: Flask) -> None:
    """Make `say` and `say_count` available to templates."""
    app.jinja_env.globals.update(say=say_in_page, say_count=say_count_in_page)
