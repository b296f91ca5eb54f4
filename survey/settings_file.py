"""The settings file: lines `NAME=value`, as the `EnvironmentFile` of a systemd unit has them.

Knows lines, and no setting.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(.*?)[ \t]*")
_ESCAPED = re.compile(r"\\([\\\"$`])")


def lines_of_file(path: Path) -> dict[str, str]:
    """Return the values in a settings file by name; it may hold comments, and quotes around values."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as failure:
        raise ValueError(f"The settings file '{path}' cannot be read: {failure.strerror}.") from failure
    except UnicodeDecodeError as failure:
        raise ValueError(f"The settings file '{path}' is not written in UTF-8.") from failure
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and line.strip()[0] not in "#;":
            name, value = _parted(line.strip(), f"Line {number} of the settings file '{path}'")
            found[name] = value
    return found


def can_be_read_by_others(path: Path) -> bool:
    """Tell whether anybody on the machine may read a file."""
    return bool(path.stat().st_mode & stat.S_IROTH)


def _parted(line: str, where: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"{where} is not of the form NAME=value.")
    name, value = found.groups()
    if value[:1] in ("'", '"'):
        if len(value) < 2 or value[-1] != value[0]:
            raise ValueError(f"{where} has a quotation mark that is not closed.")
        quote, value = value[0], value[1:-1]
        return name, _ESCAPED.sub(r"\1", value) if quote == '"' else value
    return name, value
