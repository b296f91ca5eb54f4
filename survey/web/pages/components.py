"""Every component in every state on one page, for eyes and for the checker of accessibility."""

from __future__ import annotations

from flask import Blueprint, render_template

from survey.web.access import public

pages = Blueprint("components", __name__)


@pages.get("/<lang>/components")
@public
def components() -> str:
    """Show all components."""
    return render_template("components.html")
