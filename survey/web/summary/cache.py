"""A cache of page parts that are the same for everybody who reads them in a language.

Knows keys and texts. The key of a part names everything that the part depends on.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from markupsafe import Markup

MOST_READY = 96
"""The number of parts kept, a few hundred kB each at most; the least recently used part goes first."""
NAME = "survey-ready"

_turn = Lock()


def ready(key: Hashable, make: Callable[[], Markup]) -> Markup:
    """Return a part of a page from the cache, or make it."""
    known: OrderedDict[Hashable, Markup] = current_app.extensions.setdefault(NAME, OrderedDict())
    with _turn:
        found = known.get(key)
        if found is not None:
            known.move_to_end(key)
            return found
    made = make()
    with _turn:
        known[key] = made
        while len(known) > MOST_READY:
            known.popitem(last=False)
    return made
