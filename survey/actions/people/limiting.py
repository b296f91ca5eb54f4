"""Limits on requests for links: counted in the database, under hashes that identify nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import NoReturn

from sqlalchemy import Engine

from survey.errors import Refusal
from survey.letters import LINK_MINUTES
from survey.messages import say_count
from survey.storage.engine.database import writing
from survey.storage.people.signing_in import count_try


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of tries allowed in a window of time, for one address or one network."""

    kind: str
    window: timedelta
    most: int


LIMITS = (
    Limit("address", timedelta(hours=1), 5),
    Limit("address", timedelta(days=1), 10),
    Limit("network", timedelta(hours=1), 60),
    Limit("network", timedelta(days=1), 300),
)
"""A whole ministry may share a network, so a network has a higher limit than a mail address."""

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class TooManyTries(Refusal):
    """Too many requests; `again_at` is the time of the next one allowed."""

    code = "too-many-tries"
    status = 429

    def __init__(self, again_at: datetime, now: datetime) -> None:
        self.again_at = again_at
        super().__init__(
            say_count(
                "sign-in/too-many",
                "Too many links were requested. Try again in {count} minute; a link already sent "
                "works for {minutes} minutes.",
                "Too many links were requested. Try again in {count} minutes; a link already sent"
                " works for {minutes} minutes.",
                max(1, ceil((again_at - now).total_seconds() / 60)),
                minutes=LINK_MINUTES,
            )
        )


def count_tries(email: str, network: str, now: datetime, engine: Engine | None = None) -> datetime | None:
    """Count a try against every limit; return the time of the next try if one is exceeded, or None."""
    names = {"address": email.strip().lower(), "network": network}
    again = []
    with writing(engine) as session:
        for limit in LIMITS:
            begins = _BEGINNING + limit.window * ((now - _BEGINNING) // limit.window)
            if count_try(session, _key(limit, names[limit.kind]), begins) > limit.most:
                again.append(begins + limit.window)
    return max(again, default=None)


def refuse_too_many(again_at: datetime, now: datetime) -> NoReturn:
    """Refuse, and name the minutes to wait."""
    raise TooManyTries(again_at, now)


def network_of(address: str) -> str:
    """Return the network of an address for the limits: a /24, or a /56 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 56), strict=False))


def _key(limit: Limit, name: str) -> str:
    return sha256(f"{limit.kind} {limit.window.total_seconds():.0f} {name}".encode()).hexdigest()
