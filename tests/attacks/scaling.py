"""How long attacks are: short in `make test`, and so many times as long where SURVEY_ATTACKS says so."""

import os

TIMES = max(1, int(os.environ.get("SURVEY_ATTACKS", "1")))
MOST_TIMES = 100
DATABASES = ["sqlite", "postgresql"] if TIMES > 1 else ["sqlite"]
"""The databases under attack; what is attacked in the short form asks both the same."""


def scaled(number):
    """A number of attempts, for this run."""
    return number * min(TIMES, MOST_TIMES)
