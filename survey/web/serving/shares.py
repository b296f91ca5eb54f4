"""How many connections each process holds, in memory that all of them share.

With it a process leaves a new connection to a process that holds fewer: otherwise the first to wake up takes
them all, and people whose browsers keep their connections wait for each other beside idle processes.
"""

from __future__ import annotations

import mmap

MOST_PROCESSES = 64
_BYTES = 4


class Shares:
    """The numbers of connections of all processes; made before they are."""

    def __init__(self) -> None:
        self._held = memoryview(mmap.mmap(-1, MOST_PROCESSES * _BYTES)).cast("i")

    def note(self, process: int, connections: int) -> None:
        """Note how many connections a process holds; 0 is kept for those that are not there."""
        self._held[process % MOST_PROCESSES] = connections + 1

    def forget(self, process: int) -> None:
        """Forget a process that ended."""
        self._held[process % MOST_PROCESSES] = 0

    def is_least(self, process: int) -> bool:
        """Tell whether no other process holds fewer connections."""
        own = self._held[process % MOST_PROCESSES]
        return all(other >= own for other in self._held if other)
