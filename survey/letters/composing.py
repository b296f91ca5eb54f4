"""Composes the parts of a letter into plain text and HTML with the same content, in one language.

Knows parts and escaping; the only wording here is the greeting, whom to ask, and the signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import urlsplit

from survey.languages import Said
from survey.letters.letter import Letter
from survey.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.catalogs import Speaker
    from survey.letters.letter import Reader
    from survey.messages import Text

LONGEST_SUBJECT = 200
"""In characters; the rest is cut, since no mail program shows it."""

_PAGE = (
    "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1b1b1b;background:#fff;"
    "max-width:36em;margin:0 auto;padding:16px"
)
_BUTTON = (
    "display:inline-block;background:#0b5394;color:#fff;padding:12px 20px;border-radius:4px;"
    "text-decoration:none"
)
_CODE = "font-family:ui-monospace,monospace;font-size:24px;letter-spacing:4px"
_QUOTE = "margin:16px 0;padding:4px 16px;border-inline-start:4px solid #767676;white-space:pre-line"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of text."""

    words: Message


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page, with the label of its button."""

    label: Message
    address: str


@dataclass(frozen=True, slots=True)
class Digits:
    """A code to type, introduced by words that say what it is for."""

    words: Message
    digits: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """What another person wrote, introduced by words that say who; always marked as a quotation."""

    words: Message
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of lines, introduced by words that say what they are."""

    words: Message
    lines: tuple[Message | Text | str, ...]


LetterPart = Prose | Link | Digits | Quoted | Listed


def compose(
    kind: str, reader: Reader, subject: Message, parts: Sequence[LetterPart], ask: Message | None = None
) -> Letter:
    """Write a letter: greeting, parts, whom to ask (the secretariat unless `ask` is given), signature."""
    speaker = reader.speaker
    whole: tuple[LetterPart, ...] = (
        Prose(say("letter/greeting", "Dear {name},", name=_one_line(reader.name))),
        *parts,
        Prose(ask or _ask_the_desk(reader)),
        Prose(say("letter/signature", "The secretariat of {partnership}", partnership=reader.partnership)),
    )
    title = _one_line(speaker.say(subject))
    if len(title) > LONGEST_SUBJECT:
        title = title[: LONGEST_SUBJECT - 1].rstrip() + "…"
    plain = "\n\n".join(_plain(part, speaker) for part in whole) + "\n"
    return Letter(kind, speaker.language.code, title, plain, _page(title, whole, speaker))


def _ask_the_desk(reader: Reader) -> Message:
    if not reader.contact:
        return say(
            "letter/answer-us", "If you have a question, simply reply to this e-mail. We are glad to help."
        )
    return say(
        "letter/ask-us",
        "If you have a question, write to {contact}. We are glad to help.",
        contact=reader.contact,
    )


def _plain(part: LetterPart, speaker: Speaker) -> str:
    match part:
        case Prose(words):
            return _printable(speaker.say(words))
        case Link(label, address):
            opens = speaker.say(say("letter/opens", "{what}:", what=label))
            return f"{_printable(opens)}\n{_web_address(address)}"
        case Digits(words, digits):
            return f"{_printable(speaker.say(words))}\n\n    {digits}"
        case Quoted(words, text):
            quoted = "\n".join(f"> {line}".rstrip() for line in _printable(text).strip().splitlines())
            return f"{_printable(speaker.say(words))}\n\n{quoted}"
        case Listed(words, lines):
            return "\n".join(
                [_printable(speaker.say(words)), *(f"- {_line(line, speaker)}" for line in lines)]
            )


def _page(title: str, parts: Iterable[LetterPart], speaker: Speaker) -> str:
    language = speaker.language
    body = "\n".join(_html(part, speaker) for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language.code)}" dir="{language.direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n</head>\n<body style="{_PAGE}">\n{body}\n</body>\n</html>\n'
    )


def _html(part: LetterPart, speaker: Speaker) -> str:
    match part:
        case Prose(words):
            return _paragraph(words, speaker)
        case Link(label, address):
            return _button(label, _web_address(address), speaker)
        case Digits(words, digits):
            code = f'<p dir="ltr" style="{_CODE}"><strong>{escape(digits)}</strong></p>'
            return f"{_paragraph(words, speaker)}\n{code}"
        case Quoted(words, text):
            quoted = (
                f'<blockquote dir="auto" style="{_QUOTE}">{escape(_printable(text).strip())}</blockquote>'
            )
            return f"{_paragraph(words, speaker)}\n{quoted}"
        case Listed(words, lines):
            items = "".join(f'<li dir="auto">{escape(_line(line, speaker))}</li>' for line in lines)
            return f"{_paragraph(words, speaker)}\n<ul>{items}</ul>"


def _paragraph(words: Message, speaker: Speaker) -> str:
    said = speaker.say(words)
    return f"<p{_marked(said, speaker)}>{escape(_printable(said))}</p>"


def _button(label: Message, address: str, speaker: Speaker) -> str:
    """Write a button, and below it the address, for mail programs that show no links."""
    said, link = speaker.say(label), escape(address)
    return (
        f'<p{_marked(said, speaker)}><a href="{link}" style="{_BUTTON}">{escape(_printable(said))}</a></p>\n'
        f'<p dir="ltr"><small>{link}</small></p>'
    )


def _marked(said: Said, speaker: Speaker) -> str:
    """Return the attributes that mark a text in another language than the letter's."""
    return "" if said.lang == speaker.language.code else f' lang="{escape(said.lang)}" dir="auto"'


def _line(line: Message | Text | str, speaker: Speaker) -> str:
    return _one_line(line if isinstance(line, str) else speaker.say(line))


_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
"""What would break a line. No-break spaces are left: French needs them."""


def _one_line(text: str) -> str:
    """Return a text without line breaks, which could end a mail header or add a line to the letter."""
    return _BREAKS.sub(" ", _printable(text)).strip()


def _printable(text: str) -> str:
    """Return a text without control characters, which mail and HTML forbid; joiners of scripts stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in {"Cc", "Cs"})


def _web_address(address: str) -> str:
    """Return a web address unchanged; anything else is a programming error."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(sign.isspace() for sign in address):
        raise ValueError(f"a letter's link must be a web address: {address!r}")
    return address
