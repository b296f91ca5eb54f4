"""What the benchmarks of a crowd and of memory reckon with."""

from benchmarks.crowds.everybody import Crowd, anonymous, exports
from benchmarks.crowds.memory import sizes
from benchmarks.crowds.saving import Saved


def test_the_memory_of_a_process_is_read():
    found = sizes("self")
    assert 10 < found["Pss"] <= found["Rss"]


def test_exports_are_different_files():
    wanted = [*exports()]
    assert Crowd().exports <= len(set(wanted)) == len(wanted)
    assert 6 == len({*anonymous()})


def test_one_slow_save_in_fifty_is_seen():
    assert 2000 == Saved([0.1] * 98 + [2.0] * 2, 10, "", 0).p99_ms
