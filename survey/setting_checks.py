"""What is wrong with the value of a setting: each check returns the end of a sentence, or nothing.

Knows values, and no setting by its name.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

Networks = tuple[IPv4Network | IPv6Network, ...]

MOST_PORTS = 65_535
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
_IN_MEMORY = ("", ":memory:")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_PAGES = re.compile(r"[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\]")


def folder(value: Path) -> str:
    """Complain about a folder that is missing."""
    return "" if value.is_dir() else f"is '{value}', which is no folder."


def port(value: int) -> str:
    """Complain about a number that is no port."""
    return "" if 0 < value <= MOST_PORTS else f"is {value}; a port is a number from 1 to {MOST_PORTS}."


def second_factor(value: str) -> str:
    """Complain about what is neither of the two manners of a second factor."""
    return "" if value in ("required", "offered") else f"is '{value}'; write required or offered."


def mail_address(value: str) -> str:
    """Complain about what is no mail address."""
    good = not value or _ADDRESS.fullmatch(value)
    return "" if good else f"is '{value}', which is no e-mail address; write it like name@office.org."


def database(value: str) -> str:
    """Complain about the address of a database, without repeating it: it may hold a password."""
    kind, parted, rest = value.partition("://")
    if kind == "postgres" and parted:
        return "begins with 'postgres://'; write 'postgresql://'."
    if kind not in _DATABASES or not parted:
        return "is no address of a database; write sqlite:///file or postgresql://user@host/name."
    file = unquote(rest.partition("?")[0].removeprefix("/"))
    if kind == "sqlite" and file not in _IN_MEMORY and not Path(file).absolute().parent.is_dir():
        return f"names a file in '{Path(file).parent}', which is no folder; make the folder first."
    return ""


def address_of_pages(value: str) -> str:
    """Complain about an address at which the pages cannot be."""
    try:
        parts = urlsplit(value)
        found = parts.port
    except ValueError:
        return f"is '{value}', which is no address; write it like https://survey.example.org."
    if parts.scheme not in ("http", "https") or not _PAGES.fullmatch(_host_of(parts.netloc)) or found == 0:
        return f"is '{value}', which is no address; write it like https://survey.example.org."
    if parts.path not in ("", "/") or parts.query or parts.fragment or value.rstrip() != value:
        return f"is '{value}'; write only the beginning, like https://survey.example.org, without a path."
    return ""


def _host_of(netloc: str) -> str:
    return re.sub(r":\d*$", "", netloc)


def networks(value: str) -> str:
    """Complain about what is no list of networks."""
    try:
        networks_of(value)
    except ValueError:
        return f"is '{value}'; write addresses or networks with commas between, like 127.0.0.1, 10.0.0.0/8."
    return ""


def networks_of(value: str) -> Networks:
    """Return the networks that are named, with commas between."""
    return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
