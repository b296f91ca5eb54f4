"""Who may see a page: every route says so, and `undeclared` names those that forgot.

Knows declarations only; a page that belongs to people will ask for them here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def public(view: View) -> View:
    """Declare that everybody may see a page."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def access_of(app: Flask, endpoint: str) -> str:
    """Who may see the page of an endpoint; nothing when it does not say."""
    return str(getattr(app.view_functions[endpoint], "access", ""))


def undeclared(app: Flask) -> list[str]:
    """The routes that do not say who may see them."""
    return [rule.rule for rule in app.url_map.iter_rules() if not access_of(app, rule.endpoint)]
