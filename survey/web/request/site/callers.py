"""From which address a request came: headers are believed as far as a proxy of the operator's wrote them.

Knows addresses and networks, and no request.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.setting_checks import Networks

MOST_HOPS = 20


def caller_behind(peer: str, forwarded: str, proxies: Networks) -> str:
    """Return the client's address: the last in the row that no trusted proxy has."""
    found = address_of(peer)
    for hop in reversed(forwarded.split(",")[-MOST_HOPS:]):
        if found is None or not _is_in(found, proxies):
            break
        behind = address_of(hop)
        if behind is None:
            break
        found = behind
    return str(found) if found is not None else peer


def seems_proxied(peer: str, forwarded: str, proxies: Networks) -> bool:
    """Tell whether a request seems to come through a proxy on this machine that no setting names."""
    found = address_of(peer)
    return bool(forwarded) and found is not None and found.is_loopback and not _is_in(found, proxies)


def address_of(written: str) -> IPv4Address | IPv6Address | None:
    """Return a network address as proxies write it, perhaps with a port; None if it is none."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _is_in(address: IPv4Address | IPv6Address, networks: Networks) -> bool:
    return any(address.version == known.version and address in known for known in networks)
