"""Parts of summaries that are the same for everybody who reads them in a language, kept once made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.web.request.app_cache import app_cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from survey.web.summary.context import OpenSummary

MOST_KEPT = 96
"""The number of parts that are kept; each has a few hundred kB at most."""


def cached_part(name: str, summary: OpenSummary, make: Callable[[OpenSummary], Markup]) -> Markup:
    """Return a part of a summary; make it when it is first wanted."""
    cache = app_cache("survey-summaries", MOST_KEPT)
    found: Markup = cache.get_or_make((name, *summary.key), lambda: make(summary), summary.version)
    return found
