"""Compiled catalogs: gettext's binary `.mo` beside a `.po`, valid only for the exact bytes it was made from.

Knows the file format and that promise; the translations in it were judged before.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAGIC = 0x950412DE
FORMAT = "1"
MADE_FROM = "X-Made-From"
Row = tuple[str, str, str, tuple[str, ...]]
"""Context, English, plural (or nothing), and the forms of the translation."""


def fingerprint(po: bytes) -> str:
    """Return what a compiled catalog records of its source: the format, and the SHA-256 of the bytes."""
    return f"{FORMAT} {sha256(po).hexdigest()}"


def write_compiled(rows: Iterable[Row], header: str, po: bytes) -> bytes:
    """Write the rows, and the fingerprint of their source in the header entry."""
    pairs = [(b"", f"{MADE_FROM}: {fingerprint(po)}\n{header}".encode())]
    for context, english, plural, forms in rows:
        key = f"{context}\4{english}" + (f"\0{plural}" if plural else "")
        pairs.append((key.encode(), "\0".join(forms).encode()))
    pairs.sort()
    return _packed([key for key, _ in pairs], [value for _, value in pairs])


def _packed(keys: Sequence[bytes], values: Sequence[bytes]) -> bytes:
    count = len(keys)
    offset = 28 + 16 * count
    table = []
    for text in (*keys, *values):
        table += [len(text), offset]
        offset += len(text) + 1
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return b"".join(
        (head, struct.pack(f"<{4 * count}I", *table), *(text + b"\0" for text in (*keys, *values)))
    )


def read_compiled(data: bytes, po: bytes) -> tuple[str, list[Row]] | None:
    """Read the header and the rows; return None when they are damaged or were made from other bytes."""
    try:
        rows = _pairs(data)
        header = rows[0][1]
        if rows[0][0] or header.partition("\n")[0] != f"{MADE_FROM}: {fingerprint(po)}":
            return None
        return header, [_row(key, value) for key, value in rows[1:]]
    except (struct.error, ValueError, IndexError):
        return None


def _pairs(data: bytes) -> list[tuple[str, str]]:
    magic, _, count, keys, values = struct.unpack_from("<5I", data)
    if magic != MAGIC:
        raise ValueError("not a compiled catalog")
    return list(zip(_texts(data, keys, count), _texts(data, values, count), strict=True))


def _texts(data: bytes, start: int, count: int) -> list[str]:
    table = struct.unpack_from(f"<{2 * count}I", data, start)
    return [
        data[offset : offset + length].decode()
        for length, offset in zip(table[::2], table[1::2], strict=True)
    ]


def _row(key: str, value: str) -> Row:
    context, separator, source = key.partition("\4")
    if not separator:
        raise ValueError("an entry without context")
    english, _, plural = source.partition("\0")
    return context, english, plural, tuple(value.split("\0"))
