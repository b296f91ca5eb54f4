"""The benchmarks of a crowd and of memory in short: everything is asked, and figures come out."""

from benchmarks.crowds.everybody import Crowd
from benchmarks.crowds.memory import sizes
from benchmarks.crowds.saving import saved


def test_saves_go_on_while_a_crowd_asks():
    found = saved("sqlite", Crowd(slow=2, downloads=1, exports=1), longest=4)
    assert 0 < len(found.waits)
    assert "text of 1000000: 413" in found.told
    assert "text of 40000: 200" in found.told


def test_the_memory_of_a_process_is_read():
    found = sizes("self")
    assert 10 < found["Pss"] <= found["Rss"]
