"""Making a file of the wrong shape loadable, so that the rest of it can still be checked for meaning.

A stand-in replaces what is wrong (positions, and so lines, stay as they are), and the place is remembered:
when a question's own line is wrong, no other line is told that the question is unknown.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.questionnaire.reading.yaml_lines import Path

STAND_INS = {"questionnaire": "unread", "edition": "unread", "title": "…", "label": "…"}
DECLARED = {
    "units": "unknown unit",
    "breakdowns": "unknown breakdown",
    "choices": "unknown list of choices",
    "dimensions": "unknown dimension",
    "themes": "unknown theme",
    "modules": "unknown module",
    "lists": "unknown list",
    "parameters": "unknown placeholder",
    "reported_to": "",
    "retired": "",
}
"""Whole blocks at the top, and how the complaints begin that follow when a block is gone."""

LOOKED_AT = ("kind", "fields", "rows", "rows_from", "beside", "evidence", "choices", "unit", "by")
"""Keys that other questions build on: when such a key is wrong, the whole question is taken out."""

MEANT = re.compile(r"^unknown key .*; did you mean '([a-z_]+)'\?$")
KEPT = ("id", "label", "relevant")


@dataclass
class Gone:
    """What was taken out: names that other places may use, and keys of the places that remain."""

    names: set[str] = field(default_factory=set)
    openings: set[str] = field(default_factory=set)
    keys: set[tuple[Path, str]] = field(default_factory=set)

    def explains(self, path: Path, sentence: str) -> bool:
        """Tell whether a complaint only follows from what was taken out."""
        return (
            sentence.startswith(tuple(self.openings))
            or any(_names(sentence, name) for name in self.names)
            or any(_is_about(path, sentence, holder, key) for holder, key in self.keys)
        )


def _names(sentence: str, name: str) -> bool:
    return any(f"{before}{name}{after}" in sentence for before, after in ("''", "'.", "{}"))


def _is_about(path: Path, sentence: str, holder: Path, key: str) -> bool:
    within = path[: len(holder)] == holder
    return within and (path[len(holder) : len(holder) + 1] == (key,) or f"'{key}" in sentence)


def misspelt(wrong: Iterable[tuple[Path, str]]) -> set[tuple[Path, str]]:
    """Find the keys that authors probably meant by unknown keys, by the place they belong to."""
    found = ((path, MEANT.search(sentence)) for path, sentence in wrong)
    return {(path[:-1], meant[1]) for path, meant in found if meant and path}


def mended(data: Any, wrong: Iterable[Path], gone: Gone) -> Any:
    """Copy the data with stand-ins for what is wrong; None where there is nothing left to read."""
    made = deepcopy(data)
    if not isinstance(made, dict) or not isinstance(made.get("sections"), list):
        return None
    for path in wrong:
        _mend(made, path, gone)
    return made


def _mend(data: Any, path: Path, gone: Gone) -> None:
    if path[0] in DECLARED:
        _mend_declared(data, path, gone)
    elif path[0] != "sections" or len(path) == 1:
        _mend_key(data, (), path[0], gone)
    else:
        _mend_section(data["sections"], path, gone)


def _mend_declared(data: Any, path: Path, gone: Gone) -> None:
    """Take a declared thing out, or the whole block."""
    block = str(path[0])
    if len(path) > 1 and isinstance(data.get(block), dict):
        data[block].pop(path[1], None)
        gone.names.add(str(path[1]))
    else:
        data.pop(block, None)
        gone.openings |= {DECLARED[block]} - {""}


def _mend_section(sections: Any, path: Path, gone: Gone) -> None:
    place = path[1]
    section = sections[place]
    if not isinstance(section, dict):
        sections[place] = _section(path)
    elif len(path) == 3 and path[2] == "questions" and not _filled(section):
        section["questions"] = [_question(path)]
    elif len(path) == 3:
        _mend_key(section, path[:2], path[2], gone)
    elif path[2] == "questions":
        _mend_question(section["questions"], path, 3, gone)
    else:
        section.pop(path[2], None)


def _filled(section: Any) -> bool:
    return isinstance(section.get("questions"), list) and bool(section["questions"])


def _mend_question(questions: Any, path: Path, at: int, gone: Gone) -> None:
    """Mend a question, or the field of a list at that depth of the path."""
    place, key = path[at], path[at + 1] if len(path) > at + 1 else None
    question = questions[place]
    if not isinstance(question, dict) or key is None:
        questions[place] = _question(path)
    elif key == "fields" and len(path) > at + 2:
        if "fields" in question:  # or else a stand-in is there already
            _mend_question(question["fields"], path, at + 2, gone)
    elif key == "rows" and len(path) > at + 2 and isinstance(question.get(key), dict):
        _mend_row(question[key], path, at + 2, gone)
    elif key in LOOKED_AT:
        gone.names.update(_ids(question))
        questions[place] = _question(path) | {kept: question[kept] for kept in KEPT if kept in question}
    else:
        _mend_key(question, path[: at + 1], key, gone)


def _mend_row(rows: Any, path: Path, at: int, gone: Gone) -> None:
    """Mend a row of a question: its code and its condition stay if they can."""
    code, key = path[at], path[at + 1] if len(path) > at + 1 else None
    if isinstance(rows.get(code), dict) and key is not None:
        _mend_key(rows[code], path[: at + 1], key, gone)
    else:
        rows.pop(code, None)
        rows["unread"] = "…"


def _ids(question: Any) -> Iterator[str]:
    if isinstance(question.get("id"), str):
        yield question["id"]


def _mend_key(holder: Any, path: Path, key: str | int, gone: Gone) -> None:
    """Put a stand-in at a key that is needed; take any other key out."""
    before = holder.pop(key, None)
    if key in STAND_INS:
        holder[key] = STAND_INS[str(key)]
    elif key == "id":
        holder[key] = _unread_id(path)
        gone.names.update({before} if isinstance(before, str) else ())
    gone.keys.add((path, str(key)))


def _unread_id(path: Path) -> str:
    return "unread_" + "_".join(str(step) for step in path if isinstance(step, int))


def _question(path: Path) -> dict[str, Any]:
    return {"id": _unread_id(path), "kind": "text", "label": "…"}


def _section(path: Path) -> dict[str, Any]:
    return {"id": _unread_id(path), "title": "…", "questions": [_question((*path, 0))]}
