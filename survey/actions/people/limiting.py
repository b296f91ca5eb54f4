"""Limits on requests for links: counted in the database, under hashes that identify nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from sqlalchemy.orm import Session

from survey.errors import Refusal
from survey.letters import LINK_MINUTES
from survey.messages import say, say_count
from survey.storage.people.signing_in import count_try, last_window


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of tries allowed in a window of time, for one address or one network."""

    kind: str
    window: timedelta
    most: int


LIMITS = (
    Limit("address in network", timedelta(hours=1), 5),
    Limit("address in network", timedelta(days=1), 10),
    Limit("address", timedelta(days=1), 100),
    Limit("network", timedelta(hours=1), 60),
    Limit("network", timedelta(days=1), 300),
)
"""Whoever knows an address can use up its tries from their own network only, where few people are.

A whole ministry may share a network, so a network has a higher limit. That of an address in all networks
together keeps a box from being flooded; a browser that its owner used before is exempt from it.
"""

KNOWN_LIMITS = (Limit("known browser", timedelta(hours=1), 20),)
"""The limit of a browser in which the owner of the address was signed in before."""

PROOF_LIMITS = (
    Limit("proofs in network", timedelta(hours=1), 20),
    Limit("proofs in network", timedelta(days=1), 60),
    Limit("proofs", timedelta(days=1), 200),
)
"""How often somebody may try to prove who they are; a stranger gets that far with their letter only."""

PROOF_LETTERS = (Limit("proof letters", timedelta(hours=1), 10),)
SIGN_ONS = Limit("sign-ons of a network", timedelta(hours=1), 120)

INVITATIONS = Limit("invitations", timedelta(days=1), 30)

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class TooManyTries(Refusal):
    """Too many requests; `again_at` is the time of the next one allowed.

    `of_address` tells whether they were for this address, and not only from a network with many people.
    """

    code = "too-many-tries"
    status = 429

    def __init__(self, again_at: datetime, now: datetime, *, of_address: bool = True) -> None:
        self.again_at = again_at
        self.of_address = of_address
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


class TooManyProofs(Refusal):
    """More tries to prove who somebody is than are allowed."""

    code = "too-many-proofs"
    status = 429

    def __init__(self, again_at: datetime, now: datetime) -> None:
        super().__init__(
            say_count(
                "factors/too-many",
                "Too many codes were tried or requested. Try again in {count} minute.",
                "Too many codes were tried or requested. Try again in {count} minutes.",
                max(1, ceil((again_at - now).total_seconds() / 60)),
            )
        )


class TooManyInvitations(Refusal):
    """More letters to colleagues than a person may have written in a day."""

    code = "too-many-invitations"
    status = 429


def limit_links(session: Session, email: str, network: str, known_browser: str, now: datetime) -> None:
    """Count a request for a link, or refuse it; the caller's transaction then keeps nothing of it."""
    address = email.strip().lower()
    if known_browser:
        _count(session, KNOWN_LIMITS, {"known browser": known_browser}, now)
        return
    since = last_window(session, _unlocking(address))
    fresh = f"{address} {since.isoformat()}" if since else address
    names = {"address": fresh, "address in network": f"{fresh} {network}", "network": network}
    _count(session, LIMITS, names, now)


def unlock_links(session: Session, email: str, now: datetime) -> None:
    """Let an address ask for links again: its tries are counted under other keys from now on."""
    count_try(session, _unlocking(email.strip().lower()), now)


def limit_invitations(session: Session, person_id: int, now: datetime) -> None:
    """Count a letter that a person has written to a colleague, or refuse it."""
    if _again_at(session, INVITATIONS, str(person_id), now) is not None:
        raise TooManyInvitations(
            say(
                "sharing/too-many",
                "You have written to {most} colleagues today, which is the most for a day. Write to the "
                "others tomorrow.",
                most=INVITATIONS.most,
            )
        )


def limit_proofs(session: Session, person_id: int, network: str, now: datetime) -> None:
    """Count a try to prove who somebody is, or refuse it."""
    names = {"proofs": str(person_id), "proofs in network": f"{person_id} {network}"}
    _count_proof(session, PROOF_LIMITS, names, now)


def limit_proof_letters(session: Session, person_id: int, now: datetime) -> None:
    """Count a letter with a code to confirm with, or refuse it."""
    _count_proof(session, PROOF_LETTERS, {"proof letters": str(person_id)}, now)


def _count_proof(session: Session, limits: Iterable[Limit], names: Mapping[str, str], now: datetime) -> None:
    try:
        _count(session, limits, names, now)
    except TooManyTries as refused:
        raise TooManyProofs(refused.again_at, now) from refused


def is_over(session: Session, limit: Limit, name: str, now: datetime) -> bool:
    """Count a try against a limit; tell whether it is exceeded."""
    return _again_at(session, limit, name, now) is not None


def _count(session: Session, limits: Iterable[Limit], names: Mapping[str, str], now: datetime) -> None:
    """Count a try against every limit, or refuse it."""
    again = [(_again_at(session, limit, names[limit.kind], now), limit.kind) for limit in limits]
    over = [(time, kind) for time, kind in again if time is not None]
    if over:
        raise TooManyTries(max(over)[0], now, of_address=any(kind != "network" for _, kind in over))


def _again_at(session: Session, limit: Limit, name: str, now: datetime) -> datetime | None:
    """Count a try against a limit; return the time of the next try if it is exceeded, or None."""
    begins = _BEGINNING + limit.window * ((now - _BEGINNING) // limit.window)
    over = count_try(session, _key(limit, name), begins) > limit.most
    return begins + limit.window if over else None


def network_of(address: str) -> str:
    """Return the network of an address for the limits: a /24, or a /56 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 56), strict=False))


def _unlocking(address: str) -> str:
    return sha256(f"unlocking {address}".encode()).hexdigest()


def _key(limit: Limit, name: str) -> str:
    return sha256(f"{limit.kind} {limit.window.total_seconds():.0f} {name}".encode()).hexdigest()
