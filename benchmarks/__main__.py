"""Measure the promises and say which are kept; exit 1 where one is not, 2 for an unknown name."""

from __future__ import annotations

import sys

from benchmarks.crowds.memory import PROMISES as MEMORY
from benchmarks.crowds.saving import PROMISES as CROWDS
from benchmarks.exports import PROMISES as EXPORTS
from benchmarks.figures import PROMISES as FIGURES
from benchmarks.forms import PROMISES as FORMS
from benchmarks.over_http import PROMISES as OVER_HTTP
from benchmarks.promises import header
from benchmarks.rounds import PROMISES as ROUNDS
from benchmarks.saving import PROMISES as SAVING

PROMISES = (*FORMS, *SAVING, *OVER_HTTP, *FIGURES, *ROUNDS, *EXPORTS, *CROWDS, *MEMORY)


def run(only: str) -> int:
    """Measure all promises, the one named, or those whose names begin so."""
    chosen = [one for one in PROMISES if one.name == only] or [
        one for one in PROMISES if one.name.startswith(only)
    ]
    if not chosen:
        print(f"There is no promise '{only}'; there are {', '.join(one.name for one in PROMISES)}.")
        return 2
    print(header())
    kept = True
    for promise in chosen:
        figure = promise.measure()
        kept = kept and promise.kept(figure)
        print(promise.line(figure), flush=True)
    return 0 if kept else 1


sys.exit(run(sys.argv[1] if len(sys.argv) > 1 else ""))
