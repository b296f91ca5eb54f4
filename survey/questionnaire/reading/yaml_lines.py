"""YAML read safely into mappings, lists and texts, with a line for each of them.

Every scalar is text; there are no tags, anchors or second keys of a name, and depth and size are bounded.
Knows nothing of questionnaires.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from survey.questionnaire.reading.yaml_sentences import line_of, odd_sign, unreadable

MOST_BYTES = 1 << 20
DEEPEST = 20
MOST_NODES = 100_000
PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str")
ODD_SIGN = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
MOST_ODD_SIGNS = 20

Path = tuple[str | int, ...]


@dataclass
class Lines:
    """The content of a file, the line of every place in it, and what is wrong with its YAML.

    `stopped` says that the rest could not be read at all; `unread` are the places with values that could not.
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)
    stopped: bool = False

    def line(self, path: Path) -> int:
        """The line of a place, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def stop(self, line: int, sentence: str) -> None:
        """Give up: what follows cannot be read."""
        self.wrong.append((line, sentence))
        self.stopped = True


@dataclass
class _Level:
    """A mapping or list being read: the path to it, and in a mapping the key that waits for its value.

    `as_key` says that it takes the place of a key.
    """

    path: Path
    holder: dict[str, Any] | list[Any]
    key: str | None = None
    as_key: bool = False

    @property
    def awaits_key(self) -> bool:
        """Tell whether the next scalar is a key."""
        return isinstance(self.holder, dict) and self.key is None


def compose(raw: bytes) -> Lines:
    """Read YAML; what is wrong with it is listed, never raised."""
    found = Lines()
    if len(raw) > MOST_BYTES:
        found.stop(1, f"the file has {len(raw):,} bytes; the most is {MOST_BYTES:,}")
        return found
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found.stop(line, "this is not UTF-8 text; save the file as UTF-8")
        return found
    if not _refuse_odd_signs(text, found):
        _EventReader(found).run(text)
    return found


def _refuse_odd_signs(text: str, found: Lines) -> bool:
    """Refuse signs that YAML does not know, and invisible signs that break lines."""
    for number, sign in enumerate(ODD_SIGN.finditer(text)):
        if number == MOST_ODD_SIGNS:
            break
        line = len(re.findall(r"\r\n?|\n", text[: sign.start()])) + 1
        found.stop(line, odd_sign(sign[0]))
    return found.stopped


class _EventReader:
    """A pass over a file's YAML events; it has its own stack, so that no depth can exhaust Python's."""

    def __init__(self, found: Lines) -> None:
        self.found = found
        self.levels: list[_Level] = []
        self.documents = 0
        self.nodes = 0
        self.last = 1

    def run(self, text: str) -> None:
        self.last = len(text.splitlines()) or 1
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if not self.take(event):
                    return
        except yaml.MarkedYAMLError as error:
            self.found.stop(line_of(error, text), unreadable(error, text))
        except (yaml.YAMLError, ValueError):
            self.found.stop(1, "this cannot be read as YAML")
        if not self.found.stopped and self.found.data is None:
            self.found.stop(1, "the file is empty")

    def complain(self, line: int, sentence: str) -> None:
        self.found.wrong.append((line, sentence))

    def take(self, event: Event) -> bool:
        """Take an event; False ends the reading."""
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            if self.levels.pop().as_key:
                self.levels[-1].key = ""
        elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
            return self.node(event)
        return True

    def node(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent) -> bool:
        # An empty value at the very end has its mark behind the last line.
        line = min(event.start_mark.line + 1, self.last) if event.start_mark else 1
        self.nodes += 1
        if not self.levels:
            self.documents += 1
        if self.documents > 1 or self.nodes > MOST_NODES or len(self.levels) >= DEEPEST:
            self.found.stop(line, self.too_much())
            return False
        self.refuse_tricks(event, line)
        if isinstance(event, ScalarEvent):
            self.scalar(event.value, line)
        elif isinstance(event, AliasEvent):
            self.alias(line)
        else:
            self.open({} if isinstance(event, MappingStartEvent) else [], line)
        return True

    def alias(self, line: int) -> None:
        """Leave the place of an alias empty; nothing more is said about it."""
        level = self.levels[-1] if self.levels else None
        if level is not None and level.awaits_key:
            level.key = ""
            self.found.unread.add((*level.path, ""))
        else:
            self.found.unread.add(self.place("", line))

    def too_much(self) -> str:
        if self.documents > 1:
            return "a second document ('---') begins here; a file holds one questionnaire"
        if self.nodes > MOST_NODES:
            return f"the file holds more than {MOST_NODES:,} values; split it"
        return f"this is nested more than {DEEPEST} levels deep"

    def refuse_tricks(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent, line: int
    ) -> None:
        if event.anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            self.complain(line, f"anchors are not used here ('{sign}{event.anchor}'); write the text out")
        tag = None if isinstance(event, AliasEvent) else event.tag
        shown = (tag or "").replace("tag:yaml.org,2002:", "!!")
        if isinstance(event, ScalarEvent) and tag not in PLAIN_TAGS:
            self.complain(line, f"tags are not used here ('{shown}'); all values are text")
        elif not isinstance(event, ScalarEvent) and tag not in (None, "!"):
            self.complain(line, f"tags are not used here ('{shown}'); take it out")

    def scalar(self, value: str, line: int) -> None:
        """Take a scalar, as a key or as a value."""
        level = self.levels[-1] if self.levels else None
        if level is not None and isinstance(level.holder, dict) and level.awaits_key:
            self.take_key(level, level.holder, value, line)
        else:
            self.place(value, line)

    def take_key(self, level: _Level, holder: dict[str, Any], key: str, line: int) -> None:
        path = (*level.path, key)
        if not key:
            self.complain(line, "there is no key before this ':'")
            self.found.unread.add(path)
        elif key in holder:
            other = self.found.lines[path]
            self.complain(
                line, f"'{key}' stands here a second time (also in line {other}); keep one of the two"
            )
        level.key = key
        self.found.lines[path] = line

    def open(self, holder: dict[str, Any] | list[Any], line: int) -> None:
        level = self.levels[-1] if self.levels else None
        if level is None or not level.awaits_key:
            self.levels.append(_Level(self.place(holder, line), holder))
            return
        self.complain(line, "a key must be a plain text; put it in quotes if it holds '{' or '['")
        path = (*level.path, "")
        self.found.unread.add(path)
        self.levels.append(_Level(path, holder, as_key=True))

    def place(self, value: Any, line: int) -> Path:
        """Put a value where it belongs, and return the path to it."""
        if not self.levels:
            self.found.data = value
            self.found.lines[()] = line
            return ()
        level = self.levels[-1]
        if isinstance(level.holder, list):
            path: Path = (*level.path, len(level.holder))
            level.holder.append(value)
            self.found.lines[path] = line
        else:
            key = level.key or ""
            path = (*level.path, key)
            level.holder[key] = value
            self.found.lines.setdefault(path, line)
            level.key = None
        return path
