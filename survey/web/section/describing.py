"""What is said at an input: what is wrong in it, and the attributes that tie both and its hints together.

Asked for every input of a page, and mostly nothing: so these are functions, and no macros.
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
    """Say what is wrong in an input."""
    if name not in page.wrong:
        return NOTHING
    found: Markup = get_template_attribute("section/wrong.html", "wrong")(name, page)
    return found


def described(name: str, page: FilledSection, ids: str) -> Markup:
    """Tie an input to its error, if it has one, and to the hints with these ids."""
    wrong = page.wrong.get(name)
    if not wrong:
        return Markup(' aria-describedby="{}"').format(ids) if ids else NOTHING
    invalid = Markup(' aria-invalid="true"') if wrong[0].stops else NOTHING
    return invalid + Markup(' aria-describedby="error:{}{}"').format(name, f" {ids}" if ids else "")


def register(app: Flask) -> None:
    """Let templates say what is wrong, and describe inputs."""
    app.jinja_env.globals.update(described=described, errors=errors)
