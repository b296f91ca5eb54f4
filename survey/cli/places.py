"""Paths on the command line, short enough to click in a terminal."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """Return a path relative to the working folder if it is inside it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
