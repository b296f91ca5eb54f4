"""The memory of an export is its own: a large process that starts it does not count."""

import subprocess
import sys

from benchmarks.exporting import most_memory

MIB = 1024 * 1024


def test_the_memory_of_a_process_is_not_that_of_its_parent():
    ballast = bytearray(b"x" * 300 * MIB)
    command = [sys.executable, "-c", "from benchmarks.exporting import most_memory; print(most_memory())"]
    child = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert len(ballast) / MIB < most_memory()
    assert child < 200


def test_what_a_process_had_and_gave_back_counts():
    tried = "import benchmarks.exporting as one; bytes(300 * 1024 ** 2).count(1); print(one.most_memory())"
    command = [sys.executable, "-c", tried.replace("bytes(300", "bytearray(b'x' * 300")]
    assert 300 < float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
