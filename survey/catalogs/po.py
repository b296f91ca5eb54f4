"""Catalogs as translators keep them: ordinary gettext `.po` files, read, and written the same way each time.

Knows the file format, never which English is current nor whether a translation may be shown. Babel's reader
and writer are not used because they lose what makes a translation stale: previous texts of entries, flags of
obsolete entries, second entries with the same context.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from survey.catalogs.headers import completed_header
from survey.catalogs.placeholders import has_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPES = str.maketrans(_ESCAPED)
_ESCAPE = re.compile(r"\\(.)")
_WRITTEN = {written[1]: meant for meant, written in _ESCAPED.items()}
_QUOTED = re.compile(r'(?:[^"\\]|\\.)*')
_MARKS = ("#~|", "#~", "#|")
_WORDS = {"", "msgctxt", "msgid", "msgid_plural", "msgstr", *(f"msgstr[{number}]" for number in range(10))}
String = tuple[str, str, str]
"""A line with a quoted text: its mark (`#~`), its word (`msgid`; empty in a continuation), the text."""


class CatalogMistake(ValueError):
    """A catalog that cannot be read, with the line where it goes wrong."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"line {line}: {sentence}")
        self.line = line
        self.sentence = sentence

    def in_file(self, path: Path) -> CatalogMistake:
        """Return the same mistake with the file: `path:line: sentence`."""
        named = CatalogMistake(self.line, self.sentence)
        named.args = (f"{path}:{self.line}: {self.sentence}",)
        return named


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and its translation: a form for each plural of the language, or a single form."""

    context: str
    english: str
    plural: str = ""
    forms: tuple[str, ...] = ("",)
    fuzzy: bool = False
    previous: tuple[str, str] = ("", "")
    source: str = ""
    comments: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = 0
    note: str = ""

    @property
    def translated(self) -> bool:
        """Tell whether a translator wrote anything here."""
        return any(self.forms)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A catalog file: its header and its entries in order, obsolete ones included."""

    header: str
    entries: tuple[Entry, ...]
    comments: tuple[str, ...] = ()


def source_hash(english: str, plural: str = "") -> str:
    """Return the short hash that a translation keeps of its source."""
    return sha256(f"{english}\0{plural}".encode()).hexdigest()[:8]


def empty_catalog(language: str) -> PoFile:
    """Start the catalog of a language (or a template, for no language)."""
    return PoFile(completed_header("", language), ())


# Writing


def write_po(file: PoFile) -> bytes:
    """Write a catalog without line numbers, dates or wrapping: a change touches only its own lines."""
    head = "".join(f"#{' ' * bool(line)}{line}\n" for line in file.comments)
    blocks = [head + _lines("", "msgid", "") + _lines("", "msgstr", file.header)]
    blocks += map(_block, file.entries)
    return "\n".join(blocks).encode()


def _block(entry: Entry) -> str:
    mark = "#~ " if entry.obsolete else ""
    return "".join((*_remarks(entry), *_strings(entry, mark)))


def _remarks(entry: Entry) -> Iterator[str]:
    for comment in entry.comments:
        yield f"#{' ' * bool(comment)}{comment}\n"
    if entry.note:
        yield f"#. {entry.note}\n"
    if entry.source:
        yield f"#. source {entry.source}\n"
    braces = has_placeholders(entry.english) or has_placeholders(entry.plural)
    flags = ["fuzzy"] * entry.fuzzy + ["python-brace-format"] * braces
    if flags:
        yield f"#, {', '.join(flags)}\n"
    before = "#~| " if entry.obsolete else "#| "
    for word, text in zip(("msgid", "msgid_plural"), entry.previous, strict=True):
        if text:
            yield _lines(before, word, text)


def _strings(entry: Entry, mark: str) -> Iterator[str]:
    yield _lines(mark, "msgctxt", entry.context)
    yield _lines(mark, "msgid", entry.english)
    if not entry.plural:
        yield _lines(mark, "msgstr", entry.forms[0])
        return
    yield _lines(mark, "msgid_plural", entry.plural)
    for number, form in enumerate(entry.forms):
        yield _lines(mark, f"msgstr[{number}]", form)


def _lines(mark: str, word: str, text: str) -> str:
    pieces = text.split("\n")
    pieces = [piece + "\n" for piece in pieces[:-1]] + [piece for piece in pieces[-1:] if piece]
    if len(pieces) > 1:
        pieces.insert(0, "")
    quoted = [f'"{piece.translate(_ESCAPES)}"' for piece in pieces] or ['""']
    return f"{mark}{word} " + "".join(f"{mark if n else ''}{piece}\n" for n, piece in enumerate(quoted))


# Reading


@dataclass(slots=True)
class _Block:
    """The lines of an entry, read so far."""

    line: int = 0
    strings: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    source: str = ""
    note: str = ""
    fuzzy: bool = False
    obsolete: bool = False
    last: str = ""

    @property
    def ends(self) -> bool:
        """Tell whether a translation was read, so that what comes next is another entry."""
        return "msgstr" in self.strings or "msgstr[0]" in self.strings


def read_po(data: bytes) -> PoFile:
    """Read a catalog file; raise `CatalogMistake` at the first line that is not gettext's."""
    blocks = list(_blocks(_decoded(data)))
    header = next((block for block in blocks if _is_header(block)), _Block())
    entries = tuple(_entry(block) for block in blocks if block is not header)
    _refuse_second_entries(entries)
    return PoFile(header.strings.get("msgstr", ""), entries, tuple(header.comments))


def _decoded(data: bytes) -> Sequence[str]:
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CatalogMistake(line, "this is not UTF-8; save the file as UTF-8") from None


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    block = _Block()
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line:
            continue
        string = _string(line)
        if block.ends and (line[0] == "#" if string is None else string[1] in {"msgctxt", "msgid"}):
            yield block
            block = _Block()
        if string:
            _take_string(block, string, number)
        elif line[0] == "#":
            _take_comment(block, line)
        else:
            raise CatalogMistake(number, f"not a line of a gettext catalog: {line[:60]}")
    if block.strings:
        yield block


def _string(line: str) -> String | None:
    """Split a line with a quoted text; return None for any other line."""
    mark = ""
    if line[0] == "#":
        mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
        line = line[len(mark) :].lstrip() if mark else ""
    word, quoted = ("", line) if line[:1] == '"' else line.split(None, 1) if " " in line else (line, "")
    text = quoted[1:-1]
    if word not in _WORDS or len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':
        return None
    if "\\" in text:
        known = _QUOTED.fullmatch(text)
        return (
            (mark, word, _ESCAPE.sub(lambda found: _WRITTEN.get(found[1], found[1]), text)) if known else None
        )
    return None if '"' in text else (mark, word, text)


def _take_string(block: _Block, string: String, number: int) -> None:
    mark, word, text = string
    before = "previous " if mark.endswith("|") else ""
    key = before + word if word else block.last
    if not key or (word and key in block.strings):
        raise CatalogMistake(number, f"{word or 'a continued text'} is out of place here")
    block.strings[key] = block.strings.get(key, "") + text
    block.last = key
    block.line = block.line or number
    block.obsolete = block.obsolete or mark == "#~"


def _take_comment(block: _Block, line: str) -> None:
    if line.startswith("#. source "):
        block.source = line[10:].strip()
    elif line.startswith("#. "):
        block.note = f"{block.note} {line[3:].strip()}".strip()
    elif line.startswith("#,"):
        block.fuzzy = "fuzzy" in {flag.strip() for flag in line[2:].split(",")}
    elif line[1:2] not in {".", ":", "~", "|"}:
        block.comments.append(line[1:].strip())


def _is_header(block: _Block) -> bool:
    return not block.obsolete and "msgctxt" not in block.strings and block.strings.get("msgid") == ""


def _entry(block: _Block) -> Entry:
    strings = block.strings
    for word in ("msgctxt", "msgid"):
        if not strings.get(word):
            raise CatalogMistake(block.line, f"this entry has no {word}; take it from the template")
    if not block.ends:
        raise CatalogMistake(block.line, "this entry has no msgstr; take it from the template")
    numbered = sorted(key for key in strings if key.startswith("msgstr["))
    return Entry(
        context=strings["msgctxt"],
        english=strings["msgid"],
        plural=strings.get("msgid_plural", ""),
        forms=tuple(strings[key] for key in numbered or ("msgstr",)),
        fuzzy=block.fuzzy,
        previous=(strings.get("previous msgid", ""), strings.get("previous msgid_plural", "")),
        source=block.source,
        comments=tuple(block.comments),
        obsolete=block.obsolete,
        line=block.line,
        note=block.note,
    )


def _refuse_second_entries(entries: Iterable[Entry]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        if not entry.obsolete and first.setdefault(entry.context, entry.line) != entry.line:
            raise CatalogMistake(
                entry.line, f"{entry.context} has an entry in line {first[entry.context]} already; keep one"
            )
