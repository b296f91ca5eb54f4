"""How much memory a process of the server takes: at its start, after public requests, after work.

`python -m benchmarks.crowds.memory [requests]` measures the demonstration's data on SQLite, and prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from benchmarks.clients import Client
from benchmarks.crowds.walking import again_and_again, pages, served
from benchmarks.databases import sqlite
from benchmarks.desks import full_desks
from benchmarks.over_http import Saver
from benchmarks.promises import Promise, header
from benchmarks.serving import Server

REQUESTS = 3000
DIFFERENT = 120
"""How many different pages are asked for, again and again."""
SAVES_EVERY = 3

Sizes = dict[str, float]


def sizes(pid: int | str) -> Sizes:
    """Return the megabytes of a process: all it maps (Rss), and its share of them (Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    found = (line.split() for line in lines if line.startswith(("Rss:", "Pss:", "Private_Dirty:")))
    return {name.rstrip(":"): int(kilobytes) / 1000 for name, kilobytes, _ in found}


@lru_cache
def measured(requests: int = REQUESTS) -> dict[str, Sizes]:
    """Return the sizes of the one process that answers, at each of three times."""
    with sqlite() as engine:
        desks = full_desks(engine)
        with served(engine, "--workers", "1", "--threads", "2") as server:
            anybody = Client(server.address, "")
            anybody.get("/en/")
            found = {"start": sizes(answering(server))}
            again_and_again(anybody, pages(anybody, "/en/", DIFFERENT), requests)
            found["public"] = sizes(answering(server))
            saver = Saver(Client(server.address, desks[0].session), desks[0])
            _work(saver, pages(saver.client, desks[0].report, DIFFERENT), requests)
            found["signed_in"] = sizes(answering(server))
            return found


def _work(saver: Saver, paths: list[str], requests: int) -> None:
    """Open pages and save answers, in turn."""
    for number in range(requests):
        if number % SAVES_EVERY == 0:
            assert saver.save(), "nobody else saves here"
        else:
            again_and_again(saver.client, paths[number % len(paths) :], 1)


def answering(server: Server) -> int:
    """Return the one process that answers."""
    assert server.process is not None
    main = server.process.pid
    return int(Path(f"/proc/{main}/task/{main}/children").read_text(encoding="utf-8").split()[0])


def _figure(when: str, name: str) -> float:
    return measured()[when][name]


def _promises() -> Iterator[Promise]:
    for when, most in (("start", 60), ("public", 100), ("signed_in", 110)):
        yield Promise(f"memory_of_a_process_{when}", most, "MB Pss", partial(_figure, when, "Pss"))


PROMISES = tuple(_promises())

if __name__ == "__main__":
    print(header())
    for moment, found in measured(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS).items():
        print(f"{moment:<10}", ", ".join(f"{name} {size:6.1f} MB" for name, size in found.items()))
