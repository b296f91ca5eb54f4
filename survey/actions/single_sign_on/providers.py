"""The providers of single sign-on, each for its domains, as a file of the operator names them.

Knows the file, and calls nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
NEEDED = frozenset({"name", "issuer", "client_id", "domains"})
KNOWN = NEEDED | {"client_secret", "client_secret_file", "mail_links", "trusted"}


@dataclass(frozen=True, slots=True)
class Provider:
    """An organization's sign-in service, and what it is trusted with."""

    code: str
    name: str
    issuer: str
    client_id: str
    domains: frozenset[str]
    client_secret: str = field(default="", repr=False)
    mail_links: bool = True
    """Whether people of these domains may still ask for a link by mail."""
    trusted: bool = False
    """Whether its addresses count although it does not say that it verified them."""


@dataclass(frozen=True, slots=True)
class Providers:
    """All providers of an installation."""

    by_code: Mapping[str, Provider] = field(default_factory=dict)

    def of_address(self, email: str) -> Provider | None:
        """Return the provider that a mail address belongs to, if any."""
        domain = domain_of(email)
        return next((found for found in self.by_code.values() if domain in found.domains), None)

    @property
    def without_links(self) -> frozenset[str]:
        """Return the domains whose people sign in with their provider only."""
        shut = (found.domains for found in self.by_code.values() if not found.mail_links)
        return frozenset().union(*shut)


def domain_of(email: str) -> str:
    """Return the domain of a mail address."""
    return email.strip().rpartition("@")[2].lower()


def read_providers(file: str) -> Providers:
    """Read the providers from a file, none without one; refuse what cannot be meant."""
    if not file:
        return Providers()
    try:
        read = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise ValueError(f"{file}, named by SURVEY_SIGN_IN_PROVIDERS, cannot be read as YAML.") from wrong
    if not isinstance(read, dict) or not read:
        raise ValueError(f"{file} names no provider; docs/operator.md shows how it is written.")
    found = {str(code): _provider(str(code), given, Path(file).parent) for code, given in read.items()}
    _refuse_shared_domains(found.values())
    return Providers(found)


def is_private_line(address: str) -> bool:
    """Tell whether nobody on the way can read or change what is sent to an address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _provider(code: str, given: Any, folder: Path) -> Provider:
    for problem in _problems(code, given if isinstance(given, dict) else {}):
        raise ValueError(f"Provider '{code}': {problem}")
    return Provider(
        code=code,
        name=given["name"],
        issuer=given["issuer"],
        client_id=given["client_id"],
        domains=frozenset(given["domains"]),
        client_secret=_secret(code, given, folder),
        mail_links=given.get("mail_links", True),
        trusted=given.get("trusted", False),
    )


def _problems(code: str, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a provider, the first thing first."""
    if not CODE.fullmatch(code):
        yield "its code may have small letters, digits and hyphens only."
    if unknown := sorted(str(key) for key in given.keys() - KNOWN):
        yield f"'{unknown[0]}' is unknown; there are {', '.join(sorted(KNOWN))}."
    if missing := sorted(NEEDED - given.keys()):
        yield f"'{missing[0]}' is missing."
    texts = ("name", "issuer", "client_id", "client_secret", "client_secret_file")
    for key in (key for key in texts if not isinstance(given.get(key, "-"), str) or not given.get(key, "-")):
        yield f"'{key}' must be a text; put it in quotation marks."
    if not is_private_line(given["issuer"]):
        yield "its issuer must begin with https://."
    domains = given["domains"]
    if not isinstance(domains, list) or not domains:
        yield "'domains' must be a list, such as [ministry.example]."
    for domain in (domain for domain in domains if not DOMAIN.fullmatch(str(domain))):
        yield f"'{domain}' is no domain; write it in small letters, such as ministry.example."
    for key in (key for key in ("mail_links", "trusted") if not isinstance(given.get(key, True), bool)):
        yield f"'{key}' must be true or false."


def _secret(code: str, given: Mapping[str, Any], folder: Path) -> str:
    """Return the secret of the client, or the content of the file that holds it."""
    if "client_secret_file" not in given:
        return str(given.get("client_secret", ""))
    try:
        file: Path = folder / given["client_secret_file"]
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise ValueError(f"Provider '{code}': the file of its secret cannot be read.") from wrong


def _refuse_shared_domains(found: Any) -> None:
    known: dict[str, str] = {}
    for provider in found:
        for domain in sorted(provider.domains):
            if domain in known:
                raise ValueError(
                    f"The domain {domain} belongs to '{known[domain]}' and to '{provider.code}'."
                )
            known[domain] = provider.code
