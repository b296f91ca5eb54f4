"""Who proves something: a person in a session, from a network, with the means of this installation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A person, the session in which they act, and the network that they come from."""

    person_id: int
    session_id: int
    network: str = "unknown"
