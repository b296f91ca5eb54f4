"""How the command line writes the place of a file: as short as it can be clicked in a terminal."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """Write a path relative to the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
