"""A promise in figures, how it is measured, and the line that says whether it is kept."""

from __future__ import annotations

import gc
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Promise:
    """A name, what it may cost at most (or must reach at least), the unit, and how to measure it."""

    name: str
    most: float
    unit: str
    measure: Measure
    at_least: bool = False

    def line(self, figure: float) -> str:
        """Write the outcome as one line."""
        met = "met" if self.kept(figure) else "missed"
        sign = ">=" if self.at_least else "<="
        return (
            f"{self.name:<52} {figure:>9.2f} {self.unit:<6} promise {sign} {self.most:g} {self.unit:<6} {met}"
        )

    def kept(self, figure: float) -> bool:
        """Tell whether a figure keeps the promise."""
        return figure >= self.most if self.at_least else figure <= self.most


def cpu_ms(action: Callable[[], object], rounds: int) -> float:
    """The median CPU time of an action in milliseconds, after a warm-up."""
    action()
    gc.collect()
    figures = []
    for _ in range(rounds):
        start = time.process_time_ns()
        action()
        figures.append((time.process_time_ns() - start) / 1e6)
    return statistics.median(figures)


def header() -> str:
    """Say on what machine and with what versions the figures were measured."""
    packages = ("flask", "jinja2", "wtforms", "marshmallow", "babel", "pyyaml")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{_processor()}; Python {platform.python_version()}, {platform.system()}; {versions}"


def _processor() -> str:
    """The processor's name and how many of it."""
    found = Path("/proc/cpuinfo")
    lines = found.read_text(encoding="utf-8").splitlines() if found.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor() or platform.machine()
