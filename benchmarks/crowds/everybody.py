"""A crowd that asks a server for everything at once, in a process of its own: nobody else's clock suffers.

It reads its orders as JSON, and prints what it got.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice, product
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from benchmarks.clients import Broken, Client, inputs_of
from benchmarks.crowds.walking import pages
from benchmarks.serving import ROOT
from survey.actions.demo.sampling import PATHFINDER, THIS_YEAR

if TYPE_CHECKING:
    from benchmarks.desks import Desk
    from benchmarks.serving import Server

REFUSED, RENDERED = 1_000_000, 40_000
"""Characters of a text that nobody may save, and of the longest that everybody may."""
LOOKS_EVERY = 1.0
"""Seconds between two looks at a file in the making, as its page does."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many there are of each sort."""

    slow: int = 8
    downloads: int = 40
    exports: int = 20

    def ask(self, server: Server, desks: Sequence[Desk], longest: float) -> str:
        """Let a crowd come, wait until it has everything, and return what it tells."""
        orders = {"address": server.address, "crowd": asdict(self), "longest": longest}
        reports = [(desk.report, desk.session) for desk in desks]
        words = json.dumps({**orders, "reports": reports})
        command = [sys.executable, "-m", "benchmarks.crowds.everybody", words]
        return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


class Asking:
    """Everybody who asks, each in a thread."""

    def __init__(self, address: tuple[str, int], longest: float) -> None:
        self.address = address
        self.end = time.monotonic() + longest
        self.over = Event()
        self.got: Counter[str] = Counter()

    def slowly(self) -> None:
        """Send a request byte by byte, again and again."""
        text = b"POST /en/sign-in HTTP/1.1\r\nHost: survey\r\nContent-Type: text/plain\r\n" + b"X: y\r\n" * 99
        while not self.over.is_set():
            with socket.create_connection(self.address) as line:
                for byte in text:
                    if self.over.wait(0.5):
                        return
                    try:
                        line.sendall(bytes((byte,)))
                    except OSError:
                        self.got["slow clients dropped"] += 1
                        break

    def download(self, session: str, path: str, what: str) -> None:
        """Ask for a file, and look at the page of its making until it is there, as a browser does."""
        client, here, status = Client(self.address, session), path, 0
        while time.monotonic() < self.end:
            try:
                answered = client.get(here)
            except Broken:
                self.got["connections broken"] += 1
                continue
            status = answered.status
            is_page = "text/html" in answered.headers.get("content-type", "")
            if answered.status == 200 and not is_page:
                self.got[what] += 1
                return
            if answered.status == 303:
                here = answered.headers["location"]
                here = here[here.index("/", 8) :] if here.startswith("http") else here
            elif answered.status == 200 and "job=" in here:
                here = here.replace("job=", "made=")
            elif answered.status in (202, 429, 503):
                time.sleep(LOOKS_EVERY)
            else:
                break
        self.got[f"{what} not had ({status})"] += 1

    def write_long(self, report: str, session: str) -> None:
        """Save a text that is too long, then the longest, and ask for the report with it."""
        client = Client(self.address, session)
        address, question, version = narrative(client, report)
        for length in (REFUSED, RENDERED):
            text = ("A long account of what was done. " * (1 + length // 33))[:length]
            wanted = {
                "question": question, "row": "", "version": version, "inputs": {question: [text]},
                "typed_in": "en",
            }  # fmt: skip
            began = time.monotonic()
            status = client.post_json(f"{address}/answers", wanted).status
            self.got[f"text of {length}: {status} in {time.monotonic() - began:.1f} s"] += 1
        for extension in ("docx", "pdf"):
            self.download(session, f"{report}/downloads/answers.{extension}", "long reports")


def narrative(client: Client, report: str) -> tuple[str, str, int]:
    """Find a question that is answered with a long text: its section, its name, and its version."""
    for page in pages(client, report, 40):
        if page.startswith(report):
            text = client.get(page).text
            for name in inputs_of(text) if "<textarea" in text and "<main" in text else ():
                if version := kept(client, page, name):
                    return page, name, version
    raise LookupError("no narrative")


def kept(client: Client, page: str, question: str) -> int:
    """Save a text that only a narrative may hold; return its version, or 0 if it was refused."""
    wanted = {
        "question": question, "row": "", "version": 0, "inputs": {question: ["x" * 9000]}, "typed_in": "en",
    }  # fmt: skip
    answered = client.post_json(f"{page}/answers", wanted)
    if answered.status == 409:
        wanted["version"] = answered.json()["version"]
        answered = client.post_json(f"{page}/answers", wanted)
    return int(answered.json()["version"]) if answered.status == 200 else 0


def anonymous() -> Iterator[str]:
    """Yield addresses of what anybody may download."""
    kinds = product(("en", "fr", "es"), ("docx", "pdf"))
    return (f"/{language}/forms/{PATHFINDER}/{THIS_YEAR}/paper.{extension}" for language, extension in kinds)


def exports() -> Iterator[str]:
    """Yield addresses of different files of a round."""
    contents = ("answers", "wide", "figures", "all-figures")
    kinds = product(("en", "fr", "es"), contents, ("csv", "xlsx"))
    return (
        f"/{language}/rounds/{PATHFINDER}/{THIS_YEAR}/downloads/{content}.{extension}?countries=1"
        for language, content, extension in kinds
    )


def works(asking: Asking, crowd: Crowd, reports: Sequence[tuple[str, str]]) -> Iterator[Callable[[], None]]:
    """Yield what each of the crowd does."""
    for path in islice(cycle(anonymous()), crowd.downloads):
        yield partial(asking.download, "", path, "blank forms")
    for path in islice(exports(), crowd.exports):
        yield partial(asking.download, "secretariat", path, "exports")
    for report, session in reports[:1]:
        yield partial(asking.write_long, report, session)


def together(orders: dict[str, Any]) -> str:
    """Let everybody ask at once, and say what they got."""
    host, port = orders["address"]
    asking, crowd = Asking((host, port), orders["longest"]), Crowd(**orders["crowd"])
    slow = [Thread(target=asking.slowly) for _ in range(crowd.slow)]
    for thread in slow:
        thread.start()
    wanted = list(works(asking, crowd, orders["reports"]))
    try:
        with ThreadPoolExecutor(len(wanted)) as threads:
            for done in [threads.submit(work) for work in wanted]:
                done.result()
    finally:
        asking.over.set()
    return ", ".join(f"{number} {what}" for what, number in sorted(asking.got.items()))


if __name__ == "__main__":
    print(together(json.loads(sys.argv[1])))
