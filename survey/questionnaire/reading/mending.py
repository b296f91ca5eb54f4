"""Setting aside what is misshapen in a file, so that the rest can still be checked for meaning.

What is set aside is remembered by name: nobody is told that a question is unknown whose own line is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from survey.questionnaire.reading.yaml_lines import Path


def set_aside(data: Any, wrong: Iterable[Path]) -> tuple[Any, set[str]]:
    """Copy the data without its misshapen parts, and name these."""
    mended = deepcopy(data)
    names: set[str] = set()
    for path in sorted({_unit(path) for path in wrong}, key=_from_behind, reverse=True):
        _remove(mended, path, names)
    return mended, names


def _unit(path: Path) -> Path:
    """The part that goes: a whole question, or just the key that is wrong."""
    if len(path) >= 4 and path[0] == "sections" and path[2] == "questions":
        return path[:4]
    return path


def _from_behind(path: Path) -> tuple[tuple[int, str], ...]:
    """Sort so that taking the last first leaves the positions of the others as they are."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _remove(data: Any, path: Path, names: set[str]) -> None:
    holder = data
    for step in path[:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(holder, (dict, list)) and path:
        _take(holder, path[-1], names)


def _take(holder: Any, step: str | int, names: set[str]) -> None:
    try:
        gone = holder.pop(step)
    except (KeyError, IndexError, TypeError):
        return
    if isinstance(step, str):
        names.add(step)
    if isinstance(gone, dict) and isinstance(gone.get("id"), str):
        names.add(gone["id"])


def about(sentence: str, names: Iterable[str]) -> bool:
    """Tell whether a sentence speaks of something that was set aside."""
    return any(f"'{name}'" in sentence or f"'{name}." in sentence for name in names)
