"""The benches over HTTP in short: all arrive, and a tenfold slip of what one costs the processor fails here.

How many in a second, and how long one waits, hangs on what else the machine does: `make bench` promises it.
"""

import pytest

from benchmarks import over_http
from benchmarks.promises import Promise


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_answers_are_saved_over_http(database):
    load = over_http.saves(database, clients=4, seconds=1.5)
    assert 4 <= load.done == len(load.waits)
    assert 0 < load.rate
    assert load.cpu_ms < 50
    assert 0 < load.p99_ms <= 1000 * load.seconds
    assert "FULL" in load.settings or "fsync on" in load.settings


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_journeys_arrive(database):
    load = over_http.journeys(database, clients=2, number=6)
    assert 6 == load.done
    assert load.cpu_ms < 500


def test_a_promise_may_be_a_least_as_well_as_a_most():
    assert not Promise("rate", 250, "/s", lambda: 0.0, at_least=True).kept(249)
    assert Promise("rate", 250, "/s", lambda: 0.0, at_least=True).kept(250)
    assert not Promise("cost", 5, "ms", lambda: 0.0).kept(5.1)
