"""The caches of an application, for what its own catalogs and templates make: texts and parts of pages.

Knows the application, and no page.
"""

from __future__ import annotations

from typing import Any

from flask import current_app

from survey.storage.cache import Cache


def app_cache(name: str, most: int) -> Cache[Any]:
    """Return the cache that this application has under a name; it keeps so many values."""
    found: Cache[Any] | None = current_app.extensions.get(name)
    if found is None:
        found = current_app.extensions.setdefault(name, Cache(most))
    return found
