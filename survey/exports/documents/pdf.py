"""A document as PDF: tagged for screen readers, fonts embedded, made without a network.

Texts reach typst as data, never as source. Each process has one compiler, made when it is first needed: a
compiler made before the workers fork would hang in the worker.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import typst

from survey.exports.documents.blocks import Words

if TYPE_CHECKING:
    from typst import PDFStandard

    from survey.exports.documents.blocks import Document

TEMPLATE = Path(__file__).with_name("report.typ").read_bytes()
ONE_SIGN = b'#set document(title: "?")\n#set text(lang: "en")\n#sys.inputs.sign'
ACCESSIBLE: PDFStandard = "ua-1"
LONG_WORD, PIECE = 40, 20
_LONG = re.compile(rf"(?<!\S)(?!\S*://)\S{{{LONG_WORD},}}")
_SYMBOL = re.compile("[\u2100-\u2bff\U00010000-\U0010ffff]\ufe0f?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_turn = Lock()


def to_pdf(document: Document) -> bytes:
    """Write a document as PDF/UA, or as plain tagged PDF if our fonts lack a character."""
    data = json.dumps(_plain(document), ensure_ascii=False)
    made = document.made_on
    timestamp = datetime(made.year, made.month, made.day, tzinfo=UTC) if made else None
    with _turn:
        try:
            return _compiled(data, [ACCESSIBLE], timestamp)
        except typst.TypstError:
            return _compiled(data, [], timestamp)


def _compiled(data: str, standards: list[PDFStandard], timestamp: datetime | None) -> bytes:
    made = _compiler(os.getpid()).compile(
        input=TEMPLATE,
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=standards,
        timestamp=timestamp,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


@lru_cache(maxsize=1)
def _compiler(process: int) -> typst.Compiler:
    """Return the compiler of this process; without system fonts, every machine makes the same pages."""
    return typst.Compiler(ignore_system_fonts=True)


def _plain(value: object) -> object:
    """Convert blocks to JSON types, each with its kind."""
    if isinstance(value, Words):
        return {"text": _breakable(value.text), "lang": _language(value.lang)}
    if is_dataclass(value):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        if "language" in parts:
            parts["language"] = _language(str(parts["language"])) or "en"
        return {"kind": type(value).__name__, **parts}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _language(code: str) -> str:
    """Return a language code as typst expects it: two or three letters."""
    found = _LANGUAGE.match(code)
    return found.group() if found else ""


def _breakable(text: str) -> str:
    """Let very long words break (web addresses break anyway), and name symbols without a glyph."""
    return _LONG.sub(lambda found: _pieces(found.group()), _SYMBOL.sub(_symbol, text))


def _pieces(word: str) -> str:
    return "\u200b".join(word[start : start + PIECE] for start in range(0, len(word), PIECE))


def _symbol(found: re.Match[str]) -> str:
    """Return a symbol, or its name in brackets if our fonts have no glyph for it."""
    sign = found.group()[0]
    if unicodedata.category(sign) != "So" or _has_glyph(sign):
        return found.group()
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


@lru_cache(maxsize=4096)
def _has_glyph(sign: str) -> bool:
    with _turn:
        try:
            _compiler(os.getpid()).compile(
                input=ONE_SIGN, format="pdf", sys_inputs={"sign": sign}, pdf_standards=[ACCESSIBLE]
            )
        except typst.TypstError:
            return False
    return True
