"""Parts of pages that say the same to everybody who reads them in a language: kept ready once made.

Knows keys and texts. Whoever keeps something names in its key everything that it depends on.
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
"""So many parts are kept, a few hundred kB each at most; the one used least recently makes room."""
NAME = "survey-ready"

_turn = Lock()


def ready(key: Hashable, make: Callable[[], Markup]) -> Markup:
    """A part of a page, made when it is first wanted."""
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
