"""The circumstances of an action: who takes it, when, in which database, and who writes the letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from survey.actions.mail.office import Office


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts at what time; without an office no letters are written, without an engine Flask's is used."""

    now: datetime
    person_id: int | None = None
    """Nobody on the command line, and nobody before signing in."""
    office: Office | None = None
    engine: Engine | None = None

    @property
    def actor_id(self) -> int:
        """The person who acts, in an action that only somebody signed in can take."""
        if self.person_id is None:
            raise ValueError("Only somebody signed in can do this.")
        return self.person_id

    @property
    def writer(self) -> Office:
        """The office, in an action that consists of writing letters."""
        if self.office is None:
            raise ValueError("There is no office to write the letters.")
        return self.office
