"""The settings of the installation that answers a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from survey.settings import Settings


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.jinja_env.globals["settings"]  # type: ignore[assignment]
    return found
