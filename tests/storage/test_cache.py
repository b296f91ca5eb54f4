"""The one cache: bounded, one value a key, made once by however many threads want it together."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from survey.storage.cache import Cache, Version

NOW = datetime(2020, 5, 31, tzinfo=UTC)


def test_the_least_recently_used_value_goes_first():
    cache = Cache(2)
    for key in ("a", "b"):
        cache.put((key,), key)
    assert "a" == cache.get(("a",))
    cache.put(("c",), "c")
    assert ["a", None, "c"] == [cache.get((key,)) for key in ("a", "b", "c")]


def test_a_restored_state_with_the_same_number_is_another_version():
    cache = Cache(2)
    cache.put(("report",), "lost", Version(3, NOW))
    assert "restored" == cache.get_or_make(
        ("report",), lambda: "restored", Version(3, NOW - timedelta(hours=1))
    )
    assert cache.get(("report",), Version(3, NOW)) is None


def test_a_save_makes_the_next_version():
    assert Version(4, NOW) == Version(3, NOW - timedelta(days=1)).after_save(NOW)


def test_threads_that_want_the_same_value_make_it_once():
    cache, made, together = Cache(9), [], threading.Barrier(4)

    def make():
        made.append(1)
        return len(made)

    def want(_):
        together.wait()
        return cache.get_or_make(("same",), make)

    with ThreadPoolExecutor(4) as threads:
        assert [1, 1, 1, 1] == list(threads.map(want, range(4)))


def test_others_go_on_while_a_value_is_made():
    cache, begun, go_on = Cache(9), threading.Event(), threading.Event()

    def slow():
        begun.set()
        assert go_on.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(cache.get_or_make, ("slow",), slow)
        assert begun.wait(10)
        assert "quick" == cache.get_or_make(("quick",), lambda: "quick")
        go_on.set()
        assert "slow" == waiting.result(10)


def test_a_value_may_be_made_of_another_version_of_itself():
    cache = Cache(9)

    def later():
        return cache.get_or_make(("one",), lambda: 1, Version(1)) + 1

    assert 2 == cache.get_or_make(("one",), later, Version(2))


def test_what_could_not_be_made_is_tried_again():
    cache = Cache(9)
    with pytest.raises(ZeroDivisionError):
        cache.get_or_make(("one",), lambda: 1 // 0)
    assert 1 == cache.get_or_make(("one",), lambda: 1)


def test_threads_that_crowd_a_small_cache_get_their_own_values():
    cache = Cache(3)

    def want(number):
        return cache.get_or_make((number % 7,), lambda: number % 7) == number % 7

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(want, range(5000)))
    assert 3 == len(cache.values())
