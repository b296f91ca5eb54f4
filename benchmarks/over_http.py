"""The promises over HTTP: answers saved and whole journeys, against the server as `survey serve` runs it.

The clients are threads of this process, the server has one of its own, and all share the machine's processors
with the database. `python -m benchmarks.over_http` prints everything that was measured.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count

from sqlalchemy import Engine

from benchmarks.clients import Client, inputs_of
from benchmarks.databases import postgresql, settings_of, sqlite
from benchmarks.desks import Desk, empty_desks, full_desks
from benchmarks.promises import Promise, header
from benchmarks.serving import Server

Database = Callable[[], AbstractContextManager[Engine]]
DATABASES: dict[str, Database] = {"sqlite": sqlite, "postgresql": postgresql}
CLIENTS = 8
SECONDS = 8.0
JOURNEYS = 400
WARM_UP = 10
"""Journeys that each client makes before the clock runs: every process has seen every page by then."""
SECTION = "cl_national"


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load: how much in how long, how long each took, and what it cost."""

    done: int
    seconds: float
    waits: Sequence[float]
    server_cpu: float
    client_cpu: float
    settings: str

    @property
    def rate(self) -> float:
        """How many in a second."""
        return self.done / self.seconds

    @property
    def cpu_ms(self) -> float:
        """What one cost the server's processes (the database's own apart)."""
        return 1000 * self.server_cpu / self.done

    @property
    def p99_ms(self) -> float:
        """How long all but one in a hundred took at most."""
        return 1000 * sorted(self.waits)[int(len(self.waits) * 0.99)]

    def line(self, what: str) -> str:
        """Say all of it."""
        return (
            f"{what:<30} {self.rate:7.1f}/s; {self.cpu_ms:5.2f} ms of the server's CPU each, "
            f"{1000 * self.client_cpu / self.done:.2f} ms of the clients'; "
            f"median {1000 * statistics.median(self.waits):.1f} ms, p99 {self.p99_ms:.1f} ms; {self.settings}"
        )


@lru_cache
def saves(database: str, clients: int = CLIENTS, seconds: float = SECONDS) -> Load:
    """Let clients save single answers of full two-year reports, each in a report of its own."""
    with DATABASES[database]() as engine:
        desks = full_desks(engine)[:clients]
        with Server(engine.url.render_as_string(hide_password=False)) as server:
            savers = [Saver(Client(server.address, desk.session), desk) for desk in desks]
            load = _load(server, settings_of(engine), [partial(one.until, seconds) for one in savers])
            for one in savers:
                one.client.close()
            return load


@lru_cache
def journeys(database: str, clients: int = CLIENTS, number: int = JOURNEYS) -> Load:
    """Let clients open a section of thirty indicators, save it filled and submit, a new report each time."""
    with DATABASES[database]() as engine:
        desks = empty_desks(engine, number + WARM_UP * clients)
        with Server(engine.url.render_as_string(hide_password=False)) as server:
            early, then = desks[number:], desks[:number]
            for some in (early, then):
                works = [partial(_journeys, server, some[first::clients]) for first in range(clients)]
                load = _load(server, settings_of(engine), works)
            return load


class Saver:
    """Somebody who changes one indicator with its evidence again and again."""

    def __init__(self, client: Client, desk: Desk) -> None:
        self.client, self.address = client, f"{desk.report}/{SECTION}"
        page = inputs_of(client.get(self.address).text)
        self.question = next(
            name.removesuffix("~source") for name in page if name.endswith("~source") and "@" not in name
        )
        self.inputs = {
            name: values
            for name, values in page.items()
            if name == self.question or name.startswith((f"{self.question}~", f"{self.question}/"))
        }
        self.version, self.numbers = 0, count(1000)
        while not self.save():
            pass

    def save(self) -> bool:
        """Save the next figure; tell whether it was kept (the first one may have to learn the version)."""
        inputs = {**self.inputs, f"{self.question}~comment": [f"Counted anew, {next(self.numbers)}"]}
        wanted = {
            "question": self.question, "row": "", "version": self.version, "inputs": inputs, "typed_in": "en",
        }  # fmt: skip
        answered = self.client.post_json(f"{self.address}/answers", wanted)
        assert answered.status in (200, 409), answered.text
        self.version = answered.json()["version"]
        return answered.status == 200

    def until(self, seconds: float) -> list[float]:
        """Save for so long, and say how long each save took."""
        end, waits = time.perf_counter() + seconds, []
        while (began := time.perf_counter()) < end:
            assert self.save(), "nobody else saves here"
            waits.append(time.perf_counter() - began)
        return waits


def _journeys(server: Server, desks: Sequence[Desk]) -> list[float]:
    return [journey(server, desk) for desk in desks]


def journey(server: Server, desk: Desk) -> float:
    """Open thirty questions, save them filled in one transaction, submit; say how long it took."""
    began = time.perf_counter()
    client = Client(server.address, desk.session)
    page = client.get(f"{desk.report}/all")
    inputs = inputs_of(page.text)
    figures = {name: ["12"] for name in inputs if name.startswith("indicator.") and "~" not in name}
    sources = {name: ["The yearly census of households"] for name in inputs if name.endswith("~source")}
    assert 30 == len(figures) == len(sources)
    saved = client.post_form(f"{desk.report}/all", {**inputs, **figures, **sources, "do": "save"})
    assert saved.status == 303, saved.text
    submitted = client.post_form(f"{desk.report}/submit", {"csrf": client.token, "publishes": "yes"})
    assert submitted.status == 303, submitted.text
    client.close()
    return time.perf_counter() - began


def _load(server: Server, settings: str, works: Sequence[Callable[[], list[float]]]) -> Load:
    """Let all work at once, and measure."""
    with ThreadPoolExecutor(len(works)) as threads:
        cpu, own, began = server.cpu_seconds(), time.process_time(), time.perf_counter()
        waits = [wait for found in threads.map(lambda work: work(), works) for wait in found]
        seconds = time.perf_counter() - began
        return Load(
            len(waits), seconds, waits, server.cpu_seconds() - cpu, time.process_time() - own, settings
        )


def _figure(measure: Callable[[str], Load], database: str, name: str) -> float:
    """One figure of a measurement, which is made once for all of its figures."""
    return float(getattr(measure(database), name))


def alone(database: str) -> Load:
    """What saves cost where nobody else asks, and a processor may fall asleep between two of them."""
    return saves(database, 1, SECONDS / 2)


def _promises() -> Iterator[Promise]:
    for name in DATABASES:
        yield Promise(f"http_save_{name}", 5, "ms CPU", partial(_figure, saves, name, "cpu_ms"))
        yield Promise(f"http_save_p99_{name}", 100, "ms", partial(_figure, saves, name, "p99_ms"))
        yield Promise(f"http_saves_{name}", 250, "/s", partial(_figure, saves, name, "rate"), at_least=True)
        yield Promise(
            f"http_journeys_{name}", 45, "/s", partial(_figure, journeys, name, "rate"), at_least=True
        )


PROMISES = tuple(_promises())

if __name__ == "__main__":
    print(header())
    for name in sys.argv[1:] or DATABASES:
        print(alone(name).line(f"saves, one client, {name}"), flush=True)
        print(saves(name).line(f"saves, {name}"), flush=True)
        print(journeys(name).line(f"journeys, {name}"), flush=True)
