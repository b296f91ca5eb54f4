"""The errors at an input, and the attributes that tie an input to its error and its hints.

Templates call these for every input and mostly get nothing, so they are functions instead of macros.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import get_template_attribute
from markupsafe import Markup

if TYPE_CHECKING:
    from flask import Flask

    from survey.web.section.values import FilledSection

NOTHING = Markup()


def errors(name: str, page: FilledSection) -> Markup:
    """Return the error of an input."""
    if name not in page.wrong:
        return NOTHING
    found: Markup = get_template_attribute("section/wrong.html", "wrong")(name, page)
    return found


def described(name: str, page: FilledSection, ids: str) -> Markup:
    """Return the attributes that tie an input to its error, if any, and to the hints with these ids."""
    wrong = page.wrong.get(name)
    if not wrong:
        return Markup(' aria-describedby="{}"').format(ids) if ids else NOTHING
    invalid = Markup(' aria-invalid="true"') if wrong[0].stops else NOTHING
    return invalid + Markup(' aria-describedby="error:{}{}"').format(name, f" {ids}" if ids else "")


def register(app: Flask) -> None:
    """Make both functions available in templates."""
    app.jinja_env.globals.update(described=described, errors=errors)
